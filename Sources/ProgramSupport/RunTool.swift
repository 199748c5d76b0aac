internal import Glibc

/// What a program of the system left behind.
package struct ToolResult {
    /// The exit status; 128 and the signal's number where one ended it.
    package let status: Int32
    package let output: [UInt8]

    /// Empty when they went to this program's own.
    package let errors: [UInt8]
}

/// Why a program of the system did not run to its end.
package enum ToolFailure: Error {
    case noTemporaryFile
    case cannotWriteInput
    case notInstalled
    /// A number of `errno`.
    case cannotStart(Int32)
    case lostSightOf(Int32)
    case timedOut
}

/// Runs a program of the system and waits for it.
///
/// All streams are files without a name, so that neither side ever waits for the other to read. No shell is involved.
///
/// - Parameters:
///   - words: The program, found in `PATH`, and its arguments.
///   - input: What it reads.
///   - keepingErrors: Whether its errors are kept, and not shown as this program's own.
///   - patience: After so many seconds it is killed.
/// - Returns: What it left behind, whatever its status is.
/// - Throws: When it did not run to its end.
package func runTool(
    _ words: [String],
    input: [UInt8] = [],
    keepingErrors: Bool = false,
    patience: Int
) throws(ToolFailure) -> ToolResult {
    guard let stdin = unsafe tmpfile(), let stdout = unsafe tmpfile(), let stderr = unsafe tmpfile() else {
        throw .noTemporaryFile
    }
    defer {
        unsafe fclose(stdin)
        unsafe fclose(stdout)
        unsafe fclose(stderr)
    }
    guard unsafe fwrite(input, 1, input.count, stdin) == input.count, unsafe fflush(stdin) == 0 else {
        throw .cannotWriteInput
    }
    unsafe rewind(stdin)
    let child = try unsafe start(
        words,
        streams: [fileno(stdin), fileno(stdout), keepingErrors ? fileno(stderr) : STDERR_FILENO]
    )
    let status = try wait(for: child, patience: patience)
    return unsafe ToolResult(status: status, output: bytes(of: stdout), errors: bytes(of: stderr))
}

private typealias Stream = UnsafeMutablePointer<FILE>

private func start(_ words: [String], streams: [Int32]) throws(ToolFailure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    for (target, stream) in streams.enumerated() {
        unsafe posix_spawn_file_actions_adddup2(&actions, stream, Int32(target))
    }
    let argv = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe argv.forEach { unsafe free($0) } }
    var child: pid_t = 0
    let code = unsafe posix_spawnp(&child, words[0], &actions, nil, argv, environ)
    guard code != ENOENT else { throw .notInstalled }
    guard code == 0 else { throw .cannotStart(code) }
    return child
}

private func wait(for child: pid_t, patience: Int) throws(ToolFailure) -> Int32 {
    var status: Int32 = 0
    for _ in 0..<patience * 500 {
        switch unsafe waitpid(child, &status, WNOHANG) {
        case child: return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
        case 0: usleep(2_000)
        default: if errno != EINTR { throw .lostSightOf(errno) }
        }
    }
    kill(child, SIGKILL)
    unsafe waitpid(child, &status, 0)
    throw .timedOut
}

private func bytes(of file: Stream) -> [UInt8] {
    unsafe rewind(file)
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe fread(&part, 1, part.count, file)
        guard count > 0 else { return bytes }
        bytes += part[..<count]
    }
}
