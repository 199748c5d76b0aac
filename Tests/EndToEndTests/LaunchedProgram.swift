import Foundation
import Glibc
import Testing

/// A program that runs beside the test: watched, signalled and waited for.
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
        in folder: URL? = nil,
        blocking signals: [Int32] = []
    ) throws {
        let url = URL(filePath: builtProgram(program))
        try self.init(url, arguments, environment: environment, input: input, in: folder, blocking: signals)
    }

    /// Starts a program that reads `input`, with signals blocked as programs with many threads may leave them to children.
    init(
        _ program: URL,
        _ arguments: [String],
        environment: [String: String] = [:],
        input: String = "",
        in folder: URL? = nil,
        blocking signals: [Int32] = []
    ) throws {
        let output = try TemporaryFolder()
        let place = { (name: String) in output.url.appending(path: name).path }
        // Files, not pipes: nothing blocks however much is printed.
        for (name, content) in [("out", ""), ("err", ""), ("in", input)] {
            try Data(content.utf8).write(to: URL(filePath: place(name)))
        }
        process = try SpawnedProcess(
            program.path,
            arguments,
            environment: bareEnvironment.merging(environment) { $1 },
            folder: folder?.path,
            input: place("in"),
            output: place("out"),
            errors: place("err"),
            blocking: signals
        )
        self.output = output
        // Also reaps it where nobody waits.
        ended = Task { [process] in await process.ending() }
    }

    deinit {
        signal(SIGKILL)  // Nothing that it still holds is needed.
    }

    var isRunning: Bool { process.isRunning }

    func signal(_ number: Int32) { process.signal(number) }

    /// Waits for the end.
    func result() async throws -> ProgramResult {
        let status = await ended.value
        return ProgramResult(status: status, output: try text("out"), errors: try text("err"))
    }

    /// The URL in the line that a server prints when it accepts connections.
    func listeningURL() async throws -> String {
        for _ in 0..<4_000 where process.isRunning {
            let line = try text("out").split(separator: "\n", omittingEmptySubsequences: false).dropLast().first
            if let line { return String(line.split(separator: " ").last ?? "") }
            try await Task.sleep(for: .milliseconds(5))
        }
        throw StartFailure(errors: try text("err"))
    }

    /// Waits until a signal that the program takes for a wish has come to it: it restores the signal's default then.
    func waitUntilCaught(_ number: Int32) async throws {
        let file = "/proc/\(process.identifier)/status"
        for _ in 0..<4_000 {
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

    /// What it has printed until now.
    func outputSoFar() throws -> String { try text("out") }

    /// What it has printed to standard error until now.
    func errorsSoFar() throws -> String { try text("err") }

    private func text(_ name: String) throws -> String {
        try String(contentsOf: output.url.appending(path: name), encoding: .utf8)
    }
}

/// A server did not come up.
struct StartFailure: Error {
    let errors: String
}
