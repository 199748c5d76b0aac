import Foundation
import HTTPTransport
import HTTPWrites
import JSONTree
import LoopbackServing
import Testing

@Suite("Calls that cannot be made")
struct CallErrorTests {
    @Test("what the account lacks is one line and what to do, with status 1")
    func account() async throws {
        let sandbox = try await EmulatedAccount(["--own", "442079460000:GB", "--own", "442079460001:GB"])
        let silent = try await sandbox.application(name: "Silent", capabilities: #"{"voice":{}}"#)
        try await sandbox.link("442079460000", to: silent)
        try await sandbox.addUsers(["Ann"], to: silent)
        let cases: [(arguments: [String], error: String)] = [
            (
                ["442079460009"],
                "the account does not own +44 20 7946 0009; it owns +44 20 7946 0000, +44 20 7946 0001"
            ),
            (["442079460001"], "+44 20 7946 0001 is linked to no application; these are: +44 20 7946 0000"),
            (
                ["442079460000"],
                "the application 'Silent' has no answer_url, so nothing can answer the call; "
                    + "set one, as 'ccapply' does"
            ),
            (["--as", "Joe", "--to", "1"], "no application has a user 'Joe'; there are Ann"),
            (
                ["--as", "Ann", "--to", "1", "--application", "x"],
                "the account has no application 'x'; it has \(silent)"
            ),
            (
                ["--as", "Ann", "--to", "1"],
                "the application of 'Ann' lacks the rtc capability, without which its users cannot call; "
                    + "switch it on: a project that has users or agents does, once applied"
            ),
        ]
        for (arguments, error) in cases {
            let result = try await finish("ccsandbox", ["call"] + arguments, environment: sandbox.environment)
            #expect(result.errors == "error: \(error.replacing("; ", with: "\n  help: "))\n")
            #expect(result.output == "")
            #expect(result.status == 1)
        }
    }

    @Test("credentials and API that do not work are one line and what to do, no secret, status 1")
    func access() async throws {
        let sandbox = try await EmulatedAccount([])
        let page = try LoopbackServer { _, _ in .text("<html><body>Welcome</body></html>") }
        let cases: [(environment: [String: String?], part: String)] = [
            (["VONAGE_API_SECRET": "wrong-secret"], "check VONAGE_API_KEY and VONAGE_API_SECRET"),
            (["VONAGE_API_KEY": nil], "set VONAGE_API_KEY too"),
            (["VONAGE_API_KEY": nil, "VONAGE_API_SECRET": nil], "set VONAGE_API_KEY and VONAGE_API_SECRET"),
            (["VONAGE_API_URL": nil], "set VONAGE_API_URL to the URL that 'ccsandbox serve' prints"),
            (["VONAGE_API_URL": "localhost"], "to an http or https URL without a query"),
            (["VONAGE_API_URL": "http://127.0.0.1:\(try closedPort())"], "cannot connect to"),
            (["VONAGE_API_URL": page.base], "is not JSON"),
        ]
        for (changes, part) in cases {
            var environment = sandbox.environment
            for (name, value) in changes { environment[name] = value }
            let result = try await finish("ccsandbox", ["call", "442079460000"], environment: environment)
            #expect(result.errors.hasPrefix("error: "))
            #expect(result.errors.contains(part))
            let lines = result.errors.split(separator: "\n")
            #expect(lines.count == 2)
            #expect(lines.last?.hasPrefix("  help: ") == true)
            #expect(!result.errors.contains("wrong-secret"))
            #expect(result.output == "")
            #expect(result.status == 1)
        }
    }

    @Test(
        "a wrong command line has status 64 and reaches no host",
        arguments: [
            [], ["12"], ["+44 20 7946 0000", "--press", "x"], ["+44 20 7946 0000", "--outcome", "asleep"],
            ["--as", "Jane"], ["--to", "1"], ["442079460000", "--as", "Jane", "--to", "1"],
            ["442079460000", "--to", "1"], ["442079460000", "--from", "Jane"], ["442079460000", "--hang-up", "-1"],
            ["442079460000", "--application", "x"], ["442079460000", "--format", "xml"], ["442079460000", "--loud"],
            ["442079460000", "--answer-url", "host/answer"], ["442079460000", "--quirk", "odd"],
        ]
    )
    func commandLine(arguments: [String]) async throws {
        let result = try await finish("ccsandbox", ["call"] + arguments)
        #expect(result.status == 64)
        #expect(result.errors.hasPrefix("Error: "))
        #expect(result.output == "")
    }

    @Test("a password in a web address is refused, and not shown", arguments: ["--answer-url", "--fallback-url"])
    func password(option: String) async throws {
        var arguments = ["call", "442079460000", option, "http://me:s3cret@127.0.0.1:1/answer"]
        if option == "--fallback-url" { arguments += ["--answer-url", "http://127.0.0.1:1/answer"] }
        let result = try await finish("ccsandbox", arguments)
        #expect(result.status == 64)
        #expect(result.errors.hasPrefix("Error: \(option) must name the host alone, without a user name or password"))
        #expect(!(result.output + result.errors).contains("s3cret"))
    }
}
