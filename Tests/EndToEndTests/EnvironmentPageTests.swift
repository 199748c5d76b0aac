import Foundation
import Testing

/// `docs/environments.md`: its files, and what its commands print.
@Suite("docs/environments.md")
struct EnvironmentPageTests {
    /// The fenced blocks of the page with their language.
    private func blocks() throws -> [(language: String, lines: [String])] {
        let page = try String(contentsOf: repository.appending(path: "docs/environments.md"), encoding: .utf8)
        let parts = page.components(separatedBy: "\n```")
        return stride(from: 1, to: parts.count, by: 2).map { number in
            let lines = parts[number].components(separatedBy: "\n")
            return (lines[0], Array(lines.dropFirst()))
        }
    }

    private func write(_ lines: [String], below folder: URL, without left: String? = nil) throws {
        let file = folder.appending(path: String(lines[0].dropFirst(2)))
        try FileManager.default.createDirectory(
            at: file.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        // The first line is the name of the file, which is not in the file itself.
        let text = lines.dropFirst().filter { $0.trimmingCharacters(in: .whitespaces) != left }
        try Data((text.joined(separator: "\n") + "\n").utf8).write(to: file)
    }

    @Test("prints what the programs print")
    func outputs() throws {
        let folder = try TemporaryFolder()
        let other = folder.url.appending(path: "without-null")
        var commands = 0
        for block in try blocks() {
            if block.language == "yaml" {
                try write(block.lines, below: folder.url)
                // The file with the mistake is no part of the other project.
                if block.lines[0] != "# menus/more.yaml" {
                    try write(block.lines, below: other, without: "support: null")
                }
                continue
            }
            var printed: [String] = []
            for line in block.lines where line.hasPrefix("$ ccplan ") {
                let arguments = line.dropFirst("$ ccplan ".count).split(separator: " ").map(String.init)
                let result = try run("ccplan", arguments, in: folder.url)
                let text = (result.errors + result.output).components(separatedBy: "\n").dropLast()
                printed += [line] + text
                commands += 1
            }
            #expect(printed == block.lines)
            // It showed what it was for.
            try? FileManager.default.removeItem(at: folder.url.appending(path: "menus/more.yaml"))
        }
        #expect(commands == 8)
    }
}
