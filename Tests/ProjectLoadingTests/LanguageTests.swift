import CallBundle
import Diagnostics
import JSONTree
import NCCO
import ProjectLoading
import Testing

/// A center with teams, flows, hours and decisions.
private let center = """
    version: 1
    timezone: Europe/London
    app: {name: Center}
    hosting: {url: https://voice.example.com}
    voice: {caller_id: uk, goodbye: Goodbye.}
    numbers:
      uk:
        number: +44 20 7946 0000
        inbound: {say: Welcome., schedule: office, open: {menu: main}, closed: {flow: after-hours}}
      us: {number: +1 415 555 0100, inbound: {team: sales}}
      pick:
        number: +44 20 7946 0001
        inbound:
          caller:
            list: {vip: {agent: Jane}}
            "+44": {team: support}
            "+44 20": {say: London., hangup: yes}
            withheld: {say: Who are you?, hangup: yes}
            otherwise: {split: [{weight: 70, team: support}, {weight: 30, voicemail: box}]}
    agents:
      Jane: {ring_for: 20s, otherwise: {phone: +44 7700 900001, otherwise: {voicemail: box}}}
      Joe: {otherwise: {voicemail: box}}
      Ann: {at: {sip: "sip:ann@pbx.example.com"}, record: {notify: "https://rec.example.com/done"}, otherwise: hangup}
      Bea: {at: {phone: +44 7700 900003, announce: A customer., machine: hang-up}, music: https://cdn.example.com/ring.mp3}
    teams:
      support: {agents: [Jane, Joe], ring_for: 15s, otherwise: {voicemail: box}}
      sales: {agents: [Joe, Ann, Bea], order: spread, otherwise: {flow: after-hours}}
    menus:
      main:
        prompt: Press a key.
        options:
          1: {say: One moment., team: support}
          2: {team: sales}
          3: {conference: room}
          4: {websocket: {uri: "wss://bot.example.com", rate: 8000, headers: {a: b}}}
          5: {vbc: 123, otherwise: hangup}
          6: {schedule: office, open: {flow: after-hours}, closed: hangup}
        otherwise: {team: sales}
    flows:
      after-hours:
        - say: We are closed.
        - pause: 1s
        - phone: +44 7700 900002
          ring_for: 10s
        - agent: Joe
        - say: Nobody is here.
        - voicemail: box
    voicemails:
      box: {say: Please leave a message., max: 1m, end_on: "*"}
    schedules:
      office: {open: {mon-fri: 09:00-17:30}}
    callers: {vip: [+44 20 7946 0500]}
    """

@Suite("teams, flows, voicemails and decisions")
struct LanguageTests {
    private let release: Release

    init() throws {
        let project = try loadText(center)
        // Ann is recorded, and the others of the team are not.
        let found = project.diagnostics.map { "\($0.code) \($0.message)" }
        try #require(project.diagnostics.map(\.code.text) == ["CC3072"], "\(found)")
        release = try #require(project.release)
    }

    /// A Wednesday, at noon and at midnight in London.
    private static let noon = 1_767_787_200
    private static let midnight = 1_767_744_000

    private func texts(_ actions: [JSONValue]?) -> [String] {
        actions?.compactMap { $0["text"]?.stringValue } ?? []
    }

    /// The kinds of actions, and of a connect the endpoint's type.
    private func kinds(_ actions: [JSONValue]?) -> [String] {
        actions?.map { action in
            let endpoint = action["endpoint"]?.arrayValue?.first?["type"]?.stringValue
            return [action["action"]?.stringValue ?? "", endpoint].compactMap(\.self).joined(separator: " ")
        } ?? []
    }

    /// What follows when nobody answers the connect of an NCCO.
    private func unanswered(_ actions: [JSONValue]?, conversation: String? = nil) throws -> [JSONValue]? {
        let connect = try #require(actions?.last { $0["action"] == "connect" })
        #expect(connect["eventType"] == "synchronous")
        let url = try #require(connect["eventUrl"]?.arrayValue?.first?.stringValue)
        let route = try #require(url.split(separator: "/").last)
        return try release.answer(String(route), .init(status: "busy", conversationUUID: conversation))
    }

    @Test("a schedule decides when a number is answered, and what is said before is said on both branches")
    func schedule() throws {
        let open = try release.answer("answer", .init(to: "442079460000"), at: Self.noon)
        #expect(texts(open).prefix(2) == ["Welcome.", "Press a key."])
        let closed = try release.answer("answer", .init(to: "442079460000"), at: Self.midnight)
        #expect(texts(closed).prefix(2) == ["Welcome.", "We are closed."])
        #expect(kinds(closed) == ["talk", "talk", "wait", "connect phone", "talk"])
        let option = try release.answer("main~1", .init(digits: "6"), at: Self.noon)
        #expect(texts(option).first == "We are closed.")
    }

