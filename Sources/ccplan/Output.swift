internal import Diagnostics
internal import Glibc
internal import ProjectLoading

/// Writes a line to standard error.
func printError(_ text: String) {
    write(text + "\n", to: STDERR_FILENO)
}

/// Writes to standard output as it stands.
func printOutput(_ text: String) {
    write(text, to: STDOUT_FILENO)
}

/// Whether standard error is a terminal that takes colours (`NO_COLOR` unset).
var errorTakesColour: Bool {
    unsafe getenv("NO_COLOR") == nil && isatty(STDERR_FILENO) == 1
}

/// Writes all bytes.
///
/// A closed pipe ends the writing quietly: whoever read has seen enough.
private func write(_ text: String, to descriptor: Int32) {
    var bytes = Array(text.utf8)[...]
    while !bytes.isEmpty {
        let written = unsafe bytes.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else { return }
        bytes = bytes.dropFirst(written)
    }
}
