internal import ContactCenter
internal import Diagnostics

/// A fallback that is served by the host that it is to stand in for, or is said to be and is not.
///
/// - Complexity: O(1).
func checkFallback(_ project: Project) -> [Diagnostic] {
    // Without an own URL, or with one that was wrong and left out, the host's is taken.
    guard project.isWhole, let fallback = project.hosting.fallback else { return [] }
    let target = project.hosting.target?.value ?? .ccserve
    if project.hosting.servesFallback, let other = fallback.target, other.value != target {
        return [
            .error(
                .fallbackTargetOfNobody,
                "without an own 'url' the fallback is served by the host, whose target is '\(target.rawValue)', "
                    + "not '\(other.value.rawValue)'",
                at: other.span,
                notes: [Diagnostic.Note("the host", at: project.hosting.target?.span ?? project.hosting.url.span)],
                help: "add 'url' with the address of another provider that '\(other.value.rawValue)' serves, "
                    + "or take 'target' out"
            )
        ]
    }
    let message: String
    let span: Span
    if let url = fallback.url {
        guard host(of: url.value) == host(of: project.hosting.url.value) else { return [] }
        message = "the fallback is served by the host that it stands in for: while that is dead, who calls gets nothing"
        span = url.span
    } else {
        message = "without 'url' the host itself serves the fallback: while that is dead, who calls gets nothing"
        span = fallback.span
    }
    return [
        .warning(
            .fallbackOnSameHost,
            message,
            at: span,
            notes: [Diagnostic.Note("the host", at: project.hosting.url.span)],
            help: "add 'url' with the address of another provider, where 'publish' puts the file: "
                + "a plain host of files will do"
        )
    ]
}

/// What stands between `//` and the next slash, in small letters: with its port, since that may be another machine's.
private func host(of url: String) -> String {
    guard let start = url.firstRange(of: "//")?.upperBound else { return url }
    return url[start...].prefix { $0 != "/" }.lowercased()
}

extension DiagnosticCode {
    static let fallbackOnSameHost = DiagnosticCode("CC4012")
    static let fallbackTargetOfNobody = DiagnosticCode("CC4014")
}
