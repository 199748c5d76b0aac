import Foundation
import SeededRandom
import Testing

/// 24 mutations here; 5,000 when `CCPLAN_SOAK` is set.
private let seeds: Range<UInt64> = ProcessInfo.processInfo.environment["CCPLAN_SOAK"] == nil ? 0..<6 : 0..<1_250

@Suite("any YAML whatever")
struct MutationTests {
    @Test("a mutation of the example ends with 0 or 1, in time, and says why", arguments: seeds)
    func mutated(seed: UInt64) throws {
        let folder = try TemporaryFolder()
        let example = repository.appending(path: "examples/quickstart")
        let original = try Data(contentsOf: example.appending(path: "contact-center.yaml"))
        try FileManager.default.copyItem(
            at: example.appending(path: "custom.json"),
            to: folder.url.appending(path: "custom.json")
        )
        var random = SeededGenerator(seed: seed)
        for number in 1...4 {
            let mutated = mutate([UInt8](original), using: &random)
            try Data(mutated).write(to: folder.url.appending(path: "contact-center.yaml"))
            let result = try run("ccplan", ["validate", "."], in: folder.url, limit: 20)
            #expect(result.status == 0 || result.status == 1, "mutation \(number)")
            #expect(result.status == 1 || result.output.hasSuffix("\n"), "mutation \(number)")
            #expect(result.status == 0 || result.errors.contains("error"), "mutation \(number)")
        }
    }
}

/// Changes bytes, words and lines at one to eight places.
private func mutate(_ original: [UInt8], using random: inout SeededGenerator) -> [UInt8] {
    let tokens = [
        "{", "}", "[", "]", ": ", ", ", "- ", "\"", "'", "&a ", "*a ", "<<: *a", "!!str ", "|\n", ">-\n", "# ", "? ",
        "---\n",
        "\t", "\n", "\r", "\u{0}", "\u{FEFF}", "\u{2028}", "\u{1B}[2J", "${x}", "$${", "PARAMS_TO", "@@RELEASE@@",
        "<speak>",
        "99999999999999999999", "-1", "1e999", "null", "no", "1h", "👩‍👩‍👧", "ccplan://menu/main", "../../etc/passwd",
    ].map { Array($0.utf8) }
    var bytes = original
    for _ in 0..<Int.random(in: 1...8, using: &random) where !bytes.isEmpty {
        let place = Int.random(in: 0..<bytes.count, using: &random)
        switch Int.random(in: 0..<7, using: &random) {
        case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
        case 1: bytes.removeSubrange(place..<min(bytes.count, place + Int.random(in: 1...60, using: &random)))
        case 2: bytes.insert(contentsOf: tokens.randomElement(using: &random) ?? [], at: place)
        case 3:
            let part = bytes[place..<min(bytes.count, place + Int.random(in: 1...80, using: &random))]
            bytes.insert(contentsOf: Array(part), at: Int.random(in: 0..<bytes.count, using: &random))
        case 4:
            let token = tokens.randomElement(using: &random) ?? []
            let count = Int.random(in: 1...500, using: &random)
            bytes.insert(contentsOf: Array(repeatElement(token, count: count).joined()), at: place)
        case 5:
            var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Array($0) }
            lines.swapAt(
                lines.indices.randomElement(using: &random) ?? 0,
                lines.indices.randomElement(using: &random) ?? 0
            )
            bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
        default: bytes.removeSubrange(place...)
        }
    }
    return bytes
}
