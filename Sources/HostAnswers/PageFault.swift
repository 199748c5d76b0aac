package import Diagnostics

/// What is wrong with the answer of one URL.
package enum PageFault: Hashable, Sendable {
    /// No answer, another status or other bytes; a few words.
    case notServed(String)
    /// The certificate does not hold, or there is no secure connection at all.
    case insecure(String)
    /// A redirect; where it leads, as far as that is told.
    case redirected(to: String?)
    /// A cache answers with something else than the host should have.
    case stale(String, cache: String)
    /// The right bytes under a wrong name of what they are.
    case mediaType(String)
    /// The right answer, after so long.
    case slow(Duration)
    /// The host wants to see who asks.
    case refused(status: Int)

    /// A few words, without the URL.
    package var words: String {
        switch self {
        case .notServed(let words): words
        case .insecure(let reason): "no secure connection: \(reason)"
        case .redirected(let target): "a redirect" + (target.map { " to \($0)" } ?? "")
        case .stale(let words, let cache): "\(words), out of a cache (\(cache))"
        case .mediaType(let type): "the right bytes as '\(type)'"
        case .slow(let duration): "the answer took \(inTenths(duration)) s"
        case .refused(let status): "status \(status): the host lets nobody in who does not sign"
        }
    }

    package var code: DiagnosticCode {
        switch self {
        case .notServed: .notServed
        case .insecure: .insecureHost
        case .redirected: .redirectingHost
        case .stale: .staleCache
        case .mediaType: .wrongMediaType
        case .slow: .slowHost
        case .refused: .refusingHost
        }
    }

    /// Whether calls must not go there.
    package var isError: Bool {
        if case .slow = self { false } else { true }
    }

    /// What to do, as a verb phrase.
    package var help: String {
        switch self {
        case .notServed: "let the host of 'hosting.url' serve what is published there"
        case .insecure:
            "give the host a certificate of a known authority, with its whole chain, that is valid for its name"
        case .redirected(let target):
            "write the address itself as 'hosting.url'" + (target.map { ", which may be that of \($0)" } ?? "")
                + ": the platform is not known to follow redirects"
        case .stale: "clear the cache, and let it keep neither errors nor what is below /e/"
        case .mediaType: "let the host serve .json as application/json, and sound as audio/mpeg or audio/wav"
        case .slow: "bring the host nearer, or make it faster: callers hear silence until it answers"
        case .refused: "set VONAGE_SIGNATURE_SECRET to the account's signature secret, so that the request is signed"
        }
    }
}

private func inTenths(_ duration: Duration) -> String {
    let tenths = Int(duration / .milliseconds(100))
    return "\(tenths / 10).\(tenths % 10)"
}
