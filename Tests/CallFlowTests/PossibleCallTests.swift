import CallFlow
import ContactCenter
import Diagnostics
import Testing

@Suite("a call asks a schedule at one moment")
struct PossibleCallTests {
    private let rest = """

        agents: {Jane: {otherwise: hangup}}
        schedules: {s: {open: {mon-fri: 09:00-17:00}}, t: {open: {sat: 09:00-12:00}}}

        """

    private func found(_ body: String, maxWait: Int? = nil, consent: Bool = false) throws -> [String] {
        try ResolvedText(body + rest, maxWait: maxWait, recordingConsent: consent).rows
            .filter { !$0.hasPrefix("CC3094") }
    }

    @Test("an end in silence that only a contradiction leads to is none")
    func silentEnd() throws {
        let shared = "flows: {f: [{schedule: s, open: {agent: Jane}, closed: hangup}]}\n"
        let open =
            "numbers: {a: {number: +44 20 7946 0000, inbound: {schedule: s, open: {flow: f}, closed: {agent: Jane}}}}\n"
        #expect(try found(open + shared) == [])
        let closed = open.replacing(
            "open: {flow: f}, closed: {agent: Jane}",
            with: "open: {agent: Jane}, closed: {flow: f}"
        )
        #expect(try found(closed + shared) == ["CC3070 'hangup' call +44 20 7946 0000 on a Saturday: silence"])
        // Behind a pause it may have turned.
        let paused =
            open.replacing("{flow: f}", with: "{flow: g}")
            + "flows: {g: [{pause: 2s}, {flow: f}], f: [{schedule: s, open: {agent: Jane}, closed: hangup}]}\n"
        #expect(
            try found(paused) == [
                "CC3070 'hangup' call +44 20 7946 0000 at 10:00 on a Monday, then 's' closes meanwhile: silence"
            ]
        )
    }

    @Test("another call is told where the shortest contradicts itself")
    func anotherWay() throws {
        let text = """
            numbers:
              a: {number: +44 20 7946 0000, inbound: {schedule: s, open: {flow: f}, closed: {menu: other}}}
            flows: {f: [{schedule: s, open: {agent: Jane}, closed: {menu: end}}]}
            menus:
              other: {prompt: Hello., options: {1: hangup, 2: {flow: f}}, otherwise: hangup}
              end: {prompt: Hello., options: {1: hangup}}
            """
        #expect(
            try found(text) == [
                "CC3010 'end' call +44 20 7946 0000 on a Saturday, press 2, then nothing three times: the goodbye"
            ]
        )
        let never = text.replacing("2: {flow: f}", with: "2: {agent: Jane}")
        #expect(try found(never) == ["CC3010 'end' -"])
    }

    @Test("a recording that only a contradiction leads to needs no consent")
    func consent() throws {
        let text = """
            numbers:
              a: {number: +44 20 7946 0000, inbound: {schedule: s, open: {flow: f}, closed: {agent: Jane}}}
            flows: {f: [{schedule: s, open: {agent: Jane}, closed: {voicemail: box}}]}
            voicemails: {box: {say: Please speak.}}
            """
        #expect(try found(text, consent: true) == [])
        let other = text.replacing("closed: {agent: Jane}}}", with: "closed: {flow: f}}}")
        #expect(
            try found(other, consent: true) == [
                "CC5011 'box' call +44 20 7946 0000 on a Saturday: recorded without having been told"
            ]
        )
    }

    @Test("the longest wait is that of a call that can be made")
    func wait() throws {
        // 100s of text behind each "closed", and 20s of pause between the two where the caller has to wait for it.
        let long = String(repeating: "word ", count: 300)
        func text(_ between: String) -> String {
            """
            numbers:
              a: {number: +44 20 7946 0000, inbound: {schedule: s, open: {\(between)}, closed: {say: \(long), \(between)}}}
            flows: {f: [{schedule: s, open: {say: \(long), agent: Jane}, closed: {agent: Jane}}]}
            menus: {m: {prompt: Hello., options: {1: {flow: f}}, otherwise: hangup}}
            """
        }
        #expect(try found(text("flow: f"), maxWait: 150).filter { $0.hasPrefix("CC5010") } == [])
        let once = try found(text("flow: f"), maxWait: 90).filter { $0.hasPrefix("CC5010") }
        #expect(once.first?.hasSuffix(": 100s until somebody is rung or a recording begins") == true, "\(once)")
        #expect(once.first?.contains("meanwhile") == false)
        // In a menu the time goes on, and a schedule may turn.
        let turned = try found(text("menu: m"), maxWait: 150).filter { $0.hasPrefix("CC5010") }
        #expect(turned.first?.contains("then 's' opens meanwhile") == true, "\(turned)")
    }

    @Test("what is asked once is not kept in mind")
    func askedOnce() throws {
        var schedules = "schedules:\n"
        var text = "numbers: {a: {number: +44 20 7946 0000, inbound: {flow: f0}}}\nflows:\n"
        let count = 20
        for index in 0..<count {
            schedules += "  s\(index): {open: {mon-fri: 09:00-17:00}}\n"
            text += "  f\(index): [{schedule: s\(index), open: {flow: f\(index + 1)}, closed: {agent: Jane}}]\n"
        }
        text += "  f\(count): [{schedule: s0, open: {agent: Jane}, closed: {menu: end}}]\n"
        text += "  g: [{schedule: s1, open: {agent: Jane}, closed: {flow: h}}]\n"
        text += "  h: [{schedule: s0, open: hangup, closed: hangup}]\n"
        text += "menus: {end: {prompt: Hello., options: {1: hangup}}}\nagents: {Jane: {otherwise: hangup}}\n"
        let rows = try ResolvedText(text + schedules).rows.filter { $0.hasPrefix("CC3010") }
        // Of the twenty only two are asked twice.
        #expect(rows == ["CC3010 'end' -"])
    }

    @Test("a tangle of schedules ends the search, and not the finding")
    func bounds() throws {
        var text = "numbers: {a: {number: +44 20 7946 0000, inbound: {flow: f0}}}\nflows:\n"
        var schedules = "schedules:\n"
        let count = 20
        for index in 0..<count {
            schedules += "  s\(index): {open: {mon-fri: 09:00-17:00}}\n"
            text += "  f\(index): [{schedule: s\(index), open: {flow: f\(index + 1)}, closed: {flow: g\(index)}}]\n"
            text += "  g\(index): [{schedule: s\(index), open: {agent: Jane}, closed: {agent: Jane}}]\n"
        }
        text += "  f\(count): [{schedule: s0, open: {agent: Jane}, closed: {menu: end}}]\n"
        text += "menus: {end: {prompt: Hello., options: {1: hangup}}}\nagents: {Jane: {otherwise: hangup}}\n"
        let project = try ResolvedText(text + schedules)
        let graph = try #require(project.graph)
        let calls = ShortestCalls(graph, schedules: .turn)
        #expect(calls.isCut)
        #expect(calls.call(to: try #require(graph.menu(named: "end"))) == nil)
        #expect(project.rows.contains { $0.hasPrefix("CC3010 'end' call +44 20 7946 0000") })
    }
}
