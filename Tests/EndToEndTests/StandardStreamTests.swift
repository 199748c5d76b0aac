import Foundation
import Testing

@Suite("standard streams")
struct StandardStreamTests {
    /// Runs a program of the package with a redirection of the shell.
    private func run(
        _ program: String,
        _ arguments: [String],
        _ redirection: String,
        environment: [String: String] = [:],
        in folder: URL = repository
    ) async throws -> ProgramResult {
        try await LaunchedProgram(
            URL(filePath: "/bin/sh"),
            ["-c", #"exec "$0" "$@" \#(redirection)"#, builtProgram(program)] + arguments,
            environment: environment,
            in: folder
        ).result()
    }

    @Test(
        "a result that cannot be written is an error: a part of it must not pass for the whole",
        arguments: [["validate", "examples/quickstart"], ["validate", "examples/quickstart", "--format", "json"]]
    )
    func full(arguments: [String]) async throws {
        let result = try await run("ccplan", arguments, ">/dev/full")
        #expect(result.status == 1)
        #expect(
            result.errors.hasSuffix(
                """
                error: cannot write '/dev/stdout': no space left on device
                  help: free some space

                """
            ),
            "\(result.errors)"
        )
    }

    @Test(
        "with streams that the caller closed everything is done all the same",
        arguments: [">&-", "2>&-", "<&- >&- 2>&-"]
    )
    func closed(redirection: String) async throws {
        let site = try await Site()
        let environment = site.environment
        let validated = try await run("ccplan", ["validate", site.project.path], redirection)
        #expect(validated.status == 0)
        let applied = try await run(
            "ccapply",
            [site.project.path, "--auto-approve", "--rate", "off"],
            redirection,
            environment: environment
        )
        #expect(applied.status == 0)
        try await site.expectNothingToDo()
    }

    @Test("an apply whose lines nobody can keep goes on to its end, and then says so")
    func fullDuringApply() async throws {
        let site = try await Site()
        let environment = site.environment
        let arguments = [site.project.path, "--auto-approve", "--rate", "off", "--format", "json"]
        let result = try await run("ccapply", arguments, ">/dev/full", environment: environment)
        #expect(result.status == 1)
        #expect(result.errors.contains("cannot write '/dev/stdout'"))
        try await site.expectNothingToDo()
    }

    @Test("a reader that has seen enough is no error")
    func pipe() async throws {
        let result = try await run("ccplan", ["validate", "examples/quickstart"], "| true; exit 0")
        #expect(result.status == 0)
        #expect(result.errors.isEmpty)
    }

    @Test("a call whose transcript cannot be written is an error")
    func fullCall() async throws {
        let site = try await Site()
        try await site.applied()
        let result = try await run(
            "ccsandbox",
            ["call", "+44 20 7946 0002", "--press", "1"],
            ">/dev/full",
            environment: site.environment
        )
        #expect(result.status == 1)
        #expect(result.errors.contains("cannot write '/dev/stdout': no space left on device"))
    }
}
