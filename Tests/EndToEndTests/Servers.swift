import Foundation
import Glibc
import HTTPTransport
import HTTPWrites
import JSONTree
import Synchronization
import Testing

/// A program of this package that runs beside the test: watched, signalled and waited for.
final class LaunchedProgram: Sendable {
    private let process: SpawnedProcess
    private let output: TemporaryFolder
    private let ended: Task<Int32, Never>

    /// Starts a program of the package, which the build puts beside the test binary.
    convenience init(
        _ program: String,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = "",
        in folder: URL? = nil
    ) throws {
        let url = URL(filePath: builtProgram(program))
        try self.init(url, arguments, environment: environment, input: input, in: folder)
    }

    /// Starts a program whose standard input is `input`.
    init(
        _ program: URL,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = "",
        in folder: URL? = nil
    ) throws {
        let output = try TemporaryFolder()
        // Files, not pipes: nothing blocks however much is printed.
        for (name, content) in [("out", ""), ("err", ""), ("in", input)] {
            try Data(content.utf8).write(to: output.url.appending(path: name))
        }
        process = try SpawnedProcess(
            program.path,
            arguments,
            environment: bareEnvironment.merging(environment) { $1 },
            folder: folder?.path,
            input: output.url.appending(path: "in").path,
            output: output.url.appending(path: "out").path,
            errors: output.url.appending(path: "err").path
        )
        self.output = output
        // Also reaps it where nobody waits.
        ended = Task { [process] in await process.ending() }
    }

    deinit {
        signal(SIGKILL)  // Nothing that it still holds is needed.
    }

    var identifier: Int32 { process.identifier }

    func signal(_ number: Int32) {
        process.signal(number)
    }

    /// Waits for the end.
    func result() async throws -> ProgramResult {
        let status = await ended.value
        return ProgramResult(status: status, output: try text("out"), errors: try text("err"))
    }

    /// Waits until a signal that the program takes for a wish has come to it: it restores the signal's default then.
    func waitUntilCaught(_ number: Int32) async throws {
        let file = "/proc/\(identifier)/status"
        for _ in 0..<2_000 {
            let status = try String(contentsOfFile: file, encoding: .utf8)
            let masks = ["SigIgn", "SigCgt"].compactMap { name -> UInt64? in
                let line = status.split(separator: "\n").first { $0.hasPrefix("\(name):") }
                return line.flatMap { UInt64($0.split(separator: "\t").last ?? "", radix: 16) }
            }
            let isDefault = masks.allSatisfy { $0 & (1 << UInt64(number - 1)) == 0 }
            if masks.count == 2, isDefault { return }
            try await Task.sleep(for: .milliseconds(5))
        }
        Issue.record("the signal was not taken")
    }

    /// The URL in the line that a server prints when it accepts connections.
    func listeningURL() async throws -> String {
        for _ in 0..<2_000 where process.isRunning {
            let line = try text("out").split(separator: "\n", omittingEmptySubsequences: false).dropLast().first
            if let line { return String(line.split(separator: " ").last ?? "") }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw StartFailure(errors: try text("err"))
    }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: output.url.appending(path: name), encoding: .utf8)
    }
}

/// A server did not come up.
struct StartFailure: Error {
    let errors: String
}

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
