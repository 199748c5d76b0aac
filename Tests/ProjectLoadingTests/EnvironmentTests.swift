import CallBundle
import ContactCenter
import Diagnostics
import ProjectLoading
import Testing

private let head = "version: 1\napp: {name: Test}\nhosting: {url: \"https://voice.example.com\"}\n"

@Suite("Environments of a project")
struct EnvironmentTests {
    /// Overlays, and what they change in the project as it is written; what says where a call goes is replaced as a whole.
    private static let overlays = [
        ("menus: {main: {options: {1: {flow: f}}}}", "{say: One., team: t}=>{flow: f}"),
        ("menus: {main: {options: {2: hangup}}}", "{say: One., team: t}=>{say: One., team: t}, 2: hangup"),
        ("menus: {main: {otherwise: {team: t}}}", "otherwise: {agent: Jane}}=>otherwise: {team: t}}"),
        ("agents: {Jane: {at: {vbc: 123}}}", "at: {phone: +44 7700 900001, announce: A call.}=>at: {vbc: 123}"),
        ("agents: {Jane: {ring_for: 20s}}", "ring_for: 10s=>ring_for: 20s"),
        ("teams: {t: {agents: [Jane]}}", "agents: [Jane, Joe]=>agents: [Jane]"),
        ("teams: {t: {otherwise: {flow: f}}}", "otherwise: {say: Bye., hangup: yes}}=>otherwise: {flow: f}}"),
        ("flows: {f: [{say: Other.}]}", "f: [{say: A.}, {say: B.}]=>f: [{say: Other.}]"),
        (
            "menus: {main: {prompt: {text: Press 1., language: fr-FR}}}",
            "prompt: Press 1.=>prompt: {text: Press 1., language: fr-FR}"
        ),
        ("voice: {language: fr-FR}", "language: en-GB=>language: fr-FR"),
    ]

    private static let project = """
        numbers: {default: {inbound: {menu: main}}}
        menus:
          main: {prompt: Press 1., options: {1: {say: One., team: t}, 3: {flow: f}}, otherwise: {agent: Jane}}
        agents:
          Jane: {at: {phone: +44 7700 900001, announce: A call.}, ring_for: 10s, caller_id: +44 20 7946 0000, otherwise: hangup}
          Joe: {otherwise: hangup}
        teams:
          t: {agents: [Jane, Joe], otherwise: {say: Bye., hangup: yes}}
        flows:
          f: [{say: A.}, {say: B.}]
        voice: {language: en-GB, goodbye: Bye.}

        """

    @Test("an overlay gives what the project written out would", arguments: overlays)
    func overlay(change: String, edit: String) throws {
        let base = Self.project
        let parts = edit.split(separator: "=>", omittingEmptySubsequences: false).map(String.init)
        try #require(base.contains(parts[0]))
        let written = base.replacing(parts[0], with: parts[1])
        let indented = change.split(separator: "\n").map { "    \($0)\n" }.joined()
        let overlaid = try loadText(head + base + "default_environment: e\nenvironments:\n  e:\n\(indented)")
        let plain = try loadText(head + written)
        #expect(overlaid.diagnostics.map(\.message).sorted() == plain.diagnostics.map(\.message).sorted())
        #expect(overlaid.diagnostics.hasErrors == false)
        #expect(try #require(overlaid.release?.id.text) == plain.release?.id.text)
        #expect(try plain.release?.id.text != loadText(head + base).release?.id.text)
    }

    @Test("what only some environments do not reach is no finding; what none does is one")
    func unreachable() throws {
        let folder = try ProjectFolder([
            "contact-center.yaml": head + """
                numbers: {a: {number: +44 20 7946 0000, inbound: {flow: f}}}
                flows: {f: [{say: A.}], g: [{say: B.}]}
                default_environment: one
                environments: {one: {}, two: {app: {name: Other}, numbers: {a: null}}}
                """
        ])
        let checked = try folder.checked()
        #expect(checked.diagnostics.map(\.message) == ["no call reaches flow 'g'"])
        #expect(try folder.loaded("two").diagnostics.isEmpty)
    }

