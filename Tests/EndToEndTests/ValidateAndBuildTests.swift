import Foundation
import Testing

@Suite("ccplan validate")
struct ValidateTests {
    @Test("a sound project is one line and status 0")
    func sound() throws {
        let result = try run("ccplan", ["validate", "examples/quickstart"], in: repository)
        #expect(result.status == 0)
        #expect(result.output == "Contact Center Quickstart: valid (3 numbers, 2 agents, 1 menu)\n")
        #expect(result.errors == "")
    }

    @Test("a misspelt key is shown where it stands, with what was meant")
    func misspelt() throws {
        let folder = try TemporaryFolder()
        let text = try String(
            contentsOf: repository.appending(path: "examples/quickstart/contact-center.yaml"),
            encoding: .utf8
        )
        let project = try folder.project(text.replacing("calling Jane, agent: Jane", with: "calling Jane, agnet: Jane"))
        let custom = repository.appending(path: "examples/quickstart/custom.json")
        try FileManager.default.copyItem(at: custom, to: project.appending(path: "custom.json"))
        let result = try run("ccplan", ["validate"], in: project)
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(
            result.errors == """
                error[CC0102]: a destination has no key 'agnet'
                  --> contact-center.yaml:17:48
                   |
                17 |     inbound: {say: Thank you for calling Jane, agnet: Jane}
                   |                                                ^^^^^
                   = help: did you mean 'agent'?

                1 error

                """
        )
    }

    @Test("what is no project is one line with what to do, status 1; a wrong command line is 64")
    func missing() throws {
        let folder = try TemporaryFolder()
        let result = try run("ccplan", ["validate", "nowhere"], in: folder.url)
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: there is no file or folder 'nowhere'\n  help: "))
        #expect(try run("ccplan", ["validate", folder.url.path]).errors.contains("has no contact-center.yaml"))
        #expect(try run("ccplan", ["validate", "--frobnicate"]).status == 64)
        #expect(try run("ccplan", ["validate", "--var", "x"]).status == 64)
        #expect(try run("ccplan", ["validate", "--var", "=x"]).status == 64)
    }

    @Test("a root file that is a device is refused, not read for ever")
    func device() throws {
        let result = try run("ccplan", ["validate", "/dev/zero"])
        #expect(result.status == 1)
        #expect(result.errors.contains("it is not a regular file"))
    }

    @Test("a hostile text cannot write on the reader's terminal")
    func terminal() throws {
        let folder = try TemporaryFolder()
        let project = try folder.project("version: 1\n\"a\\e[2Jb\": 1\n")
        let result = try run("ccplan", ["validate"], in: project)
        #expect(result.status == 1)
        #expect(!result.errors.contains("\u{1B}"))
    }

    @Test("JSON goes to standard output, with lines and columns from 1")
    func json() throws {
        let folder = try TemporaryFolder()
        let project = try folder.project("version: 2\napp: {name: A}\nhosting: {url: \"https://a.example\"}\n")
        let result = try run("ccplan", ["validate", "--format", "json"], in: project)
        #expect(result.status == 1)
        let object = try #require(
            try JSONSerialization.jsonObject(with: Data(result.output.utf8)) as? [String: Any]
        )
        let first = try #require((object["diagnostics"] as? [[String: Any]])?.first)
        #expect(first["code"] as? String == "CC0106")
        #expect((first["start"] as? [String: Int]) == ["line": 1, "column": 10, "offset": 9])
        #expect(object["errors"] as? Int == 1)
    }
}

@Suite("ccplan build")
struct BuildTests {
    private let quickstart = repository.appending(path: "examples/quickstart").path

    @Test("the same project gives the same bytes under any locale, time zone and folder")
    func deterministic() throws {
        let folder = try TemporaryFolder()
        let first = folder.url.appending(path: "first")
        let second = folder.url.appending(path: "deep/second")
        try FileManager.default.createDirectory(
            at: second.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        let one = try run("ccplan", ["build", quickstart, "--out", first.path])
        let two = try run(
            "ccplan",
            ["build", ".", "--out", second.path],
            environment: ["LC_ALL": "tr_TR.UTF-8", "TZ": "Pacific/Kiritimati"],
            in: URL(filePath: quickstart)
        )
        #expect(one.status == 0 && two.status == 0)
        let files = try contents(of: first)
        #expect(files.count > 10)
        #expect(try files == contents(of: second))
    }

    @Test("a comment changes nothing, a prompt the release")
    func whatCounts() throws {
        let folder = try TemporaryFolder()
        func release(_ prompt: String, _ comment: String, _ name: String) throws -> String {
            let project = try folder.project(
                """
                version: 1 # \(comment)
                app: {name: A}
                hosting: {url: "https://a.example"}
                numbers: {default: {inbound: {say: \(prompt), hangup: yes}}}
                """,
                named: name
            )
            let out = folder.url.appending(path: "\(name)-out").path
            let result = try run("ccplan", ["build", project.path, "--out", out])
            #expect(result.status == 0)
            return String(result.output.prefix { $0 != ":" })
        }
        let base = try release("Hello.", "one", "a")
        #expect(try release("Hello.", "two", "b") == base)
        #expect(try release("Good day.", "one", "c") != base)
    }

    @Test("a folder that holds something else is left alone, a bundle is replaced")
    func replacing() throws {
        let folder = try TemporaryFolder()
        let out = folder.url.appending(path: "out")
        try FileManager.default.createDirectory(at: out, withIntermediateDirectories: true)
        let precious = out.appending(path: "precious.txt")
        try Data("keep".utf8).write(to: precious)
        let refused = try run("ccplan", ["build", quickstart, "--out", out.path])
        #expect(refused.status == 1)
        #expect(refused.errors.contains("is there and holds no bundle"))
        #expect(try Data(contentsOf: precious) == Data("keep".utf8))
        try FileManager.default.removeItem(at: precious)
        for _ in 1...2 {
            #expect(try run("ccplan", ["build", quickstart, "--out", out.path]).status == 0)
        }
        #expect(try FileManager.default.contentsOfDirectory(atPath: folder.url.path) == ["out"])
    }

    @Test("a place that cannot be written is one line, and nothing is left half done")
    func unwritable() throws {
        let result = try run("ccplan", ["build", quickstart, "--out", "/proc/nowhere/out"])
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: cannot write '/proc/nowhere'"))
    }

    @Test("an error in the project writes nothing")
    func broken() throws {
        let folder = try TemporaryFolder()
        let project = try folder.project("version: 1\n")
        let out = folder.url.appending(path: "out")
        #expect(try run("ccplan", ["build", project.path, "--out", out.path]).status == 1)
        #expect(!FileManager.default.fileExists(atPath: out.path))
    }
}
