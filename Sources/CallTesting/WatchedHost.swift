internal import CallBundle
internal import CallPlaying
internal import HostAnswers
internal import Simulator
internal import Synchronization

/// The way of one call to a real host, which is watched: each answer is held against what a host of the release must say.
///
/// Nothing but the release is asked: events, recordings and whatever a hand-written NCCO posts elsewhere are answered here, so
/// that no test is taken for a call by those who count them.
final class WatchedHost: CallTransport {
    private let host: HostUnderTest
    private let release: ReleaseID
    private let answerURL: String
    private let reference: ReleaseHost
    private let state = Mutex(State())

    private struct State {
        /// Wrong answers, in order, until the second try is answered rightly.
        var faults: [Fault] = []
        var isOutOfTime = false
    }

    /// A wrong answer of the host.
    struct Fault: Sendable {
        var url: String
        var fault: PageFault
        fileprivate var request: Request
    }

    /// What makes two requests the same question.
    fileprivate struct Request: Hashable, Sendable {
        var target: String
        var body: [UInt8]
    }

    /// - Parameters:
    ///   - host: The real one.
    ///   - release: What it should serve.
    ///   - reference: A host of the same release in this process.
    init(_ host: HostUnderTest, serving release: Release, as reference: ReleaseHost) {
        self.host = host
        self.release = release.id
        self.reference = reference
        answerURL = release.answerURL
    }

    /// The first wrong answer; nil while all are right.
    var fault: Fault? { state.withLock { $0.faults.first } }

    /// Whether a request was not sent, since the time for all tests is over.
    var isOutOfTime: Bool { state.withLock(\.isOutOfTime) }

    func exchange(_ request: WebhookExchange) async -> WebhookReply {
        var canonical = request
        if request.url == host.answerURL { canonical.url = answerURL }
        let before = host.now()
        guard reference.answer(to: canonical, at: before) != nil else { return .empty(status: 204) }
        guard !host.isOutOfTime() else {
            state.withLock { $0.isOutOfTime = true }
            return .failed(.timedOut)
        }
        let reply = await host.transport.exchange(request)
        var fault = fault(in: reply, to: canonical, at: before)
        let after = host.now()
        // The hours may have changed on the way.
        if fault != nil, after != before { fault = self.fault(in: reply, to: canonical, at: after) }
        note(fault, of: request)
        return reply
    }

    private func note(_ fault: PageFault?, of request: WebhookExchange) {
        let key = Request(target: request.target, body: request.body)
        state.withLock { state in
            if let fault {
                state.faults.append(Fault(url: request.url, fault: fault, request: key))
            } else {
                // The platform, too, asks twice.
                state.faults.removeAll { $0.request == key }
            }
        }
    }

    /// What is wrong with a reply to a request at that time, in seconds since 1970; nil when nothing is.
    private func fault(in reply: WebhookReply, to request: WebhookExchange, at seconds: Int) -> PageFault? {
        guard let expected = reference.answer(to: request, at: seconds) else { return nil }
        let isDocument = expected.status == 200
        let page = ExpectedPage(
            url: request.url,
            status: expected.status,
            sha256: isDocument ? hexDigest(expected.body) : nil,
            bytes: isDocument ? expected.body : nil,
            isWebhook: request.purpose != .onAnswer && request.purpose != .fallback
        )
        guard let fault = page.fault(in: FetchedPage(reply)) else { return nil }
        guard case .notServed(let words) = fault, case .answered(let status, _, let body) = reply else { return fault }
        if status == 200, let other = otherRelease(in: body) {
            return .notServed("\(words); it is of release \(other)")
        }
        guard isSaid(status, body, to: request, around: seconds) else { return fault }
        return .notServed("\(words); it is what the release says at another hour: is the host's clock right?")
    }

    /// Whether the release says that to the request at another hour of the days before and after.
    private func isSaid(_ status: Int, _ body: [UInt8], to request: WebhookExchange, around seconds: Int) -> Bool {
        stride(from: -86_400, through: 86_400, by: 1_800).contains { shift in
            guard let answer = reference.answer(to: request, at: seconds + shift) else { return false }
            return answer.status == status && answer.body == body
        }
    }

    /// Another release that a document leads to; nil for none.
    private func otherRelease(in body: [UInt8]) -> ReleaseID? {
        String(decoding: body, as: UTF8.self).split(separator: "\"").lazy.compactMap { ReleaseID(in: String($0)) }
            .first { $0 != self.release }
    }
}

extension FetchedPage {
    /// What came of a webhook.
    fileprivate init(_ reply: WebhookReply) {
        switch reply {
        case .failed(.insecure(let reason)): self = .insecure(reason: reason)
        case .failed(let failure): self = .failed(reason: failure.description)
        case .document: preconditionFailure("a document that was read before comes from no real host")
        case .answered(let status, let headers, let body):
            func header(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
            var answer = PageAnswer(status: status, contentType: header("content-type"), body: body)
            answer.location = header("location")
            answer.cache = PageAnswer.cacheWords(in: headers)
            self = .answered(answer)
        }
    }
}
