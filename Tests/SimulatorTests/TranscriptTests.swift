import JSONTree
import Simulator
import Testing

@Suite("Transcripts")
struct TranscriptTests {
    /// The menu of the guide.
    private static let menu = """
        [{"action":"talk","text":"Thank you for calling my contact center."},
         {"action":"talk","text":"To talk to Jane, please press 1, or, to talk to Joe, press 2.","bargeIn":true},
         {"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1,"timeOut":5},"eventUrl":["http://host/dtmf"]}]
        """
    private static let jane = """
        [{"action":"talk","text":"Please wait while we connect you to Jane"},
         {"action":"connect","timeout":20,"endpoint":[{"type":"app","user":"Jane"}]}]
        """

    @Test("a call that presses 1 and reaches Jane reads at a glance")
    func text() async {
        let transcript = await play(
            Self.menu,
            ["dtmf": Self.jane],
            script: CallScript(responses: [.keys("1")])
        )
        #expect(
            transcript.text() == """
                call from +44 7700 900123 to +44 20 7946 0000
                00:00.0  voice     "Thank you for calling my contact center."
                00:02.6  voice     "To talk to Jane, please press 1, or, to talk to Joe, press 2."
                00:03.7  caller    presses 1
                00:03.7  voice     "Please wait while we connect you to Jane"
                00:06.4  platform  rings Jane (app)
                00:10.4  Jane      answers
                01:10.4  Jane      hangs up
                01:10.4 in all; reached Jane

                """
        )
    }

    @Test("the JSON form has a version, the call, its entries and its ending")
    func json() async throws {
        var setup = inboundCall()
        setup.events = nil
        let transcript = await play(#"[{"action":"talk","text":"Fifteen letters"}]"#, setup: setup)
        #expect(
            transcript.json == [
                "version": 1,
                "call": [
                    "from": "447700900123", "to": "442079460000",
                    "uuid": .string(transcript.uuid), "conversation_uuid": .string(transcript.conversationUUID),
                ],
                "entries": [
                    [
                        "at": 0, "event": "webhook", "purpose": "answer", "method": "GET",
                        "url": "http://host/answer", "attempt": 1, "status": 200, "actions": 1,
                    ],
                    ["at": 0, "event": "hears", "text": "Fifteen letters"],
                    ["at": 1_000, "event": "ends", "reason": "finished", "text": "nothing left to do"],
                ],
                "ending": ["reason": "finished", "text": "nothing left to do"],
                "answered": true,
                "duration": 1_000,
                "reached": [],
                "heard_nothing": false,
                "silences": [],
                "summary": "00:01.0 in all; reached nobody",
            ]
        )
        #expect(transcript.uuid.count == 36)
        #expect(transcript.conversationUUID.hasPrefix("CON-"))
    }

    @Test("the same seed gives the same call, another seed other ids")
    func seeds() async {
        let script = CallScript(responses: [.keys("1")])
        let first = await play(Self.menu, ["dtmf": Self.jane], script: script)
        let second = await play(Self.menu, ["dtmf": Self.jane], script: script)
        #expect(first.json == second.json)
        var setup = inboundCall()
        setup.seed = 2
        let third = await play(Self.menu, ["dtmf": Self.jane], script: script, setup: setup)
        #expect(third.uuid != first.uuid)
        #expect(third.entries == first.entries)
    }

    @Test(
        "numbers are shown in groups, other texts as they are",
        arguments: [
            ("447700900123", "+44 7700 900123"), ("442079460000", "+44 20 7946 0000"),
            ("14155550100", "+1 415 555 0100"), ("33199000000", "+33199000000"), ("PARAMS_TO", "PARAMS_TO"),
            ("0442079", "0442079"), ("", ""),
        ]
    )
    func numbers(digits: String, shown: String) {
        #expect(shownNumber(digits) == shown)
    }

    @Test("webhooks that fail are shown, all of them on request")
    func webhooks() async {
        let transcript = await play(
            #"[{"action":"notify","payload":{},"eventUrl":["http://host/gone"]},{"action":"talk","text":"Hello"}]"#
        )
        #expect(
            lines(transcript) == [
                "00:00.0  platform  notifies http://host/gone",
                "00:00.0  webhook   notify POST http://host/gone: 404",
                #"00:00.0  voice     "Hello""#,
                "00:00.3  platform  ends the call: nothing left to do",
            ]
        )
    }

    @Test("webhooks that decide are shown with what was asked and what came, numbers masked; events on request")
    func decidingWebhooks() async {
        let transcript = await play(
            #"[{"action":"input","type":["dtmf"],"eventUrl":["http://host/dtmf?to=442079460000"]}]"#,
            [
                "dtmf?to=442079460000": #"[{"action":"notify","payload":{},"eventUrl":["http://host/next"]}]"#,
                "next": "",
            ],
            script: CallScript(responses: [.keys("1#")])
        )
        let deciding = transcript.text(showing: .deciding)
        #expect(
            deciding == """
                call from +44 7700 900123 to +44 20 7946 0000
                00:00.0  webhook   answer GET http://host/answer, 447*******23 to 442*******00: 200, 1 action
                00:00.5  caller    presses 1#
                00:03.8  webhook   input POST http://host/dtmf?to=442*******00, digits 1#: 200, 1 action
                00:03.8  webhook   notify POST http://host/next: 200, no NCCO
                00:03.8  platform  ends the call: nothing left to do
                00:03.8 in all; reached nobody; the caller heard nothing

                """
        )
        let all = transcript.text(showing: .all).split(separator: "\n")
        #expect(all[1] == "00:00.0  webhook   event POST http://host/events, started: 204")
        #expect(all.count == deciding.split(separator: "\n").count + 4)
    }

    @Test("what a host says cannot move the cursor of a terminal")
    func controlCharacters() async {
        let transcript = await play(#"[{"action":"talk","text":"One\r\n\u001b[2JTwo\u2028Three"}]"#)
        #expect(lines(transcript).first == #"00:00.0  voice     "One   [2JTwo Three""#)
    }

    @Test(
        "numbers are masked as in the logs of the host, ids and hashes are not",
        arguments: [
            ("447700900123", "447*******23"), ("1234567", "12***67"), ("123456", "123456"),
            ("http://h/n/442079460000.json?from=+447700900123", "http://h/n/442*******00.json?from=+447*******23"),
            ("http://h/r/1234567890123456/x", "http://h/r/1234567890123456/x"), ("a447700900123", "a447700900123"),
            ("", ""), ("Zoë", "Zoë"),
        ]
    )
    func masking(text: String, masked: String) {
        #expect(maskingNumbers(text) == masked)
    }

    @Test(
        "a caller who met only silence is told of, and for how long",
        arguments: [
            (#"[{"action":"wait","timeout":3}]"#, "00:03.0 in all; reached nobody; the caller heard nothing"),
            (
                #"[{"action":"talk","text":"Hi"},{"action":"wait","timeout":12}]"#,
                "00:12.1 in all; reached nobody; the caller heard nothing for 12 s"
            ),
            (#"[{"action":"talk","text":"Hi"},{"action":"wait","timeout":10}]"#, "00:10.1 in all; reached nobody"),
            (
                #"[{"action":"connect","from":"442079460000","timeout":20,"endpoint":[{"type":"phone","number":"447700900001"}]}]"#,
                "00:20.0 in all; reached nobody; the caller heard nothing but ringing"
            ),
        ]
    )
    func silence(ncco: String, summary: String) async {
        let transcript = await play(ncco, script: CallScript(outcomes: [.timeout]))
        #expect(transcript.summary == summary)
        #expect(transcript.heardNothing == (summary.contains("heard nothing") && !summary.contains("for 12")))
    }
}
