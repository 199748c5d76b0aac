import JSONTree
import Simulator
import Testing

@Suite("Connect")
struct ConnectTests {
    private static func app(_ user: String, _ more: String = "") -> String {
        #"{"action":"connect","timeout":20,\#(more)"endpoint":[{"type":"app","user":"\#(user)"}]}"#
    }

    private static func phone(_ number: String, _ more: String = #""from":"442079460000","#) -> String {
        #"{"action":"connect","timeout":20,\#(more)"endpoint":[{"type":"phone","number":"\#(number)"}]}"#
    }

    private static let synchronous = #""eventType":"synchronous","eventUrl":["http://host/next"],"#
    private static let talk = #"{"action":"talk","text":"Nobody is here"}"#

    @Test("after an answered connect nothing behind it runs, unless the quirk says so")
    func answered() async {
        let ncco = "[\(Self.app("Jane")),\(Self.talk)]"
        let transcript = await play(ncco)
        #expect(
            lines(transcript) == [
                "00:00.0  platform  rings Jane (app)", "00:04.0  Jane      answers", "01:04.0  Jane      hangs up",
            ]
        )
        var setup = inboundCall()
        setup.quirks = [.answeredConnectGoesOn]
        let other = await play(ncco, setup: setup)
        #expect(other.heardTexts == ["Nobody is here"])
        #expect(other.ending == .finished)
    }

    @Test(
        "whoever is not reached lets the next action run, after the time that takes",
        arguments: [
            (ConnectOutcome.busy, "busy", 2_000), (.rejected, "rejected, declined", 2_000),
            (.timeout, "timeout", 20_000),
            (.unanswered, "unanswered, timeout", 20_000), (.failed, "failed", 500),
        ]
    )
    func unreached(outcome: ConnectOutcome, shown: String, after: Int) async throws {
        let transcript = await play("[\(Self.app("Jane")),\(Self.talk)]", script: CallScript(outcomes: [outcome]))
        #expect(lines(transcript)[1].hasSuffix("Jane      is not reached: \(shown)"))
        let talk = try #require(transcript.entries.first { $0.event == .hears("Nobody is here") })
        #expect(talk.time == after)
        #expect(transcript.reached.isEmpty)
    }

    @Test("the states of a synchronous connect go to its eventUrl, and one that reached nobody may be answered")
    func synchronousChain() async throws {
        let host = ScriptedHost([
            "http://host/answer": "[\(Self.app("Jane", Self.synchronous)),\(Self.talk)]",
            "http://host/next": "[\(Self.phone("447700900001"))]",
        ])
        let transcript = await simulateCall(inboundCall(), script: CallScript(outcomes: [.timeout]), over: host)
        #expect(
            lines(transcript) == [
                "00:00.0  platform         rings Jane (app)",
                "00:20.0  Jane             is not reached: timeout",
                "00:20.0  platform         rings +44 7700 900001 (phone) as +44 20 7946 0000",
                "00:24.0  +44 7700 900001  answers",
                "01:24.0  +44 7700 900001  hangs up",
            ]
        )
        #expect(host.requests(.connect).map(\.url) == ["http://host/next"])
        let state = try JSONValue(parsing: try #require(host.requests(.connect).first).body)
        #expect(state["status"] == "timeout")
        #expect(state["direction"] == "outbound")
        #expect(state["to"] == "Jane")
        #expect(host.requests(.event).filter { $0.url == "http://host/next" }.count == 2)
    }

    @Test("an empty answer to the state of a synchronous connect goes on", arguments: ["{}", "", "null"])
    func synchronousEmpty(body: String) async {
        let transcript = await play(
            "[\(Self.app("Jane", Self.synchronous)),\(Self.talk)]",
            ["next": body],
            script: CallScript(outcomes: [.busy])
        )
        #expect(transcript.heardTexts == ["Nobody is here"])
    }

    @Test("the answer to a state is not read when the connect is not synchronous")
    func asynchronous() async {
        let transcript = await play(
            "[\(Self.app("Jane", #""eventUrl":["http://host/next"],"#)),\(Self.talk)]",
            ["next": #"[{"action":"talk","text":"Not this"}]"#],
            script: CallScript(outcomes: [.busy])
        )
        #expect(transcript.heardTexts == ["Nobody is here"])
    }

    @Test(
        "the platform refuses what the account does not allow",
        arguments: [
            (phone("PARAMS_TO"), "PARAMS_TO", "failed, cannot_route (not a number of 7 to 15 digits)"),
            (phone("+447700900001"), "+447700900001", "failed, cannot_route (not a number of 7 to 15 digits)"),
            (
                phone("447700900001", ""), "+44 7700 900001",
                "rejected, restricted (no 'from', which a phone call needs)"
            ),
            (
                phone("447700900001", #""from":"442079460001","#), "+44 7700 900001",
                "rejected, restricted (the account does not own +44 20 7946 0001, which it would call from)"
            ),
            (
                phone("447700900001", #""randomFromNumber":true,"#), "+44 7700 900001",
                "rejected, restricted (the application has no number to call from)"
            ),
            (app("Nobody"), "Nobody", "unanswered, unavailable (the application has no such user)"),
        ]
    )
    func refused(connect: String, callee: String, shown: String) async throws {
        var setup = inboundCall()
        setup.knownUsers = ["Jane"]
        setup.accountNumbers = ["442079460000"]
        setup.linkedNumbers = []
        let transcript = await play("[\(connect),\(Self.talk)]", setup: setup)
        let first = try #require(lines(transcript).first)
        #expect(first.hasPrefix("00:00.0  \(callee)  "))
        #expect(first.hasSuffix("  is not reached: \(shown)"))
        #expect(transcript.heardTexts == ["Nobody is here"])
    }

    @Test("app users cannot be rung without rtc")
    func noRTC() async {
        var setup = inboundCall()
        setup.rtcEnabled = false
        let transcript = await play("[\(Self.app("Jane"))]", setup: setup)
        #expect(
            lines(transcript).first
                == "00:00.0  Jane      is not reached: failed, cannot_route (the application lacks the rtc capability)"
        )
    }

    @Test("of more than three connects within a second the fourth fails with an error event")
    func rate() async throws {
        var setup = inboundCall()
        setup.knownUsers = ["Last"]
        let connects = ["A", "B", "C", "Last"].map { Self.app($0) }.joined(separator: ",")
        let host = ScriptedHost(["http://host/answer": "[\(connects)]"])
        let transcript = await simulateCall(setup, script: CallScript(), over: host)
        #expect(transcript.reached.isEmpty)
        let reasons = try host.requests(.event).compactMap { try JSONValue(parsing: $0.body)["reason"]?.stringValue }
        #expect(reasons.count == 1)
        #expect(reasons.first?.contains("3 per second") == true)

        let spaced = ["A", "B", #"C"#].map { Self.app($0) }.joined(separator: ",")
        let other = await play(#"[\#(spaced),{"action":"wait","timeout":1},\#(Self.app("Last"))]"#, setup: setup)
        #expect(other.reached.map(\.shownName) == ["Last"])
    }

    @Test("outcomes by endpoint win over those in order")
    func byEndpoint() async {
        var script = CallScript(outcomes: [.answered, .answered])
        script.outcomesByEndpoint = ["Jane": .busy]
        let transcript = await play("[\(Self.app("Jane")),\(Self.app("Joe"))]", script: script)
        #expect(transcript.reached.map(\.shownName) == ["Joe"])
    }

    @Test("a machine is hung up on when asked, and is talked to otherwise")
    func machine() async {
        let script = CallScript(outcomes: [.machine])
        let detecting = await play(
            "[\(Self.phone("447700900001", #""from":"442079460000","machineDetection":"hangup","#)),\(Self.talk)]",
            script: script
        )
        #expect(detecting.heardTexts == ["Nobody is here"])
        // What the host is asked with then, and the quirk that changes it.
        for (quirks, status) in [([], "unanswered"), ([PlatformQuirk.hungUpMachineIsMachine], "machine")] {
            var setup = inboundCall()
            setup.quirks = Set(quirks)
            let asking = Self.phone(
                "447700900001",
                """
                "from":"442079460000","machineDetection":"hangup","eventType":"synchronous",\
                "eventUrl":["http://host/next"],
                """
            )
            let asked = await play("[\(asking),\(Self.talk)]", ["next": "[]"], script: script, setup: setup)
            let questions = asked.entries.compactMap { entry -> WebhookContent? in
                guard case .webhook(let trace) = entry.event, trace.purpose == .connect else { return nil }
                return trace.content
            }
            #expect(questions == [.status(status)])
        }
        let other = await play("[\(Self.phone("447700900001")),\(Self.talk)]", script: script)
        #expect(other.reached.count == 1)
    }

    @Test("the limit ends an endless talk, and the callee hears onAnswer first")
    func limits() async {
        var script = CallScript()
        script.calleeHangsUpAfter = nil
        let ncco = """
            [{"action":"connect","from":"442079460000","limit":"30","endpoint":[{"type":"phone",
              "number":"447700900001","onAnswer":{"url":"http://host/whisper"}}]}]
            """
        let whisper = #"[{"action":"talk","text":"A call for support"}]"#
        let transcript = await play(ncco, ["whisper": whisper], script: script)
        #expect(
            lines(transcript).dropFirst(2) == [
                #"00:04.0  voice            "A call for support" to +44 7700 900001 alone"#,
                "00:35.2  platform         ends the call: the time limit of the call to +44 7700 900001",
            ]
        )
    }

    @Test("a websocket that is dropped is asked about, and its answer runs")
    func websocket() async {
        let ncco = """
            [{"action":"connect",\(Self.synchronous)"endpoint":[{"type":"websocket","uri":"wss://bot.example/x"}]}]
            """
        let transcript = await play(
            ncco,
            ["next": "[\(Self.talk)]"],
            script: CallScript(outcomes: [.disconnected])
        )
        #expect(transcript.heardTexts == ["Nobody is here"])
    }

    @Test("status events tell the story of both legs")
    func statuses() async throws {
        let host = ScriptedHost(["http://host/answer": "[\(Self.app("Jane"))]"])
        _ = await simulateCall(inboundCall(), script: CallScript(), over: host)
        #expect(
            try host.statuses() == [
                "started", "ringing", "answered", "outbound started", "outbound ringing", "outbound answered",
                "outbound completed", "completed",
            ]
        )
    }
}