    @Test("an overlay adds, removes and replaces, and the model tells no difference")
    func removal() throws {
        let loaded = try loadText(
            head + """
                numbers: {a: {number: +44 20 7946 0000, inbound: {menu: main}}, b: {number: +44 20 7946 0001, inbound: hangup}}
                menus: {main: {prompt: Press 1., options: {1: hangup}, otherwise: hangup}}
                default_environment: e
                environments:
                  e: {menus: null, numbers: {b: null, a: {inbound: hangup}, c: {number: +44 20 7946 0002, inbound: hangup}}, users: {Bob: {}}}
                """
        )
        #expect(loaded.diagnostics.isEmpty)
        #expect(loaded.environment == "e")
        #expect(loaded.project?.numbers.map(\.name.value) == ["a", "c"])
        #expect(loaded.project?.menus.isEmpty == true)
        #expect(loaded.project?.users.map(\.name.value) == ["Bob"])
    }

    @Test("--var beats the environment's variables, which beat the project's")
    func variables() throws {
        let folder = try ProjectFolder([
            "contact-center.yaml":
                "version: 1\napp: {name: \"${a} ${b} ${c}\"}\nhosting: {url: \"https://voice.example.com\"}\n"
                + "vars: {a: base, b: base, c: base}\nenvironments: {e: {vars: {b: env, c: env}}, f: {}}\n"
        ])
        let arguments = [(name: "c", value: "arg")]
        #expect(try folder.loaded("e", variables: arguments).project?.app.name.value == "base env arg")
        #expect(try folder.loaded("f", variables: arguments).project?.app.name.value == "base base arg")
    }

    @Test("one is chosen by name, else by default, else nothing is done")
    func choice() throws {
        let folder = try ProjectFolder([
            "contact-center.yaml": head + "environments: {production: {}, staging: {app: {name: Trial}}}\n"
        ])
        #expect(try folder.loaded("staging").project?.app.name.value == "Trial")
        #expect(try folder.loaded("production").project?.app.name.value == "Test")
        let none = try folder.loaded()
        #expect(none.diagnostics.map(\.code.text) == ["CC1013"])
        #expect(none.release == nil)
        let wrong = #expect(throws: ProjectNotFound.self) { try folder.loaded("stagin") }
        #expect(wrong?.message == "the project has no environment 'stagin'")
        #expect(wrong?.help == "did you mean 'staging'?")
        let without = try ProjectFolder(["contact-center.yaml": head])
        let error = #expect(throws: ProjectNotFound.self) { try without.checked("staging") }
        #expect(error?.message == "the project has no environments, so there is no 'staging' to choose")
    }

    @Test("one that is not there because a file is broken is no second error")
    func muted() throws {
        let folder = try ProjectFolder(["contact-center.yaml": head + "include: [no.yaml]\n"])
        #expect(try folder.loaded("staging").diagnostics.map(\.code.text) == ["CC0042"])
        #expect(try folder.checked("staging").diagnostics.map(\.code.text) == ["CC0042"])
        let shape = try ProjectFolder(["contact-center.yaml": head + "environments: [staging]\n"])
        #expect(try shape.loaded("staging").diagnostics.map(\.code.text) == ["CC0050"])
    }

    @Test("environments may stand in included files, each in its own")
    func included() throws {
        let folder = try ProjectFolder([
            "contact-center.yaml": head + "include: ['environments/*.yaml']\n",
            "environments/production.yaml": "default_environment: production\nenvironments: {production: }\n",
            "environments/staging.yaml":
                "environments:\n  staging: {app: {name: Trial}, users: {Bob: {colour: red}}}\n",
        ])
        #expect(try folder.loaded().environment == "production")
        let checked = try folder.checked()
        #expect(checked.environments == ["production", "staging"])
        #expect(folder.outline(checked.diagnostics, checked.sources) == ["CC0102 environments/staging.yaml 'colour'"])
        #expect(checked.diagnostics.first?.notes.map(\.message) == ["in environment 'staging'"])
    }
}

