internal import CallFlow
internal import ConfigSyntax
internal import Diagnostics

/// The findings of an environment, those that say that a name is not defined with a note where the environment removes it.
func tellingRemovals(
    _ diagnostics: [Diagnostic],
    _ removals: [Removal],
    by environment: DeclaredEnvironment?,
    _ sources: SourceMap
) -> [Diagnostic] {
    guard let environment, !removals.isEmpty else { return diagnostics }
    return diagnostics.map { diagnostic in
        guard let section = diagnostic.code.sectionOfMissingName, let span = diagnostic.span else { return diagnostic }
        let bytes = sources[span.file].bytes[Int(span.start)..<Int(span.end)]
        let removal = removals.first { removal in
            removal.section == section && removal.name.map { $0.utf8.elementsEqual(bytes) } ?? true
        }
        guard let removal else { return diagnostic }
        var told = diagnostic
        told.notes.append(.init("environment '\(environment.name.value)' removes it here", at: removal.span))
        return told
    }
}
