import ContactCenter
import Diagnostics
import JSONTree
import ProjectLoading
import Review
import Testing

@Suite("The picture of a call flow")
struct FlowPictureTests {
    private func picture(_ project: LoadedProject, from number: String? = nil) throws -> FlowPicture? {
        let graph = try #require(project.graph, "\(project.diagnostics)")
        return makeFlowPicture(graph, title: "Sample", from: number)
    }

    /// The arrows as lines: `menu:main -1-> agent:Jane`.
    private func arrows(_ text: String, from number: String? = nil) throws -> [String] {
        let picture = try #require(try picture(load(text), from: number))
        return picture.edges.map { edge in
            let label = ([edge.label] + edge.hears).filter { !$0.isEmpty }.joined(separator: " ")
            return "\(picture.nodes[edge.from].id) -\(label)-> \(picture.nodes[edge.to].id)"
        }
    }

    @Test("is as its golden files, and the same each time", arguments: SampleProject.allCases)
    func golden(_ sample: SampleProject) throws {
        let project = try sample.load()
        let graph = try #require(project.graph)
        let title = try #require(project.project?.app.name.value)
        let picture = try #require(makeFlowPicture(graph, title: title))
        try expectGolden(picture.mermaid, "\(sample).mmd")
        try expectGolden(picture.dot, "\(sample).dot")
        try expectGolden(picture.json.serialized(.pretty) + "\n", "\(sample).json")
        let again = try #require(try sample.load().graph)
        #expect(makeFlowPicture(again, title: title) == picture)
    }

    @Test("has an arrow for each key, for the way out, and for nobody answering")
    func menu() throws {
        #expect(
            try arrows(
                """
                numbers: {one: {number: +44 20 7946 0000, inbound: {say: Hello, menu: main}}}
                agents: {Jane: {otherwise: hangup}}
                menus: {main: {prompt: Press 1, options: {1: {agent: Jane}, 22: {say: Bye, hangup: yes}}}}
                """
            ) == [
                "number:one -“Hello”-> menu:main",
                "menu:main -1-> agent:Jane",
                "menu:main -22 “Bye”-> end:hangs up",
                "menu:main -otherwise-> end:goodbye",
                "agent:Jane -nobody answers-> end:hangs up#2",
            ]
        )
    }

    @Test("has a box for each way on, so that every path is one that a call can take")
    func waysOn() throws {
        #expect(
            try arrows(
                """
                numbers:
                  one: {number: +44 20 7946 0000, inbound: {agent: Jane}}
                  two: {number: +44 20 7946 0001, inbound: {agent: Jane, otherwise: {conference: room}}}
                  three: {number: +44 20 7946 0002, inbound: {agent: Jane, otherwise: {conference: room}}}
                  four: {number: +44 20 7946 0003, inbound: {flow: night}}
                agents: {Jane: {otherwise: {voicemail: box}}}
                voicemails: {box: {}}
                flows: {night: [{agent: Jane}, {agent: Jane}, {voicemail: box}]}
                """
            ) == [
                "number:one --> agent:Jane",
                "number:two --> agent:Jane#2",
                "number:three --> agent:Jane#2",
                "number:four --> flow:night",
                "agent:Jane -nobody answers-> voicemail:box",
                "agent:Jane#2 -nobody answers-> conference:room",
                "flow:night --> agent:Jane#4",
                "agent:Jane#4 -nobody answers-> agent:Jane#3",
                "agent:Jane#3 -nobody answers-> voicemail:box",
            ]
        )
    }

    private static let two = """
        numbers:
          one: {number: +44 20 7946 0000, inbound: {menu: a}}
          two: {number: +44 20 7946 0001, inbound: {agent: Joe}}
          default: {inbound: hangup}
        agents: {Jane: {otherwise: hangup}, Joe: {otherwise: hangup}}
        menus:
          a: {prompt: A, options: {1: {menu: b}}, otherwise: hangup}
          b: {prompt: B, options: {1: {menu: a}, 2: {agent: Jane}}, otherwise: hangup}
        """

    @Test(
        "of one number shows what its calls reach, by name or digits",
        arguments: ["one", "+44 20 7946 0000", "442079460000"]
    )
    func fromNumber(_ number: String) throws {
        let picture = try #require(try picture(load(Self.two), from: number))
        let named = picture.nodes.filter { $0.kind != .end }.map(\.id)
        #expect(named == ["number:one", "menu:a", "menu:b", "agent:Jane"])
    }

    @Test("of a number that is not there is none; 'default' is any other number")
    func fromOthers() throws {
        let project = try load(Self.two)
        #expect(try picture(project, from: "three") == nil)
        #expect(try picture(project, from: "default")?.nodes.map(\.id) == ["number:default", "end:hangs up"])
        #expect(
            try picture(load("numbers: {one: {number: +44 20 7946 0000, inbound: hangup}}"), from: "default") == nil
        )
    }

    @Test("says who decides: the hours, the caller, a share of the calls")
    func deciders() throws {
        #expect(
            try arrows(
                """
                timezone: UTC
                numbers:
                  one:
                    number: +44 20 7946 0000
                    inbound:
                      schedule: office
                      open: {split: [{weight: 1, conference: a}, {weight: 2, conference: b}]}
                      closed: {caller: {list: {vip: {conference: c}}, "+1": {conference: a}, otherwise: hangup}}
                schedules: {office: {open: {mon: 09:00-10:00}}}
                callers: {vip: [+44 7700 900500]}
                """
            ) == [
                "number:one --> schedule:office",
                "schedule:office -open-> split:share of calls",
                "schedule:office -closed-> caller:who calls?",
                "split:share of calls -1 of 3-> conference:a",
                "split:share of calls -2 of 3-> conference:b",
                "caller:who calls? -vip (1 number)-> conference:c",
                "caller:who calls? -+1-> conference:a",
                "caller:who calls? -otherwise-> end:hangs up",
            ]
        )
    }

    @Test("of a long chain of menus that lead back is drawn once each, without recursion")
    func long() throws {
        let count = 3_000
        let menus = (0..<count).map { index in
            "  m\(index): {prompt: Press 1, options: {1: {menu: m\((index + 1) % count)}}, otherwise: hangup}"
        }
        let text = "numbers: {one: {number: +44 20 7946 0000, inbound: {menu: m0}}}\nmenus:\n"
        let picture = try #require(try picture(load(text + menus.joined(separator: "\n"))))
        #expect(picture.nodes.count { $0.kind == .menu } == count)
        #expect(picture.edges.count == 1 + 2 * count)
    }
}
