import ContactCenter
import Diagnostics
import ProjectLoading
import Testing

@Suite("policy and tests of a project")
struct PolicyTests {
    private static let menu = """
        numbers: {a: {number: +44 20 7946 0000, inbound: {menu: main}}}
        menus:
          main: {prompt: Press 1., options: {1: {say: Thank you., hangup: yes}}}

        """

    @Test(
        "findings are turned off, raised and allowed in places",
        arguments: [
            ("", ["CC3010"]),
            ("policy: {diagnostics: {CC3010: off}}", []),
            ("policy: {allow: [{code: CC3010, at: menus.main, because: the prompt says it all}]}", []),
            (
                "policy: {allow: [{code: CC3010, at: menus.other, because: the prompt says it all}]}",
                ["CC3010", "CC5103"]
            ),
            ("policy: {allow: [{code: CC3010}]}", ["CC5104"]),
        ]
    )
    func findings(policy: String, codes: [String]) throws {
        let loaded = try loadText(projectHead + Self.menu + policy)
        #expect(loaded.diagnostics.map(\.code.text).sorted() == codes)
    }

    @Test("a warning that is raised stops the build")
    func raised() throws {
        let loaded = try loadText(projectHead + Self.menu + "policy: {diagnostics: {CC3010: error}}")
        #expect(loaded.diagnostics.map(\.severity) == [.error])
        #expect(loaded.release == nil)
    }

    @Test(
        "what is wrong with a policy",
        arguments: [
            ("{protect: app}", "CC0101 'protect' is a list of app, numbers and users, not a text"),
            ("{protect: [apps]}", "CC0104 'protect' is app, numbers or users"),
            ("{drain: 4}", "CC0104 'drain' is a duration"),
            ("{diagnostics: {CC3010: none}}", "CC0104 'CC3010' is off, warning or error"),
            ("{allow: {code: CC3010}}", "CC0101 'allow' is a list of findings that are meant, not a mapping"),
            ("{allow: [{code: CC3010, because: x, when: now}]}", "CC0102 an allowance has no key 'when'"),
            ("{allow: [{at: menus.main, because: x}]}", "CC0103 an allowance needs 'code'"),
        ]
    )
    func wrong(policy: String, finding: String) throws {
        #expect(try findingLines("policy: \(policy)") == [finding])
    }

    @Test("a policy is read whole")
    func whole() throws {
        let loaded = try loadText(
            projectHead
                + "policy: {max_monthly_cost: 50.00, protect: [app, numbers], drain: 4h, max_wait: 90s, recording_consent: yes}"
        )
        #expect(loaded.diagnostics.isEmpty)
        let policy = try #require(loaded.project).policy
        #expect(policy.maxMonthlyCost?.value == 5_000)
        #expect(policy.protect.map(\.value) == [.app, .numbers])
        #expect(policy.drain?.value == 14_400)
        #expect(policy.maxWait?.value == 90)
        #expect(policy.recordingConsent?.value == true)
    }

    @Test(
        "what is wrong with a test",
        arguments: [
            (
                "{name: a, call: {to: main}, expect: [ends]}",
                "CC7001 'main' is neither a number of the project nor a phone number"
            ),
            (
                "{name: a, call: {to: uk}, expect: [ends, answers]}",
                "CC7005 nothing happens behind 'ends': the call is over"
            ),
            ("{name: a, call: {to: uk}, expect: [busy]}", "CC7004 'busy' has nobody who rings"),
            ("{name: a, call: {to: uk}, expect: [{rings: {agent: Jim}}]}", "CC1003 agent 'Jim' is not defined"),
            ("{name: a, call: {to: uk}, expect: []}", "CC0104 'expect' is a list of at least one step"),
            ("{name: a, call: {to: uk}, expect: [{press: 1, hears: x}]}", "CC0104 a step of a test is one thing"),
            (
                "{name: a, call: {to: uk}, expect: [{press: x}]}",
                "CC3003 an option is 1 to 20 keys of a telephone: 0-9, * or #"
            ),
            (
                "{name: a, call: {to: uk}, expect: [answered]}",
                "CC0104 'expect' is answers, busy, rejects, no_answer, machine, fails, hangs_up, host_down, records or ends"
            ),
            (
                "{name: a, call: {to: uk, at: noon}, expect: [ends]}",
                "CC0104 'at' is a date and a time, such as 2026-11-23 10:00"
            ),
            (
                "{name: a, call: {to: uk, at: 2026-11-23 10:00 Europe/Lodon}, expect: [ends]}",
                "CC3047 there is no time zone 'Europe/Lodon'"
            ),
            (
                "{name: a, call: {to: uk, from: Bob}, expect: [ends]}",
                "CC2001 a phone number is international: '+', the country code, 7 to 15 digits in all"
            ),
            (
                "{name: a, call: {as: Bob, to: 020}, expect: [ends]}",
                "CC7002 there is no user or agent 'Bob' who could dial"
            ),
        ]
    )
    func wrongTest(test: String, finding: String) throws {
        let lines = try findingLines("numbers: {uk: {number: +44 20 7946 0000, inbound: hangup}}\ntests: [\(test)]")
        #expect(lines == [finding])
    }

    @Test("a test is read whole")
    func wholeTest() throws {
        let loaded = try loadText(
            projectHead + """
                numbers: {uk: {number: +44 20 7946 0000, inbound: {agent: Jane}}}
                agents: {Jane: {otherwise: hangup}}
                tests:
                  - name: Jane is rung
                    call: {to: uk, from: withheld, at: 2026-11-23 10:00 Europe/London}
                    expect: [{hears: Hello}, {waits: 5s}, {press: "*"}, {says: sales}, {rings: {agent: Jane}}, no_answer, ends]
                """
        )
        #expect(loaded.diagnostics.isEmpty, "\(loaded.diagnostics.map(\.message))")
        let test = try #require(loaded.project?.tests.first)
        #expect(test.call.from?.value == .withheld)
        #expect(test.call.time?.value.minute == 600)
        #expect(test.steps.count == 7)
    }

    @Test(
        "publishing places",
        arguments: [
            ("dir:/srv", PublishTarget.directory("/srv")),
            ("s3://acme-voice/eu/", .s3(bucket: "acme-voice", prefix: "eu")),
            ("s3://acme-voice", .s3(bucket: "acme-voice", prefix: "")),
            ("{command: [./publish.sh, -q]}", .command(["./publish.sh", "-q"])),
        ]
    )
    func publish(text: String, target: PublishTarget) throws {
        let loaded = try loadText("version: 1\napp: {name: A}\nhosting: {url: https://a.example, publish: \(text)}")
        #expect(loaded.diagnostics.isEmpty)
        #expect(loaded.project?.hosting.publish?.value == target)
    }
}
