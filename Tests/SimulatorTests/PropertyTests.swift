import JSONTree
import SeededRandom
import Simulator
import Testing

/// Makes NCCOs that are often right, sometimes odd.
private struct DocumentMaker {
    var generator: SeededGenerator

    mutating func pick<Element>(_ elements: [Element]) -> Element {
        elements[Int.random(in: 0..<elements.count, using: &generator)]
    }

    mutating func document() -> JSONValue {
        .array((0..<Int.random(in: 0...6, using: &generator)).map { _ in action() })
    }

    mutating func action() -> JSONValue {
        var object = JSONObject([("action", pick(Self.actions))])
        for _ in 0..<Int.random(in: 1...7, using: &generator) {
            let (key, values) = pick(Self.members)
            object[key] = Int.random(in: 0..<12, using: &generator) == 0 ? pick(Self.oddities) : pick(values)
        }
        return .object(object)
    }

    static let actions: [JSONValue] = [
        "talk", "talk", "stream", "input", "input", "connect", "connect", "conversation", "record", "notify", "wait",
        "transfer", "pay",
    ]
    static let url: JSONValue = ["http://host/a"]
    static let members: [(String, [JSONValue])] = [
        ("text", ["Hello", "<speak>Hi<break time='1s'/></speak>", "<speak><", ""]),
        ("bargeIn", [true, false, "true"]), ("loop", [0, 1, 3, "2", 1_000_000]), ("level", [0, -1, "0.5"]),
        ("streamUrl", [url]), ("type", [["dtmf"], ["speech"], ["dtmf", "speech"], []]),
        ("dtmf", [[:], ["maxDigits": 1, "timeOut": 0], ["maxDigits": 20, "timeOut": 10, "submitOnHash": true]]),
        ("speech", [[:], ["maxDuration": 1], ["startTimeout": 60]]), ("mode", ["asynchronous", "synchronous"]),
        ("eventUrl", [url, ["http://host/b"], ["http://host/c"]]), ("eventMethod", ["GET", "POST"]),
        (
            "endpoint",
            [
                [["type": "app", "user": "Jane"]], [["type": "phone", "number": "447700900001"]],
                [["type": "websocket", "uri": "wss://x"]], [["type": "sip", "uri": "sip:a@b"]],
                [["type": "phone", "number": "447700900001", "onAnswer": ["url": "http://host/a"]]],
            ]
        ),
        ("eventType", ["synchronous"]), ("timeout", [1, 20, "45", 120, .number("0.1")]), ("limit", [1, 7_200]),
        ("name", ["room"]), ("payload", [[:], ["a": ["b": 1]]]), ("endOnKey", ["#", 1]), ("endOnSilence", [3]),
        ("timeOut", [3, 10, 7_200]), ("conversationId", ["CON-1"]), ("from", ["442079460000"]),
        ("machineDetection", ["hangup", "continue"]), ("musicOnHoldUrl", [url]),
    ]
    static let oddities: [JSONValue] = [
        nil, true, [], [:], "", -1, .number("1e400"), .number("99999999999999999999"), .number("-0.0"), [[]], "\u{0}",
    ]

    mutating func script() -> CallScript {
        let responses: [CallScript.Response] = [
            .silence, .keys("1"), .keys("12#*0"), .keys(""), .speech([]), .speech([.init("Joe")]),
        ]
        var script = CallScript(
            responses: (0..<3).map { _ in pick(responses) },
            outcomes: (0..<4).map { _ in pick(ConnectOutcome.allCases) }
        )
        script.timedKeys = [.init(at: pick([-5, 0, 100, 3_000, 100_000]), pick(["1", "*#", "99"]))]
        script.callerHangsUp = pick([.never, .at(0), .at(9_000), .at(-1), .beforeAction(3)])
        script.calleeHangsUpAfter = pick([nil, 0, 1_000, .max])
        script.hostDeadFromWebhook = pick([nil, nil, 1, 2, 4])
        return script
    }
}

@Suite("Any NCCO")
struct PropertyTests {
    @Test("random NCCOs and scripts end within the bounds, the same way twice", arguments: 0..<40 as Range<UInt64>)
    func random(seed: UInt64) async {
        var maker = DocumentMaker(generator: SeededGenerator(seed: seed))
        for _ in 0..<25 {
            var documents: [String: String] = [:]
            for name in ["answer", "a", "b", "c"] {
                documents["http://host/\(name)"] = maker.document().serialized()
            }
            let script = maker.script()
            let setup = inboundCall()
            let first = await simulateCall(setup, script: script, over: ScriptedHost(documents))
            #expect(first.duration <= 7_200_000)
            #expect(first.entries.last?.event == .ends(first.ending))
            let times = first.entries.map(\.time)
            #expect(times == times.sorted())
            let second = await simulateCall(setup, script: script, over: ScriptedHost(documents))
            #expect(second.json == first.json)
        }
    }

    @Test("an NCCO with bytes changed, cut or doubled ends the call too", arguments: 0..<20 as Range<UInt64>)
    func mutated(seed: UInt64) async {
        let source = Array(
            """
            [{"action":"talk","text":"<speak>To <break time='1s'/> talk</speak>","bargeIn":true,"loop":1},
             {"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1,"timeOut":5},"eventUrl":["http://host/a"]},
             {"action":"connect","timeout":20,"from":"442079460000","endpoint":[{"type":"phone","number":"447700900001"}]}]
            """.utf8
        )
        var generator = SeededGenerator(seed: seed)
        for _ in 0..<100 {
            var bytes = source
            for _ in 0..<Int.random(in: 1...3, using: &generator) {
                let index = Int.random(in: 0..<bytes.count, using: &generator)
                switch Int.random(in: 0..<3, using: &generator) {
                case 0: bytes[index] = UInt8.random(in: 0...255, using: &generator)
                case 1: bytes.removeSubrange(index..<min(index + 9, bytes.count))
                default: bytes.insert(contentsOf: bytes[index..<min(index + 9, bytes.count)], at: index)
                }
            }
            let host = ScriptedHost([
                "http://host/answer": .answered(status: 200, headers: [], body: bytes), "http://host/a": .json("{}"),
            ])
            let transcript = await simulateCall(inboundCall(), script: CallScript(outcomes: [.busy]), over: host)
            #expect(transcript.duration <= 7_200_000)
            #expect(transcript.entries.last?.event == .ends(transcript.ending))
        }
    }
}
