import JSONTree
import Simulator
import Testing

@Suite("Flow")
struct FlowTests {
    @Test("the answer webhook says who calls, in the query or in the body")
    func answerRequest() async throws {
        let host = ScriptedHost(["http://host/answer": "[]"])
        let transcript = await simulateCall(inboundCall(), script: CallScript(), over: host)
        let request = try #require(host.requests(.answer).first)
        #expect(
            request.target == "http://host/answer?to=442079460000&from=447700900123&endpoint_type=phone"
                + "&conversation_uuid=\(transcript.conversationUUID)&uuid=\(transcript.uuid)"
                + "&region_url=https:%2F%2Fapi-us-3.vonage.com"
        )
        var setup = inboundCall()
        setup.caller = .user("Jane")
        setup.answer.method = .post
        setup.customData = JSONObject([("team", "support")])
        _ = await simulateCall(setup, script: CallScript(), over: host)
        let body = try JSONValue(parsing: try #require(host.requests(.answer).last).body)
        #expect(body["from_user"] == "Jane")
        #expect(body["from"] == nil)
        #expect(body["endpoint_type"] == "app")
        #expect(body["custom_data"] == ["team": "support"])
    }

    @Test("an empty NCCO ends the call at once")
    func empty() async {
        let transcript = await play("[]")
        #expect(transcript.ending == .finished)
        #expect(transcript.duration == 0)
        #expect(transcript.heardNothing)
    }

    @Test(
        "texts take the time to speak them, tags apart and pauses added, as often as the loop says",
        arguments: [
            (#""text":"Fifteen letters""#, 1_000), (#""text":"Fifteen letters","loop":3"#, 3_000),
            (#""text":"<speak>Fifteen <break time='500ms'/>letters</speak>""#, 1_500),
            (#""text":"<speak>Fifteen <break time=\"2s\"/>letters</speak>""#, 3_000), (#""text":"a < b""#, 333),
        ]
    )
    func speech(fields: String, duration: Int) async {
        let transcript = await play(#"[{"action":"talk",\#(fields)}]"#)
        #expect(transcript.duration == duration)
    }

    @Test("a wait outside its range is clamped", arguments: [("0", 100), (#""2.5""#, 2_500), ("99999", 7_200_000)])
    func wait(timeout: String, duration: Int) async {
        let transcript = await play(#"[{"action":"wait","timeout":\#(timeout)}]"#)
        #expect(transcript.duration == duration)
    }

    @Test("notify posts its payload wrapped and goes where the answer says")
    func notify() async throws {
        let host = ScriptedHost([
            "http://host/answer": #"[{"action":"notify","payload":{"step":1},"eventUrl":["http://host/jump"]}]"#,
            "http://host/jump": #"[{"action":"talk","text":"There"}]"#,
        ])
        let transcript = await simulateCall(inboundCall(), script: CallScript(), over: host)
        #expect(transcript.heardTexts == ["There"])
        let body = try JSONValue(parsing: try #require(host.requests(.notify).first).body)
        #expect(body.objectValue?.keys == ["payload", "conversation_uuid", "timestamp"])
        #expect(body["payload"] == ["step": 1])
    }

    @Test(
        "a recording ends as its conditions say and is told of",
        arguments: [
            (#""endOnSilence":3"#, 8_000), (##""endOnKey":"#""##, 5_000), (#""timeOut":"4""#, 4_000),
            (#""endOnKey":1,"timeOut":3"#, 3_000), (#""endOnSilence":3,"beepStart":true"#, 8_500),
        ]
    )
    func recording(fields: String, duration: Int) async throws {
        let host = ScriptedHost([
            "http://host/answer": #"[{"action":"record","eventUrl":["http://host/events"],\#(fields)}]"#
        ])
        let transcript = await simulateCall(inboundCall(), script: CallScript(), over: host)
        #expect(transcript.duration == duration)
        let body = try JSONValue(parsing: try #require(host.requests(.recording).first).body)
        #expect(body["recording_url"]?.stringValue?.hasPrefix("https://") == true)
        #expect(body["size"]?.intValue == duration * 4)
    }

    @Test("a recording without an end condition runs beside the flow until the call ends")
    func openRecording() async {
        let transcript = await play(
            #"[{"action":"record"},{"action":"talk","text":"Fifteen letters"},{"action":"wait","timeout":2}]"#
        )
        #expect(transcript.entries.contains { $0.event == .records(milliseconds: 3_000) })
        #expect(transcript.duration == 3_000)
    }

    @Test("a conversation holds the caller, in silence without music")
    func conversation() async {
        var script = CallScript()
        script.callerHangsUp = .at(30_000)
        let silent = await play(#"[{"action":"conversation","name":"queue"}]"#, script: script)
        #expect(silent.ending == .callerHungUp)
        #expect(silent.heardNothing)
        #expect(silent.silences == [0..<30_000])
        let music = await play(
            #"[{"action":"conversation","name":"queue","musicOnHoldUrl":["http://host/m.mp3"]}]"#,
            script: script
        )
        #expect(!music.heardNothing)
        #expect(music.silences.isEmpty)
    }

    @Test("transfer ends the NCCO", arguments: ["conversationId", "conversation_id"])
    func transfer(key: String) async {
        let transcript = await play(
            #"[{"action":"transfer","\#(key)":"CON-1"},{"action":"talk","text":"Never"}]"#
        )
        #expect(transcript.ending == .transferred(conversation: "CON-1"))
        #expect(transcript.heardTexts.isEmpty)
    }

    @Test("the caller may hang up at a time or before an action")
    func hangUp() async throws {
        let ncco = #"[{"action":"talk","text":"Fifteen letters"},{"action":"talk","text":"More"}]"#
        var script = CallScript()
        script.callerHangsUp = .at(400)
        let early = await play(ncco, script: script)
        #expect(early.duration == 400)
        #expect(early.ending == .callerHungUp)
        script.callerHangsUp = .beforeAction(2)
        let host = ScriptedHost(["http://host/answer": ncco])
        let later = await simulateCall(inboundCall(), script: script, over: host)
        #expect(later.heardTexts == ["Fifteen letters"])
        let completed = try JSONValue(parsing: try #require(host.requests(.event).last).body)
        #expect(completed["status"] == "completed")
        #expect(completed["duration"] == "1")
        #expect(completed["disconnected_by"] == "user")
    }

    @Test(
        "a loop that nobody leaves ends with a named reason",
        arguments: [
            (#"[{"action":"stream","streamUrl":["http://host/m.mp3"],"loop":0}]"#, CallLimit.time),
            (#"[{"action":"talk","text":"Hold","loop":1000000}]"#, .time),
            (#"[{"action":"input","type":["dtmf"],"dtmf":{"timeOut":0},"eventUrl":["http://host/answer"]}]"#, .actions),
            (#"[{"action":"notify","payload":{},"eventUrl":["http://host/answer"]}]"#, .actions),
        ]
    )
    func endless(ncco: String, limit: CallLimit) async {
        let transcript = await play(ncco)
        #expect(transcript.ending == .endless(limit))
        #expect(transcript.duration <= 7_200_000)
    }

    @Test("an NCCO of more than 1 MiB is refused")
    func size() async {
        let transcript = await play("[" + String(repeating: " ", count: 1 << 20) + "]")
        #expect(transcript.ending == .badNCCO("the NCCO is larger than 1 MiB"))
    }
}
