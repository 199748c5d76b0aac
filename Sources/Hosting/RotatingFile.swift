internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// A file that lines are appended to, and that makes room when it is full: `events.jsonl` becomes `events.jsonl.1`, that one
/// `events.jsonl.2`, and so on; the oldest goes.
///
/// Somebody else may move or remove the file meanwhile, as `logrotate` does: the next line begins a new one.
package final class RotatingFile: LineTarget {
    package struct Limits: Sendable {
        /// Of the file, in bytes; only a line that is longer itself may exceed it.
        package var size = Int.max
        /// How many former files are kept.
        package var former = 7

        package init() {}
    }

    private struct State {
        var descriptor: Int32
        var size: Int
        /// Someone else's last line has no end.
        var endsMidLine: Bool
        /// The log tells already that the file cannot be rotated.
        var isStuck = false
    }

    private let path: String
    private let limits: Limits
    private let onTrouble: @Sendable (_ reason: String) -> Void
    private let state: Mutex<State>

    /// Opens the file, which is made, for its owner alone, when it is not there.
    ///
    /// `onTrouble` is told, once, why it cannot be rotated; it grows then. Nil, with the reason in `errno`, when it cannot be
    /// opened.
    package init?(
        path: String,
        limits: Limits = Limits(),
        onTrouble: @escaping @Sendable (_ reason: String) -> Void = { _ in }
    ) {
        guard let opened = Self.opened(path) else { return nil }
        self.path = path
        self.limits = limits
        self.onTrouble = onTrouble
        state = Mutex(opened)
    }

    deinit {
        _ = state.withLock { close($0.descriptor) }
    }

    package func write(_ bytes: [UInt8]) -> Int {
        state.withLock { state in
            follow(&state)
            if state.endsMidLine {
                guard writeAll([UInt8(ascii: "\n")], to: state.descriptor) == 1 else { return 0 }
                state.endsMidLine = false
                state.size += 1
            }
            var written = 0
            while written < bytes.count {
                var part = bytes[written...]
                if !state.isStuck, state.size + part.count > limits.size {
                    let fitting = part.prefix(max(0, limits.size - state.size))
                    if let end = fitting.lastIndex(of: UInt8(ascii: "\n")) {
                        part = part[...end]
                    } else if state.size > 0 {
                        rotate(&state)
                        continue
                    } else if let end = part.firstIndex(of: UInt8(ascii: "\n")) {
                        part = part[...end]
                    }
                }
                let taken = writeAll(part, to: state.descriptor)
                written += taken
                state.size += taken
                if taken < part.count { break }
            }
            return written
        }
    }

    /// Opens the file anew when another one, or none, has its name.
    private func follow(_ state: inout State) {
        var named = stat()
        var open = stat()
        let isSame =
            unsafe stat(path, &named) == 0 && fstat(state.descriptor, &open) == 0 && named.st_dev == open.st_dev
            && named.st_ino == open.st_ino
        if !isSame { reopen(&state) }
    }

    private func reopen(_ state: inout State) {
        // While that fails, the file that is open takes the lines.
        guard let opened = Self.opened(path) else { return }
        close(state.descriptor)
        state = opened
    }

    private func rotate(_ state: inout State) {
        for number in stride(from: limits.former - 1, to: 0, by: -1) {
            _ = unsafe rename("\(path).\(number)", "\(path).\(number + 1)")  // Most often there is none.
        }
        let result = limits.former > 0 ? unsafe rename(path, "\(path).1") : unsafe unlink(path)
        guard result == 0 else {
            state.isStuck = true
            onTrouble(unsafe String(cString: strerror(errno)).lowercased())
            return
        }
        reopen(&state)
        // The name is free, so only a folder that takes no new file leaves the old one open.
        if state.size > 0 {
            state.isStuck = true
            onTrouble(unsafe String(cString: strerror(errno)).lowercased())
        }
    }

    private static func opened(_ path: String) -> State? {
        let descriptor = unsafe open(path, O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC, 0o600)
        // A pipe or a device may be there to write to only.
        let usable = descriptor >= 0 ? descriptor : unsafe open(path, O_WRONLY | O_APPEND | O_CLOEXEC)
        guard usable >= 0 else { return nil }
        var status = stat()
        guard unsafe fstat(usable, &status) == 0, status.st_mode & S_IFMT == S_IFREG else {
            return State(descriptor: usable, size: 0, endsMidLine: false)
        }
        var last = UInt8(ascii: "\n")
        if status.st_size > 0 { _ = unsafe pread(usable, &last, 1, status.st_size - 1) }
        return State(descriptor: usable, size: Int(status.st_size), endsMidLine: last != UInt8(ascii: "\n"))
    }
}