    @Test("a flow goes from step to step while nobody answers, past the agent's own way on, and ends in its last one")
    func flow() throws {
        let first = try release.answer("answer", .init(to: "442079460000"), at: Self.midnight)
        let second = try unanswered(first)
        #expect(kinds(second) == ["connect app", "talk"])
        #expect(second?.first?["endpoint"]?.arrayValue?.first?["user"] == "Joe")
        let last = try unanswered(second)
        #expect(texts(last) == ["Nobody is here.", "Please leave a message.", "Goodbye."])
        #expect(last?.contains { $0["action"] == "record" } == true)
    }

    @Test("a voicemail records with an end, and tells where")
    func voicemail() throws {
        let last = try release.answer("answer", .init(to: "442079460001", from: "anonymous"))
        #expect(texts(last) == ["Who are you?"])
        let busy = try unanswered(try unanswered(try release.answer("main~1", .init(digits: "1"))))
        let record = try #require(busy?.first { $0["action"] == "record" })
        #expect(
            record == [
                "action": "record", "endOnKey": "*", "timeOut": 60, "beepStart": true,
                "eventUrl": ["https://voice.example.com/events"],
            ]
        )
    }

    @Test("a fixed team is rung as written, by the agent's time, else the team's")
    func fixed() throws {
        let first = try release.answer("main~1", .init(digits: "1"))
        #expect(kinds(first) == ["talk", "connect app", "talk"])
        #expect(first?[1]["endpoint"]?.arrayValue?.first?["user"] == "Jane")
        #expect(first?[1]["timeout"] == 20)
        let second = try unanswered(first)
        #expect(second?.first?["endpoint"]?.arrayValue?.first?["user"] == "Joe")
        #expect(second?.first?["timeout"] == 15)
        #expect(texts(try unanswered(second)).first == "Please leave a message.")
    }

    @Test("a spread team begins at the agent of the call's hash, goes round once, then on", arguments: 0..<12)
    func spread(call: Int) throws {
        let conversation = "CON-\(call)"
        let order = ["Joe", "sip:ann@pbx.example.com", "447700900003"]
        let start = Int(callHash(conversation)) % 3
        let incoming = WebhookRequest(to: "14155550100", conversationUUID: conversation)
        var actions = try release.answer("answer", incoming, at: Self.midnight)
        for turn in 0..<3 {
            let endpoint = actions?.last { $0["action"] == "connect" }?["endpoint"]?.arrayValue?.first
            let rung = endpoint?["user"] ?? endpoint?["uri"] ?? endpoint?["number"]
            #expect(rung?.stringValue == order[(start + turn) % 3])
            actions = try unanswered(actions, conversation: conversation)
        }
        #expect(texts(actions).first == "We are closed.")
    }

    @Test("agents are rung where they are, recorded, told and shown what they should be")
    func places() throws {
        let documents = release.files.filter { $0.path.contains("/d/") }.map {
            String(decoding: $0.bytes, as: UTF8.self)
        }
        let actions = try documents.flatMap { try JSONValue(parsing: $0).arrayValue ?? [] }
        let ann = try #require(actions.first { $0["endpoint"]?.arrayValue?.first?["type"] == "sip" })
        #expect(ann["from"] == "442079460000")
        #expect(actions.contains(["action": "record", "eventUrl": ["https://rec.example.com/done"]]))
        let bea = try #require(
            actions.first { $0["endpoint"]?.arrayValue?.first?["number"] == "447700900003" }
        )
        #expect(bea["machineDetection"] == "hangup")
        #expect(bea["ringbackTone"] == "https://cdn.example.com/ring.mp3")
        let announce = try #require(bea["endpoint"]?.arrayValue?.first?["onAnswer"]?["url"]?.stringValue)
        let path = try #require(announce.split(separator: "/r/").last?.split(separator: "/", maxSplits: 1).last)
        #expect(release.text(String(path)) == #"[{"action":"talk","text":"A customer."}]"#)
    }

    @Test(
        "who calls decides: lists first, then the longest prefix",
        arguments: [
            ("442079460500", nil), ("+447700900123", nil), ("442079460001", "London."), (nil, "Who are you?"),
            ("", "Who are you?"), ("Restricted", "Who are you?"),
        ] as [(String?, String?)]
    )
    func caller(from: String?, said: String?) throws {
        let actions = try release.answer("answer", .init(to: "442079460001", from: from))
        #expect(texts(actions).first == said ?? texts(actions).first)
        if said == nil { #expect(kinds(actions).contains("connect app")) }
    }

    @Test("a split shares calls by their weights, the same call always alike")
    func split() throws {
        var boxes = 0
        for call in 0..<2_000 {
            let request = WebhookRequest(to: "442079460001", from: "33123456789", conversationUUID: "CON-\(call)")
            let actions = try release.answer("answer", request)
            #expect(try release.answer("answer", request) == actions)
            boxes += actions?.contains { $0["action"] == "record" } == true ? 1 : 0
        }
        #expect((540...660).contains(boxes))
    }

    @Test("an agent who leads nowhere is one finding, however often rung, and none where a step follows")
    func oneWayOut() throws {
        let project = try loadText(
            """
            version: 1
            app: {name: Center}
            hosting: {url: https://voice.example.com}
            numbers:
              a: {number: +44 20 7946 0000, inbound: {flow: first}}
              b: {number: +44 20 7946 0001, inbound: {agent: Joe}}
              c: {number: +44 20 7946 0002, inbound: {agent: Joe}}
            agents: {Jane: , Joe: }
            flows: {first: [{agent: Jane}, {hangup: yes}]}
            """
        )
        #expect(project.diagnostics.map(\.code.text) == ["CC3010"])
        #expect(project.diagnostics.first?.message.contains("'Joe'") == true)
    }

    /// A project with a long flow that so many menus lead to, and a chain of so many flows and teams.
    private func long(_ count: Int) throws -> Release {
        var text = """
            version: 1
            app: {name: Center}
            hosting: {url: https://voice.example.com}
            voice: {caller_id: n}
            agents: {Jane: {otherwise: hangup}, Joe: {otherwise: hangup}}
            numbers: {n: {number: +44 20 7946 0000, inbound: {menu: m0}}}

            """
        text += "flows:\n  long: [" + (0..<20).map { "{say: Step \($0).}" }.joined(separator: ", ") + "]\n"
        for index in 0..<count {
            let next = index + 1 == count ? "flow: long" : "flow: f\(index + 1)"
            text += "  f\(index): [{agent: Jane}, {phone: +44 7700 900001}, {\(next)}]\n"
        }
        text += "teams:\n"
        for index in 0..<count {
            let next = index + 1 == count ? "flow: f0" : "team: t\(index + 1)"
            text += "  t\(index): {agents: [Jane, Joe], order: spread, otherwise: {\(next)}}\n"
        }
        text += "menus:\n"
        for index in 0..<count {
            let next = index + 1 == count ? "hangup" : "{menu: m\(index + 1)}"
            text += "  m\(index): {prompt: Press 1., options: {1: {flow: long}, 2: {team: t0}}, otherwise: \(next)}\n"
        }
        let project = try loadText(text)
        return try #require(project.release, "\(project.diagnostics.map(\.message))")
    }

    @Test("long flows and chains of flows and teams are compiled, and the bundle grows with the project, not faster")
    func linear() throws {
        let sizes = try [50, 100, 200].map { count in
            try long(count).files.reduce(0) { $0 + $1.bytes.count }
        }
        #expect(sizes[2] - sizes[1] < (sizes[1] - sizes[0]) * 9 / 4)
        // Far more than a stack of frames could follow.
        #expect(try long(3_000).files.count > 3_000)
    }

    @Test("every NCCO is sound, and every URL of the release in it leads somewhere")
    func sound() throws {
        for file in release.files where file.path.contains("/d/") {
            let ncco = try JSONValue(parsing: file.bytes)
            #expect(checkNCCO(ncco).filter { $0.severity == .error }.isEmpty, "\(ncco.serialized())")
            let text = String(decoding: file.bytes, as: UTF8.self)
            for url in text.matches(of: /https:\/\/voice\.example\.com\/(r\/[^"]+)/) {
                let path = String(url.output.1)
                #expect(release.files.contains { $0.path == path || $0.path == "\(path).json" }, "\(path)")
            }
        }
    }
}

@Suite("MurmurHash2")
struct CallHashTests {
    @Test("is the same as written for reading, at every length")
    func agreement() {
        #expect(callHash("") == 0)
        for length in 0..<64 {
            let text = String("CON-f7d4-ä-0123456789abcdef-0123456789abcdef-0123456789abcdef".prefix(length))
            #expect(callHash(text) == slowHash(text))
        }
    }

    /// The same, written for reading: words of four bytes, then the rest, then the last mixing.
    private func slowHash(_ text: String) -> UInt32 {
        var bytes = text.utf8.map { UInt32($0) }
        var hash = UInt32(bytes.count)
        while bytes.count >= 4 {
            var word = bytes[0] + bytes[1] * 256 + bytes[2] * 65_536 + bytes[3] &* 16_777_216
            word = word &* 1_540_483_477
            word = (word ^ (word / 16_777_216)) &* 1_540_483_477
            hash = (hash &* 1_540_483_477) ^ word
            bytes.removeFirst(4)
        }
        if bytes.count > 2 { hash ^= bytes[2] * 65_536 }
        if bytes.count > 1 { hash ^= bytes[1] * 256 }
        if !bytes.isEmpty { hash = (hash ^ bytes[0]) &* 1_540_483_477 }
        hash = (hash ^ (hash / 8_192)) &* 1_540_483_477
        return hash ^ (hash / 32_768)
    }
}
