import Foundation
import JSONTree
import Testing

/// What a validator that is not ours says of texts, by `docs/<scope>.schema.json`: two lines each, as YAML 1.1 and as YAML
/// 1.2 read it.
func schemaVerdicts(on texts: [String], scope: String) async throws -> [String] {
    let script = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "validate_yaml.py")
    let schema = repository.appending(path: "docs/\(scope).schema.json")
    let result = try await finish(
        URL(filePath: "/usr/bin/python3"),
        [script.path, schema.path],
        input: JSONValue.array(texts.map { .string($0) }).serialized()
    )
    try #require(result.status == 0, "\(result.errors)")
    let verdicts = result.output.split(separator: "\n").map { String($0) }
    try #require(verdicts.count == texts.count * 2)
    return verdicts
}

@Suite("ccplan schema")
struct LanguageSchemaTests {
    @Test("prints the schemas that are in docs", arguments: [([], "contact-center"), (["--included"], "included")])
    func prints(arguments: [String], name: String) async throws {
        let result = try await finish("ccplan", ["schema"] + arguments)
        #expect(result.status == 0)
        let file = repository.appending(path: "docs/\(name).schema.json")
        #expect(try result.output == String(contentsOf: file, encoding: .utf8))
    }

    @Test("every example is valid, as YAML 1.1 and as YAML 1.2 read it")
    func examples() async throws {
        var texts: [(name: String, text: String)] = []
        for folder in ["examples", "Tests/Fixtures/garden"] {
            let base = repository.appending(path: folder)
            for case let path as String in FileManager.default.enumerator(atPath: base.path) ?? .init()
            where path.hasSuffix("contact-center.yaml") {
                texts.append((path, try String(contentsOf: base.appending(path: path), encoding: .utf8)))
            }
        }
        #expect(texts.count >= 2)
        let page = try String(contentsOf: repository.appending(path: "docs/language.md"), encoding: .utf8)
        let blocks = page.split(separator: "```yaml\n").dropFirst().compactMap { $0.split(separator: "```\n").first }
        let head = String(try #require(blocks.first))
        for block in blocks.dropFirst() {
            texts.append((String(block.prefix(80)), block.hasPrefix("version:") ? String(block) : head + block))
        }
        #expect(texts.count > 20)
        let verdicts = try await schemaVerdicts(on: texts.map(\.text), scope: "contact-center")
        for (index, verdict) in verdicts.enumerated() { #expect(verdict == "valid", "\(texts[index / 2].name)") }
    }

    private let head = "version: 1\napp: {name: A}\nhosting: {url: \"https://a.example\"}\n"

    @Test("so is every example that only has a warning")
    func warnings() async throws {
        let page = try String(contentsOf: repository.appending(path: "docs/diagnostics.md"), encoding: .utf8)
        let sections = page.split(separator: "\n### ").dropFirst().filter { $0.contains("\nWarning.\n") }
        let texts = sections.compactMap { section -> String? in
            let block = section.split(separator: "```yaml\n").dropFirst().first?.split(separator: "\n```").first
            guard let block, block.split(separator: "\n").contains(where: { !$0.hasPrefix("#") }) else { return nil }
            return block.hasPrefix("version:") ? String(block) : head + block
        }
        #expect(texts.count > 5)
        let verdicts = try await schemaVerdicts(on: texts, scope: "contact-center")
        for (index, verdict) in verdicts.enumerated() { #expect(verdict == "valid", "\(texts[index / 2])") }
    }

    @Test("the ways to write a value that the compiler takes are valid")
    func spellings() async throws {
        let texts = [
            "numbers: {a: {number: +442079460000, inbound: hangup}}",
            "numbers: {a: {number: +442079460000, inbound: {hangup: on}}}",
            "numbers: {a: {number: \"${main}\", inbound: {menu: m, otherwise: \"${end}\"}}}\nvars: {main: 1, end: hangup}",
            "outbound: {allow: [+44, \"+1212\"], national: {trunk: 0, code: 44}, extensions: {100: hangup}}",
            "menus: {m: {prompt: 1, options: {1: hangup, \"*\": {agent: 7}, 08: hangup}, retries: \"2\", barge_in: No}}",
            "agents: {Jane: , 7: {record: OFF}, yes: null}\nusers:\nflows: {}",
            "removed: {numbers: {+442079460001: unlink}}",
            "policy: {max_monthly_cost: 50, diagnostics: {CC3012: off}}",
            "voice: {language: no}\ntimezone: UTC",
            "numbers: {a: {number: +44 20 7946 0000, inbound: {caller: {+44: hangup, otherwise: hangup}}}}",
            "schedules: {s: {open: {mon: 10:00-11:00}, special: {2039-12-24: 10:00-11:00}, closed: [2039-12-25]}}",
        ].map { head + $0 }
        let verdicts = try await schemaVerdicts(on: texts, scope: "contact-center")
        for (index, verdict) in verdicts.enumerated() { #expect(verdict == "valid", "\(texts[index / 2])") }
    }

    @Test("what is wrong is refused")
    func broken() async throws {
        let texts =
            [
                "frobnicate: 1", "numbers: {a: {number: 020, inbound: 1}}",
                "numbers: {default: {number: +44 20 7946 0000}}",
                "numbers: {a: {nmber: +44 20 7946 0000}}", "numbers: [a]",
                "numbers: {\"a b\": {number: +44 20 7946 0000}}",
                "agents: {Jane: {ring_for: 20}}", "agents: {Jane: {at: {sip: \"sip:a@b.c\", phone: +44 20 7946 0000}}}",
                "teams: {t: {agents: []}}", "teams: {t: {}}", "teams: {t: {agents: [Jane], order: all}}",
                "menus: {m: {options: {1: hangup}}}", "menus: {m: {prompt: a, options: {x: hangup}}}",
                "menus: {m: {prompt: a, options: {1: {agent: Jane, team: t}}}}",
                "menus: {m: {prompt: a, options: {1: {say: Hello.}}}}",
                "menus: {m: {prompt: a, options: {1: {schedule: s}}}}",
                "menus: {m: {prompt: a, options: {1: {agent: Jane, machine: ignore}}}}",
                "menus: {m: {prompt: a, options: {1: hangup}, retries: 10}}", "flows: {f: [{say: a, pause: 1s}]}",
                "flows: {f: []}", "voice: {premium: perhaps}", "policy: {allow: [{code: CC3012}]}",
                "environments: {e: {app: {nam: B}}}", "tests: [{name: a, call: {to: b}}]",
                "outbound: {national: {code: 44}}", "vars: {a: [b]}",
            ].map { head + $0 } + [
                "version: 2\napp: {name: A}\nhosting: {url: \"https://a.example\"}", "version: 1", "[]",
            ]
        let verdicts = try await schemaVerdicts(on: texts, scope: "contact-center")
        for (index, verdict) in verdicts.enumerated() { #expect(verdict != "valid", "\(texts[index / 2])") }
    }

    @Test("with includes and environments parts may stand elsewhere; an included file needs nothing")
    func parts() async throws {
        let whole = [
            "version: 1\ninclude: [parts/*.yaml]",
            "version: 1\napp: {public_key: k}\nhosting: {publish: \"dir:public\"}\nenvironments: {e: }",
            head + "environments: {e: {numbers: {a: null}, menus: {m: {retries: 1, options: {1: null}}}, shared: yes}}",
        ]
        #expect(try await schemaVerdicts(on: whole, scope: "contact-center").allSatisfy { $0 == "valid" })
        let included = ["menus: {m: {prompt: a, options: {1: hangup}}}", "app: {name: A}"]
        #expect(try await schemaVerdicts(on: included, scope: "included").allSatisfy { $0 == "valid" })
        let refused = ["version: 1", "include: [a]", "menus: {m: {}}"]
        #expect(try await schemaVerdicts(on: refused, scope: "included").allSatisfy { $0 != "valid" })
    }
}
