internal import Glibc
internal import ProgramSupport

/// How long Graphviz may think, in seconds: its time grows much faster than the picture.
private let patience = 60

/// Lets Graphviz's `dot` draw a picture.
///
/// Both streams are files without a name, so that neither side ever waits for the other to read.
///
/// - Parameter dot: The picture in Graphviz's language.
/// - Returns: The SVG.
/// - Throws: When Graphviz is not installed, fails, or does not come to an end.
func drawSVG(_ dot: String) throws(ProgramFailure) -> String {
    guard let input = unsafe tmpfile(), let output = unsafe tmpfile() else {
        throw ProgramFailure("there is no place for a temporary file", help: "set TMPDIR, or free some space")
    }
    defer {
        unsafe fclose(input)
        unsafe fclose(output)
    }
    let bytes = Array(dot.utf8)
    guard unsafe fwrite(bytes, 1, bytes.count, input) == bytes.count, unsafe fflush(input) == 0 else {
        throw ProgramFailure("the picture cannot be written to a temporary file", help: "free some space")
    }
    unsafe rewind(input)
    let child = try unsafe start(input: fileno(input), output: fileno(output))
    let status = try wait(for: child)
    guard status == 0 else {
        throw ProgramFailure(
            "Graphviz failed with status \(status)",
            help: "print the picture with '--format dot', and see what 'dot -Tsvg' says of it"
        )
    }
    return try unsafe text(of: output)
}

private func start(input: Int32, output: Int32) throws(ProgramFailure) -> pid_t {
    var actions = unsafe posix_spawn_file_actions_t()
    unsafe posix_spawn_file_actions_init(&actions)
    defer { unsafe posix_spawn_file_actions_destroy(&actions) }
    unsafe posix_spawn_file_actions_adddup2(&actions, input, STDIN_FILENO)
    unsafe posix_spawn_file_actions_adddup2(&actions, output, STDOUT_FILENO)
    let words: [String] = ["dot", "-Tsvg"]
    let argv = unsafe words.map { unsafe strdup($0) } + [nil]
    defer { unsafe argv.forEach { unsafe free($0) } }
    var child: pid_t = 0
    let code = unsafe posix_spawnp(&child, "dot", &actions, nil, argv, environ)
    guard code != ENOENT else {
        throw ProgramFailure(
            "'dot' of Graphviz is not installed",
            help: "install graphviz, or print another format: '--format mermaid' needs nothing"
        )
    }
    guard code == 0 else {
        throw ProgramFailure(
            "'dot' of Graphviz cannot be started (error \(code))",
            help: "check the installation of graphviz"
        )
    }
    return child
}

/// The exit status; 128 and the signal's number where one ended it.
private func wait(for child: pid_t) throws(ProgramFailure) -> Int32 {
    var status: Int32 = 0
    for _ in 0..<patience * 100 {
        switch unsafe waitpid(child, &status, WNOHANG) {
        case child: return status & 0x7F == 0 ? (status >> 8) & 0xFF : 128 + status & 0x7F
        case 0: usleep(10_000)
        default: if errno != EINTR { throw ProgramFailure("Graphviz was lost sight of (error \(errno))", help: nil) }
        }
    }
    kill(child, SIGKILL)
    unsafe waitpid(child, &status, 0)
    throw ProgramFailure(
        "Graphviz did not come to an end within \(patience) seconds",
        help: "draw a part of the project with --from, or print '--format dot' and give 'dot' the time it needs"
    )
}

private func text(of file: UnsafeMutablePointer<FILE>) throws(ProgramFailure) -> String {
    unsafe rewind(file)
    var bytes: [UInt8] = []
    var part = [UInt8](repeating: 0, count: 1 << 16)
    while true {
        let count = unsafe fread(&part, 1, part.count, file)
        guard count > 0 else { break }
        bytes += part[..<count]
    }
    guard unsafe ferror(file) == 0, !bytes.isEmpty else {
        throw ProgramFailure("Graphviz drew nothing", help: "see what 'dot -Tsvg' says of '--format dot'")
    }
    return String(decoding: bytes, as: UTF8.self)
}
