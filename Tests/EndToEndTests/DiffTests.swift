import Foundation
import JSONTree
import Testing

/// A line with a menu of two options.
private let line = """
    version: 1
    app: {name: Acme}
    hosting: {url: "https://voice.acme.example"}
    voice: {language: en-GB, caller_id: main}
    numbers: {main: {number: +44 20 7946 0000, inbound: {menu: main}}}
    agents: {Jane: {otherwise: {voicemail: box}}, Joe: {otherwise: {voicemail: box}}}
    menus:
      main:
        prompt: To talk to Jane, press 1. To talk to Joe, press 2.
        options: {1: {agent: Jane}, 2: {agent: Joe}}
        otherwise: {voicemail: box}
    voicemails: {box: {say: Speak now}}

    """

private let swapped = ("{1: {agent: Jane}, 2: {agent: Joe}}", "{1: {agent: Joe}, 2: {agent: Jane}}")

/// What the swap is told as.
private func swap(from before: String, to after: String, _ first: String = "Jane", _ second: String = "Joe") -> String {
    """
    2 differences for callers, from \(before) to \(after):

    1. call +442079460000 (main), press 1
         was: rings \(first)
         now: rings \(second)

    2. call +442079460000 (main), press 2
         was: rings \(second)
         now: rings \(first)

    """
}

@Suite("ccplan diff, of git's commits and of folders")
struct DiffTests {
    /// A repository with the line as `one`, and with the options swapped as `two`.
    private func repository(folder: String = "") async throws -> GitRepository {
        let repository = try await GitRepository()
        let path = folder.isEmpty ? "contact-center.yaml" : "\(folder)/contact-center.yaml"
        try repository.write(line, to: path)
        try await repository.commit("one")
        try repository.write(try line.changing(swapped.0, to: swapped.1), to: path)
        try await repository.commit("two")
        return repository
    }

    @Test("two commits, one left out, and a commit with the files as they are, dirty or not")
    func commits() async throws {
        let repository = try await repository()
        let range = try await repository.diff("one..two")
        #expect(range.output == swap(from: "one", to: "two"))
        #expect(range.status == 0)
        #expect(range.errors == "")
        #expect(try await repository.diff("one..").output == swap(from: "one", to: "HEAD"))
        #expect(try await repository.diff("one").output == swap(from: "one", to: "the files as they are"))
        #expect(try await repository.diff("two").output == "No caller can tell the files as they are from two.\n")

        let index = try Data(contentsOf: repository.url.appending(path: ".git/index"))
        try repository.write(line, to: "contact-center.yaml")
        try repository.write("not YAML, [", to: "unused.yaml")
        let dirty = try await repository.diff("two")
        #expect(dirty.output == swap(from: "two", to: "the files as they are", "Joe", "Jane"))
        #expect(try Data(contentsOf: repository.url.appending(path: ".git/index")) == index)
        #expect(try await repository.git("status", "--porcelain") == "M contact-center.yaml\n?? unused.yaml")
    }

    @Test("a tag does not stand for a branch of the same name, and what is written out is what is meant")
    func ambiguous() async throws {
        let repository = try await repository()
        try await repository.git("update-ref", "refs/heads/base", "one")
        #expect(try await repository.diff("base").output == swap(from: "base", to: "the files as they are"))
        try await repository.git("tag", "--annotate", "--message", "a tag", "base", "two")
        for name in ["base", "base~0", "base@{0}"] {
            let result = try await repository.diff(name)
            #expect(result.status == 1, "\(result.output)")
            #expect(
                result.errors.hasPrefix(
                    "error: the project at '\(name)' cannot be had: 'base' is two commits: refs/tags/base and "
                        + "refs/heads/base; write the one that is meant\n"
                ),
                "\(result.errors)"
            )
        }
        let branch = try await repository.diff("refs/heads/base")
        #expect(branch.output == swap(from: "base", to: "the files as they are"))
        #expect(try await repository.diff("refs/tags/base").output.hasPrefix("No caller can tell"))

