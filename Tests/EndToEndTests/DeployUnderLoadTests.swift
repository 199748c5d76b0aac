import Foundation
import HTTPTransport
import HTTPWrites
import JSONTree
import Synchronization
import Testing

@Suite("Deploys while calls are in progress", .timeLimit(.minutes(10)))
struct DeployUnderLoadTests {
    /// A few here; for a minute, one a second, when `CCPLAN_SOAK` is set.
    private static let isSoaking = ProcessInfo.processInfo.environment["CCPLAN_SOAK"] != nil
    private static let deploys = isSoaking ? 60 : 4
    private static let callers = 50

    @Test("every call finishes on the release that it began on, and no answer is wrong")
    func deploys() async throws {
        let site = try await Site()
        let pointer = Pointer()
        try await deploy(0, site, pointer)
        let calls = try await withThrowingTaskGroup(of: Int.self) { group in
            for caller in 0..<Self.callers {
                group.addTask {
                    // One more after the last deploy, so that the last release is called, too.
                    var calls = 0
                    while !pointer.isSettled {
                        try await call(caller, number: calls, pointer)
                        calls += 1
                    }
                    try await call(caller, number: calls, pointer)
                    return calls + 1
                }
            }
            for _ in 0..<2 {
                group.addTask {
                    try await load(site, pointer)
                    return 0
                }
            }
            group.addTask {
                defer { pointer.settle() }  // Whatever happens, the others must end.
                for number in 1...Self.deploys {
                    let begin = ContinuousClock.now
                    try await deploy(number, site, pointer)
                    if Self.isSoaking { try await Task.sleep(until: begin + .seconds(1)) }
                }
                return 0
            }
            return try await group.reduce(0, +)
        }
        #expect(calls >= 2 * Self.callers)
        #expect(pointer.callsAcrossDeploys > 0, "a call was in progress when its release was no longer the live one")
        #expect(try site.log().count == Self.deploys + 1)
    }

    // MARK: Deploying

    /// Makes version `number` of the project live, as an operator does.
    private func deploy(_ number: Int, _ site: Site, _ pointer: Pointer) async throws {
        try site.edit(
            ("Thank you for calling my contact center.", "Welcome to version \(number)."),
            ("connect you to Jane,", "connect you to Jane of version \(number),"),
            ("Jane cannot take your call right now.", "Jane of version \(number) cannot take your call right now.")
        )
        try await site.applied()
        let release = try await site.liveRelease()
        let files = try site.published().filter { $0.key.hasPrefix("r/\(release)/") }
        pointer.move(to: Live(version: number, url: try await site.answerURL(), release: release, files: files))
    }

    /// What calls go to.
    private struct Live: Sendable {
        let version: Int
        let url: String
        let release: String
        /// By path.
        let files: [String: Data]
    }

    /// The one thing that a deploy moves.
    private final class Pointer: Sendable {
        private struct State {
            var all: [Live] = []
            var isSettled = false
            var waiting: [CheckedContinuation<Void, Never>] = []
            var callsAcrossDeploys = 0
        }

        private let state = Mutex(State())

        var live: Live? { state.withLock { $0.all.last } }
        var all: [Live] { state.withLock { $0.all } }
        var isSettled: Bool { state.withLock { $0.isSettled } }
        var callsAcrossDeploys: Int { state.withLock { $0.callsAcrossDeploys } }

        func move(to live: Live) {
            let waiting = state.withLock { state in
                state.all.append(live)
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }

        /// No further deploy will come.
        func settle() {
            let waiting = state.withLock { state in
                state.isSettled = true
                defer { state.waiting = [] }
                return state.waiting
            }
            for continuation in waiting { continuation.resume() }
        }

        /// Waits for the next deploy, if there will be one.
        func nextMove() async {
            await withCheckedContinuation { continuation in
                let isOver = state.withLock { state in
                    if !state.isSettled { state.waiting.append(continuation) }
                    return state.isSettled
                }
                if isOver { continuation.resume() }
            }
        }

        func noteEnd(of version: Int) {
            state.withLock { state in
                if state.all.last?.version != version { state.callsAcrossDeploys += 1 }
            }
        }
    }