@Suite("All environments together")
struct AllEnvironmentsTests {
    private func outline(_ text: String) throws -> [String] {
        let folder = try ProjectFolder(["contact-center.yaml": text])
        let checked = try folder.checked()
        return zip(folder.outline(checked.diagnostics, checked.sources), checked.diagnostics).map { line, diagnostic in
            let place = line.replacing(" contact-center.yaml", with: "")
            let notes = diagnostic.notes.map { note in
                note.span == nil
                    ? note.message
                    : folder.outline([.error(diagnostic.code, "", at: note.span)], checked.sources)[0]
                        .replacing("\(diagnostic.code) contact-center.yaml ", with: "")
            }
            return ([place] + notes).joined(separator: ", ")
        }
    }

    private let number = "numbers: {a: {number: +44 20 7946 0000, inbound: hangup}}\n"

    @Test("a finding that holds in all is told once, one of some says of which")
    func once() throws {
        let found = try outline(
            head + "users: {Bob: {color: red}}\n"
                + "environments:\n  a: {users: {Sue: {x: y}}}\n  b: {app: {name: B}}\n  c: {app: {name: C}, users: {Bob: null}}\n"
        )
        #expect(found == ["CC0102 'color', in environments 'a', 'b'", "CC0102 'x', in environment 'a'"])
        let all = try outline(head + "users: {Bob: {color: red}}\nenvironments:\n  a:\n  b: {app: {name: B}}\n")
        #expect(all == ["CC0102 'color'"])
    }

