import Foundation
import JSONTree
import LoopbackServing
import Simulator
import Testing

/// What callers of `examples/acme` hear, whichever host serves it.
@Suite("calls on every host")
struct TranscriptTests {
    /// Whether each call is played on each host, or on two, in turn.
    private static let isSoaking = ProcessInfo.processInfo.environment["CCPLAN_SOAK"] != nil

    @Test("every test of acme is one call with the same transcript on all hosts and in this process")
    func sameTranscripts() async throws {
        let front = try CallFront()
        let files = try FileHost()
        let acme = try await AcmeCalls(front: front.url, fallback: files.url)
        files.serve(acme.releases.url)
        let kinds = ServedHost.Kind.programs
        var transcripts: [[String?]] = []
        for (turn, kind) in kinds.enumerated() {
            let place = try await kind.place(of: acme.releases.url)
            let host = try await onThread { try ServedHost(kind, serving: place) }
            front.lead(to: host.port)
            transcripts.append(
                try await inParallel(Array(acme.calls.enumerated())) { index, call -> String? in
                    guard Self.isSoaking || turn == 0 || index % (kinds.count - 1) == turn - 1 else { return nil }
                    if let death = call.death { front.take(from: call.transcript.conversationUUID, at: death) }
                    let result = try await played(call)
                    try #require(result.status == 0, "\(kind.rawValue): \(call.name): \(result.errors)")
                    return result.output
                }
            )
            try await onThread { host.stop() }
        }
        for (index, call) in acme.calls.enumerated() {
            let first = try #require(transcripts[0][index])
            for (kind, told) in zip(kinds, transcripts) where told[index] != nil {
                #expect(told[index] == first, "\(kind.rawValue): \(call.name)")
            }
            let told = try JSONValue(parsing: Array(first.utf8))
            if call.death == nil {
                #expect(told == call.transcript.json, "\(call.name)")
            } else {
                // Only how the host is dead is another thing here: nobody listens, there connections are closed.
                #expect(story(of: told) == call.transcript.story, "\(call.name)")
            }
        }
        let different = Set(transcripts[0]).count
        #expect(acme.calls.count > 100)
        #expect(different > 80, "calls that tell something each")
        let counts = zip(kinds, transcripts).map { "\($0.rawValue) \($1.count { $0 != nil })" }
        print("transcripts: \(acme.calls.count) calls, \(different) stories: \(counts.joined(separator: ", "))")
    }
}

/// Plays a call; one that hangs is killed.
func played(_ call: TestCall) async throws -> ProgramResult {
    try await onThread { try run("ccsandbox", ["call"] + call.arguments, limit: 60) }
}

/// Does the same with all, a few at a time; what comes of it in their order.
func inParallel<Input: Sendable, Output: Sendable>(
    _ inputs: [Input],
    width: Int = 4,
    _ body: @escaping @Sendable (Input) async throws -> Output
) async throws -> [Output] {
    try await withThrowingTaskGroup(of: (Int, Output).self) { group in
        var outputs: [Output?] = Array(repeating: nil, count: inputs.count)
        var next = 0
        func addNext() {
            guard next < inputs.count else { return }
            let (index, input) = (next, inputs[next])
            next += 1
            group.addTask { (index, try await body(input)) }
        }
        for _ in 0..<width { addNext() }
        while let (index, output) = try await group.next() {
            outputs[index] = output
            addNext()
        }
        return outputs.compactMap(\.self)
    }
}
