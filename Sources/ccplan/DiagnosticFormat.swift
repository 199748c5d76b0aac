internal import ArgumentParser
internal import Diagnostics
internal import Explanations
internal import Lowering
internal import ProgramSupport

/// How diagnostics are printed.
enum DiagnosticFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case sarif
    case github
    case gitlab

    /// The findings as a report of this format; nil for text, which goes to standard error.
    func report(_ diagnostics: [Diagnostic], sources: SourceMap, of project: String) -> String? {
        switch self {
        case .text:
            return nil
        case .json:
            return JSONRenderer().render(diagnostics, sources: sources)
        case .sarif:
            let renderer = SARIFRenderer(paths: reportPaths(of: project), toolVersion: compilerVersion) { code in
                Explanations.page(of: code).map { RuleDescription(title: $0.title, help: $0.text()) }
            }
            return renderer.render(diagnostics, sources: sources)
        case .github:
            return GitHubRenderer(paths: reportPaths(of: project)).render(diagnostics, sources: sources)
        case .gitlab:
            return GitLabRenderer(paths: reportPaths(of: project)).render(diagnostics, sources: sources)
        }
    }
}
