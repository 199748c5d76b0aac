/// How secrets are told from other texts.
package enum SecretText {
    /// Keys that Vonage's tools know as secrets.
    package static let keys: Set<String> = [
        "api_key", "api_secret", "private_key", "signature_secret", "secret_key", "access_key", "password", "token",
        "jwt", "apikey", "apisecret", "vonage_api_key", "vonage_api_secret", "vonage_private_key",
        "vonage_signature_secret",
    ]

    /// What a text is that nobody may write down; nil for all others.
    package static func kind(of text: String) -> String? {
        guard text.utf8.count >= 40 else { return nil }
        if text.contains("PRIVATE KEY-----") { return "a private key" }
        guard let start = text.firstRange(of: "eyJ")?.lowerBound,
            start == text.startIndex || text[..<start].hasSuffix(" ")
        else { return nil }
        return text[start...].split(separator: ".", omittingEmptySubsequences: false).count == 3 ? "a token" : nil
    }
}
