internal import JSONTree

/// What a release holds, what it needs from the account, and how to see that a host serves it.
package struct Manifest: Hashable, Sendable {
    /// The version of the manifest that this code reads and writes.
    package static let format = 1

    /// What calls on this release need to be there before `answer_url` points at it.
    package struct Requirements: Hashable, Sendable {
        /// Names of app users that may be rung, sorted.
        package var users: [String]

        /// Numbers that are sent as caller id, E.164 digits, sorted.
        package var callerIDs: [String]

        /// Numbers that calls come in on, E.164 digits, sorted.
        package var entryNumbers: [String]

        package init(users: [String], callerIDs: [String], entryNumbers: [String]) {
            self.users = users
            self.callerIDs = callerIDs
            self.entryNumbers = entryNumbers
        }
    }

    /// One request to a route with the answer that a host must give.
    package struct Probe: Hashable, Sendable {
        package let route: RouteName

        /// The query string without `?`, percent-encoded; empty for none.
        package let query: String

        /// 200 or 204.
        package let status: Int

        /// Of the body, 64 hex digits; nil for 204.
        package let sha256: String?
    }

    /// A file of the release.
    package struct File: Hashable, Sendable {
        /// `r/<release>/…`.
        package let path: String
        package let sha256: String

        /// In bytes.
        package let size: Int
    }

    package var release: ReleaseID
    package var compilerVersion: String

    /// Where the release is served, without a slash at the end.
    package var baseURL: String
    package var requires: Requirements

    /// Names of the app users that the project declares, whether anything rings them or not, sorted: who may log in.
    package var appUsers: [String] = []

    /// What hosts are to do with webhooks that the platform has not signed.
    package var signatures = SignaturePolicy.observe

    /// One for each route, in the order of the routes' names; none for a route whose answers all depend on the time.
    package var probes: [Probe]

    /// In the order of their paths.
    package var files: [File]

    /// The URL that `answer_url` has while the release is live.
    package var answerURL: String { "\(baseURL)/r/\(release)/e/\(RouteName.answer)" }

    /// The path of its self-contained way out; nil where it has none.
    package var fallbackPath: String? {
        let path = "r/\(release)/fallback.json"
        return files.contains { $0.path == path } ? path : nil
    }
}

extension Manifest {
    /// Of a place where nothing of the release but its way out is published: it names that, and nobody logs in by it.
    package var ofFallback: Manifest {
        var manifest = self
        manifest.requires = Requirements(users: [], callerIDs: [], entryNumbers: [])
        manifest.appUsers = []
        manifest.probes = []
        manifest.files = files.filter { $0.path == fallbackPath }
        return manifest
    }
}

/// What a host does with webhooks that are not signed as the platform signs them.
package enum SignaturePolicy: String, Hashable, Sendable, CaseIterable {
    /// Serves them, and says so in its log.
    case observe
    /// Refuses them.
    case require
}

extension Manifest.Probe {
    /// The probe that leads a request through `decision` to a document, or to 204 where it has none.
    ///
    /// Its answer is the same at all times; nil where no request is found for which that holds.
    ///
    /// - Parameters:
    ///   - route: The name of the route.
    ///   - decision: What stands behind it.
    ///   - digest: The SHA-256 of a document as it is served.
    init?(route: RouteName, decision: Decision, digest: (DocumentID, _ dialled: String?) -> String) {
        let request = decision.requestForDocument() ?? WebhookRequest()
        guard let outcome = decision.timelessOutcome(for: request) else { return nil }
        self.route = route
        query = request.probeQuery
        switch outcome {
        case .document(let document, let dialled):
            status = 200
            sha256 = digest(document, dialled)
        case .proceed:
            status = 204
            sha256 = nil
        }
    }
}

extension Decision {
    /// A request that ends in a document whatever the time, taking the first branch that has one.
    fileprivate func requestForDocument() -> WebhookRequest? {
        switch self {
        case .document: WebhookRequest()
        case .dialledDocument, .proceed: nil
        case .called(let cases, let otherwise):
            first(cases) { $0.to = $1 } ?? otherwise.requestForDocument()
        case .appUser(let yes, let no):
            no.requestForDocument()
                ?? yes.requestForDocument().map { request in
                    var request = request
                    request.fromUser = "probe"
                    return request
                }
        case .digits(let cases, let words, let none, let otherwise):
            first(cases) { $0.digits = $1 } ?? first(words ?? []) ?? none.requestForDocument()
                ?? otherwise.requestForDocument().map { request in
                    var request = request
                    request.digits = "00000000000000000000"  // No menu has an option this long.
                    return request
                }
        case .status(let cases, let otherwise):
            first(cases) { $0.status = $1 } ?? otherwise.requestForDocument()
        case .dialled(_, _, _, let refused): refused.requestForDocument()
        // Without a number and without an id of the call, both are settled.
        case .caller(let cases): cases.withheld.requestForDocument()
        case .split: split(of: WebhookRequest())
        case .schedule(_, let open, let closed):
            open.requestForDocument().flatMap { request in
                open.timelessOutcome(for: request) == closed.timelessOutcome(for: request) ? request : nil
            }
        }
    }

    /// The first words that lead to a document.
    private func first(_ words: [WordCase]) -> WebhookRequest? {
        for word in words {
            guard var request = word.decision.requestForDocument() else { continue }
            request.speech = [word.phrase.joined(separator: " ")]
            // An earlier phrase may be part of this one, and lead elsewhere.
            if timelessOutcome(for: request) == word.decision.timelessOutcome(for: request) { return request }
        }
        return nil
    }

    /// The share that a request without an id falls into.
    private func split(of request: WebhookRequest) -> WebhookRequest? {
        timelessOutcome(for: request) == nil || timelessOutcome(for: request) == .proceed ? nil : request
    }

    private func first(
        _ cases: [String: Decision],
        _ set: (inout WebhookRequest, String) -> Void
    ) -> WebhookRequest? {
        for (key, decision) in cases.sorted(by: { $0.key < $1.key }) {
            guard var request = decision.requestForDocument() else { continue }
            set(&request, key)
            return request
        }
        return nil
    }
}

extension WebhookRequest {
    /// As the platform would send it by GET: an object is one parameter that holds JSON text.
    fileprivate var probeQuery: String {
        var pairs: [String] = []
        if let to { pairs.append("to=\(percentEncoded(to))") }
        if let fromUser { pairs.append("from_user=\(percentEncoded(fromUser))") }
        if let status { pairs.append("status=\(percentEncoded(status))") }
        if !speech.isEmpty {
            let results: JSONValue = ["results": .array(speech.map { ["text": .string($0)] })]
            pairs.append("speech=\(percentEncoded(results.serialized()))")
        }
        if let digits {
            let dtmf: JSONValue = ["digits": .string(digits), "timed_out": false]
            pairs.append("dtmf=\(percentEncoded(dtmf.serialized()))")
        }
        return pairs.joined(separator: "&")
    }
}

/// `text` with everything but unreserved characters (RFC 3986) percent-encoded.
package func percentEncoded(_ text: String) -> String {
    func digit(_ value: UInt8) -> UInt8 { value < 10 ? UInt8(ascii: "0") + value : UInt8(ascii: "A") - 10 + value }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(3 * text.utf8.count)
    for byte in text.utf8 {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"),
            UInt8(ascii: "~"):
            bytes.append(byte)
        default:
            bytes.append(UInt8(ascii: "%"))
            bytes.append(digit(byte >> 4))
            bytes.append(digit(byte & 0xF))
        }
    }
    return String(decoding: bytes, as: UTF8.self)
}
