import Foundation
import JSONTree
import Testing

/// What CI services read: whole reports as they are printed, and their public schemas.
@Suite("ccplan validate --format")
struct ReportFormatTests {
    /// A repository with a project in a folder whose name wants escaping, wide characters, a tab and CRLF in it.
    private func brokenProject() throws -> (folder: TemporaryFolder, repository: URL) {
        let folder = try TemporaryFolder()
        let repository = folder.url.appending(path: "repository")
        try FileManager.default.createDirectory(
            at: repository.appending(path: ".git"),
            withIntermediateDirectories: true
        )
        let project = try folder.project(brokenText, named: "repository/voice, 日本 100%")
        try Data("not JSON, {".utf8).write(to: project.appending(path: "custom.json"))
        return (folder, repository)
    }

    private let brokenText = [
        "version: 1", "app: {name: Acme}", "hosting: {url: \"https://voice.acme.example\"}", "numbers:",
        "  日本: {number: +44 20 7946 0000, inbound: {menu: main}}",
        "  default: {inbound: {ncco: custom.json}}",
        "voice: {goodbye: \"😀 ${brand}\",\tlanguage: en-UK}",
        "agents:", "  Jane:", "    otherwise: {agent: Jnae}",
        "menus:", "  main:", "    prompt: 1, 12 or 3.",
        "    options: {1: hangup, 12: {menu: main}, 3: {menu: \"[a](b){0}\"}}",
        "    otherwise: hangup", "",
    ].joined(separator: "\r\n")

    private func report(_ format: String, from folder: URL, path: String) throws -> String {
        let result = try run("ccplan", ["validate", path, "--format", format], in: folder)
        #expect(result.status == 1)
        #expect(result.errors == "")
        return result.output
    }

    @Test("a report is as it was, byte for byte", arguments: ["json", "sarif", "github", "gitlab"])
    func golden(format: String) throws {
        let (folder, repository) = try brokenProject()
        defer { withExtendedLifetime(folder) {} }
        let text = try report(format, from: repository, path: "voice, 日本 100%")
        try expectGolden(text, "findings-\(format).\(format == "github" ? "txt" : "json")")
    }

    @Test(
        "files are named from the root of the repository, wherever one stands",
        arguments: ["sarif", "github", "gitlab"]
    )
    func paths(format: String) throws {
        let (folder, repository) = try brokenProject()
        defer { withExtendedLifetime(folder) {} }
        let project = repository.appending(path: "voice, 日本 100%")
        let fromRoot = try report(format, from: repository, path: "voice, 日本 100%")
        #expect(try report(format, from: project, path: ".") == fromRoot)
        #expect(try report(format, from: folder.url, path: project.path) == fromRoot)
    }

    @Test(
        "a report is valid by its schema, and what is none is not",
        arguments: [
            ("json", "docs/findings.schema.json"), ("sarif", "Tests/EndToEndTests/Schemas/sarif-2.1.0.json"),
            ("gitlab", "Tests/EndToEndTests/Schemas/gitlab-code-quality.json"),
        ]
    )
    func schemas(format: String, schema: String) async throws {
        let (folder, repository) = try brokenProject()
        defer { withExtendedLifetime(folder) {} }
        let broken = try JSONValue(parsing: Array(try report(format, from: repository, path: "voice, 日本 100%").utf8))
        let sound = try run(
            "ccplan",
            ["validate", "examples/quickstart", "--format", format],
            in: EndToEndTests.repository
        )
        #expect(sound.status == 0)
        let documents = [broken, try JSONValue(parsing: Array(sound.output.utf8))]
        #expect(try await verdicts(on: documents, schema: schema) == ["valid", "valid"])

        let wrong = broken.spoilt
        #expect(wrong.count > 50)
        for (document, verdict) in zip(wrong, try await verdicts(on: wrong, schema: schema)) {
            #expect(verdict != "valid", "\(document.serialized().prefix(300))")
        }
    }

    @Test("an annotation is one line that reads back as what was found")
    func annotations() throws {
        let (folder, repository) = try brokenProject()
        defer { withExtendedLifetime(folder) {} }
        let lines = try report("github", from: repository, path: "voice, 日本 100%").split(separator: "\n")
        #expect(lines.count > 5)
        for line in lines {
            let command = try #require(line.wholeMatch(of: #/::(error|warning) ([^:\r]*)::([^\r]+)/#), "\(line)")
            let properties = command.2.split(separator: ",").map { $0.split(separator: "=", maxSplits: 1) }
            #expect(properties.allSatisfy { $0.count == 2 })
            let file = try #require(properties.first { $0[0] == "file" })
            #expect(file[1].removingPercentEncoding == "voice, 日本 100%/contact-center.yaml")
        }
    }

    @Test("where no finding is, GitHub is told nothing, GitLab an empty list")
    func nothing() throws {
        func output(_ format: String) throws -> String {
            try run("ccplan", ["validate", "examples/quickstart", "--format", format], in: EndToEndTests.repository)
                .output
        }
        #expect(try output("github") == "")
        #expect(try output("gitlab") == "[]\n")
    }
}

extension JSONValue {
    /// This document with one value of another type, for every place in it.
    fileprivate var spoilt: [JSONValue] {
        switch self {
        case .object(let object):
            return object.members.flatMap { key, value in
                (value.spoilt + [["of another type"]]).map { value in
                    var object = object
                    object[key] = value
                    return .object(object)
                }
            }
        case .array(let elements):
            return elements.indices.flatMap { index in
                (elements[index].spoilt + [.number("0.5")]).map { element in
                    var elements = elements
                    elements[index] = element
                    return .array(elements)
                }
            }
        default: return []
        }
    }
}

@Suite("ccplan explain")
struct ExplainTests {
    @Test("a page, a list, a suggestion")
    func explain() throws {
        let page = try run("ccplan", ["explain", "CC3004"])
        #expect(page.status == 0)
        #expect(page.output.hasPrefix("CC3004: A caller who does nothing goes round for ever\n\nCC3004 is an error.\n"))
        #expect(page.output.split(separator: "\n").allSatisfy { $0.count <= 80 })
        let list = try run("ccplan", ["explain"])
        #expect(list.output.contains("\nCC3004  A caller who does nothing goes round for ever\n"))
        let unknown = try run("ccplan", ["explain", "CC304"])
        #expect(unknown.status == 1)
        #expect(unknown.output == "")
        #expect(unknown.errors.hasPrefix("error: there is no code 'CC304'\n  help: did you mean CC3004? "))
    }

    @Test("pages are in the program: no file is read for them")
    func elsewhere() throws {
        let folder = try TemporaryFolder()
        #expect(try run("ccplan", ["explain", "0019"], in: folder.url).output.contains("Put the text in quotes."))
    }
}
