import Foundation
import JSONTree
import Testing

private let head = "version: 1\napp: {name: Acme}\nhosting: {url: \"https://voice.acme.example\"}\n"

@Suite("environments and included files on the command line")
struct EnvironmentCommandTests {
    private let environments = "environments:\n  production:\n  staging: {app: {name: Acme Trial}, users: {Bob: {}}}\n"

    @Test("validate checks all environments, --env one of them")
    func validate() throws {
        let folder = try TemporaryFolder()
        let project = try folder.project(head + "default_environment: production\n" + environments)
        let all = try run("ccplan", ["validate"], in: project)
        #expect(all.status == 0)
        #expect(all.output == "Acme: valid in 2 environments (0 numbers, 0 agents, 0 menus)\n")
        #expect(all.errors == "")
        let one = try run("ccplan", ["validate", "--env", "staging"], in: project)
        #expect(one.output == "Acme Trial: valid in environment 'staging' (0 numbers, 0 agents, 0 menus)\n")
    }

    @Test("an environment that is not there is one line with what was meant, status 1")
    func unknown() throws {
        let folder = try TemporaryFolder()
        let project = try folder.project(head + environments)
        for command in [["validate"], ["build", "--out", "bundle"], ["plan"]] {
            let result = try run("ccplan", command + ["--env", "stagin"], in: project)
            #expect(result.status == 1)
            #expect(
                result.errors == "error: the project has no environment 'stagin'\n  help: did you mean 'staging'?\n"
            )
        }
        let without = try folder.project(head, named: "without")
        let result = try run("ccplan", ["validate", "--env", "staging"], in: without)
        #expect(result.status == 1)
        #expect(
            result.errors == """
                error: the project has no environments, so there is no 'staging' to choose
                  help: leave --env out, or define the environment under 'environments'

                """
        )
    }

    @Test("a command that needs one environment says so when none is chosen")
    func none() throws {
        let folder = try TemporaryFolder()
        let project = try folder.project(head + environments)
        let result = try run("ccplan", ["build", "--out", "bundle"], in: project)
        #expect(result.status == 1)
        #expect(
            result.errors == """
                error[CC1013]: the project has environments, and none is chosen
                 --> contact-center.yaml:4:1
                  |
                4 | environments:
                  | ^^^^^^^^^^^^
                  = help: choose one with '--env production', or set 'default_environment'

                1 error

                """
        )
        #expect(try run("ccplan", ["build", "--out", "bundle", "--env", "staging"], in: project).status == 0)
    }

    @Test("a finding in an included file is shown with its path and line in every format")
    func formats() throws {
        let folder = try TemporaryFolder()
        let repository = folder.url.appending(path: "repository")
        try FileManager.default.createDirectory(
            at: repository.appending(path: ".git"),
            withIntermediateDirectories: true
        )
        let project = try folder.project(head + "include: [people/*.yaml]\n" + environments, named: "repository/voice")
        try FileManager.default.createDirectory(
            at: project.appending(path: "people"),
            withIntermediateDirectories: true
        )
        try Data("# größe\nagents:\n  Jane: {otherwise: {agent: Jnae}}\n".utf8)
            .write(to: project.appending(path: "people/all.yaml"))
        func report(_ format: String) throws -> String {
            let result = try run("ccplan", ["validate", "voice", "--format", format], in: repository)
            #expect(result.status == 1)
            return format == "text" ? result.errors : result.output
        }
        #expect(try report("text").contains(" --> voice/people/all.yaml:3:29\n"))
        #expect(try report("github").contains("file=voice/people/all.yaml,line=3,"))
        let json = try JSONValue(parsing: Array(report("json").utf8))["diagnostics"]?.arrayValue?.first
        #expect(json?["file"]?.stringValue == "voice/people/all.yaml")
        #expect(json?["start"]?["line"]?.intValue == 3)
        let gitlab = try JSONValue(parsing: Array(report("gitlab").utf8)).arrayValue?.first
        #expect(gitlab?["location"]?["path"]?.stringValue == "voice/people/all.yaml")
        let sarif = try report("sarif")
        #expect(sarif.contains("voice/people/all.yaml"))
        #expect(sarif.contains("\"startLine\": 3"))
    }

    @Test("several projects are checked in one run, and one error is enough for status 1")
    func several() throws {
        let folder = try TemporaryFolder()
        for name in ["a", "c"] { _ = try folder.project(head.replacing("Acme", with: name), named: name) }
        let sound = try run("ccplan", ["validate", "a", "c"], in: folder.url)
        #expect(sound.status == 0)
        #expect(
            sound.output == "a: valid (0 numbers, 0 agents, 0 menus)\nc: valid (0 numbers, 0 agents, 0 menus)\n"
        )
        _ = try folder.project(head + "menuz: {}\n", named: "b")
        let result = try run("ccplan", ["validate", "a", "b", "nowhere", "c"], in: folder.url)
        #expect(result.status == 1)
        #expect(result.output == sound.output)
        #expect(result.errors.contains(" --> b/contact-center.yaml:4:1\n"))
        #expect(result.errors.contains("error: there is no file or folder 'nowhere'\n"))
        let report = try run("ccplan", ["validate", "a", "b", "c", "--format", "json"], in: folder.url)
        #expect(report.status == 1)
        let json = try JSONValue(parsing: Array(report.output.utf8))
        #expect(json["errors"]?.intValue == 1)
        #expect(json["diagnostics"]?.arrayValue?.first?["file"]?.stringValue == "b/contact-center.yaml")
        #expect(json["diagnostics"]?.arrayValue?.first?["start"]?["line"]?.intValue == 4)
    }
}

