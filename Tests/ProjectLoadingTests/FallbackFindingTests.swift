import Diagnostics
import ProjectLoading
import Testing

@Suite("a fallback that does not help")
struct FallbackFindingTests {
    private func found(_ fallback: String, body: String) throws -> [String] {
        let head = projectHead.replacing("example.com\"}", with: "example.com\", fallback: \(fallback)}")
        return try loadText(head + body).diagnostics.map { "\($0.code) \($0.message)" }
    }

    private let line = """
        voice: {caller_id: main}
        agents: {Jane: {otherwise: hangup}}
        numbers: {main: {number: +44 20 7946 0000, inbound: {agent: Jane}}}

        """

    @Test(
        "on the host that it stands in for it is a warning, by whatever address",
        arguments: [
            ("{say: A problem.}", "without 'url' the host itself serves the fallback: "),
            (
                "{url: \"https://voice.example.com/other\"}",
                "the fallback is served by the host that it stands in for: "
            ),
            ("{url: \"https://VOICE.example.com\"}", "the fallback is served by the host that it stands in for: "),
        ]
    )
    func sameHost(fallback: String, message: String) throws {
        #expect(try found(fallback, body: line) == ["CC4012 \(message)while that is dead, who calls gets nothing"])
    }

    @Test(
        "a target of a fallback that the host itself serves is the host's",
        arguments: [
            ("", ", target: worker", "CC4014"), (", target: nginx-plain", ", target: ccserve", "CC4014"),
            (", target: static", ", url: \"https://voice.example.com\", target: nginx", "CC4014"),
            ("", ", target: static", "CC4014"), ("", ", target: ccserve", "CC4012"),
            (", target: nginx", ", target: nginx", "CC4012"),
            (", target: nginx", ", url: \"https://static.example.com\", target: worker", ""),
        ]
    )
    func targets(host: String, fallback: String, code: String) throws {
        let head = projectHead.replacing(
            "example.com\"}",
            with: "example.com\"\(host), fallback: {say: A problem.\(fallback)}}"
        )
        let body = "numbers: {default: {inbound: {say: Hello., hangup: yes}}}\n"
        let found = try loadText(head + body).diagnostics.map { "\($0.code)" }
        #expect(found == (code.isEmpty ? [] : [code]))
    }

    @Test("elsewhere it is right", arguments: ["static.example.com", "voice.example.com:8443", "voice.example.com.au"])
    func elsewhere(host: String) throws {
        #expect(try found("{url: \"https://\(host)\", say: A problem.}", body: line) == [])
    }

    /// A menu, a team of two, a flow that rings twice, an agent with a voicemail behind, and one with words behind.
    private let menu = """
        voice: {caller_id: main, goodbye: Thank you. Goodbye.}
        numbers: {main: {number: +44 20 7946 0000, inbound: {menu: main}}}
        menus: {main: {prompt: Press 1 or 2 or 3., options: {1: {team: both}, 2: {flow: twice}, 3: {menu: last}}, otherwise: {agent: Jane}}, last: {prompt: Press 1., options: {1: {agent: Joe}}, otherwise: hangup}}
        teams: {both: {agents: [Jane, Joe], otherwise: hangup}}
        flows: {twice: [{agent: Jane}, {agent: Joe}]}
        agents: {Jane: {otherwise: {voicemail: box}}, Joe: {otherwise: hangup}}
        voicemails: {box: {say: Leave a message., max: 1m, notify: "https://hook.example.com"}}

        """

    private let cutShort =
        "CC4013 when the host dies in mid-call, a static fallback is heard in place of what the platform holds: "

    @Test(
        "a host of files elsewhere cuts calls in progress short, and the finding names where",
        arguments: ["", ", target: static", ", target: nginx-plain"]
    )
    func cutsShort(target: String) throws {
        let fallback = "{url: \"https://static.example.com\", say: A problem.\(target)}"
        #expect(
            try found(fallback, body: menu) == [
                cutShort
                    + "in menus 'main' and 'last', and behind team 'both', agent 'Jane' and flow 'twice' when nobody answers"
            ]
        )
    }

    @Test(
        "a host with a program lets them go on, and so does the host itself where it serves the fallback",
        arguments: [
            ("{url: \"https://static.example.com\", target: worker}", ""),
            ("{url: \"https://static.example.com\", target: nginx}", ""),
            ("{url: \"https://static.example.com\", target: ccserve}", ""), ("{say: A problem.}", "CC4012"),
            ("{url: \"https://voice.example.com\"}", "CC4012"),
        ]
    )
    func goesOn(fallback: String, code: String) throws {
        #expect(try found(fallback, body: menu).map { $0.prefix(6) } == (code.isEmpty ? [] : [code[...]]))
    }

    @Test("an operator who prefers that everybody is put through allows it")
    func allowed() throws {
        let policy = "policy: {allow: [{code: CC4013, at: hosting.fallback, because: a person answers there}]}\n"
        #expect(try found("{url: \"https://static.example.com\"}", body: menu + policy) == [])
    }

    @Test("many menus are counted, and what only says something is none of them")
    func many() throws {
        let names = (1...14).map { "menu\($0)" }
        let options = names.enumerated().map { "\($0.offset + 1): {menu: \($0.element)}" }.joined(separator: ", ")
        let menus = names.map { "\($0): {prompt: Press 1., options: {1: hangup}, otherwise: hangup}" }
        let body = """
            numbers: {main: {number: +44 20 7946 0000, inbound: {menu: all}}}
            menus: {all: {prompt: Dial a number., digits: {timeout: 5s}, options: {\(options)}, otherwise: hangup}, \(menus.joined(separator: ", "))}

            """
        let found = try found("{url: \"https://static.example.com\"}", body: body).filter { $0.hasPrefix("CC4013") }
        #expect(found.count == 1)
        #expect(found.first?.hasSuffix("'menu10', 'menu11' and 3 more") == true, "\(found)")
    }

    @Test("what serves the fallback is one of the hosts")
    func unknownTarget() throws {
        let found = try found("{url: \"https://static.example.com\", target: s3}", body: line)
        #expect(found.map { $0.prefix(6) } == ["CC4002"], "\(found)")
    }

    @Test("a fallback that rings a number of the project goes round while the host is dead")
    func ringsItself() throws {
        let elsewhere = "url: \"https://static.example.com\""
        #expect(
            try found("{\(elsewhere), phone: +44 20 7946 0000}", body: line) == [
                "CC3092 the fallback rings number 'main' of the project, which has the fallback itself while the host is "
                    + "dead: calls go round, and each lap is paid"
            ]
        )
        #expect(try found("{\(elsewhere), phone: +44 20 7946 0001}", body: line) == [])
    }

    @Test("a long text before a decision by caller counts in every branch")
    func longTexts() throws {
        let said = String(repeating: "This is said before. ", count: 1_000)
        func center(prefixes: Int) -> String {
            var branches = ""
            for index in 0..<prefixes { branches += "\"+\(1_000 + index)\": {agent: Jane}, " }
            return line.replacing(
                "{agent: Jane}}}",
                with: "{say: \"\(said)\", caller: {\(branches)otherwise: {agent: Jane}}}}}"
            )
        }
        let body = center(prefixes: 1_500)
        #expect(try findingLines(body).map { $0.prefix(6) } == ["CC4011"])
        #expect(try findingLines(center(prefixes: 100)) == [])
    }
}
