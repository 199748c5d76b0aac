import Foundation
import HTTPTransport
import HTTPWrites
import JSONTree
import LoopbackServing
import Testing

/// `ccsandbox serve` as a process of its own, on a free port; gone with this value.
final class RunningSandbox {
    let url: String
    private let process: SpawnedProcess
    private let output: TemporaryFolder
    private let http = HTTPClient()

    /// Starts it and waits for its line.
    init(_ arguments: [String] = []) throws {
        output = try TemporaryFolder()
        let file = output.url.appending(path: "out")
        process = try SpawnedProcess(
            builtProgram("ccsandbox"),
            ["serve"] + arguments,
            environment: bareEnvironment,
            folder: nil,
            input: "/dev/null",
            output: file.path,
            errors: output.url.appending(path: "err").path
        )
        // Reaps it, and so tells when it ended.
        Thread.detachNewThread { [process] in _ = process.wait() }
        var text = ""
        while !text.hasSuffix("\n"), process.isRunning {
            usleep(2_000)
            text = (try? String(contentsOf: file, encoding: .utf8)) ?? ""  // Not there yet: nothing is printed.
        }
        guard text.hasPrefix("ccsandbox listening on http://"), let start = text.firstRange(of: "http://") else {
            process.signal(SIGKILL)
            throw SandboxDidNotStart(line: text)
        }
        url = text[start.lowerBound...].trimmingCharacters(in: .newlines)
    }

    deinit { kill() }

    /// Ends it as a power cut would.
    func kill() {
        process.signal(SIGKILL)
        _ = process.wait()
    }

    /// Ends it as an operator does; its exit status.
    func terminate() -> Int32 {
        process.signal(SIGTERM)
        return process.wait()
    }

    /// The environment in which the programs find this account.
    var environment: [String: String] {
        ["VONAGE_API_URL": url, "VONAGE_API_KEY": "sandbox", "VONAGE_API_SECRET": "sandbox-secret"]
    }

    /// Sends a request with the account's credentials, and none to an admin endpoint.
    @discardableResult
    func send(
        _ method: HTTPWriteMethod,
        _ path: String,
        _ body: HTTPBody,
        expecting status: Int
    ) async throws -> JSONValue {
        var request = HTTPRequest(url: url + path)
        // "sandbox:sandbox-secret" in base64.
        if !path.hasPrefix("/_sandbox/") {
            request.headers = [("Authorization", "Basic c2FuZGJveDpzYW5kYm94LXNlY3JldA==")]
        }
        let response = try await http.send(method, request, body: body)
        try #require(response.status == status, "\(String(decoding: response.body, as: UTF8.self))")
        return response.body.isEmpty ? .null : try JSONValue(parsing: response.body)
    }

    /// What an admin endpoint tells.
    func read(_ path: String) async throws -> JSONValue {
        try JSONValue(parsing: try await http.get(HTTPRequest(url: url + path)).body)
    }

    /// Creates an application; its id.
    func application(name: String = "Acme", capabilities: String) async throws -> String {
        let body = #"{"name":"\#(name)","capabilities":\#(capabilities)}"#
        let made = try await send(.post, "/v2/applications", .json(Array(body.utf8)), expecting: 201)
        return try #require(made["id"]?.stringValue)
    }

    /// Links one of the account's numbers to an application.
    func link(_ number: String, to application: String) async throws {
        let form = HTTPBody.form([("country", "GB"), ("msisdn", number), ("app_id", application)])
        let answer = try await send(.post, "/number/update", form, expecting: 200)
        try #require(answer["error-code"] == "200")
    }

    /// Gives the application users of these names, through the state, since the Users API would want its key.
    func addUsers(_ names: [String], to application: String) async throws {
        var state = try #require(try await read("/_sandbox/state").objectValue)
        let users = names.map { JSONValue.object(JSONObject([("id", .string("USR-\($0)")), ("name", .string($0))])) }
        state["users"] = .object(JSONObject([(application, .array(users))]))
        try await send(
            .put,
            "/_sandbox/state",
            .json(JSONValue.object(state).serializedBytes()),
            expecting: 204
        )
    }
}

struct SandboxDidNotStart: Error {
    let line: String
}

/// A host of NCCOs written in the test, with `HOST` in them standing for its own URL; everything else is answered with 204.
final class DocumentHost: Sendable {
    let server: LoopbackServer

    init(_ documents: [String: String], dead: Set<String> = []) throws {
        // The URL is known only when the server is there, but each request names it.
        server = try LoopbackServer { request, _ in
            if dead.contains(request.path) { return .close }
            guard let document = documents[request.path] else { return .answer(status: 204, body: []) }
            return .json(document.replacing("HOST", with: "http://\(request.header("Host") ?? "")"))
        }
    }

    var url: String { server.base }

    /// Voice and rtc, with all webhooks at this host.
    func capabilities(answerMethod: String = "GET", fallback: String? = nil, more: String = "") -> String {
        let fallback = fallback.map { #""fallback_answer_url":{"address":"\#($0)"},"# } ?? ""
        return """
            {"rtc":{},"voice":{\(more)"webhooks":{\(fallback)
            "answer_url":{"address":"\(url)/answer","http_method":"\(answerMethod)"},
            "event_url":{"address":"\(url)/events"}}}}
            """
    }

    /// A transcript with a fixed name in the place of this host's URL.
    func named(_ text: String) -> String { text.replacing(url, with: "http://host") }

    /// The states that were posted to `/events`, in order.
    func statuses() throws -> [String] {
        try server.received.filter { $0.path == "/events" }
            .compactMap { try JSONValue(parsing: $0.body)["status"]?.stringValue }
    }
}
