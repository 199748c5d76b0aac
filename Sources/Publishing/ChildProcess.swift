internal import Dispatch
internal import Glibc

/// A program that is run to its end, its lines handed on as they come.
struct ChildProcess: Sendable {
    /// The program and its arguments; a program without a slash is looked for in PATH.
    var words: [String]

    /// Where it runs.
    var folder: String

    /// `NAME=VALUE`, all of it.
    var environment: [String]

    enum Ending: Hashable, Sendable {
        case status(Int)
        case signal(Int)
        /// It could not be started: the error's number.
        case notStarted(Int32)
    }

    /// Runs it; both of its output streams go to `line`, line by line, without the line end.
    ///
    /// It begins with no signal ignored or blocked, and with nothing to read. Its line without an end is handed on, too;
    /// one longer than 16 KiB comes in pieces.
    func run(line: @escaping @Sendable (String) -> Void) async -> Ending {
        await withCheckedContinuation { continuation in
            // It blocks, so it has a thread of its own.
            DispatchQueue(label: "ccapply.command").async {
                continuation.resume(returning: runAndWait(line))
            }
        }
    }

    private func runAndWait(_ line: (String) -> Void) -> Ending {
        var ends: [Int32] = [-1, -1]
        guard unsafe pipe(&ends) == 0 else { return .notStarted(errno) }
        let (reading, writing) = (ends[0], ends[1])
        for end in ends { _ = fcntl(end, F_SETFD, FD_CLOEXEC) }
        var child: pid_t = 0
        let code = findProgram() ?? start(&child, output: writing)
        close(writing)
        defer { close(reading) }
        guard code == 0 else { return .notStarted(code) }
        readLines(from: reading, line)
        var raw: Int32 = 0
        while unsafe waitpid(child, &raw, 0) < 0 {
            guard errno == EINTR else { return .notStarted(errno) }
        }
        let signal = raw & 0x7F
        return signal == 0 ? .status(Int(raw >> 8) & 0xFF) : .signal(Int(signal))
    }

    private func start(_ child: inout pid_t, output: Int32) -> Int32 {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, STDIN_FILENO, "/dev/null", O_RDONLY, 0)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
        unsafe posix_spawn_file_actions_adddup2(&actions, output, STDERR_FILENO)
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        // This program ignores signals while it works, which a child would inherit.
        var none = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&none)
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &none)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))
        // The shell changes to the folder, which this process must not, and becomes the program.
        let line = ["/bin/sh", "-c", "cd -- \"$0\" && exec \"$@\"", folder] + words
        let argv = unsafe line.map { unsafe strdup($0) } + [nil]
        let envp = unsafe environment.map { unsafe strdup($0) } + [nil]
        defer { unsafe (argv + envp).forEach { unsafe free($0) } }
        return unsafe posix_spawn(&child, line[0], &actions, &attributes, argv, envp)
    }

    /// Why the program cannot be run, as the error's number; nil when it can.
    private func findProgram() -> Int32? {
        guard let program = words.first, !program.isEmpty else { return ENOENT }
        guard !program.contains("/") else {
            let path = program.hasPrefix("/") ? program : "\(folder)/\(program)"
            return unsafe access(path, X_OK) == 0 ? nil : errno
        }
        let path = environment.first { $0.hasPrefix("PATH=") }?.dropFirst(5) ?? "/usr/bin:/bin"
        return path.split(separator: ":").contains { unsafe access("\($0)/\(program)", X_OK) == 0 } ? nil : ENOENT
    }

    private func readLines(from descriptor: Int32, _ line: (String) -> Void) {
        var pending: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 16_384)
        while true {
            let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
            if count < 0, errno == EINTR { continue }
            guard count > 0 else { break }
            pending += chunk[..<count]
            while let end = pending.firstIndex(of: UInt8(ascii: "\n")) {
                line(String(decoding: pending[..<end], as: UTF8.self))
                pending.removeSubrange(...end)
            }
            if pending.count > 16_384 {
                line(String(decoding: pending, as: UTF8.self))
                pending = []
            }
        }
        if !pending.isEmpty { line(String(decoding: pending, as: UTF8.self)) }
    }
}
