internal import ConfigSyntax
internal import ContactCenter
package import Diagnostics
internal import Explanations

/// Where the things stand that the allowances of a policy name, kept after the tree is gone.
struct PolicyPlaces: Sendable {
    private var spans: [String: [Span]] = [:]

    init(of policy: FindingPolicy, in tree: SyntaxTree) {
        for place in policy.allowances.compactMap(\.place) where spans[place.value] == nil {
            spans[place.value] = tree.spans(at: place.value)
        }
    }

    subscript(path: String) -> [Span] { spans[path] ?? [] }
}

extension Policy {
    /// The findings of a stage as the project wants them; `places` is where the things stand that it allows something of.
    func applied(to diagnostics: [Diagnostic], of stage: FindingStage, at places: PolicyPlaces?) -> [Diagnostic] {
        guard !findings.settings.isEmpty || !findings.allowances.isEmpty else { return diagnostics }
        return applyFindingPolicy(
            findings,
            to: diagnostics,
            of: stage,
            severities: Explanations.severities,
            spans: { places?[$0] ?? [] }
        )
    }
}

extension LoadedProject {
    /// The findings about the account as the project's policy wants them.
    package func applyPolicy(toAccount diagnostics: [Diagnostic]) -> [Diagnostic] {
        project?.policy.applied(to: diagnostics, of: .account, at: policyPlaces) ?? diagnostics
    }
}