    @Test("a name that an environment removes is undefined there, with a note where")
    func removedNames() throws {
        let text =
            head + "teams: {t: {agents: [Jane], otherwise: hangup}}\nagents: {Jane: {otherwise: hangup}}\n"
            + "numbers: {default: {inbound: {team: t}}}\nenvironments:\n  prod: {}\n"
            + "  stag: {app: {name: B}, agents: {Jane: null}}\n  all: {app: {name: C}, agents: null}\n"
        #expect(
            try outline(text).map { $0.replacing(" contact-center.yaml", with: "") }
                == ["CC1003 'Jane', 'null', in environments 'stag', 'all'"]
        )
        let folder = try ProjectFolder(["contact-center.yaml": text])
        let notes = try folder.loaded("all").diagnostics.first?.notes.map(\.message)
        #expect(notes == ["environment 'all' removes it here"])
    }

    @Test("there are at most a hundred environments, and a note names three of them")
    func many() throws {
        func environments(_ count: Int) -> String {
            "users: {Bob: {color: red}}\nenvironments:\n  whole: {shared: yes, users: null}\n"
                + (1..<count).map { "  e\($0): {shared: yes}\n" }.joined()
        }
        let color = "CC0102 'color', in environments 'e1', 'e2', 'e3' and 96 more"
        #expect(try outline(head + environments(100)) == [color])
        #expect(try outline(head + environments(300)) == [color, "CC0060 'e100'"])
    }

    @Test("the same number, application or place to publish to is an error that shows both")
    func shared() throws {
        let staging = "environments:\n  production:\n  staging: {app: {name: Trial}"
        #expect(try outline(head + number + staging + "}\n") == ["CC2020 '+44 20 7946 0000', 'staging'"])
        #expect(
            try outline(head + number + staging + ", numbers: {a: {number: +44 20 7946 0001}}}\n") == [],
            "a number of its own"
        )
        #expect(
            try outline(
                head + number + staging + ", numbers: {a: null, b: {number: (+44) 2079460000, inbound: hangup}}}\n"
            )
            .map { $0.prefix(6) } == ["CC2001"],
            "not international as written"
        )
        #expect(
            try outline(
                head + number + staging + ", numbers: {a: null, b: {number: +44 (20) 79460000, inbound: hangup}}}\n"
            )
                == ["CC2020 '+44 (20) 79460000', '+44 20 7946 0000'"],
            "by its digits"
        )
        #expect(try outline(head + "environments: {production: , staging: {}}\n") == ["CC2021 'Test', 'staging'"])
        #expect(
            try outline(
                head + "environments:\n  a: {app: {public_key: a.pub}}\n  b: {app: {name: B, public_key: a.pub}}\n"
            ) == ["CC2021 'a.pub', 'a.pub'"]
        )
        #expect(
            try outline(
                head + "environments:\n  a: {hosting: {publish: 'dir:/srv/a/'}}\n"
                    + "  b: {app: {name: B}, hosting: {publish: 'dir:/srv/./a'}}\n"
            ) == ["CC2022 'dir:/srv/./a', 'dir:/srv/a/'"]
        )
    }

    @Test("an environment may say that it shares", arguments: ["yes", "no"])
    func sharing(answer: String) throws {
        let found = try outline(head + number + "environments:\n  production:\n  staging: {shared: \(answer)}\n")
        #expect(found.isEmpty == (answer == "yes"))
        let three = try outline(
            head + number + "environments:\n  a:\n  b: {app: {name: B}}\n  c: {shared: \(answer)}\n"
        )
        #expect(three.contains { $0.hasPrefix("CC2020") }, "a and b share without saying so")
    }

    @Test("the model shown is the default environment's, else the first's")
    func shown() throws {
        let environments = "environments: {a: {}, b: {app: {name: B}}}\n"
        let folder = try ProjectFolder(["contact-center.yaml": head + environments])
        #expect(try folder.checked().project?.app.name.value == "Test")
        let other = try ProjectFolder(["contact-center.yaml": head + "default_environment: b\n" + environments])
        #expect(try other.checked().project?.app.name.value == "B")
        #expect(try other.checked("a").environments == ["a"])
    }

    @Test("a schedule or list that one environment asks is used, and one that none asks is not")
    func unasked() throws {
        let hours =
            "timezone: UTC\nschedules: {office: {open: {mon: 09:00-17:00}}}\ncallers: {vip: [+44 7700 900500]}\n"
        let asked =
            "caller: {list: {vip: hangup}, otherwise: {schedule: office, open: {conference: a}, closed: hangup}}"
        let asking = "{app: {name: B}, numbers: {default: {inbound: {\(asked)}}}}"
        #expect(try outline(head + hours + "environments: {a: {}, b: \(asking)}\n") == [])
        #expect(
            try outline(head + hours + "environments: {a: {}, b: {app: {name: B}}}\n") == [
                "CC3094 'office'", "CC3094 'vip'",
            ]
        )
        let folder = try ProjectFolder(["contact-center.yaml": head + hours + "environments: {a: {}, b: \(asking)}\n"])
        let one = try folder.loaded("a")
        #expect(one.diagnostics.map(\.code.text).filter { $0 == "CC3094" } == [])
    }

    @Test("an allowance is of use when one environment needs it, and the policy of each holds in it")
    func policy() throws {
        let allow = "policy: {allow: [{code: CC3005, at: menus.spare, because: kept for later}]}\n"
        let menus = "menus: {spare: {prompt: Press 1., options: {1: hangup}, otherwise: hangup}}\n"
        let used = "{app: {name: B}, numbers: {default: {inbound: {menu: spare}}}}"
        #expect(try outline(head + menus + allow + "environments: {a: {}, b: \(used)}\n") == [])
        #expect(
            try outline(head + menus + allow + "environments: {b: \(used), c: \(used.replacing("B", with: "C"))}\n")
                == ["CC5103 'menus.spare'"]
        )
        #expect(
            try outline(
                head + menus + "environments:\n  a: {policy: {diagnostics: {CC3005: off}}}\n  b: {app: {name: B}}\n"
            ) == ["CC3005 'spare', in environment 'b'"]
        )
    }
}
