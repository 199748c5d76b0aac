import ConfigSyntax
import Diagnostics
import Importing
import SeededRandom
import Testing

@Suite("Text written as YAML")
struct YAMLTextTests {
    private static let hostile = [
        "", " ", "a", "yes", "No", "null", "~", "0x1", "1e3", "12:30", "a: b", "a #b", "# c", "- x", "-", "?", "? x",
        "&a",
        "*a", "!t", "|", ">", "%x", "@x", "`x`", "\"", "'", "''", "\\", "\\n", "\n", "\r\n", "\t", "{a: b}", "[1, 2]",
        ",",
        "<<", "=", "---", "...", "${x}", "$${x}", "$", "$$", "${", "<speak>${x}</speak>", "é", "日本", "😀", "\u{200B}",
        "\u{202E}abc", "\u{FEFF}", "\u{85}", "\u{2028}", "\u{7F}", "\u{1B}[31m", "trailing ", " leading", "a,b", "key:",
        "+44 20", "+442079460000", "https://a.example/x?y=z", "https://a.example:8443/", "default", "A/b_c.d-e",
    ]

    /// What a parser reads back from a mapping: keys and values.
    private func readBack(_ entries: [(String, String)]) throws -> [[String]] {
        let text = yamlText([
            YAMLEntry("block", .block(entries.map { YAMLEntry($0.0, .text($0.1), comment: [$0.0, $0.1]) })),
            YAMLEntry("line", .line(entries.map { YAMLEntry($0.0, .text($0.1)) })),
            YAMLEntry("list", .list(entries.map { .text($0.1) })),
        ])
        var sources = SourceMap()
        let file = sources.add(SourceFile(path: "a.yaml", bytes: Array(text.utf8)))
        let parsed = parseYAML(file, in: sources)
        #expect(parsed.diagnostics.isEmpty, "\(text)\n\(parsed.diagnostics.map(\.message))")
        let substituted = substituteVariables(in: try #require(parsed.output), with: [:])
        #expect(substituted.diagnostics.isEmpty, "\(text)")
        let root = try #require(substituted.output).root
        let mappings = try ["block", "line"].map { key in
            try #require(root.value(forKey: key)).entries.flatMap { [$0.key.text, $0.value.text] }
        }
        #expect(mappings[0] == mappings[1])
        let list = try #require(root.value(forKey: "list")).items.map(\.text)
        #expect(list == entries.map(\.1))
        return [mappings[0]]
    }

    @Test("every text is read back as it was, as a value and as a key", arguments: hostile)
    func roundTrip(text: String) throws {
        #expect(try readBack([("k" + text, text), ("l", "v")]) == [["k" + text, text, "l", "v"]])
        guard !text.isEmpty, text != "<<" else { return }
        #expect(try readBack([(text, "v")]) == [[text, "v"]])
    }

    @Test("texts put together at random are read back as they were", arguments: 0..<300 as Range<UInt64>)
    func random(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        var keys: Set<String> = []
        var entries: [(String, String)] = []
        for index in 0..<6 {
            let text = (0..<Int.random(in: 0..<5, using: &random)).map { _ in random.pick(Self.hostile) }.joined()
            let key = "\(random.pick(Self.hostile))\(index)\(random.pick(Self.hostile))"
            guard keys.insert(key).inserted else { continue }
            entries.append((key, text))
        }
        #expect(try readBack(entries) == [entries.flatMap { [$0.0, $0.1] }])
    }

    @Test("what needs no quotes has none")
    func plain() {
        for text in ["Jane Doe", "keys/app.pub", "+442079460000", "https://voice.example.com", "gb-442079460000"] {
            #expect(yamlScalar(text) == text)
        }
        #expect(yamlScalar("12") == "\"12\"")
    }
}
