import SeededRandom
import Testing

@Suite("the longest waits of random centers")
struct LongestWaitPropertyTests {
    @Test("where no way goes back, it is the longest of all ways", arguments: 0..<80 as Range<UInt64>)
    func agreement(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let center = ForwardCenter(&random)
        let rows = try ResolvedText(center.text, maxWait: 0).rows.filter { $0.hasPrefix("CC5010") }
        let wanted = center.longest(0).map { ($0 + 999) / 1_000 }
        let told = rows.first.flatMap { row in
            row.split(separator: ": ").last?.split(separator: "s until").first.flatMap { Int($0) }
        }
        #expect(told == wanted, "\(center.text)\n\(rows)")
    }

    @Test("a shortcut hides no longer way, even where keys lead back")
    func shortcut() throws {
        let prompt = String(repeating: "x", count: 150)  // Ten seconds.
        let rows = try ResolvedText(
            """
            numbers: {a: {number: +44 20 7946 0000, inbound: {menu: main}}}
            agents: {Jane: {otherwise: hangup}}
            menus:
              main: {prompt: \(prompt), retries: 0, digits: {timeout: 1s}, options: {1: {menu: near}, 2: {menu: far}}, otherwise: hangup}
              near: {prompt: \(prompt), retries: 0, digits: {timeout: 1s}, options: {1: {agent: Jane}, "*": {menu: main}}, otherwise: hangup}
              far: {prompt: \(prompt), retries: 0, digits: {timeout: 1s}, options: {1: {menu: near}, "*": {menu: main}}, otherwise: hangup}
            """,
            maxWait: 30
        ).rows
        #expect(
            rows == [
                "CC5010 '+44 20 7946 0000' call +44 20 7946 0000, press 2, press 1, press 1: 33s until somebody is rung "
                    + "or a recording begins"
            ]
        )
    }
}

/// Menus whose ways only lead to menus of higher numbers, written down in any order.
private struct ForwardCenter {
    private struct Node {
        var characters: Int
        var timeout: Int
        var options: [Int?]
        var otherwise: Int?
        var endsWithPerson: Bool
    }

    private var nodes: [Node] = []
    private(set) var text = ""

    init(_ random: inout SeededGenerator) {
        let count = 6
        for index in 0..<count {
            let later = Array((index + 1)..<count)
            func next(_ random: inout SeededGenerator) -> Int? { later.isEmpty ? nil : random.pick(later) }
            var options: [Int?] = []
            for _ in 0..<3 { options.append(next(&random)) }
            nodes.append(
                Node(
                    characters: 15 * Int.random(in: 1..<8, using: &random),
                    timeout: Int.random(in: 1..<6, using: &random),
                    options: options,
                    otherwise: Bool.random(using: &random) ? next(&random) : nil,
                    endsWithPerson: Bool.random(using: &random)
                )
            )
        }
        text =
            "numbers: {a: {number: +44 20 7946 0000, inbound: {menu: m0}}}\nagents: {J: {otherwise: hangup}}\nmenus:\n"
        for index in nodes.indices.shuffled(using: &random) {
            let node = nodes[index]
            let end = node.endsWithPerson ? "{agent: J}" : "hangup"
            func target(_ next: Int?) -> String { next.map { "{menu: m\($0)}" } ?? end }
            let options = node.options.enumerated().map { "\($0 + 1): \(target($1))" }.joined(separator: ", ")
            text += "  m\(index): {prompt: \(String(repeating: "x", count: node.characters)), retries: 0, "
            text +=
                "digits: {timeout: \(node.timeout)s}, options: {\(options)}, otherwise: \(target(node.otherwise))}\n"
        }
    }

    /// Milliseconds from the entry of a menu on all ways, one by one; nil where none leads to a person.
    func longest(_ index: Int) -> Int? {
        let node = nodes[index]
        let ways = (node.options + [node.otherwise]).map { next in
            next.map { longest($0) } ?? (node.endsWithPerson ? 0 : nil)
        }
        return ways.compactMap(\.self).max().map { $0 + node.characters * 1_000 / 15 + node.timeout * 1_000 }
    }
}
