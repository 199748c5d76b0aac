import CallBundle
import JSONTree
import NCCO
import ProjectLoading
import Testing

/// A center in which everything of the language occurs.
private let everything = """
    version: 1
    app: {name: Everything}
    hosting:
      url: https://voice.example.com/center
      fallback: {say: We have a technical problem., phone: +44 20 7946 0999}
    voice: {language: en-GB, style: 1, caller_id: uk, goodbye: Thank you. Goodbye.}
    numbers:
      uk: {number: +44 20 7946 0000, inbound: {menu: main}}
      us: {number: +1 415 555 0100, inbound: {say: "Hello.", menu: main, otherwise: {agent: Joe}}}
      raw: {number: +44 20 7946 0001, inbound: {ncco: [{action: talk, text: Hi}, {action: input, type: [dtmf],
            eventUrl: ["ccplan://menu/main/input"]}, {action: notify, payload: {a: 1}, eventUrl: ["ccplan://menu/more"]}]}}
    agents:
      Jane: {ring_for: 20s, otherwise: {phone: +44 7700 900001, otherwise: {say: Nobody is here., hangup: yes}}}
      Joe: {otherwise: {menu: more}}
    menus:
      main:
        say: Welcome.
        prompt: Press 1 for Jane, 2 for Joe, 3 for more, star for this again.
        options:
          1: {say: One moment., agent: Jane}
          2: {agent: Joe}
          3: {menu: more}
          4: hangup
          "*": {menu: main}
        no_input: {say: We did not hear you.}
        wrong_input: {say: There is no such option.}
        otherwise: {menu: more}
      more:
        prompt: Press 1 for a human.
        options: {1: {phone: +44 7700 900002, ring_for: 10s, caller_id: us, otherwise: hangup}, 12: {menu: main}}
        retries: 0
        otherwise: hangup
    outbound:
      allow: ["+44", "+242"]
      deny: ["+4490"]
      extensions: {100: {agent: Jane}}
      otherwise: {say: Nobody answers., hangup: yes}
    """

@Suite("a bundle is whole")
struct BundleShapeTests {
    @Test("every document keeps the platform's rules")
    func documentsKeepTheRules() throws {
        let release = try #require(try loadText(everything).release)
        for file in release.files where file.path.contains("/d/") || file.path.hasSuffix("/fallback.json") {
            let problems = checkNCCO(try JSONValue(parsing: file.bytes), allowingDialledToken: true)
            #expect(problems.filter { $0.severity == .error }.isEmpty, "\(file.path)")
        }
    }