    // MARK: Calling

    private static let client = HTTPClient(options: HTTPClient.Options(concurrency: callers + 10))

    /// A call that presses nothing, then a wrong key, then 1; some wait for a deploy between the steps, some do not.
    private func call(_ caller: Int, number: Int, _ pointer: Pointer) async throws {
        let live = try #require(pointer.live)
        let name = "CON-\(caller)-\(number)"
        let query = "to=442079460002&from=447700900123&conversation_uuid=\(name)"
        let answer = try actions(try await ask("\(live.url)?\(query)"), live)
        #expect(texts(answer).contains("Welcome to version \(live.version)."))
        let inputs = inputURLs(answer)
        try #require(inputs.count == 3, "three prompts")
        if caller % 2 == 0 { await pointer.nextMove() }
        let none = try await ask(inputs[0], #"{"dtmf":{"digits":"","timed_out":true},"conversation_uuid":"\#(name)"}"#)
        #expect(none.status == 204)
        if caller % 3 == 0 { await pointer.nextMove() }
        let wrong = try actions(try await press("7", name, inputs[1]), live)
        let last = try #require(inputURLs(wrong).first, "one more prompt")
        if caller % 5 == 0 { await pointer.nextMove() }
        let connect = texts(try actions(try await press("1", name, last), live)).joined(separator: "|")
        #expect(connect.hasPrefix("Please wait while we connect you to Jane of version \(live.version)|"))
        #expect(connect.contains("|Jane of version \(live.version) cannot take your call right now."))
        pointer.noteEnd(of: live.version)
    }

    private func press(_ digits: String, _ name: String, _ url: String) async throws -> HTTPResponse {
        try await ask(url, #"{"dtmf":{"digits":"\#(digits)","timed_out":false},"conversation_uuid":"\#(name)"}"#)
    }

    private func inputURLs(_ actions: [JSONValue]) -> [String] {
        actions.filter { $0["action"] == "input" }.compactMap { $0["eventUrl"]?.arrayValue?.first?.stringValue }
    }

    private func ask(_ url: String, _ body: String? = nil) async throws -> HTTPResponse {
        let request = HTTPRequest(url: url)
        guard let body else { return try await Self.client.get(request) }
        return try await Self.client.send(.post, request, body: .json(Array(body.utf8)))
    }

    /// The actions of a document; every URL in it must be one of the same release.
    private func actions(_ response: HTTPResponse, _ live: Live) throws -> [JSONValue] {
        try #require(response.status == 200)
        let actions = try #require(try JSONValue(parsing: response.body).arrayValue)
        let releases = String(decoding: response.body, as: UTF8.self).matches(of: #/\/r\/([0-9a-f]{16})\//#)
        #expect(releases.allSatisfy { $0.output.1 == live.release })
        return actions
    }

    private func texts(_ actions: [JSONValue]) -> [String] {
        actions.compactMap { $0["text"]?.stringValue }
    }

    // MARK: Load

    /// Asks for documents and presses keys in all releases, old ones and the newest, until no further deploy comes.
    private func load(_ site: Site, _ pointer: Pointer) async throws {
        var step = 0
        while !pointer.isSettled {
            for live in pointer.all {
                let documents = live.files.filter { $0.key.contains("/d/") }.sorted { $0.key < $1.key }
                for (path, bytes) in documents {
                    step += 1
                    let response = try await ask("\(site.hostURL)/\(path)")
                    #expect(response.status == 200 && Data(response.body) == bytes)
                    let pressed = try await ask(
                        "\(site.hostURL)/r/\(live.release)/e/main~1",
                        #"{"dtmf":{"digits":"\#(1 + step % 2)"}}"#
                    )
                    let table = try JSONValue(
                        parsing: Array(try #require(live.files["r/\(live.release)/e/main~1.json"]))
                    )
                    let document = table["decide"]?["cases"]?["\(1 + step % 2)"]?["document"]?.stringValue ?? ""
                    #expect(pressed.status == 200)
                    #expect(Data(pressed.body) == live.files["r/\(live.release)/d/\(document).json"])
                }
            }
        }
    }
}
