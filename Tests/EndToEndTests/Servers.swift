import Foundation
import HTTPTransport
import HTTPWrites
import JSONTree
import Synchronization
import Testing

/// Runs a program to its end without holding a thread meanwhile.
func finish(
    _ program: String,
    _ arguments: [String],
    environment: [String: String] = [:],
    input: String = "",
    in folder: URL? = nil
) async throws -> ProgramResult {
    let launched = try LaunchedProgram(program, arguments, environment: environment, input: input, in: folder)
    return try await launched.result()
}

/// Runs a program of the system, likewise.
func finish(
    _ program: URL,
    _ arguments: [String],
    environment: [String: String] = [:],
    input: String = ""
) async throws -> ProgramResult {
    try await LaunchedProgram(program, arguments, environment: environment, input: input).result()
}

/// Lets so many through at a time, so that tests that run side by side do not start a hundred servers.
final class Turnstile: Sendable {
    private struct State {
        var free: Int
        var waiting: [CheckedContinuation<Void, Never>] = []
    }

    private let state: Mutex<State>

    init(width: Int) {
        state = Mutex(State(free: width))
    }

    /// The right to be inside, given back with its last reference.
    final class Ticket: Sendable {
        private let turnstile: Turnstile

        fileprivate init(_ turnstile: Turnstile) { self.turnstile = turnstile }

        deinit { turnstile.leave() }
    }

    func enter() async -> Ticket {
        await withCheckedContinuation { continuation in
            let isFree = state.withLock { state in
                if state.free > 0 {
                    state.free -= 1
                    return true
                }
                state.waiting.append(continuation)
                return false
            }
            if isFree { continuation.resume() }
        }
        return Ticket(self)
    }

    private func leave() {
        let next = state.withLock { state -> CheckedContinuation<Void, Never>? in
            guard state.waiting.isEmpty else { return state.waiting.removeFirst() }
            state.free += 1
            return nil
        }
        next?.resume()
    }
}

/// The emulator, and what tests ask of it behind the programs' backs.
final class EmulatedAccount: Sendable {
    let url: String
    private let program: LaunchedProgram

    private static let client = HTTPClient(options: HTTPClient.Options(concurrency: 64))

    init(_ arguments: [String]) async throws {
        program = try LaunchedProgram("ccsandbox", ["serve"] + arguments)
        url = try await program.listeningURL()
    }

    /// A request as the emulator saw it.
    struct Request: Equatable, CustomStringConvertible {
        let method: String
        let path: String
        let isMutating: Bool
        var description: String { "\(method) \(path)" }
    }

    /// Those since the log was last cleared, in the order of their arrival.
    func requests() async throws -> [Request] {
        let rows = try await ask("requests")["requests"]?.arrayValue ?? []
        return rows.map { row in
            Request(
                method: row["method"]?.stringValue ?? "",
                path: row["path"]?.stringValue ?? "",
                isMutating: row["mutated"]?.boolValue ?? false
            )
        }
    }

    /// How many requests changed something since the log was last cleared.
    func mutationCount() async throws -> Int {
        try await requests().filter(\.isMutating).count
    }

    func seed(users: Int, application: String) async throws {
        try await tell(.post, "seed", ["application_id": .string(application), "users": .integer(users)])
    }

    func clearRequests() async throws { try await tell(.delete, "requests") }
    func clearFaults() async throws { try await tell(.delete, "faults") }
    func add(fault: JSONValue) async throws { try await tell(.post, "faults", fault) }
    func state() async throws -> JSONValue { try await ask("state") }
    func set(state: JSONValue) async throws { try await tell(.put, "state", state) }

    /// Waits until so many requests hang.
    func waitForHanging(_ count: Int = 1) async throws {
        _ = try await ask("hanging?count=\(count)&timeout_ms=20000")
    }

    func release() async throws { try await tell(.post, "release", ["then": "proceed"]) }

    private func ask(_ endpoint: String) async throws -> JSONValue {
        let response = try await Self.client.get(HTTPRequest(url: "\(url)/_sandbox/\(endpoint)"))
        try #require(response.status == 200, "\(endpoint): \(String(decoding: response.body, as: UTF8.self))")
        return try JSONValue(parsing: response.body)
    }

    private func tell(_ method: HTTPWriteMethod, _ endpoint: String, _ body: JSONValue? = nil) async throws {
        let response = try await Self.client.send(
            method,
            HTTPRequest(url: "\(url)/_sandbox/\(endpoint)"),
            body: body.map { .json($0.serializedBytes()) }
        )
        try #require(
            (200..<300).contains(response.status),
            "\(endpoint): \(String(decoding: response.body, as: UTF8.self))"
        )
    }
}
