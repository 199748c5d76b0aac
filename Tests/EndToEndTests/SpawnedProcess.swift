import Foundation
import Glibc
import Synchronization

/// A child process.
///
/// Foundation's `Process` is not for this: it holds several descriptors for each child and crashes when it starts one while
/// the process has more than a thousand.
final class SpawnedProcess: Sendable {
    let identifier: pid_t

    /// Nil while it runs; else its exit status, or 128 and the number of the signal that ended it.
    private let status = Mutex<Int32?>(nil)

    /// Starts a program whose standard streams are the files of those names; no other descriptor is open in it.
    init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String],
        folder: String?,
        input: String,
        output: String,
        errors: String,
        blocking signals: [Int32] = []
    ) throws {
        var actions = unsafe posix_spawn_file_actions_t()
        unsafe posix_spawn_file_actions_init(&actions)
        defer { unsafe posix_spawn_file_actions_destroy(&actions) }
        unsafe posix_spawn_file_actions_addopen(&actions, 0, input, O_RDONLY, 0)
        unsafe posix_spawn_file_actions_addopen(&actions, 1, output, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        unsafe posix_spawn_file_actions_addopen(&actions, 2, errors, O_WRONLY | O_CREAT | O_APPEND, 0o600)
        // Sockets of tests that run beside this one must not stay open in the child.
        for descriptor in Int32(3)..<4_096 { _ = fcntl(descriptor, F_SETFD, FD_CLOEXEC) }
        // A test runner may block signals or ignore them; what it starts shall begin as from a shell, or with those blocked
        // that a program with many threads may leave to its children.
        var attributes = posix_spawnattr_t()
        unsafe posix_spawnattr_init(&attributes)
        defer { unsafe posix_spawnattr_destroy(&attributes) }
        var blocked = sigset_t()
        var all = sigset_t()
        unsafe sigemptyset(&blocked)
        for signal in signals { unsafe sigaddset(&blocked, signal) }
        unsafe sigfillset(&all)
        unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
        unsafe posix_spawnattr_setsigdefault(&attributes, &all)
        unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

        let texts = (folder.map { ["/usr/bin/env", "-C", $0] } ?? []) + [program] + arguments
        let variables = environment.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        let argv = unsafe texts.map { unsafe strdup($0) } + [nil]
        let envp = unsafe variables.map { unsafe strdup($0) } + [nil]
        defer { unsafe (argv + envp).forEach { unsafe free($0) } }
        var child: pid_t = 0
        let code = unsafe posix_spawn(&child, texts[0], &actions, &attributes, argv, envp)
        guard code == 0 else { throw POSIXError(POSIXErrorCode(rawValue: code) ?? .EIO) }
        identifier = child
    }

    var isRunning: Bool { status.withLock { $0 == nil } }

    /// Sends a signal, unless it has ended and its number may be another's.
    func signal(_ number: Int32) {
        status.withLock { status in
            if status == nil { _ = kill(identifier, number) }
        }
    }

    /// Waits for the end, and holds the thread meanwhile.
    func wait() -> Int32 {
        var facts = unsafe siginfo_t()
        while unsafe waitid(P_PID, id_t(identifier), &facts, WEXITED | WNOWAIT) != 0, errno == EINTR {}
        return status.withLock { status in
            if let status { return status }
            var raw: Int32 = 0
            while unsafe waitpid(identifier, &raw, 0) < 0, errno == EINTR {}
            let signal = raw & 0x7F
            let result = signal == 0 ? (raw >> 8) & 0xFF : 128 + signal
            status = result
            return result
        }
    }

    /// Waits for the end on a thread of its own.
    func ending() async -> Int32 {
        await withCheckedContinuation { continuation in
            Thread.detachNewThread { continuation.resume(returning: self.wait()) }
        }
    }
}

/// The path of a program of this package: the build puts it beside the test binary.
func builtProgram(_ name: String) -> String {
    URL(filePath: "/proc/self/exe").resolvingSymlinksInPath().deletingLastPathComponent().appending(path: name).path
}

/// What a program finds in its environment unless a test says otherwise.
let bareEnvironment = ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"]
