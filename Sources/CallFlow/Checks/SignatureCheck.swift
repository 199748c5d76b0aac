internal import ContactCenter
internal import Diagnostics

/// Signatures that are required where nobody makes them, or nobody looks at them.
///
/// - Complexity: O(1).
func checkSignatures(_ project: Project) -> [Diagnostic] {
    guard let signatures = project.hosting.signatures, signatures.value == .require else { return [] }
    var diagnostics: [Diagnostic] = []
    if let signed = project.app.signedCallbacks, !signed.value {
        diagnostics.append(
            .error(
                .requiredButNotSigned,
                "signatures are required, and the application has its webhooks not signed",
                at: signatures.span,
                notes: [.init("switched off here", at: signed.span)],
                help: "remove 'signed_callbacks: no', or write 'signatures: observe'"
            )
        )
    }
    if let target = project.hosting.target, HostCapabilities.ability(of: target.value, for: .signatures) == .no {
        let able = HostCapabilities.targets(with: .signatures).map(\.rawValue)
        diagnostics.append(
            .error(
                .targetCannot,
                "the host '\(target.value.rawValue)' cannot tell signed webhooks from others",
                at: signatures.span,
                notes: [.init("the host is chosen here", at: target.span)],
                help: "write 'signatures: observe', or use another target: \(able.joined(separator: ", "))"
            )
        )
    }
    return diagnostics
}
