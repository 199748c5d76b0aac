import Foundation
import Glibc
import JSONTree
import Testing

@Suite("ccplan init")
struct InitTests {
    /// Runs it in a folder, with a home of its own beside.
    private func initialise(_ arguments: [String], in folder: TemporaryFolder) async throws -> ProgramResult {
        let home = folder.url.appending(path: "home").path
        return try await finish("ccplan", ["init"] + arguments, environment: ["HOME": home], in: try work(folder))
    }

    /// The folder that it runs in.
    private func work(_ folder: TemporaryFolder) throws -> URL {
        let work = folder.url.appending(path: "work")
        try FileManager.default.createDirectory(at: work, withIntermediateDirectories: true)
        return work
    }

    @Test("makes a project that is valid as it is, with its keys, and says what to do next")
    func valid() async throws {
        let folder = try TemporaryFolder()
        let made = try await initialise(["center/"], in: folder)
        #expect(made.status == 0, "\(made.errors)")
        let project = try work(folder).appending(path: "center")
        #expect(
            try contents(of: project).keys.sorted() == [".gitignore", "contact-center.yaml", "keys/app.pub"]
        )
        let key = folder.url.appending(path: "home/.config/ccplan/my-contact-center.pem")
        #expect(try FileManager.default.attributesOfItem(atPath: key.path)[.posixPermissions] as? Int == 0o600)
        #expect(made.output.contains("export VONAGE_PRIVATE_KEY='\(key.path)'\n  ccplan validate center\n"))
        #expect(!made.output.contains("-----BEGIN"))

        let checked = try await finish("ccplan", ["validate", "center"], in: try work(folder))
        #expect(checked.status == 0)
        #expect(checked.errors == "")
        #expect(checked.output == "My Contact Center: valid (1 number, 2 agents, 1 menu)\n")
        let text = try String(contentsOf: project.appending(path: "contact-center.yaml"), encoding: .utf8)
        #expect(try await schemaVerdicts(on: [text], scope: "contact-center").allSatisfy { $0 == "valid" })
        #expect(text.split(separator: "\n").allSatisfy { $0.count <= 120 })
    }

    @Test(
        "takes any name, whatever YAML would make of it",
        arguments: [
            "Acme, Ltd.: #1", "yes", "1.50", "'quoted' \"twice\"", "${brand} & Söhne", "日本 👩‍👩‍👧", "- a", "a\u{85}b", "*x",
            "ends with a blank ", "back\\slash", "null",
        ]
    )
    func names(name: String) async throws {
        let folder = try TemporaryFolder()
        let made = try await initialise(["--name=\(name)", "--url", "https://v.example.com:8443/a?"], in: folder)
        // A URL with a query is none that a bundle can be served under.
        #expect(made.status == 1)
        #expect(made.errors.hasPrefix("error: the project would not be valid: 'url' is a URL"))
        let again = try await initialise(
            ["--name=\(name)", "--url", "https://v.example.com:8443/a", "--timezone", "America/New_York"],
            in: folder
        )
        #expect(again.status == 0, "\(again.errors)")
        let checked = try await finish("ccplan", ["validate", "--format", "json"], in: try work(folder))
        #expect(checked.output.contains("\"diagnostics\": []"), "\(checked.output)")
        let text = try String(contentsOf: work(folder).appending(path: "contact-center.yaml"), encoding: .utf8)
        #expect(try await vars(in: text)["company"]?.stringValue == name.replacing("${", with: "$${"))
    }

    /// The variables as a parser reads them that is not ours.
    private func vars(in text: String) async throws -> JSONValue {
        let script = "import json, sys, yaml; print(json.dumps(yaml.safe_load(sys.stdin.buffer)['vars']))"
        let result = try await finish(URL(filePath: "/usr/bin/python3"), ["-c", script], input: text)
        try #require(result.status == 0, "\(result.errors)")
        return try JSONValue(parsing: Array(result.output.utf8))
    }

    @Test("a project that is there stays as it is, and so does an ignore file")
    func twice() async throws {
        let folder = try TemporaryFolder()
        try Data("mine\n".utf8).write(to: work(folder).appending(path: ".gitignore"))
        let first = try await initialise([], in: folder)
        #expect(first.status == 0, "\(first.errors)")
        #expect(first.output.contains("The .gitignore that was there is as it was.\n"))
        let before = try contents(of: work(folder))
        #expect(before[".gitignore"] == Data("mine\n".utf8))
        let second = try await initialise(["--name", "Other"], in: folder)
        #expect(second.status == 1)
        #expect(second.errors.hasPrefix("error: 'contact-center.yaml' is there already\n  help: "))
        #expect(try contents(of: work(folder)) == before)
    }

    @Test(
        "what cannot be made whole is not made at all",
        arguments: [
            ["new/deep", "--timezone", "Europe/Londn"], ["new/deep", "--private-key", "/proc/nowhere/app.pem"],
            ["new/deep", "--private-key", "new/deep/app.pem"], ["new/deep", "--name", ""],
            ["file/deep"], ["file"], ["new/deep", "--url", "voice.example.com"],
        ]
    )
    func unmade(arguments: [String]) async throws {
        let folder = try TemporaryFolder()
        try Data().write(to: work(folder).appending(path: "file"))
        let result = try await initialise(arguments, in: folder)
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: "))
        #expect(result.errors.contains("\n  help: "))
        #expect(result.output == "")
        #expect(try FileManager.default.contentsOfDirectory(atPath: work(folder).path).sorted() == ["file"])
    }

    @Test("a private key that is there is not replaced, and no project is left without its key")
    func takenKey() async throws {
        let folder = try TemporaryFolder()
        let key = folder.url.appending(path: "app.pem")
        try Data("precious".utf8).write(to: key)
        let result = try await initialise(["center", "--private-key", "../app.pem"], in: folder)
        #expect(result.status == 1)
        #expect(result.errors.contains("'../app.pem' is there already"))
        #expect(try contents(of: work(folder)).isEmpty)
        #expect(try Data(contentsOf: key) == Data("precious".utf8))
    }

    @Test("a folder that cannot be written is one line", .enabled(if: geteuid() != 0))
    func readOnly() async throws {
        let folder = try TemporaryFolder()
        let place = try work(folder).appending(path: "locked")
        try FileManager.default.createDirectory(at: place, withIntermediateDirectories: false)
        try FileManager.default.setAttributes([.posixPermissions: 0o555], ofItemAtPath: place.path)
        let result = try await initialise(["locked"], in: folder)
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: cannot write 'locked/contact-center.yaml': permission denied"))
    }
}
