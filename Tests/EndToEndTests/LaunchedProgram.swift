import Foundation
import Glibc
import Synchronization
import Testing

/// A program that runs beside the test: watched, signalled and waited for.
///
/// Started with `posix_spawn` and not with Foundation's `Process`, which holds several descriptors for each child and
/// crashes when it starts one while the process has more than a thousand.
final class LaunchedProgram: Sendable {
    let identifier: pid_t
    private let ended: AsyncStream<Int32>
    private let output: TemporaryFolder

    /// Whether the child was waited for: its identifier may be another's then.
    private let isOver: Over

    private final class Over: Sendable {
        let flag = Mutex(false)
    }

    /// Starts a program of the package, which the build puts beside the test binary.
    convenience init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = "",
        in folder: URL? = nil,
        blocking signals: [Int32] = []
    ) throws {
        let tests = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        let url = tests.deletingLastPathComponent().appending(path: program)
        try self.init(url, arguments, environment: environment, input: input, in: folder, blocking: signals)
    }

    /// Starts a program that reads `input`, with signals blocked as programs with many threads may leave them to children.
    init(
        _ program: URL,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = "",
        in folder: URL? = nil,
        blocking signals: [Int32] = []
    ) throws {
        let output = try TemporaryFolder()
        let place = { (name: String) in output.url.appending(path: name).path }
        // Files, not pipes: nothing blocks however much is printed.
        for (name, content) in [("out", ""), ("err", ""), ("in", input)] {
            try Data(content.utf8).write(to: URL(filePath: place(name)))
        }
        identifier = try spawn(
            // 'env' changes the folder and becomes the program.
            folder.map { ["/usr/bin/env", "-C", $0.path, program.path] + arguments } ?? [program.path] + arguments,
            ["PATH": "/usr/bin:/bin", "HOME": "/nonexistent"].merging(environment) { $1 },
            streams: [(place("in"), O_RDONLY), (place("out"), O_WRONLY), (place("err"), O_WRONLY)],
            blocking: signals
        )
        let (ended, continuation) = AsyncStream.makeStream(of: Int32.self)
        let isOver = Over()
        Thread.detachNewThread { [identifier] in
            continuation.yield(awaitEnd(of: identifier, isOver.flag))
            continuation.finish()
        }
        self.ended = ended
        self.isOver = isOver
        self.output = output
    }

    deinit {
        signal(SIGKILL)  // Nothing that it still holds is needed.
    }

    func signal(_ number: Int32) {
        isOver.flag.withLock { isOver in
            if !isOver { kill(identifier, number) }
        }
    }

    /// Waits for the end; to be called once.
    func result() async throws -> ProgramResult {
        let status = try #require(await ended.first { _ in true })
        return ProgramResult(status: status, output: try text("out"), errors: try text("err"))
    }

    /// The URL in the line that a server prints when it accepts connections.
    func listeningURL() async throws -> String {
        for _ in 0..<4_000 where !isOver.flag.withLock({ $0 }) {
            let line = try text("out").split(separator: "\n", omittingEmptySubsequences: false).dropLast().first
            if let line { return String(line.split(separator: " ").last ?? "") }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw StartFailure(errors: try text("err"))
    }

    /// Waits until a signal that the program takes for a wish has come to it: it restores the signal's default then.
    func waitUntilCaught(_ number: Int32) async throws {
        let file = "/proc/\(identifier)/status"
        for _ in 0..<4_000 {
            let status = try String(contentsOfFile: file, encoding: .utf8)
            let masks = ["SigIgn", "SigCgt"].compactMap { name -> UInt64? in
                let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
                return line.flatMap { UInt64($0.split(separator: "\t").last ?? "", radix: 16) }
            }
            let isDefault = masks.allSatisfy { $0 & (1 << UInt64(number - 1)) == 0 }
            if masks.count == 2, isDefault { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("the signal was not taken")
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: output.url.appending(path: name), encoding: .utf8)
    }
}

/// A server did not come up.
struct StartFailure: Error {
    let errors: String
}

/// A program could not be started.
struct SpawnFailure: Error {
    let program: String
    let code: Int32
}

/// Starts a program with these streams and no other descriptor, and with the default for every signal.
private func spawn(
    _ arguments: [String],
    _ environment: [String: String],
    streams: [(path: String, mode: Int32)],
    blocking signals: [Int32]
) throws -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (descriptor, stream) in streams.enumerated() {
        unsafe posix_spawn_file_actions_addopen(&actions, Int32(descriptor), stream.path, stream.mode, 0)
    }
    // Closing what is not open is no error.
    let open = try FileManager.default.contentsOfDirectory(atPath: "/proc/self/fd").compactMap { Int32($0) }
    for descriptor in Int32(streams.count)...(open.max() ?? 3) + 16 {
        unsafe posix_spawn_file_actions_addclose(&actions, descriptor)
    }

    var attributes = posix_spawnattr_t()
    unsafe posix_spawnattr_init(&attributes)
    defer { unsafe posix_spawnattr_destroy(&attributes) }
    var blocked = sigset_t()
    unsafe sigemptyset(&blocked)
    for signal in signals { unsafe sigaddset(&blocked, signal) }
    var all = sigset_t()
    unsafe sigfillset(&all)
    unsafe posix_spawnattr_setsigmask(&attributes, &blocked)
    unsafe posix_spawnattr_setsigdefault(&attributes, &all)
    unsafe posix_spawnattr_setflags(&attributes, Int16(POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF))

    var words = unsafe arguments.map { unsafe strdup($0) } + [nil]
    var variables = unsafe environment.map { unsafe strdup("\($0)=\($1)") } + [nil]
    defer { unsafe (words + variables).forEach { unsafe free($0) } }
    var identifier: pid_t = 0
    let code = unsafe posix_spawn(&identifier, arguments[0], &actions, &attributes, &words, &variables)
    guard code == 0 else { throw SpawnFailure(program: arguments[0], code: code) }
    return identifier
}

/// Waits on this thread; gives the status as shells have it: what a signal ended is above 128.
private func awaitEnd(of identifier: pid_t, _ isOver: borrowing Mutex<Bool>) -> Int32 {
    var info = unsafe siginfo_t()
    // Not yet taken off, so that nobody else gets the identifier before `isOver` says that it is free.
    while unsafe waitid(P_PID, id_t(identifier), &info, WEXITED | WNOWAIT) != 0 && errno == EINTR {}
    return isOver.withLock { isOver in
        var status: Int32 = 0
        unsafe waitpid(identifier, &status, 0)
        isOver = true
        let signal = status & 0x7F
        return signal == 0 ? (status >> 8) & 0xFF : 128 + signal
    }
}
