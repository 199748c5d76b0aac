import JSONTree
import Simulator
import Testing

@Suite("Input")
struct InputTests {
    private static let input = """
        [{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":2,"timeOut":4,"submitOnHash":true},
          "eventUrl":["http://host/dtmf"]}, {"action":"talk","text":"Fell through"}]
        """

    /// The body of the one input event, with what differs from call to call left out.
    private func event(
        _ ncco: String,
        _ response: CallScript.Response,
        quirks: Set<PlatformQuirk> = []
    ) async throws -> JSONValue {
        var setup = inboundCall()
        setup.quirks = quirks
        let host = ScriptedHost(["http://host/answer": ncco, "http://host/dtmf": "{}"])
        _ = await simulateCall(setup, script: CallScript(responses: [response]), over: host)
        let requests = host.requests(.input)
        try #require(requests.count == 1)
        return try JSONValue(parsing: requests[0].body)
    }

    @Test("the event has exactly the platform's shape")
    func shape() async throws {
        let host = ScriptedHost(["http://host/answer": Self.input, "http://host/dtmf": "[]"])
        let transcript = await simulateCall(
            inboundCall(),
            script: CallScript(responses: [.keys("12")]),
            over: host
        )
        let request = try #require(host.requests(.input).first)
        #expect(request.method == .post)
        #expect(request.query.isEmpty)
        #expect(
            String(decoding: request.body, as: UTF8.self)
                == #"{"speech":{"error":"Speech was not enabled"},"dtmf":{"digits":"12","timed_out":false},"#
                + #""from":"447700900123","to":"442079460000","uuid":"\#(transcript.uuid)","#
                + #""conversation_uuid":"\#(transcript.conversationUUID)","timestamp":"2026-01-01T00:00:00.800Z"}"#
        )
        #expect(transcript.heardTexts.isEmpty)
    }

    @Test("by GET, objects are JSON text in one parameter each")
    func get() async throws {
        let ncco = """
            [{"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1},"eventUrl":["http://host/dtmf?menu=main"],
              "eventMethod":"GET"}]
            """
        let host = ScriptedHost(["http://host/answer": ncco])
        _ = await simulateCall(inboundCall(), script: CallScript(responses: [.keys("3")]), over: host)
        let request = try #require(host.requests(.input).first)
        #expect(request.body.isEmpty)
        #expect(
            request.target.hasPrefix(
                "http://host/dtmf?menu=main&speech=%7B%22error%22:%22Speech%20was%20not%20enabled%22%7D"
                    + "&dtmf=%7B%22digits%22:%223%22,%22timed_out%22:false%7D&from=447700900123&to=442079460000&uuid="
            )
        )
        #expect(request.target.hasSuffix("&timestamp=2026-01-01T00:00:00.500Z"))
    }

    @Test(
        "digits, and how it ended",
        arguments: [
            (CallScript.Response.keys("1"), "1", true), (.keys("12"), "12", false), (.keys("123"), "12", false),
            (.keys("1#"), "1", false), (.keys("#"), "", false), (.silence, "", true), (.keys("*"), "*", true),
            (.speech([.init("Jane")]), "", true),
        ]
    )
    func digits(response: CallScript.Response, digits: String, timedOut: Bool) async throws {
        let event = try await event(Self.input, response)
        #expect(event["dtmf"] == ["digits": .string(digits), "timed_out": .bool(timedOut)])
    }

    @Test("quirks change the shape where no source decides")
    func quirks() async throws {
        let silent = try await event(Self.input, .silence, quirks: [.nullDigits, .noSpeechMember])
        #expect(silent["dtmf"] == ["digits": nil, "timed_out": true])
        #expect(silent["speech"] == nil)
        let pressed = try await event(Self.input, .keys("12"), quirks: [.nullDigits, .timedOutAlways])
        #expect(pressed["dtmf"] == ["digits": "12", "timed_out": true])
    }

    @Test("words come with their confidence as text; keys override them")
    func speech() async throws {
        let ncco = """
            [{"action":"input","type":["dtmf","speech"],"eventUrl":["http://host/dtmf"],
              "speech":{"language":"en-gb","endOnSilence":"1.5"}}]
            """
        let words = try await event(ncco, .speech([.init("Joe", confidence: 0.75), .init("Jo")]))
        #expect(
            words["speech"] == [
                "timeout_reason": "end_on_silence_timeout",
                "results": [["confidence": "0.75", "text": "Joe"], ["confidence": "0.9", "text": "Jo"]],
            ]
        )
        #expect(words["dtmf"]?["digits"] == "")
        let keys = try await event(ncco, .keys("2"))
        #expect(keys["speech"] == ["error": "Speech overridden by DTMF"])
        #expect(keys["dtmf"]?["digits"] == "2")
        let silent = try await event(ncco, .silence)
        #expect(silent["speech"] == ["timeout_reason": "start_timeout", "results": []])
    }

    @Test("the legacy form gives a flat result")
    func legacy() async throws {
        let event = try await event(
            #"[{"action":"input","maxDigits":1,"timeOut":"5","eventUrl":["http://host/dtmf"]}]"#,
            .keys("2")
        )
        #expect(event.objectValue?.keys == ["uuid", "conversation_uuid", "timed_out", "dtmf", "timestamp"])
        #expect(event["dtmf"] == "2")
    }

    @Test("an asynchronous input posts each key while the flow goes on")
    func asynchronous() async throws {
        let ncco = """
            [{"action":"input","type":["dtmf"],"mode":"asynchronous","eventUrl":["http://host/dtmf"]},
             {"action":"talk","text":"A long sentence, spoken while the caller presses some keys."}]
            """
        let host = ScriptedHost(["http://host/answer": ncco])
        let transcript = await simulateCall(
            inboundCall(),
            script: CallScript(responses: [.keys("12")]),
            over: host
        )
        let digits = try host.requests(.input).map { try JSONValue(parsing: $0.body)["dtmf"]?["digits"] }
        #expect(digits == ["1", "2"])
        #expect(transcript.ending == .finished)
        #expect(transcript.heardTexts.count == 1)
    }

    @Test(
        "an answer replaces the NCCO, an empty one goes on, [] ends the call",
        arguments: [
            (WebhookReply.json(#"[{"action":"talk","text":"New"}]"#), ["New"]),
            (.json("{}"), ["Fell through"]), (.json(" \n"), ["Fell through"]), (.empty(status: 204), ["Fell through"]),
            (.empty(status: 200), ["Fell through"]), (.json("null"), ["Fell through"]), (.json("[]"), []),
            (.empty(status: 404), ["Fell through"]), (.failed(.refused), ["Fell through"]),
        ]
    )
    func answers(reply: WebhookReply, heard: [String]) async {
        let host = ScriptedHost(["http://host/answer": .json(Self.input), "http://host/dtmf": reply])
        let transcript = await simulateCall(inboundCall(), script: CallScript(), over: host)
        #expect(transcript.heardTexts == heard)
        #expect(transcript.ending == .finished)
    }

    @Test("a key during a prompt without bargeIn is lost")
    func lostKey() async throws {
        var script = CallScript()
        script.timedKeys = [.init(at: 500, "1")]
        let ncco = """
            [{"action":"talk","text":"A sentence that takes a while to speak."},
             {"action":"input","type":["dtmf"],"eventUrl":["http://host/dtmf"]}]
            """
        let host = ScriptedHost(["http://host/answer": ncco])
        let transcript = await simulateCall(inboundCall(), script: script, over: host)
        #expect(lines(transcript).contains("00:00.5  caller    presses 1 (nothing listens)"))
        let event = try JSONValue(parsing: try #require(host.requests(.input).first).body)
        #expect(event["dtmf"] == ["digits": "", "timed_out": true])
    }

    @Test("a key during a bargeIn prompt cuts all prompts and counts; the flag is sticky until an input")
    func bargeIn() async throws {
        var script = CallScript(responses: [.silence, .keys("9")])
        script.timedKeys = [.init(at: 200, "1")]
        let ncco = """
            [{"action":"talk","text":"First, with barge in, at some length.","bargeIn":"true"},
             {"action":"talk","text":"Second, never heard.","bargeIn":false},
             {"action":"stream","streamUrl":["http://host/a.mp3"]},
             {"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1},"eventUrl":["http://host/dtmf"]},
             {"action":"talk","text":"After the input nothing barges."},
             {"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1},"eventUrl":["http://host/dtmf"]}]
            """
        let transcript = await play(ncco, ["dtmf": "{}"], script: script)
        #expect(
            lines(transcript) == [
                #"00:00.0  voice     "First, with barge in, at some length.""#,
                "00:00.2  caller    presses 1",
                #"00:00.2  voice     "After the input nothing barges.""#,
                "00:02.7  caller    presses 9",
                "00:02.7  platform  ends the call: nothing left to do",
            ]
        )
    }

    @Test("speech cuts a bargeIn prompt too")
    func spokenBargeIn() async {
        let ncco = """
            [{"action":"talk","text":"Please say the name of the person you want.","bargeIn":true},
             {"action":"input","type":["speech"],"eventUrl":["http://host/dtmf"]}]
            """
        let transcript = await play(
            ncco,
            ["dtmf": "[]"],
            script: CallScript(responses: [.speech([.init("Joe")])])
        )
        #expect(lines(transcript)[1] == #"00:01.1  caller    says "Joe""#)
        #expect(transcript.ending == .finished)
    }
}
