internal import HTTPTransport

extension APIError {
    /// One line for people, and what to do about it when that is known.
    package func describe() -> (summary: String, help: String?) {
        let target = subject.map { " '\($0)'" } ?? ""
        let (reason, help) = reasonAndHelp
        return ("cannot \(operation)\(target): \(reason)", help)
    }

    private var reasonAndHelp: (reason: String, help: String?) {
        switch kind {
        case .missingPrivateKey:
            ("the application's private key is not known", "set VONAGE_PRIVATE_KEY to the PEM, or to its path")
        case .unauthorized: unauthorized
        case .forbidden:
            ("the account is not allowed to\(saying)", "ask the owner of the account; the secret itself is right")
        case .notFound:
            ("it does not exist\(saying)", "it may have been removed meanwhile; if not, \(Self.checkURL)")
        case .rateLimited(let wait):
            (
                "too many requests (429)\(saying)",
                wait.map { "try again in \($0.components.seconds) s" } ?? "try again later, or with a lower rate"
            )
        case .rejected where status == 404:
            ("the answer is 404, and does not say that of the object\(saying)", Self.checkURL)
        case .rejected: ("the platform refuses it\(saying)", "mend what the platform names, and run again")
        case .unavailable: ("the platform has trouble (\(status))\(saying)", "try again later")
        case .redirected: ("the answer is a redirect (\(status)), which is not followed", Self.checkURL)
        case .notJSON(let contentType, let excerpt):
            (
                "the answer (\(status), \(contentType ?? "no content type")) is not JSON: \"\(excerpt)\"",
                Self.checkURL
            )
        case .malformed(let what):
            ("the answer cannot be used: \(what)", "run again; if it stays so, \(Self.checkURL)")
        case .transport(let error): ("\(error)", help(for: error))
        case .outcomeUnknown(let cause):
            (
                "nobody knows whether it was done: \(cause.reasonAndHelp.reason)",
                "run again: what is there is read before anything is made"
            )
        }
    }

    private static let checkURL = "check VONAGE_API_URL: it must be the base URL of the API"

    private var unauthorized: (reason: String, help: String?) {
        switch authentication {
        case .account:
            ("the API key or secret is wrong (401)\(saying)", "check VONAGE_API_KEY and VONAGE_API_SECRET")
        case .application(let id):
            (
                "the token is not accepted (401)\(saying)",
                "check that VONAGE_PRIVATE_KEY belongs to the application '\(id)', and the clock of this machine"
            )
        }
    }

    private func help(for error: TransportError) -> String? {
        switch error.kind {
        case .invalidURL: Self.checkURL
        case .unresolvedHost, .refused, .timedOut: "check the network, and VONAGE_API_URL if it is set"
        case .tlsFailed: "check the machine's certificates and clock, and whether a proxy is in between"
        case .connectionLost: "try again later"
        case .invalidHeader: "check the credentials: one has a character that does not belong there"
        case .tooLarge, .malformedResponse: Self.checkURL
        case .cancelled, .failed: nil
        }
    }

    /// What the platform says, in front of it a colon.
    private var saying: String {
        var parts: [String] = []
        if let title { parts.append(title) }
        if let detail, detail != title { parts.append(detail) }
        parts += invalidParameters.map { "\($0.name): \($0.reason)" }
        var text = parts.isEmpty ? "" : ": " + parts.joined(separator: "; ")
        let facts = [code.map { "code \($0)" }, traceID.map { "trace \($0)" }].compactMap(\.self)
        if !facts.isEmpty { text += " (\(facts.joined(separator: ", ")))" }
        return text
    }
}

extension APIError: CustomStringConvertible {
    package var description: String { describe().summary }
}
