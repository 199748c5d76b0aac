import ConfigSyntax
import Diagnostics
import SeededRandom
import Testing

@Suite("Any input whatever")
struct RobustnessTests {
    /// Parses and walks all that came out, texts and spans included; gives the number of nodes walked.
    @discardableResult
    private func exercise(_ bytes: [UInt8]) -> Int {
        let checked = parse(bytes)
        #expect(checked.output != nil || checked.diagnostics.hasErrors)
        for diagnostic in checked.diagnostics {
            let spans = [diagnostic.span] + diagnostic.notes.map(\.span) + diagnostic.fixIts.map(\.span)
            for case let span? in spans {
                #expect(span.start <= span.end && Int(span.end) <= bytes.count)
            }
            #expect(!diagnostic.message.isEmpty && !diagnostic.message.contains("\n"))
        }
        guard let tree = checked.output else { return 0 }
        let replaced = substituteVariables(in: tree, with: ["brand": VariableValue(text: "Acme")])
        return walk(replaced.output?.root ?? tree.root, bytes)
    }

    private func walk(_ node: SyntaxNode, _ bytes: [UInt8]) -> Int {
        #expect(Int(node.span.end) <= bytes.count && node.contentSpan.start <= node.contentSpan.end)
        var count = 1 + (node.text.isEmpty ? 0 : 1)
        for item in node.items {
            count += walk(item, bytes)
        }
        for entry in node.entries {
            #expect(entry.key.kind == .scalar)
            count += walk(entry.key, bytes) + walk(entry.value, bytes)
        }
        return count
    }

    @Test("a realistic document is read without a finding")
    func realistic() throws {
        let node = try root(realisticDocument)
        #expect(node.count == 22)
        #expect(node.value(forKey: "menus")?.value(forKey: "main")?.value(forKey: "options")?.count == 3)
        #expect(exercise(Array(realisticDocument.utf8)) > 600)
    }

    @Test("the document cut at any byte neither crashes nor hangs", arguments: 0..<4)
    func truncated(_ quarter: Int) {
        let bytes = Array(realisticDocument.utf8)
        for length in stride(from: quarter, to: bytes.count, by: 4) {
            exercise(Array(bytes[..<length]))
        }
    }

    @Test("random bytes in it neither crash nor hang", arguments: 0..<16)
    func mutated(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let bytes = Array(realisticDocument.utf8)
        let signs = Array("{}[],:#&*!|>'\"%@`-? \n\t\r$<\\~\0".utf8) + [0xC3, 0xFF, 0xEF, 0xBB, 0xBF, 0xE2, 0x80, 0xA8]
        for _ in 0..<100 {
            var mutated = bytes
            for _ in 0..<Int.random(in: 1...4, using: &random) {
                let place = Int.random(in: 0..<mutated.count, using: &random)
                let sign = signs.randomElement(using: &random) ?? 0
                switch Int.random(in: 0..<4, using: &random) {
                case 0: mutated[place] = sign
                case 1: mutated.insert(sign, at: place)
                case 2: mutated.remove(at: place)
                default: mutated[place] = UInt8.random(in: 0...255, using: &random)
                }
            }
            exercise(mutated)
        }
    }

    @Test("short texts of YAML's signs neither crash nor hang", arguments: 0..<16)
    func signs(_ seed: Int) {
        var random = SeededGenerator(seed: UInt64(seed))
        let words = [
            "a", "b", ": ", ":", ",", ", ", "{", "}", "[", "]", "- ", "? ", "\n", "\n  ", "&x ", "*x", "!t ", "!!str ",
            "|\n", ">-\n",
            "\"", "'", "#", " #", "<<", "${a}", "$", "\t", "---\n", "...\n", "ä", "%", "\r\n", "~", "\\",
        ]
        for _ in 0..<2_000 {
            let count = Int.random(in: 1...12, using: &random)
            let text = (0..<count).map { _ in words.randomElement(using: &random) ?? "" }.joined()
            exercise(Array(text.utf8))
        }
    }
}
