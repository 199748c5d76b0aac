import Diagnostics
import Foundation
import LanguageReference
import ProjectLoading
import Testing

@Suite("The reference page of the language")
struct LanguagePageTests {
    @Test("docs/language.md is what the tables and chapters say; UPDATE_GOLDEN=1 rewrites it")
    func upToDate() throws {
        try expectFile("docs/language.md", languagePage())
    }

    @Test("each table of the decoder has its place")
    func complete() {
        #expect(misplacedTables == [])
    }

    @Test("each link leads to a heading")
    func links() {
        let page = languagePage()
        let headings = page.split(separator: "\n").filter { $0.hasPrefix("#") }.map { heading in
            let title = heading.drop { $0 == "#" }.dropFirst().lowercased()
            return "#" + title.filter { $0.isLetter || $0 == " " }.replacing(" ", with: "-")
        }
        #expect(Set(headings).count == headings.count, "two headings are the same")
        let links = page.matches(of: /\]\((#[^)]+)\)/).map { String($0.1) }
        #expect(links.count > 50)
        for link in Set(links) { #expect(headings.contains(link), "\(link)") }
    }

    @Test("each example compiles, with the findings that are told and no other", arguments: Example.all)
    func examples(_ example: Example) throws {
        let folder = try ProjectFolder(example.files)
        let project = try loadProject(at: folder.url.path)
        let found = Set(project.diagnostics.map(\.code.text))
        #expect(found == example.findings, "\(project.diagnostics.map(\.message))\n\(example.root)")
    }
}

/// A block of YAML of the page, with the files that belong to it.
struct Example: CustomTestStringConvertible, Sendable {
    var files: [String: String]
    let findings: Set<String>

    var root: String { files[rootFileName] ?? "" }
    var testDescription: String { String(root.replacing(exampleHead, with: "").prefix(60)) }

    static let all: [Example] = {
        var examples: [Example] = []
        let lines = languagePage().split(separator: "\n", omittingEmptySubsequences: false)
        var index = 0
        while index < lines.count {
            guard lines[index] == "```yaml" else {
                index += 1
                continue
            }
            let mark = index > 0 ? lines[index - 1] : ""
            let end = lines[index...].firstIndex(of: "```") ?? lines.endIndex
            let text = lines[(index + 1)..<end].joined(separator: "\n") + "\n"
            index = end
            guard text != exampleHead else { continue }
            if mark.hasPrefix("<!-- file "), let last = examples.indices.last {
                examples[last].files[String(mark.dropFirst(10).dropLast(4))] = text
                continue
            }
            let whole = text.hasPrefix("version:") ? text : exampleHead + text
            let findings = mark.hasPrefix("<!-- finds ") ? mark.dropFirst(11).dropLast(4).split(separator: " ") : []
            examples.append(Example(files: [rootFileName: whole], findings: Set(findings.map { String($0) })))
        }
        return examples
    }()
}
