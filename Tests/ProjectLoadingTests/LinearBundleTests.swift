import CallBundle
import Diagnostics
import ProjectLoading
import Testing

/// A project that grows with a number, in the way in which a bundle could grow faster.
struct GrowingProject: Sendable, CustomTestStringConvertible {
    let name: String
    let body: @Sendable (Int) -> String

    var testDescription: String { name }

    func text(_ count: Int) -> String {
        """
        version: 1
        app: {name: Center}
        hosting: {url: "https://voice.example.com"}
        voice: {caller_id: n}

        """ + body(count)
    }
}

private let people = "agents: {Jane: {otherwise: hangup}, Joe: {otherwise: hangup}}\n"

private func numbers(_ inbound: String) -> String {
    "numbers:\n  n: {number: +44 20 7946 0000, inbound: {\(inbound)}}\n"
}

private func lines(_ count: Int, _ line: (Int) -> String) -> String { (0..<count).map { line($0) + "\n" }.joined() }

/// A chain of menus, each with options of its own.
private func menus(_ count: Int, otherwise: String, _ options: (Int) -> String) -> String {
    "menus:\n"
        + lines(count) { index in
            let next = index + 1 == count ? otherwise : "{menu: m\(index + 1)}"
            return "  m\(index): {prompt: Press 1., options: {\(options(index))}, otherwise: \(next)}"
        }
}

private func sentences(_ count: Int) -> String {
    (0..<count).map { "This is sentence \($0) of a long text that is said before." }.joined(separator: " ")
}

private let shapes = [
    GrowingProject(name: "a long flow that is entered from many places") { count in
        people + numbers("menu: m0") + "flows: {long: ["
            + (0..<count).map { "{say: Step \($0).}" }.joined(separator: ", ")
            + ", {agent: Jane}, {say: Bye.}]}\n"
            + menus(count, otherwise: "hangup") { "1: {say: Way \($0)., flow: long}, 2: {flow: long}" }
    },
    GrowingProject(name: "a flow with many who are rung") { count in
        people + numbers("flow: ring") + "flows: {ring: ["
            + (0..<count).map { "{say: Try \($0)., agent: \($0 % 2 == 0 ? "Jane" : "Joe")}" }.joined(separator: ", ")
            + "]}\n"
    },
    GrowingProject(name: "a spread team of many agents behind many texts") { count in
        let names = (0..<count).map { "A\($0)" }
        return numbers("team: all") + "agents:\n" + lines(count) { "  A\($0): {otherwise: hangup}" }
            + "teams: {all: {agents: [\(names.joined(separator: ", "))], order: spread, otherwise: hangup}}\n"
            + "outbound: {extensions: {"
            + (0..<count).map { "\(1_000 + $0): {say: Way \($0)., team: all}" }.joined(separator: ", ")
            + "}, allow: [\"+44\"]}\n"
            + menus(count, otherwise: "{team: all}") { "1: {say: Way \($0)., team: all}, 2: {team: all}" }
    },
    GrowingProject(name: "many numbers with ways of their own") { count in
        let names = (0..<20).map { "A\($0)" }
        return "agents:\n" + lines(20) { "  A\($0): {otherwise: hangup}" }
            + "teams: {all: {agents: [\(names.joined(separator: ", "))], order: spread, otherwise: hangup}}\n"
            + numbers("team: all")
            + lines(count) {
                "  n\($0): {number: +44 7700 \(900_000 + $0), inbound: {say: Line \($0)., menu: m, otherwise: {team: all}}}"
            } + "menus: {m: {prompt: Press 1., options: {1: {team: all}}, otherwise: hangup}}\n"
    },
    GrowingProject(name: "menus that enter each other with ways of their own") { count in
        people + numbers("menu: m0")
            + menus(count, otherwise: "hangup") { index in
                let (next, other) = ((index + 1) % count, index * 7 % count)
                return "1: {menu: m\(next), otherwise: {agent: Jane}}, "
                    + "2: {say: Now \(index)., menu: m\(next), otherwise: {menu: m\(other), otherwise: hangup}}"
            }
    },
    GrowingProject(name: "menus that lead to each other and to each other's targets") { count in
        people + numbers("menu: m0") + "voicemails:\n" + lines(count) { "  v\($0): {say: Speak to \($0).}" }
            + menus(count, otherwise: "hangup") { index in
                "1: {menu: m\((index + 1) % count)}, 2: {say: Back., menu: m\(index * 3 % count)}, "
                    + "3: {voicemail: v\(index)}, 4: {say: Speak., voicemail: v\((index + 1) % count)}"
            }
    },
    GrowingProject(name: "agents and teams, each leading to the next") { count in
        numbers("team: t0") + "agents:\n" + lines(count) { "  A\($0): {otherwise: {team: t\($0)}}" } + "teams:\n"
            + lines(count) { index in
                let members = (0..<3).map { "A\((index + $0) % count)" }.joined(separator: ", ")
                let next = index + 1 == count ? "hangup" : "{team: t\(index + 1)}"
                return
                    "  t\(index): {agents: [\(members)], order: \(index % 2 == 0 ? "fixed" : "spread"), otherwise: \(next)}"
            }
    },
    GrowingProject(name: "a menu with a long prompt that goes back to itself in many ways") { count in
        people + numbers("menu: m")
            + "menus:\n  m:\n    prompt: \(sentences(count))\n    otherwise: hangup\n    options:\n"
            + lines(count) { "      \(1_000 + $0): {say: Again \($0)., menu: m}" }
    },
    GrowingProject(name: "a long message before a tone that many places lead to") { count in
        people + numbers("menu: m0") + "voicemails: {v: {say: \(sentences(count * 4))}}\n"
            + menus(count, otherwise: "{voicemail: v}") { "1: {say: Way \($0)., voicemail: v}, 2: {voicemail: v}" }
    },
    GrowingProject(name: "a long text before a split of many") { count in
        let shares = (0..<count).map { "{weight: 1, phone: +44 7700 \(900_000 + $0), otherwise: hangup}" }
        return people + numbers("say: \(sentences(count)), split: [\(shares.joined(separator: ", "))]")
    },
]

