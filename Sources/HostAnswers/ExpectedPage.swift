internal import CallBundle

/// What one URL must answer.
package struct ExpectedPage: Sendable {
    package let url: String
    package let status: Int

    /// Nil when the body does not count.
    package let sha256: String?

    /// The bytes, where they are known, to tell the first difference.
    package var bytes: [UInt8]?

    /// Whether the platform asks it, and signs; else it is a file.
    package let isWebhook: Bool

    package init(url: String, status: Int, sha256: String?, bytes: [UInt8]? = nil, isWebhook: Bool) {
        self.url = url
        self.status = status
        self.sha256 = sha256
        self.bytes = bytes
        self.isWebhook = isWebhook
    }
}

extension ExpectedPage {
    /// How long an answer may take before it is told.
    private static let patience = Duration.seconds(1)

    /// What is wrong with an answer; nil when nothing is.
    package func fault(in fetched: FetchedPage) -> PageFault? {
        switch fetched {
        case .failed(let reason): return .notServed(reason)
        case .insecure(let reason): return .insecure(reason)
        case .answered(let answer):
            if let words = difference(in: answer) {
                if (300..<400).contains(answer.status), answer.status != 304 { return .redirected(to: answer.location) }
                if isWebhook, [401, 403, 503].contains(answer.status) { return .refused(status: answer.status) }
                return answer.cache.map { .stale(words, cache: $0) } ?? .notServed(words)
            }
            if let type = wrongType(answer) { return .mediaType(type) }
            return answer.duration > Self.patience ? .slow(answer.duration) : nil
        }
    }

    /// How an answer differs from what is wanted, in a few words.
    private func difference(in answer: PageAnswer) -> String? {
        let body = answer.body
        let kind = "\(answer.contentType ?? "no content type"), \(body.count) bytes"
        guard answer.status == status else { return "status \(answer.status) instead of \(status) (\(kind))" }
        guard let sha256, hexDigest(body) != sha256 else { return nil }
        guard let bytes else { return "another document than the release has (\(kind))" }
        let first = zip(body, bytes).enumerated().first { $1.0 != $1.1 }?.offset ?? min(body.count, bytes.count)
        return "other content (\(kind) instead of \(bytes.count)), from byte \(first) on"
    }

    /// The media type of the right bytes, where it says something else than they are.
    private func wrongType(_ answer: PageAnswer) -> String? {
        guard sha256 != nil else { return nil }
        let type = answer.contentType.map { $0.prefix { $0 != ";" }.lowercased().trimmed } ?? ""
        let path = url.prefix { $0 != "?" }
        let isRight =
            path.hasSuffix(".mp3") || path.hasSuffix(".wav")
            ? type.hasPrefix("audio/") || type == "application/octet-stream" : type == "application/json"
        return isRight ? nil : answer.contentType ?? "nothing"
    }
}

extension String {
    fileprivate var trimmed: String {
        var rest = self[...]
        while rest.last == " " { rest.removeLast() }
        while rest.first == " " { rest.removeFirst() }
        return String(rest)
    }
}