@Suite("saved plans and environments")
struct EnvironmentPlanTests {
    private func site() async throws -> Site {
        let site = try await Site()
        try site.write(
            try site.originalText + """

                environments:
                  production: {agents: {Jane: {display_name: In production}}}
                  staging: {agents: {Jane: {display_name: On trial}}, numbers: {custom: null}}
                """
        )
        return site
    }

    @Test("a plan knows its environment, and is applied to it without --env")
    func plan() async throws {
        let site = try await site()
        let file = site.folder.url.appending(path: "plan.json")
        let none = try await site.plan()
        #expect(none.status == 1)
        #expect(none.errors.contains("CC1013"))
        let saved = try await site.plan("--env", "staging", "--out", file.path)
        try #require(saved.status == 0, "\(saved.errors)")
        #expect(try JSONValue(parsing: Array(Data(contentsOf: file)))["environment"]?.stringValue == "staging")

        let other = try await site.apply(file.path, "--env", "production")
        #expect(other.status == 1)
        #expect(
            other.errors == """
                error: the plan was made for environment 'staging', not for 'production'
                  help: leave --env out: a plan knows its environment; or make a plan for the other one

                """
        )
        #expect(try await site.account.mutationCount() == 0)

        let applied = try await site.apply(file.path)
        #expect(applied.status == 0, "\(applied.errors)")
        #expect(try await site.plan("--env", "staging", "--detailed-exitcode").status == 0)
        #expect(try await site.plan("--env", "production", "--detailed-exitcode").status == 2)
        #expect(try await site.account.state().serialized().contains("On trial"))
    }

    @Test("a plan of a project without environments takes no --env")
    func without() async throws {
        let site = try await Site()
        let file = site.folder.url.appending(path: "plan.json")
        try #require(try await site.plan("--out", file.path).status == 0)
        let result = try await site.apply(file.path, "--env", "staging")
        #expect(result.status == 1)
        #expect(result.errors.hasPrefix("error: the plan was made for no environment, not for 'staging'\n"))
        #expect(try await site.account.mutationCount() == 0)
    }
}
