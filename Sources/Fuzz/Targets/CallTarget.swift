internal import JSONTree
internal import Simulator

/// NCCOs as the simulator plays them: whatever a host answers, the call ends.
func callTarget(_ corpus: Corpus) throws -> FuzzTarget {
    FuzzTarget(name: "call", corpus: corpus.json + corpus.quickstart.documents) { bytes in
        let host = SameAnswer(body: bytes)
        for caller in [CallSetup.Caller.number("447700900123"), .user("Jane")] {
            let setup = CallSetup(
                caller: caller,
                to: "442079460000",
                answer: Webhook("http://host/answer", method: .get),
                events: Webhook("http://host/events", method: .post)
            )
            let script = CallScript(
                responses: [.keys("1"), .speech([CallScript.SpokenResult("joe")]), .silence],
                outcomes: [.busy, .machine, .timeout, .answered]
            )
            let transcript = await simulateCall(setup, script: script, over: host)
            require(!transcript.text(showing: .all).isEmpty, "a call is told")
        }
    }
}

/// A host that gives the same document to everyone.
private struct SameAnswer: CallTransport {
    let body: [UInt8]

    func exchange(_ request: WebhookExchange) async -> WebhookReply {
        .answered(status: 200, headers: [("Content-Type", "application/json")], body: body)
    }
}