        // A clone has the branch of its origin only; here the tag is the same commit.
        try await repository.git("update-ref", "-d", "refs/heads/base")
        try await repository.git("update-ref", "refs/remotes/origin/base", "one")
        #expect(try await repository.diff("base").errors.contains("refs/tags/base and refs/remotes/origin/base"))
        let remote = try await repository.diff("refs/remotes/origin/base")
        #expect(remote.output == swap(from: "origin/base", to: "the files as they are"))
        try await repository.git("tag", "--force", "base", "one")
        #expect(try await repository.diff("base").output == swap(from: "base", to: "the files as they are"))
        // What stands below a name is another name.
        try await repository.git("update-ref", "refs/remotes/origin/x/two", "one")
        #expect(try await repository.diff("two").status == 0)
    }

    @Test("errors in tests, which no caller hears, do not stop a comparison, and are told")
    func tests() async throws {
        let repository = try await repository()
        let test = "tests: [{name: t, call: {to: gone}, expect: [{hears: Talk}]}]\n"
        try repository.write(try line.changing(swapped.0, to: swapped.1) + test, to: "contact-center.yaml")
        let result = try await repository.diff("one")
        #expect(result.status == 0)
        #expect(result.output == swap(from: "one", to: "the files as they are"))
        #expect(result.errors.contains("error[CC7001]: "), "\(result.errors)")
        try await repository.commit("three")
        try repository.write(line, to: "contact-center.yaml")
        let back = try await repository.diff("three")
        #expect(back.output == swap(from: "three", to: "the files as they are", "Joe", "Jane"), "\(back.errors)")
        // Any other error does.
        try repository.write(try line.changing("{menu: main}}", to: "{menu: mian}}") + test, to: "contact-center.yaml")
        let broken = try await repository.diff("one")
        #expect(broken.status == 1)
        #expect(broken.output == "")
    }

    @Test("two folders, one of them by its root file")
    func folders() async throws {
        let folder = try TemporaryFolder()
        _ = try folder.project(line, named: "old")
        _ = try folder.project(try line.changing(swapped.0, to: swapped.1), named: "new")
        let result = try run("ccplan", ["diff", "old", "new/contact-center.yaml"], in: folder.url)
        #expect(result.output == swap(from: "old", to: "new/contact-center.yaml"))
        let missing = try run("ccplan", ["diff", "old", "nowhere"], in: folder.url)
        #expect(missing.status == 1)
        #expect(missing.errors.contains("nowhere"), "\(missing.errors)")
    }

    @Test("--exit-code says whether callers would notice anything")
    func exitCode() async throws {
        let repository = try await repository()
        #expect(try await repository.diff("one..two", "--exit-code").status == 2)
        let same = try await repository.diff("one..one", "--exit-code")
        #expect(same.status == 0)
        #expect(same.output == "No caller can tell one from one.\n")
        #expect(try await repository.diff("one..nowhere", "--exit-code").status == 1)
    }

    @Test("for programs it is JSON")
    func json() async throws {
        let repository = try await repository()
        let result = try await repository.diff("one..two", "--format", "json", "--exit-code")
        #expect(result.status == 2)
        let report = try JSONValue(parsing: Array(result.output.utf8))
        #expect(report["same"] == false)
        #expect(report["before"] == "one")
        #expect(report["after"] == "two")
        let first = try #require(report["differences"]?.arrayValue?.first)
        #expect(first["kind"] == "course")
        #expect(first["witness"] == "call +442079460000 (main), press 1")
        #expect(first["before"] == ["rings Jane (type app)"])
        #expect(first["numbers"] == ["+442079460000"])

        let dialling = """
            outbound: {caller_id: main, allow: ["+44"], refuse: {say: No.}, extensions: {100: {agent: Jane}}}

            """
        try repository.write(line + dialling, to: "contact-center.yaml")
        let outbound = try JSONValue(parsing: Array(try await repository.diff("one", "--format", "json").output.utf8))
        #expect(outbound["differences"]?.arrayValue?.map { $0["kind"]?.stringValue } == ["outbound", "wording"])
        let schema = "docs/journeys.schema.json"
        #expect(try await verdicts(on: [report, outbound], schema: schema) == ["valid", "valid"])
        let wrong = try JSONValue(parsing: Array(outbound.serialized().replacing("became_refused", with: "x").utf8))
        #expect(try await verdicts(on: [wrong], schema: schema) != ["valid"])
    }

    @Test("a project in a folder of the repository, from there and by --project")
    func subfolder() async throws {
        let repository = try await repository(folder: "voice/uk")
        let expected = swap(from: "one", to: "two")
        #expect(try await repository.diff("one..two", in: "voice/uk").output == expected)
        #expect(try await repository.diff("one..two", "--project", "voice/uk").output == expected)
        let file = try await repository.diff("one..two", "--project", "voice/uk/contact-center.yaml")
        #expect(file.output == expected)
        let above = try await repository.diff("one..two")
        #expect(above.status == 1)
        #expect(above.output == "")
    }

    @Test("a folder that was renamed is not at the older commit, and that is said; as folders they compare")
    func renamed() async throws {
        let repository = try await repository(folder: "voice")
        try await repository.git("mv", "voice", "phones")
        try await repository.commit("three")
        let result = try await repository.diff("two", in: "phones")
        #expect(result.status == 1)
        let two = try await repository.git("rev-parse", "two")
        #expect(
            result.errors == """
                error: the project at 'two' cannot be had: the folder is not in commit \(two.prefix(12))
                  help: name a commit, branch or tag that git has here, or two folders

                """
        )
        try await repository.git("worktree", "add", "--quiet", "before", "two")
        let folders = try await repository.diff("before/voice", "phones", "--exit-code")
        #expect(folders.output == "No caller can tell phones from before/voice.\n")
        #expect(folders.status == 0)
    }

    @Test("a project in a submodule has that repository's history")
    func submodule() async throws {
        let inner = try await repository(folder: "")
        let outer = try await GitRepository()
        try await outer.git("submodule", "--quiet", "add", inner.url.path, "voice")
        #expect(try await outer.diff("one..two", "--project", "voice").output == swap(from: "one", to: "two"))
    }

    @Test("a shallow clone has not all commits, and says which one is missing")
    func shallow() async throws {
        let origin = try await repository()
        let clone = try TemporaryFolder()
        let one = try await origin.git("rev-parse", "one")
        try await origin.git("clone", "--quiet", "--depth", "1", "file://\(origin.url.path)", clone.url.path + "/c")
        let place = clone.url.appending(path: "c")
        let result = try await finish("ccplan", ["diff", one], in: place)
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: the project at '\(one)' cannot be had: there is no '\(one)'"))
        #expect(result.errors.contains("the clone has not the whole history"), "\(result.errors)")
        #expect(try await finish("ccplan", ["diff", "HEAD"], in: place).status == 0)
    }

    @Test(
        "what git does not have, three dots, and no repository are each one line and what to do",
        arguments: [
            (["nowhere"], "error: the project at 'nowhere' cannot be had: there is no 'nowhere'"),
            (["one..nowhere"], "error: the project at 'nowhere' cannot be had: there is no 'nowhere'"),
            (["--", "--help"], "error: the project at '--help' cannot be had: there is no '--help'"),
            (["one...two"], "error: a range is written with two dots: 'one...two' has three"),
        ]
    )
    func unknown(arguments: [String], message: String) async throws {
        let repository = try await repository()
        let result = try await finish("ccplan", ["diff"] + arguments, in: repository.url)
        #expect(result.status == 1)
        #expect(result.output == "")
        #expect(result.errors.hasPrefix("\(message)\n  help: "), "\(result.errors)")
    }

    @Test("outside of a repository there are no commits")
    func noRepository() async throws {
        let folder = try TemporaryFolder()
        let project = try folder.project(line)
        let result = try await finish(
            "ccplan",
            ["diff", "main"],
            environment: ["GIT_CEILING_DIRECTORIES": "/"],
            in: project
        )
        #expect(result.status == 1)
        #expect(result.errors.contains("cannot be had: the project is in no git repository\n"), "\(result.errors)")
    }

    @Test("a version with errors is not compared; its findings name the version, not a folder that is gone")
    func errors() async throws {
        let repository = try await repository()
        try repository.write(try line.changing("2: {agent: Joe}", to: "2: {agent: Jo}"), to: "contact-center.yaml")
        try await repository.commit("broken")
        for arguments in [["broken..two"], ["two..broken"]] {
            let result = try await finish("ccplan", ["diff"] + arguments, in: repository.url)
            #expect(result.status == 1)
            #expect(result.output == "")
            #expect(result.errors.hasPrefix("error[CC1"), "\(result.errors)")
            #expect(result.errors.contains("--> broken:contact-center.yaml:10:"), "\(result.errors)")
            #expect(result.errors.contains("\nerror: cannot compare broken: there are errors, and only what compiles"))
        }
        let files = try await repository.diff("two")
        #expect(files.status == 1)
        #expect(files.errors.contains("--> contact-center.yaml:10:"), "\(files.errors)")
        #expect(files.errors.contains("\nerror: cannot compare the files as they are: there are errors"))
    }

    @Test("--env and --var hold for both sides")
    func environment() async throws {
        let repository = try await GitRepository()
        let text =
            try line.changing("Speak now", to: "\"${word} now\"") + """
                vars: {word: Speak}
                environments:
                  production: {}
                  staging: {numbers: {main: {number: +44 20 7946 0001}}}
                default_environment: production

                """
        try repository.write(text, to: "contact-center.yaml")
        try await repository.commit("one")
        try repository.write(try text.changing(swapped.0, to: swapped.1), to: "contact-center.yaml")
        let staging = try await repository.diff("one", "--env", "staging")
        #expect(staging.output.contains("\n1. call +442079460001 (main), press 1\n"), "\(staging.output)")
        #expect(try await repository.diff("one").output.contains("\n1. call +442079460000 (main), press 1\n"))
        try repository.write(text, to: "contact-center.yaml")
        #expect(try await repository.diff("one", "--var", "word=Talk", "--exit-code").status == 0)
        #expect(try await repository.diff("one", "--env", "nowhere").status == 1)
    }

    @Test("a wrong command line is told as such")
    func commandLine() async throws {
        for arguments in [
            [], ["a", "b", "c"], ["--live", "a", "b"], ["--live", "a..b"], ["--api-url", "http://x.example", "a"],
            ["--snapshot", "live.json", "--api-url", "http://x.example"], ["a", "--format", "xml"],
        ] {
            #expect(try run("ccplan", ["diff"] + arguments).status == 64, "\(arguments)")
        }
    }
}
