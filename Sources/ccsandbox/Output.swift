internal import Glibc

/// Writes an error to standard error, and what to do about it below.
func printError(_ summary: String, help: String? = nil) {
    write("error: \(summary)\n\(help.map { "  help: \($0)\n" } ?? "")", to: STDERR_FILENO)
}

/// Writes to standard output as it stands, past any buffer: who waits for a line reads a pipe.
func printOutput(_ text: String) {
    write(text, to: STDOUT_FILENO)
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