@Suite("a bundle is as long as its project")
struct LinearBundleTests {
    @Test("twice the project is twice the bundle", arguments: shapes)
    func doubles(shape: GrowingProject) throws {
        let sizes = try [50, 100, 200, 400].map { count in
            let project = try loadText(shape.text(count))
            let release = try #require(project.release, "\(project.diagnostics.map(\.message))")
            return release.files.reduce(0) { $0 + $1.bytes.count }
        }
        for (small, large) in zip(sizes, sizes.dropFirst()) {
            #expect(Double(large) <= 2.3 * Double(small), "\(sizes)")
        }
    }

    @Test("a product that cannot be avoided is bounded", arguments: ["menu", "list"])
    func bounded(kind: String) throws {
        var body = people
        if kind == "menu" {
            let options = (1_000..<1_400).map { "\($0): hangup" }.joined(separator: ", ")
            body += numbers("menu: m") + "menus: {m: {prompt: Which?, options: {\(options)}, otherwise: hangup}}\n"
            body += "outbound: {allow: [\"+44\"], extensions: {"
            body += (1_000..<1_300).map { "\($0): {menu: m, otherwise: hangup}" }.joined(separator: ", ") + "}}\n"
        } else {
            body += "callers: {b: [\((0..<4_000).map { "+44 7700 \(900_000 + $0)" }.joined(separator: ", "))]}\n"
            body += numbers("agent: Jane")
            body += lines(401) {
                "  n\($0): {number: +44 7701 \(900_000 + $0), inbound: {caller: {list: {b: hangup}, otherwise: hangup}}}"
            }
        }
        let project = try loadText(GrowingProject(name: kind) { [body] _ in body }.text(0))
        #expect(project.diagnostics.map(\.code.text) == ["CC4011"])
    }
}
