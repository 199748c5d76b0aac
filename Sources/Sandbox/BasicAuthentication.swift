internal import FoundationEssentials

/// What came of looking at the credentials of a request.
enum Authentication: Equatable {
    case accepted
    case missingOrWrong
    case severalMethods
}

extension SandboxRequest {
    /// Compares the Basic credentials with the account's; a key in the query or form is a second method.
    func basicAuthentication(key: String, secret: String) -> Authentication {
        let values = headers.filter { $0.name == "authorization" }.map(\.value)
        guard values.count + (hasKeyInParameters ? 1 : 0) <= 1 else { return .severalMethods }
        guard let value = values.first, let encoded = value.credentials(of: "basic"),
            let decoded = Data(base64Encoded: encoded)
        else { return .missingOrWrong }
        return decoded.elementsEqual("\(key):\(secret)".utf8) ? .accepted : .missingOrWrong
    }

    /// Whether `api_key` or `api_secret` is sent as a parameter, as the Numbers API wanted it in 2021.
    var hasKeyInParameters: Bool {
        let form = contentType == "application/x-www-form-urlencoded" ? decodeForm(body) : []
        return (query + form).contains { $0.name == "api_key" || $0.name == "api_secret" }
    }
}

extension String {
    /// What stands behind the scheme of an `Authorization` header, nil when the scheme is another.
    func credentials(of scheme: String) -> String? {
        let parts = split(separator: " ", maxSplits: 1)
        guard parts.count == 2, parts[0].lowercased() == scheme else { return nil }
        return parts[1].trimmingPrefix(while: { $0 == " " }).description
    }
}
