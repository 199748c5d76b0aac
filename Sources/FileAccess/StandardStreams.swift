internal import Glibc

/// Where a program's text goes.
package enum StandardStream: Sendable {
    case output
    case error

    private var descriptor: Int32 { self == .output ? STDOUT_FILENO : STDERR_FILENO }

    package var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Writes all of a text past any buffer: who waits for a line may read a pipe.
    ///
    /// A closed pipe ends the writing quietly: whoever read has seen enough.
    ///
    /// - Throws: When it cannot be written for another reason, such as a full disk; part of it may be there.
    package func write(_ text: String) throws(FileError) {
        var bytes = Array(text.utf8)[...]
        while !bytes.isEmpty {
            let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if written > 0 {
                bytes = bytes.dropFirst(written)
            } else if errno == EAGAIN {
                waitForReader()
            } else if errno == EPIPE {
                return
            } else if errno != EINTR {
                throw .last(self == .output ? "/dev/stdout" : "/dev/stderr")
            }
        }
    }

    /// A pipe or terminal that another program made non-blocking is full.
    private func waitForReader() {
        var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
        _ = unsafe poll(&waiting, 1, -1)
    }
}

/// Opens what the caller closed of stdin, stdout and stderr, on nothing.
///
/// The next file or connection would take the number, and what is printed would go into it. To be called before anything
/// else: the runtime's first task opens descriptors already.
package func occupyStandardDescriptors() {
    for descriptor in STDIN_FILENO...STDERR_FILENO where fcntl(descriptor, F_GETFD) < 0 {
        _ = unsafe open("/dev/null", O_RDWR)  // The lowest free number, so this one.
    }
}
