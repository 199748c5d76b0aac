import JSONTree
import Simulator
import Testing

@Suite("Host trouble")
struct HostTroubleTests {
    private static let hello = WebhookReply.json(#"[{"action":"talk","text":"Hello"}]"#)
    private static let menu = """
        [{"action":"input","type":["dtmf"],"eventUrl":["http://host/dtmf"]},{"action":"talk","text":"Tail"}]
        """

    private func callWithFallback() -> CallSetup {
        var setup = inboundCall()
        setup.fallback = Webhook("http://other/fallback", method: .post)
        return setup
    }

    @Test(
        "the answer URL is tried twice, then the fallback URL, which is told why",
        arguments: [
            (WebhookReply.failed(.refused), 2, "connection refused"), (.failed(.reset), 2, "connection closed"),
            (.failed(.timedOut), 2, "timed out"), (.empty(status: 503), 2, "HTTP status 503"),
            (.empty(status: 429), 2, "HTTP status 429"), (.empty(status: 404), 1, "HTTP status 404"),
            (.empty(status: 302), 1, "HTTP status 302"),
        ]
    )
    func fallback(reply: WebhookReply, tries: Int, reason: String) async throws {
        let host = ScriptedHost(["http://host/answer": reply, "http://other/fallback": Self.hello])
        let transcript = await simulateCall(callWithFallback(), script: CallScript(), over: host)
        #expect(host.requests(.answer).count == tries)
        #expect(transcript.heardTexts == ["Hello"])
        let request = try JSONValue(parsing: try #require(host.requests(.fallback).first).body)
        #expect(request["reason"] == .string(reason))
        #expect(request["original_request"] == ["url": "http://host/answer", "type": "answer"])
        #expect(request["to"] == "442079460000")
    }

    @Test("with nothing left at the start the call ends and the caller heard nothing")
    func unreachable() async throws {
        let host = ScriptedHost(["http://host/answer": .failed(.refused), "http://other/fallback": .empty(status: 500)])
        let transcript = await simulateCall(callWithFallback(), script: CallScript(), over: host)
        #expect(transcript.ending == .unreachable("connection refused"))
        #expect(transcript.heardNothing)
        #expect(transcript.summary.hasSuffix("the caller heard nothing"))
        #expect(try host.statuses() == ["started", "ringing", "failed"])
    }

    @Test("an answer webhook that gives no NCCO ends the call", arguments: ["", "{}", "null"])
    func noNCCO(body: String) async {
        let transcript = await play(body)
        #expect(transcript.ending == .unreachable("the answer webhook gave none"))
    }

    @Test("in the middle of a call the fallback URL is asked, and without it the flow goes on")
    func midCall() async {
        let host = ScriptedHost([
            "http://host/answer": .json(Self.menu), "http://host/dtmf": .failed(.refused),
            "http://other/fallback": Self.hello,
        ])
        let transcript = await simulateCall(callWithFallback(), script: CallScript(), over: host)
        #expect(transcript.heardTexts == ["Hello"])
        #expect(host.requests(.input).count == 2)
        let other = await play(Self.menu)
        #expect(other.heardTexts == ["Tail"])
    }

    @Test("a fallback that gives no NCCO in mid-call lets the call go on, asked once by either method")
    func nothingFromTheFallback() async throws {
        for method in [Webhook.Method.get, .post] {
            var setup = callWithFallback()
            setup.fallback?.method = method
            let host = ScriptedHost([
                "http://host/answer": .json(Self.menu), "http://host/dtmf": .failed(.refused),
                "http://other/fallback": .empty(status: 204),
            ])
            let transcript = await simulateCall(setup, script: CallScript(responses: [.keys("1")]), over: host)
            #expect(transcript.heardTexts == ["Tail"])
            #expect(host.requests(.input).count == 2)
            let asked = host.requests(.fallback)
            #expect(asked.count == 1)
            let request = try #require(asked.first)
            let original = JSONValue.object(["url": "http://host/dtmf", "type": "event"])
            if method == .post {
                let body = try JSONValue(parsing: request.body)
                #expect(body["original_request"] == original)
                #expect(body["dtmf"]?["digits"] == "1")
            } else {
                let text = try #require(request.query.first { $0.name == "original_request" }?.value)
                #expect(try JSONValue(parsing: text) == original)
            }
        }
    }

    @Test("at the beginning of a call a fallback that gives no NCCO ends it")
    func nothingAtTheBeginning() async {
        let host = ScriptedHost(["http://host/answer": .failed(.refused), "http://other/fallback": .empty(status: 204)])
        let transcript = await simulateCall(callWithFallback(), script: CallScript(), over: host)
        #expect(!transcript.isAnswered)
        #expect(transcript.heardNothing)
    }

    @Test("a webhook that hangs costs the caller the time of both tries")
    func timeouts() async throws {
        let host = ScriptedHost(["http://host/answer": .json(Self.menu), "http://host/dtmf": .failed(.timedOut)])
        let transcript = await simulateCall(inboundCall(), script: CallScript(), over: host)
        let tail = try #require(transcript.entries.first { $0.event == .hears("Tail") })
        #expect(tail.time == 13_000)
        #expect(transcript.silences == [0..<13_000])
    }

    @Test("the application's own time limits are kept, and cost the caller no more")
    func ownTimeouts() async throws {
        var setup = inboundCall()
        setup.answer.connectTimeout = 300
        setup.answer.socketTimeout = 1_500
        for (failure, time) in [(WebhookFailure.connectTimedOut, 600), (.timedOut, 3_000), (.refused, 0)] {
            let host = ScriptedHost(["http://host/answer": .failed(failure)])
            let transcript = await simulateCall(setup, script: CallScript(), over: host)
            #expect(transcript.duration == time)
            #expect(!transcript.isAnswered)
            let request = try #require(host.requests(.answer).first)
            #expect(request.connectTimeout == 300)
            #expect(request.socketTimeout == 1_500)
        }
    }

    @Test("an event may take longer than what the caller waits for")
    func eventTimeout() async throws {
        let host = ScriptedHost(["http://host/answer": Self.hello])
        _ = await simulateCall(inboundCall(), script: CallScript(), over: host)
        #expect(host.requests(.event).allSatisfy { $0.socketTimeout == 10_000 && $0.connectTimeout == 1_000 })
        #expect(host.requests(.answer).map(\.socketTimeout) == [5_000])
    }

    @Test("a host dead from the second webhook on still gave the first answer; another host lives")
    func deadHost() async {
        var script = CallScript(responses: [.keys("1")])
        script.hostDeadFromWebhook = 2
        let host = ScriptedHost([
            "http://host/answer": .json(Self.menu), "http://host/dtmf": Self.hello,
            "http://other/fallback": .json(#"[{"action":"talk","text":"We have a problem"}]"#),
        ])
        let transcript = await simulateCall(callWithFallback(), script: script, over: host)
        #expect(transcript.heardTexts == ["We have a problem"])
        #expect(host.requests(.input).isEmpty)
        script.hostDeadFromWebhook = 1
        let other = await simulateCall(inboundCall(), script: script, over: host)
        #expect(other.ending == .unreachable("connection refused"))
    }

    @Test(
        "an NCCO that breaks a rule fails the call, with an error event that says which",
        arguments: [
            ("<html>", "The body is no JSON"), (#"{"action":"talk"}"#, "an NCCO is an array of actions"),
            ("[1]", "actions[0]: an object"), ("[{}]", "actions[0].action: required text"),
            (#"[{"action":"sing"}]"#, "no action 'sing'"), (#"[{"action":"talk"}]"#, "actions[0].text: required text"),
            (#"[{"action":"talk","text":"x","loop":-1}]"#, "actions[0].loop: outside"),
            (#"[{"action":"talk","text":"x","loop":1.5}]"#, "actions[0].loop: a whole number"),
            (#"[{"action":"talk","text":"x","level":2}]"#, "actions[0].level: outside"),
            (#"[{"action":"talk","text":"x","bargeIn":"maybe"}]"#, "actions[0].bargeIn: true or false"),
            (#"[{"action":"stream","streamUrl":"http://x/a.mp3"}]"#, "actions[0].streamUrl: an array of one URL"),
            (#"[{"action":"input","type":["voice"]}]"#, "actions[0].type"),
            (#"[{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":21}}]"#, "actions[0].dtmf.maxDigits: outside"),
            (
                #"[{"action":"input","type":["dtmf"],"mode":"asynchronous","dtmf":{"maxDigits":1}}]"#,
                "actions[0].mode: asynchronous"
            ),
            (#"[{"action":"connect","endpoint":[]}]"#, "actions[0].endpoint: an array of exactly one"),
            (
                #"[{"action":"connect","from":"1","randomFromNumber":true,"endpoint":[{"type":"app","user":"a"}]}]"#,
                "actions[0].from: not together"
            ),
            (
                #"[{"action":"talk","text":"x","bargeIn":true},{"action":"wait"}]"#,
                "actions[0].bargeIn: the next action must be an input"
            ),
            (#"[{"action":"conversation","name":"a","mute":true,"canSpeak":[]}]"#, "actions[0].mute: not together"),
            (#"[{"action":"notify","payload":{}}]"#, "actions[0].eventUrl: required"),
            (#"[{"action":"pay"}]"#, "no action 'pay'"),
        ]
    )
    func faults(ncco: String, detail: String) async throws {
        let host = ScriptedHost(["http://host/answer": ncco])
        let transcript = await simulateCall(inboundCall(), script: CallScript(), over: host)
        guard case .badNCCO(let reason) = transcript.ending else {
            Issue.record("ended otherwise: \(transcript.ending)")
            return
        }
        #expect(reason.hasPrefix("Syntax error in NCCO."))
        #expect(reason.contains(detail))
        let reasons = try host.requests(.event).compactMap { try JSONValue(parsing: $0.body)["reason"]?.stringValue }
        #expect(reasons == [reason])
    }

    @Test("a bad NCCO in the middle ends the call there")
    func badReplacement() async {
        let transcript = await play(Self.menu, ["dtmf": "[{}]"])
        #expect(transcript.ending.name == "bad-ncco")
        #expect(transcript.heardTexts.isEmpty)
    }
}
