package import ArgumentParser
package import Diagnostics
package import FileAccess
internal import Glibc
package import ProjectLoading
package import Provisioning

/// Writes a line to standard error.
package func printError(_ text: String) {
    try? StandardStream.error.write(text + "\n")  // There is no other place to tell of it.
}

/// Writes to standard output as it stands.
///
/// - Throws: The exit status, when it cannot be written and that was printed: a result that is not whole is none.
package func printOutput(_ text: String) throws(ExitCode) {
    do {
        try StandardStream.output.write(text)
    } catch {
        throw ProgramFailure(cannotWrite: error).reported()
    }
}

extension StandardStream {
    /// Colours only on a terminal, and never with `NO_COLOR`.
    package var takesColour: Bool { unsafe getenv("NO_COLOR") == nil && isTerminal }

    /// The same for plans and receipts.
    package var colouring: Colouring { takesColour ? .coloured : .plain }
}

/// Prints findings for people to standard error.
///
/// - Parameters:
///   - diagnostics: The findings.
///   - sources: What they are about.
///   - version: A folder that is gone soon, and what its version is called: `main:contact-center.yaml` is told.
package func printDiagnostics(
    _ diagnostics: [Diagnostic],
    sources: SourceMap,
    of version: (folder: String, name: String)? = nil
) {
    guard !diagnostics.isEmpty else { return }
    let style: TextRenderer.Style = StandardStream.error.takesColour ? .colour : .plain
    let text = TextRenderer(style: style).render(diagnostics, sources: sources)
    printError(version.map { text.replacing("\($0.folder)/", with: "\(printable($0.name)):") } ?? text)
}

extension LoadedProject {
    /// Prints the findings for people to standard error.
    package func printDiagnostics() {
        ProgramSupport.printDiagnostics(diagnostics, sources: sources)
    }
}