    @Test("every URL of the release that a document names is a route of the same release")
    func urlsLeadSomewhere() throws {
        let release = try #require(try loadText(everything).release)
        let base = "https://voice.example.com/center/"
        let paths = Set(release.files.map(\.path))
        var found = 0
        for file in release.files where file.path.contains("/d/") {
            for action in try #require(JSONValue(parsing: file.bytes).arrayValue) {
                guard let url = action["eventUrl"]?.arrayValue?.first?.stringValue else { continue }
                #expect(url.hasPrefix(base))
                #expect(paths.contains("\(url.dropFirst(base.count)).json"), "\(url)")
                found += 1
            }
        }
        #expect(found > 10)
        let tokens = [BundleDraft.releaseToken, "ccplan://"]
        for file in release.files {
            let text = String(decoding: file.bytes, as: UTF8.self)
            #expect(tokens.allSatisfy { !text.contains($0) }, "\(file.path)")
        }
    }

    @Test("every table leads to documents of the release only")
    func tablesLeadToDocuments() throws {
        let release = try #require(try loadText(everything).release)
        let paths = Set(release.files.map(\.path))
        func documents(_ json: JSONValue) -> [String] {
            if let document = json["document"]?.stringValue { return [document] }
            return json.objectValue?.members.flatMap { documents($0.value) } ?? []
        }
        for file in release.files where file.path.contains("/e/") {
            let json = try JSONValue(parsing: file.bytes)
            #expect(try Decision(file: json).fileJSON == json)
            for document in documents(json) {
                #expect(paths.contains("r/\(release.id)/d/\(document).json"))
            }
        }
    }

    @Test("a chain rings one after the other, and talks when the host is dead")
    func chain() throws {
        let release = try #require(try loadText(everything).release)
        let first = try #require(try release.answer("main~1", .init(digits: "1")))
        #expect(first.map { $0["action"]?.stringValue } == ["talk", "connect", "talk"])
        #expect(first[1]["eventType"] == "synchronous")
        #expect(first[2]["text"] == "We have a technical problem.")
        let url = try #require(first[1]["eventUrl"]?.arrayValue?.first?.stringValue)
        let route = String(url.split(separator: "/").last ?? "")
        for status in ["timeout", "failed", "rejected", "unanswered", "busy"] {
            let next = try #require(try release.answer(route, .init(status: status)))
            #expect(next[0]["endpoint"]?.arrayValue?.first?["number"] == "447700900001")
            #expect(next[0]["from"] == "442079460000")
            #expect(next[1]["text"] == "Nobody is here.")
        }
        for status in ["started", "ringing", "answered", "completed"] {
            #expect(try release.answer(route, .init(status: status)) == nil)
        }
    }

    @Test("a place that enters a menu with its own way out keeps it, also when the caller asks again")
    func variants() throws {
        let release = try #require(try loadText(everything).release)
        let entry = try #require(try release.answer("answer", .init(to: "14155550100")))
        #expect(entry.first?["text"] == "Hello.")
        #expect(entry.contains { $0["endpoint"]?.arrayValue?.first?["user"] == "Joe" })
        let again = try #require(try release.answer("main~v1~1", .init(digits: "*")))
        #expect(again.first?["text"]?.stringValue?.hasPrefix("Press 1 for Jane") == true)
        #expect(again.contains { $0["endpoint"]?.arrayValue?.first?["user"] == "Joe" })
    }

    @Test("a high-risk country is denied unless it is named")
    func highRisk() throws {
        let release = try #require(try loadText(everything).release)
        func isCalled(_ number: String) throws -> Bool {
            let ncco = try release.answer("answer", .init(to: number, fromUser: "Jane"))
            return try #require(ncco).contains { $0["action"] == "connect" }
        }
        #expect(try isCalled("+242061234567"))
        #expect(try !isCalled("+243812345678"))
        #expect(try !isCalled("+449012345678"))
        #expect(try isCalled("100"))
    }

    @Test("what the release needs from the account is all that its documents name")
    func requirements() throws {
        let release = try #require(try loadText(everything).release)
        #expect(release.manifest.requires.users == ["Jane", "Joe"])
        #expect(release.manifest.requires.callerIDs == ["14155550100", "442079460000"])
        #expect(release.manifest.requires.entryNumbers == ["14155550100", "442079460000", "442079460001"])
    }

    @Test(
        "a chain of thousands of menus does not overflow the stack",
        arguments: ["{menu: m#}", "{agent: Jane, otherwise: {menu: m#}}", "{agent: a#}"]
    )
    func longMenuChains(step: String) throws {
        let count = 5000
        func lead(to index: Int) -> String { index < count ? step.replacing("#", with: "\(index)") : "hangup" }
        let menus = (0..<count).map { index in
            "  m\(index): {prompt: Press one., options: {1: hangup}, otherwise: \(lead(to: index + 1))}"
        }
        let agents = (0..<count).map { "  a\($0): {otherwise: {menu: m\($0)}}" }
        let text = """
            version: 1
            app: {name: Long}
            hosting: {url: "https://a.example"}
            numbers: {default: {inbound: {menu: m0}}}
            agents:
              Jane: {otherwise: hangup}
            \(agents.joined(separator: "\n"))
            menus:
            \(menus.joined(separator: "\n"))
            """
        let release = try #require(try loadText(text).release)
        #expect(release.manifest.probes.contains { $0.route.text == "m\(count - 1)~1" })
    }

    @Test("a chain of thousands of agents neither overflows the stack nor grows faster than the project")
    func longChains() throws {
        func size(_ count: Int) throws -> Int {
            let agents = (0..<count).map { index in
                index + 1 < count
                    ? "  a\(index): {otherwise: {agent: a\(index + 1)}}" : "  a\(index): {otherwise: hangup}"
            }
            let text = """
                version: 1
                app: {name: Long}
                hosting: {url: "https://a.example"}
                numbers: {default: {inbound: {agent: a0}}}
                agents:
                \(agents.joined(separator: "\n"))
                """
            let release = try #require(try loadText(text).release)
            return release.files.reduce(0) { $0 + $1.bytes.count }
        }
        let small = try size(500)
        let large = try size(5000)
        #expect(large < small * 11)
    }
}
