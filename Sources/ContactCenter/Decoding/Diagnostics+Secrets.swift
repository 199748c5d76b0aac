internal import ConfigSyntax
internal import Diagnostics

extension DiagnosticCode {
    static let secretInProject = DiagnosticCode("CC6001")
    static let secretNotAllowed = DiagnosticCode("CC6002")
}

extension Diagnostic {
    /// A secret that is written down: its bytes are masked wherever the line is shown.
    static func secretInProject(_ what: String, at span: Span) -> Diagnostic {
        var diagnostic = error(
            .secretInProject,
            "\(what) is a secret, and stands in the project",
            at: span,
            help: "take it out, change it, since whoever saw the file knows it, and keep the new one in the environment"
        )
        diagnostic.hidesText = true
        return diagnostic
    }

    static func secretNotAllowed(_ what: String, at span: Span) -> Diagnostic {
        error(
            .secretNotAllowed,
            "\(what) cannot be read from the environment",
            at: span,
            help: "write the value itself; {secret: NAME} is for the SIP user names and passwords of 'channels'"
        )
    }
}

extension ModelDecoder {
    static let unnamedSecret = "this private key or token"

    /// What a text is that nobody may write down; nil for all others.
    func secretKind(_ node: SyntaxNode) -> String? {
        guard node.textLength >= 40, SecretText.isSecret(node.text) else { return nil }
        return Self.unnamedSecret
    }

    /// Texts by keys of the operator's choice, of which none may name a secret.
    mutating func checkNames(_ entries: [NamedEntry]) {
        for entry in entries where entry.value.kind == .scalar && !entry.value.isNull {
            if SecretText.isSecretName(entry.name.value) {
                report(.secretInProject("the value of '\(entry.name.value)'", at: entry.value.span))
            } else if let kind = secretKind(entry.value) {
                report(.secretInProject(kind, at: entry.value.span))
            }
        }
    }

    /// Reports the secrets in a part of the tree that nothing else reads.
    mutating func reportSecrets(in node: SyntaxNode, named name: String? = nil) {
        switch node.kind {
        case .scalar:
            if let name, SecretText.isSecretName(name), !node.isNull {
                report(.secretInProject("the value of '\(name)'", at: node.span))
            } else if let kind = secretKind(node) {
                report(.secretInProject(kind, at: node.span))
            }
        case .sequence: node.items.forEach { reportSecrets(in: $0) }
        case .mapping: node.entries.forEach { reportSecrets(in: $0.value, named: $0.key.text) }
        }
    }
}
