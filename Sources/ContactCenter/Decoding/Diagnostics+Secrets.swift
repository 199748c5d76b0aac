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
        guard node.textLength >= 40 else { return nil }
        let text = node.text
        if text.contains("PRIVATE KEY-----") { return "a private key" }
        guard let start = text.firstRange(of: "eyJ")?.lowerBound,
            start == text.startIndex || text[..<start].hasSuffix(" ")
        else { return nil }
        return text[start...].split(separator: ".", omittingEmptySubsequences: false).count == 3 ? "a token" : nil
    }

    /// Keys that Vonage's tools know as secrets.
    static let secretKeys: Set<String> = [
        "api_key", "api_secret", "private_key", "signature_secret", "secret_key", "access_key", "password", "token",
        "jwt", "apikey", "apisecret", "vonage_api_key", "vonage_api_secret", "vonage_private_key",
        "vonage_signature_secret",
    ]
}
