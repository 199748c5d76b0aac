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
            "'\(what)' cannot be read from the environment",
            at: span,
            help: "write the value itself; {secret: NAME} is for the SIP user names and passwords of 'channels'"
        )
    }
}

extension ModelDecoder {
    /// What a text is that nobody may write down; nil for all others.
    func secretKind(_ node: SyntaxNode) -> String? {
        // The length is known without a copy.
        node.textLength >= 40 ? SecretText.kind(of: node.text) : nil
    }
}
