import Foundation
import HTTPTransport
import HTTPWrites
import JSONTree
import LoopbackServing
import Testing

@Suite("Calls over real HTTP")
struct CallTests {
    private static let menu = """
        [{"action":"talk","text":"Thank you for calling my contact center."},
         {"action":"talk","text":"To talk to Jane, please press 1, or, to talk to Joe, press 2.","bargeIn":true},
         {"action":"input","type":["dtmf"],"dtmf":{"maxDigits":1,"timeOut":5},"eventUrl":["HOST/dtmf"]},
         {"action":"talk","text":"Goodbye."}]
        """
    private static let jane = """
        [{"action":"talk","text":"Please wait while we connect you to Jane"},
         {"action":"connect","timeout":20,"eventType":"synchronous","eventUrl":["HOST/jane"],
          "endpoint":[{"type":"app","user":"Jane"}]}]
        """
    private static let mobile = """
        [{"action":"connect","from":"442079460000","timeout":15,"endpoint":[{"type":"phone","number":"447700900001"}]}]
        """

    /// A sandbox whose number 442079460000 reaches the host through an application with the user Jane.
    private func sandbox(
        for host: DocumentHost,
        capabilities: String? = nil,
        _ arguments: [String] = []
    ) async throws -> EmulatedAccount {
        let sandbox = try await EmulatedAccount(["--own", "442079460000:GB", "--own", "442079460001:GB"] + arguments)
        let id = try await sandbox.application(capabilities: capabilities ?? host.capabilities())
        try await sandbox.link("442079460000", to: id)
        try await sandbox.addUsers(["Jane"], to: id)
        return sandbox
    }

    private func call(
        _ sandbox: EmulatedAccount,
        _ arguments: String...,
        environment: [String: String] = [:]
    ) async throws -> ProgramResult {
        let environment = sandbox.environment.merging(environment) { $1 }
        return try await finish("ccsandbox", ["call"] + arguments, environment: environment)
    }

