internal import Glibc

/// Writes past any buffer: who waits for a line reads a pipe.
func printText(_ text: String) {
    write(Array(text.utf8), to: STDOUT_FILENO)
}

/// Writes a line to standard error.
func printError(_ text: String) {
    write(Array("\(text)\n".utf8), to: STDERR_FILENO)
}

/// Writes all bytes; a closed pipe ends the writing quietly.
private func write(_ bytes: [UInt8], to descriptor: Int32) {
    var rest = bytes[...]
    while !rest.isEmpty {
        let count = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { return }
        rest = rest.dropFirst(count)
    }
}
