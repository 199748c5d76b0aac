import CallBundle
import ContactCenter
import Diagnostics
import ProjectLoading
import SeededRandom
import Testing

/// Entries of a project, by the key that they stand below.
private let entries: [(section: String, entry: String)] = [
    ("numbers", "uk: {number: +44 20 7946 0000, inbound: {menu: main}}"),
    ("numbers", "us: {number: +1 415 555 0100, inbound: {team: sales}}"),
    (
        "numbers",
        "fr: {number: +33 1 23 45 67 89, inbound: {schedule: office, open: {menu: main}, closed: {flow: closed}}}"
    ),
    ("numbers", "default: {inbound: {say: \"${greeting}\", hangup: yes}}"),
    ("agents", "Jane: {otherwise: hangup}"), ("agents", "Joe: {ring_for: 10s, otherwise: hangup}"), ("agents", "Ann:"),
    ("users", "Sue: {display_name: Shift lead}"),
    ("teams", "sales: {agents: [Joe, Ann], otherwise: {menu: other}}"),
    ("menus", "main: {prompt: Press 1 or 2., options: {1: {agent: Jane}, 2: {menu: other}}, otherwise: hangup}"),
    ("menus", "other: {prompt: Press 1., options: {1: {team: sales}}, otherwise: hangup}"),
    ("flows", "closed: [{say: We are closed.}, {agent: Jane}, {agent: Joe, otherwise: hangup}]"),
    ("schedules", "office: {timezone: Europe/London, open: {mon-fri: 09:00-17:30}}"),
    ("vars", "greeting: Not in service."), ("vars", "unused: x"),
    ("removed", "users: {Bob: delete}"), ("removed", "numbers: {+44 20 7946 0001: unlink}"),
]
private let singles = ["timezone: Europe/London", "voice: {language: en-GB}", "policy: {drain: 1h}"]
private let head = "version: 1\napp: {name: Test}\nhosting: {url: \"https://voice.example.com\"}\n"

/// One file of some entries, in the order given.
private func text(_ parts: [(section: String, entry: String)], _ singles: [String]) -> String {
    var sections: [String] = []
    for part in parts where !sections.contains(part.section) { sections.append(part.section) }
    let lines = sections.flatMap { section in
        ["\(section):"] + parts.filter { $0.section == section }.map { "  \($0.entry)" }
    }
    return (singles + lines).joined(separator: "\n") + "\n"
}

@Suite("A project that is split into files")
struct SplitProjectTests {
    /// The release of the whole project in one file.
    private func release() throws -> String {
        let folder = try ProjectFolder(["contact-center.yaml": head + text(entries, singles)])
        let loaded = try folder.loaded()
        #expect(loaded.diagnostics.map(\.message) == [])
        return try #require(loaded.release?.id.text)
    }

    @Test("gives the release of the whole one, however it is split and its files are named", arguments: UInt64(0)..<24)
    func split(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let names = ["a", "b", "c", "d"].shuffled(using: &random)
        var parts = Array(repeating: [(section: String, entry: String)](), count: 5)
        var ones = Array(repeating: [String](), count: 5)
        for entry in entries { parts[Int.random(in: 0..<5, using: &random)].append(entry) }
        for single in singles { ones[Int.random(in: 0..<5, using: &random)].append(single) }
        var files = ["contact-center.yaml": head + "include: ['**/*.yaml']\n" + text(parts[4], ones[4])]
        for (number, name) in names.enumerated() {
            files[random.chance(50) ? "\(name).yaml" : "\(name)/\(name).yaml"] = text(parts[number], ones[number])
        }
        let loaded = try ProjectFolder(files).loaded()
        #expect(loaded.diagnostics.map(\.message) == [])
        #expect(loaded.release?.id.text == (try release()))
    }

    @Test("and laid under an environment that changes nothing, gives the same release")
    func emptyOverlay() throws {
        let environments = "default_environment: a\nenvironments: {a: {}, b: {vars: {greeting: Trial.}}}\n"
        let folder = try ProjectFolder(["contact-center.yaml": head + environments + text(entries, singles)])
        #expect(try folder.loaded().release?.id.text == release())
        let trial = try folder.loaded("b")
        #expect(trial.environment == "b")
        #expect(trial.release != nil)
        #expect(try trial.release?.id.text != release())
    }
}