    @Test("a call that presses 1 reaches Jane, and the host hears of every step")
    func reachesJane() async throws {
        let host = try DocumentHost(["/answer": Self.menu, "/dtmf": Self.jane])
        let sandbox = try await sandbox(for: host)
        let result = try await call(sandbox, "+44 20 7946 0000", "--press", "1")
        #expect(result.errors == "")
        #expect(
            host.named(result.output) == """
                call from +44 7700 900123 to +44 20 7946 0000
                00:00.0  webhook   answer GET http://host/answer, 447*******23 to 442*******00: 200, 4 actions
                00:00.0  voice     "Thank you for calling my contact center."
                00:02.6  voice     "To talk to Jane, please press 1, or, to talk to Joe, press 2."
                00:03.7  caller    presses 1
                00:03.7  webhook   input POST http://host/dtmf, digits 1: 200, 2 actions
                00:03.7  voice     "Please wait while we connect you to Jane"
                00:06.4  platform  rings Jane (app)
                00:10.4  Jane      answers
                01:10.4  Jane      hangs up
                01:10.4 in all; reached Jane

                """
        )
        #expect(result.status == 0)
        #expect(try host.statuses() == ["started", "ringing", "answered", "completed"])
        let answer = try #require(host.server.received.first { $0.path == "/answer" })
        #expect(answer.method == "GET")
        #expect(answer.query("to") == "442079460000")
        #expect(answer.query("from") == "447700900123")
    }

    @Test("who presses nothing hears the rest; a busy agent leads to what the host says next")
    func otherWays() async throws {
        let host = try DocumentHost(["/answer": Self.menu, "/dtmf": Self.jane, "/jane": Self.mobile])
        let silent = try DocumentHost(["/answer": Self.menu])
        let first = try await sandbox(for: silent)
        #expect(
            silent.named(try await call(first, "442079460000", "--press", "none").output) == """
                call from +44 7700 900123 to +44 20 7946 0000
                00:00.0  webhook   answer GET http://host/answer, 447*******23 to 442*******00: 200, 4 actions
                00:00.0  voice     "Thank you for calling my contact center."
                00:02.6  voice     "To talk to Jane, please press 1, or, to talk to Joe, press 2."
                00:11.7  webhook   input POST http://host/dtmf, no digits: 204, no NCCO
                00:11.7  voice     "Goodbye."
                00:12.2  platform  ends the call: nothing left to do
                00:12.2 in all; reached nobody

                """
        )
        let second = try await sandbox(for: host)
        let busy = try await finish(
            "ccsandbox",
            ["call", "442079460000", "--from", "withheld", "--press", "1", "--outcome", "Jane=busy"],
            environment: second.environment
        )
        #expect(
            host.named(busy.output) == """
                call from a withheld number to +44 20 7946 0000
                00:00.0  webhook          answer GET http://host/answer, anonymous to 442*******00: 200, 4 actions
                00:00.0  voice            "Thank you for calling my contact center."
                00:02.6  voice            "To talk to Jane, please press 1, or, to talk to Joe, press 2."
                00:03.7  caller           presses 1
                00:03.7  webhook          input POST http://host/dtmf, digits 1: 200, 2 actions
                00:03.7  voice            "Please wait while we connect you to Jane"
                00:06.4  platform         rings Jane (app)
                00:08.4  Jane             is not reached: busy
                00:08.4  webhook          connect POST http://host/jane, busy: 200, 1 action
                00:08.4  platform         rings +44 7700 900001 (phone) as +44 20 7946 0000
                00:12.4  +44 7700 900001  answers
                01:12.4  +44 7700 900001  hangs up
                01:12.4 in all; reached +44 7700 900001

                """
        )
        // Like the host's own log, what the host was told at /jane is Jane's whole story.
        let told = try host.server.received.filter { $0.path == "/jane" }
            .map { try JSONValue(parsing: $0.body)["status"]?.stringValue }
        #expect(told == ["started", "ringing", "busy"])
    }

    @Test("keys and words go to the inputs in the order of the command line")
    func keysAndWords() async throws {
        let ask = """
            [{"action":"input","type":["dtmf","speech"],"eventUrl":["HOST/NEXT"]}]
            """
        let host = try DocumentHost([
            "/answer": ask.replacing("NEXT", with: "a"), "/a": ask.replacing("NEXT", with: "b"),
            "/b": ask.replacing("NEXT", with: "c"),
        ])
        let sandbox = try await sandbox(for: host)
        let result = try await call(sandbox, "442079460000", "--say", "Jane please", "--press", "12#", "--say=Joe")
        #expect(
            host.named(result.output).split(separator: "\n").dropFirst(2).map { String($0) } == [
                #"00:00.5  caller    says "Jane please""#,
                #"00:03.2  webhook   input POST http://host/a, words "Jane please": 200, 1 action"#,
                "00:03.7  caller    presses 12#",
                "00:07.3  webhook   input POST http://host/b, digits 12#: 200, 1 action",
                #"00:07.8  caller    says "Joe""#,
                #"00:10.0  webhook   input POST http://host/c, words "Joe": 204, no NCCO"#,
                "00:10.0  platform  ends the call: nothing left to do",
                "00:10.0 in all; reached nobody; the caller heard nothing",
            ]
        )
    }

    @Test("a user calls out: the host is told who and whom, and no 'from'")
    func outbound() async throws {
        let host = try DocumentHost(["/answer": Self.mobile])
        let sandbox = try await sandbox(for: host, capabilities: host.capabilities(answerMethod: "POST"))
        let result = try await call(sandbox, "--as", "Jane", "--to", "07700 900001", "--outcome", "timeout")
        #expect(
            host.named(result.output) == """
                call from Jane (app) to 07700 900001
                00:00.0  webhook          answer POST http://host/answer, Jane to 07700 900001: 200, 1 action
                00:00.0  platform         rings +44 7700 900001 (phone) as +44 20 7946 0000
                00:15.0  +44 7700 900001  is not reached: timeout
                00:15.0  platform         ends the call: nothing left to do
                00:15.0 in all; reached nobody; the caller heard nothing but ringing

                """
        )
        #expect(result.status == 0)
        let answer = try #require(host.server.received.first { $0.path == "/answer" })
        let body = try JSONValue(parsing: answer.body)
        #expect(body["from_user"] == "Jane")
        #expect(body["to"] == "07700 900001")
        #expect(body["from"] == nil)
    }

    @Test("when the host is dead the fallback speaks, told why; without one the transcript says what the caller met")
    func deadHost() async throws {
        let spare = try DocumentHost(["/fallback": #"[{"action":"talk","text":"We have a technical problem."}]"#])
        let host = try DocumentHost([:], dead: ["/answer", "/events"])
        let capabilities = host.capabilities(fallback: "\(spare.url)/fallback")
        let rescued = try await call(try await sandbox(for: host, capabilities: capabilities), "442079460000")
        #expect(
            spare.named(rescued.output.replacing(host.url, with: "http://dead")) == """
                call from +44 7700 900123 to +44 20 7946 0000
                00:00.0  webhook   event POST http://dead/events, started: connection closed
                00:00.0  webhook   event POST http://dead/events, ringing: connection closed
                00:00.0  webhook   answer GET http://dead/answer, 447*******23 to 442*******00: connection closed
                00:00.0  webhook   answer GET http://dead/answer, 447*******23 to 442*******00: connection closed (try 2)
                00:00.0  webhook   fallback GET http://host/fallback, 447*******23 to 442*******00: 200, 1 action
                00:00.0  webhook   event POST http://dead/events, answered: connection closed
                00:00.0  voice     "We have a technical problem."
                00:01.8  webhook   event POST http://dead/events, completed: connection closed
                00:01.8  platform  ends the call: nothing left to do
                00:01.8 in all; reached nobody

                """
        )
        #expect(rescued.status == 0)
        #expect(spare.server.received.first?.query("reason") == "connection%20closed")
        let lost = try await call(try await sandbox(for: host), "442079460000")
        #expect(lost.output.hasSuffix("reached nobody; the caller heard nothing\n"))
        #expect(
            lost.errors == "error: nobody answered the call: no NCCO to run: connection closed\n"
                + "  help: see that the host of the answer_url runs and gives an NCCO\n"
        )
        #expect(lost.status == 1)
    }

    @Test("a page in the place of an NCCO fails the call: with an error at its start, in the transcript later on")
    func page() async throws {
        let page = "<!DOCTYPE html><html><body>It works!</body></html>"
        let atOnce = try DocumentHost(["/answer": page])
        let first = try await call(try await sandbox(for: atOnce), "442079460000")
        #expect(first.errors.hasPrefix("error: nobody answered the call: Syntax error in NCCO."))
        #expect(first.errors.split(separator: "\n").count == 2)
        #expect(first.status == 1)
        let later = try DocumentHost(["/answer": Self.menu, "/dtmf": page])
        let second = try await call(try await sandbox(for: later), "442079460000", "--press", "1")
        #expect(second.output.contains("platform  reports an error: Syntax error in NCCO."))
        #expect(second.output.contains("platform  ends the call: Syntax error in NCCO."))
        #expect(second.status == 0)
    }

    @Test("app users are rung only with rtc, only when they exist, and at most three endpoints a second")
    func refusals() async throws {
        let nobody = #"{"action":"connect","endpoint":[{"type":"app","user":"Nobody"}]}"#
        let host = try DocumentHost(["/answer": "[\(Array(repeating: nobody, count: 4).joined(separator: ","))]"])
        let known = try await call(try await sandbox(for: host), "442079460000")
        let unavailable = "Nobody    is not reached: unanswered, unavailable (the application has no such user)"
        #expect(
            known.output.split(separator: "\n").dropFirst(2).prefix(5).map { $0.dropFirst(9) } == [
                unavailable[...], unavailable[...], unavailable[...],
                "Nobody    is not reached: failed (more than 3 connects within one second)",
                "platform  reports an error: Too many connect actions: at most 3 per second; this one is not queued",
            ]
        )
        #expect(known.status == 0)
        let withoutRTC = host.capabilities().replacing(#""rtc":{},"#, with: "")
        let deaf = try await call(try await sandbox(for: host, capabilities: withoutRTC), "442079460000")
        #expect(deaf.output.contains("is not reached: failed, cannot_route (the application lacks the rtc capability)"))
    }

    @Test("webhooks are signed when the secret is known and the application wants it")
    func signatures() async throws {
        let host = try DocumentHost(["/answer": "[]"])
        let secret = ["VONAGE_SIGNATURE_SECRET": "a signature secret"]
        _ = try await call(try await sandbox(for: host), "442079460000", environment: secret)
        #expect(!host.server.received.isEmpty)
        #expect(host.server.received.allSatisfy { $0.header("Authorization")?.hasPrefix("Bearer ") == true })
        let plain = try DocumentHost(["/answer": "[]"])
        let unsigned = plain.capabilities(more: #""signed_callbacks":false,"#)
        _ = try await call(try await sandbox(for: plain, capabilities: unsigned), "442079460000", environment: secret)
        _ = try await call(try await sandbox(for: plain), "442079460000")
        #expect(plain.server.received.count >= 2)
        #expect(plain.server.received.allSatisfy { $0.header("Authorization") == nil })
    }

    @Test("the JSON form has a version, and the same seed gives the same call")
    func json() async throws {
        let host = try DocumentHost(["/answer": Self.menu, "/dtmf": Self.jane])
        let sandbox = try await sandbox(for: host)
        let arguments = ["442079460000", "--press", "1", "--format", "json", "--seed", "7"]
        let first = try await finish("ccsandbox", ["call"] + arguments, environment: sandbox.environment)
        let second = try await finish("ccsandbox", ["call"] + arguments, environment: sandbox.environment)
        let transcript = try JSONValue(parsing: first.output)
        #expect(transcript["version"] == 1)
        #expect(transcript["call"]?["to"] == "442079460000")
        #expect(transcript["reached"] == [["type": "app", "name": "Jane"]])
        #expect(transcript["ending"]?["reason"] == "callee-hung-up")
        #expect(first.output == second.output)
    }

    @Test("a URL can be called without any account")
    func answerURL() async throws {
        let host = try DocumentHost(["/answer": Self.menu, "/dtmf": Self.jane])
        let result = try await finish(
            "ccsandbox",
            ["call", "442079460009", "--answer-url", "\(host.url)/answer", "--answer-method", "POST", "--press", "1"]
        )
        #expect(result.output.hasSuffix("01:10.4 in all; reached Jane\n"))
        #expect(result.status == 0)
        #expect(host.server.received.first?.method == "POST")
    }
}
