import Diagnostics
import Foundation
import ProjectLoading
import SeededRandom
import Testing

/// The whole compiler against texts that nobody wrote: a short run, the same each time; `make fuzz` runs for longer.
@Suite("Texts that nobody wrote")
struct MutationTests {
    private static let corpus: [(name: String, bytes: [UInt8])] = {
        let fixtures = repository.appending(path: "Tests/Fixtures")
        var files: [(String, [UInt8])] = []
        for case let path as String in FileManager.default.enumerator(atPath: fixtures.path) ?? .init()
        where path.hasSuffix(".yaml") {
            guard let data = FileManager.default.contents(atPath: fixtures.appending(path: path).path) else { continue }
            files.append((path, Array(data)))
        }
        return files.sorted { $0.0 < $1.0 }
    }()

    @Test("each file of the corpus gives a release or errors, in places that are in it, in every format")
    func corpus() throws {
        #expect(Self.corpus.count > 40)
        let folder = try ProjectFolder([rootFileName: ""])
        for file in Self.corpus { try check(file.bytes, in: folder, file.name) }
    }

    @Test("so does each mutation of one", arguments: UInt64(1)...8)
    func mutations(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let folder = try ProjectFolder([rootFileName: ""])
        for number in 0..<40 {
            var bytes = random.pick(Self.corpus).bytes
            for _ in 0..<Int.random(in: 1...5, using: &random) { mutate(&bytes, &random) }
            try check(bytes, in: folder, "seed \(seed), number \(number)")
        }
    }

    private func mutate(_ bytes: inout [UInt8], _ random: inout SeededGenerator) {
        let place = Int.random(in: 0...bytes.count, using: &random)
        let end = min(bytes.count, place + Int.random(in: 1...12, using: &random))
        switch Int.random(in: 0..<6, using: &random) {
        case 0: bytes.removeSubrange(place..<end)
        case 1: bytes.insert(contentsOf: Array(random.pick(tokens).utf8), at: place)
        case 2: bytes.replaceSubrange(place..<end, with: Array(random.pick(tokens).utf8))
        case 3: bytes.insert(UInt8.random(in: 0...255, using: &random), at: place)
        case 4: bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0...bytes.count, using: &random))
        default:
            var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
            lines.swapAt(
                Int.random(in: 0..<lines.count, using: &random),
                Int.random(in: 0..<lines.count, using: &random)
            )
            bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
        }
    }

    private let tokens = [
        "{", "}", "[", "]", ": ", ", ", "- ", "\"", "'", "&a ", "*a", "<<: *a", "!!str ", "|\n", ">-\n", "# ", "? ",
        "---\n",
        "\t", "\n", "\r\n", "\u{FEFF}", "\u{0}", "é", "👩‍👩‍👧", "${x}", "$${", "PARAMS_TO", "null", "hangup",
        "999999999999h",
        "<speak>", "</speak>", "+44 20 7946 0000", "menu: main", "otherwise: ", "0", "-1", "2039-12-24",
    ]

    /// What holds of any text.
    private func check(_ bytes: [UInt8], in folder: ProjectFolder, _ name: String) throws {
        try Data(bytes).write(to: folder.url.appending(path: rootFileName))
        let project = try loadProject(at: folder.url.path)
        let found = project.diagnostics
        #expect(found.hasErrors == (project.release == nil), "\(name)")
        for finding in found {
            for span in [finding.span].compactMap(\.self) + finding.notes.compactMap(\.span)
                + finding.fixIts.map(\.span)
            {
                let size = project.sources[span.file].bytes.count
                #expect(span.start <= span.end && Int(span.end) <= size, "\(name): \(finding.message)")
            }
            #expect(!finding.message.contains("\n"), "\(name): \(finding.message)")
        }
        let text = TextRenderer().render(found, sources: project.sources)
        #expect(text.isEmpty == found.isEmpty, "\(name)")
        _ = TextRenderer(style: .colour).render(found, sources: project.sources)
        _ = JSONRenderer().render(found, sources: project.sources)
    }
}
