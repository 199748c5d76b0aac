import CallBundle
import Diagnostics
import JSONTree
import NCCO
import ProjectLoading
import Testing

private func project(_ target: String, _ body: String) -> String {
    """
    version: 1
    app: {name: Test}
    hosting: {url: "https://voice.example.com"\(target.isEmpty ? "" : ", target: \(target)")}
    voice: {caller_id: "+44 20 7946 0000"}
    timezone: Europe/London
    \(body)
    """
}

private let people =
    "agents: {Jane: {otherwise: hangup}, Joe: {otherwise: {phone: +44 7700 900001, otherwise: hangup}}}\n"

@Suite("a host serves what it can")
struct HostTargetTests {
    /// A center in which everything occurs that hosts differ in.
    private static let everything =
        people + """
            numbers:
              uk: {number: +44 20 7946 0000, inbound: {schedule: s, open: {menu: main}, closed: {say: Closed., hangup: yes}}}
              us: {number: +1 415 555 0100, inbound: {caller: {"+44": {team: all}, otherwise: hangup}}}
              de: {number: +49 30 1234567, inbound: {split: [{weight: 1, agent: Jane}, {weight: 2, voicemail: v}]}}
            schedules: {s: {open: {mon-fri: 09:00-17:00}}}
            teams: {all: {agents: [Jane, Joe], order: spread, otherwise: hangup}}
            voicemails: {v: }
            menus:
              main: {prompt: Say Jane., options: {1: {agent: Jane, words: [jane]}}, speech: yes, otherwise: hangup}
            outbound: {allow: ["+44"]}
            """

    private func constructs(_ target: String, _ body: String) throws -> [String] {
        let found = try loadText(project(target, body)).diagnostics.filter { $0.severity == .error }
        #expect(found.allSatisfy { $0.code.text == "CC4010" }, "\(found.map(\.message))")
        return found.map { $0.message.replacing("the host '\(target)' cannot serve ", with: "") }.sorted()
    }

    @Test("those with a program serve everything, with the same bytes", arguments: ["ccserve", "nginx", "worker"])
    func programs(target: String) throws {
        let loaded = try loadText(project(target, Self.everything))
        #expect(loaded.diagnostics.isEmpty)
        #expect(try loadText(project("", Self.everything)).release?.id == loaded.release?.id)
    }

    @Test("nginx without a program has no clock, no words, no shares and no lists")
    func plain() throws {
        #expect(
            try constructs("nginx-plain", Self.everything) == [
                "a decision by caller", "a decision by schedule", "a split", "menus that listen for words",
                "teams of order 'spread'",
            ]
        )
        let found = try loadText(project("nginx-plain", Self.everything)).diagnostics
        #expect(found.allSatisfy { $0.help?.hasSuffix("or use another target: ccserve, nginx, worker") == true })
    }

    @Test("a host of files has one way for all calls")
    func files() throws {
        #expect(
            try constructs("static", Self.everything) == [
                "a decision by caller", "a decision by schedule", "a split", "menus", "menus that listen for words",
                "numbers that lead different ways", "outbound calling", "teams of order 'spread'",
            ]
        )
    }

    @Test(
        "a host of files has nothing behind an unanswered call but words, and nobody to tell of recordings",
        arguments: [
            ("{agent: Jane}", []), ("{say: Hello., agent: Jane, otherwise: {say: Bye., hangup: yes}}", []),
            ("{conference: room}", []), ("{team: one}", []),
            ("{agent: Joe}", ["what follows when nobody answers, other than words"]),
            ("{agent: Joe, otherwise: hangup}", []),
            ("{team: two}", ["what follows when nobody answers, other than words"]),
            ("{flow: ring}", ["what follows when nobody answers, other than words"]),
            ("{voicemail: v}", ["recordings that nobody else is told of"]), ("{voicemail: w}", []),
        ]
    )
    func chains(inbound: String, found: [String]) throws {
        let body =
            people + """
                numbers: {default: {inbound: \(inbound)}}
                teams: {one: {agents: [Jane], otherwise: hangup}, two: {agents: [Jane, Joe], otherwise: hangup}}
                flows: {ring: [{agent: Jane}, {say: Bye.}]}
                voicemails: {v: , w: {notify: "https://hooks.example.com"}}
                """
        #expect(try constructs("static", body) == found)
    }

    @Test("the document of a host of files asks nobody, however long its texts are")
    func oneDocument() throws {
        let story = (0..<200).map { "This is sentence \($0) of a story." }.joined(separator: " ")
        let body =
            people + """
                numbers: {default: {inbound: {say: Hello., flow: f}}}
                flows: {f: [{say: "\(story)"}, {flow: g}], g: [{say: "\(story)"}, {say: And now., agent: Jane}]}
                """
        let release = try #require(try loadText(project("static", body)).release)
        #expect(release.text("e/answer.json")?.hasPrefix(#"{"format":1,"decide":{"document":"#) == true)
        // It stands where 'answer_url' points, too.
        let file = try #require(release.files.first { $0.path.hasSuffix("/e/answer") })
        #expect(release.files.contains { $0.path.contains("/d/") && $0.bytes == file.bytes })
        let actions = try #require(try release.answer("answer", .init()))
        #expect(actions.contains { $0["action"] == "connect" })
        #expect(!actions.contains { $0["action"] == "notify" || $0["eventType"] != nil })
    }

    @Test("nginx without a program is asked by GET wherever its answer counts; the others are asked as ever")
    func method() throws {
        let body =
            people + """
                numbers: {default: {inbound: {menu: main}}}
                menus:
                  main: {prompt: Press 1., options: {1: {agent: Joe}, 2: {menu: main}}, otherwise: {menu: more}}
                  more: {prompt: Press 1., options: {1: {agent: Jane}}, otherwise: hangup}
                """
        func methods(_ target: String) throws -> [String: Set<String>] {
            let release = try #require(try loadText(project(target, body)).release)
            var methods: [String: Set<String>] = [:]
            for file in release.files where file.path.contains("/d/") {
                let ncco = try JSONValue(parsing: file.bytes)
                #expect(checkNCCO(ncco).filter { $0.severity == .error }.isEmpty)
                for action in ncco.arrayValue ?? [] where action["eventUrl"] != nil {
                    methods[action["action"]?.stringValue ?? "", default: []].insert(
                        action["eventMethod"]?.stringValue ?? "-"
                    )
                }
            }
            return methods
        }
        #expect(try methods("nginx-plain") == ["input": ["GET"], "notify": ["GET"], "connect": ["GET"]])
        #expect(try methods("worker") == ["input": ["-"], "notify": ["-"], "connect": ["-"]])
    }

    @Test("a menu that an NCCO refers to is asked by GET where that counts")
    func reference() throws {
        func body(_ more: String) -> String {
            people + """
                numbers: {default: {inbound: {ncco: [{action: input, type: [dtmf], \(more)eventUrl: ["ccplan://menu/m/input"]}]}}}
                menus: {m: {prompt: Press 1., options: {1: {agent: Jane}}, otherwise: hangup}}
                """
        }
        #expect(try constructs("nginx-plain", body("")) == ["a menu that an NCCO refers to by POST"])
        #expect(try constructs("nginx-plain", body("eventMethod: GET, ")).isEmpty)
        #expect(try constructs("static", body("")) == ["menus", "menus that an NCCO refers to"])
    }
}
