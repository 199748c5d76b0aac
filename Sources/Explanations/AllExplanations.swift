package import Diagnostics

/// All pages, and what is known of the codes by them.
package enum Explanations {
    /// Every code's page, by code.
    package static let all: [Explanation] =
        [
            yamlText, yamlBytes, yamlTree, variables, shape, names, account, menus, texts, nccos, hosting, speech,
            policy,
            findings, calls, liveAccount, accountConflicts, liveReleases, callFlow, schedules, secrets, callTests,
            includes,
            environments, decisions, servedReleases,
        ].joined().sorted { $0.code.text < $1.code.text }

    /// The page of a code.
    package static func page(of code: DiagnosticCode) -> Explanation? {
        all.first { $0.code == code }
    }

    /// The page that a reader asks for by `CC3004`, `cc3004` or `3004`.
    package static func page(named name: String) -> Explanation? {
        let upper = name.uppercased()
        let isNumber = !upper.isEmpty && upper.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        return page(of: DiagnosticCode(isNumber ? "CC\(upper)" : upper))
    }

    /// How findings of each code are graded before a project's policy.
    package static let severities: [DiagnosticCode: NominalSeverity] = Dictionary(
        all.map { ($0.code, $0.severity) },
        uniquingKeysWith: { first, _ in first }
    )
}
