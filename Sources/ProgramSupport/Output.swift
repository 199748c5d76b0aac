package import Diagnostics
internal import Glibc
package import ProjectLoading
package import Provisioning

/// Writes a line to standard error.
package func printError(_ text: String) {
    write(text + "\n", to: STDERR_FILENO)
}

/// Writes to standard output as it stands.
package func printOutput(_ text: String) {
    write(text, to: STDOUT_FILENO)
}

/// Where text goes.
package enum OutputStream: Sendable {
    case standardOutput
    case standardError

    fileprivate var descriptor: Int32 { self == .standardOutput ? STDOUT_FILENO : STDERR_FILENO }

    /// Whether it is a terminal.
    package var isTerminal: Bool { isatty(descriptor) == 1 }

    /// Colours only on a terminal, and never with `NO_COLOR`.
    package var takesColour: Bool { unsafe getenv("NO_COLOR") == nil && isTerminal }

    /// The same for plans and receipts.
    package var colouring: Colouring { takesColour ? .coloured : .plain }
}

/// Prints findings for people to standard error.
package func printDiagnostics(_ diagnostics: [Diagnostic], sources: SourceMap) {
    guard !diagnostics.isEmpty else { return }
    let style: TextRenderer.Style = OutputStream.standardError.takesColour ? .colour : .plain
    printError(TextRenderer(style: style).render(diagnostics, sources: sources))
}

extension LoadedProject {
    /// Prints the findings for people to standard error.
    package func printDiagnostics() {
        ProgramSupport.printDiagnostics(diagnostics, sources: sources)
    }
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
