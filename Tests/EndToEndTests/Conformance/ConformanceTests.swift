import CallBundle
import Foundation
import JSONTree
import SeededRandom
import Testing

/// Every host over HTTP, with the same requests, against the Swift decision.
///
/// 4,000 mixed requests for each host here; 100,000 when `CCPLAN_SOAK` is set.
@Suite("hosts")
struct ConformanceTests {
    private static let mixedCount = ProcessInfo.processInfo.environment["CCPLAN_SOAK"] == nil ? 4_000 : 100_000

    /// What is published, and what is asked of it.
    private struct Exam {
        let site: TemporaryFolder
        let book: AnswerBook
        let requests: [SampledRequest]
        let refused: [String]

        init() throws {
            site = try TemporaryFolder()
            var files: [String: [UInt8]] = [:]
            let sampled = try SampledRelease(mixed: 40, seed: 7)
            for file in sampled.release.files { files[file.path] = file.bytes }
            let root = "r/\(sampled.release.id)"
            files["\(root)/e/broken.json"] = Array("{\"format\":1,".utf8)
            files["\(root)/e/empty.json"] = []
            files["\(root)/e/newer.json"] = Array("{\"format\":2,\"decide\":{\"proceed\":true}}".utf8)
            files["\(root)/e/lost.json"] = Array("{\"format\":1,\"decide\":{\"document\":\"0123456789abcdef\"}}".utf8)
            for (path, bytes) in files { try Self.write(bytes, to: path, in: site.url) }
            for example in ["quickstart", "acme"] {
                let built = try TemporaryFolder()
                let bundle = built.url.appending(path: "bundle")
                let project = repository.appending(path: "examples/\(example)").path
                let result = try run("ccplan", ["build", project, "--out", bundle.path])
                try #require(result.status == 0, "\(result.errors)")
                let manifest = try JSONValue(parsing: Array(Data(contentsOf: bundle.appending(path: "manifest.json"))))
                for file in try Manifest(json: manifest).files {
                    let bytes = Array(try Data(contentsOf: bundle.appending(path: file.path)))
                    files[file.path] = bytes
                    try Self.write(bytes, to: file.path, in: site.url)
                }
            }
            book = AnswerBook(files: files)

            let paths = files.keys.sorted()
            let routes = paths.filter { $0.contains("/e/") }.map { "/\($0.dropLast(5))" }
            // The sampled tables have more to tell.
            let sampledRoutes = routes.filter { $0.hasPrefix("/\(root)") }
            var maker = RequestMaker(
                random: SeededGenerator(seed: 11),
                routes: routes + Array(repeating: sampledRoutes, count: 3).flatMap(\.self)
            )
            let documents = paths.filter { $0.hasPrefix("\(root)/d/") }.map { $0.suffix(21).dropLast(5) }
            let hostile = HostileRequests.answered(
                release: sampled.release.id.text,
                route: "kind~2",
                document: String(try #require(documents.first { "a0".contains($0.first ?? "x") } ?? documents.first)),
                sounds: paths.filter { $0.hasPrefix("\(root)/a/") }.map { String($0.suffix(20)) }
            )
            let constants = paths.filter { !$0.contains("/e/") }.flatMap { path in
                ["GET", "HEAD"].map { SampledRequest(method: $0, target: "/\(path)") }
            }
            requests = hostile + constants + (0..<mixedCount).map { _ in maker.request() }
            refused = HostileRequests.refused(release: sampled.release.id.text)
        }

        private static func write(_ bytes: [UInt8], to path: String, in folder: URL) throws {
            let url = folder.appending(path: path)
            try FileManager.default.createDirectory(
                at: url.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(bytes).write(to: url)
        }
    }

    /// What was different, at most so many of them in words.
    private struct Differences {
        var count = 0
        var words: [String] = []

        mutating func note(_ text: @autoclosure () -> String) {
            count += 1
            if words.count < 20 { words.append(text()) }
        }
    }

    @Test("all answer every request with the status, headers and bytes of the Swift decision")
    func sameAnswers() async throws {
        let exam = try Exam()
        let results = try await withThrowingTaskGroup { group in
            for kind in ServedHost.Kind.programs {
                group.addTask {
                    let place = try await kind.place(of: exam.site.url)
                    return try await onThread {
                        let host = try ServedHost(kind, serving: place)
                        return (kind, try differences(of: host, in: exam))
                    }
                }
            }
            return try await group.reduce(into: [(ServedHost.Kind, Differences)]()) { $0.append($1) }
        }
        let sent = exam.requests.count + exam.refused.count
        let names = results.map(\.0.rawValue).sorted().joined(separator: ", ")
        let total = results.reduce(0) { $0 + $1.1.count }
        print("conformance: \(sent) requests to each of \(results.count) hosts (\(names)): \(total) differences")
        for (kind, found) in results {
            #expect(found.count == 0, "\(kind.rawValue):\n\(found.words.joined(separator: "\n"))")
        }
    }

    private func differences(of host: ServedHost, in exam: Exam) throws -> Differences {
        var found = Differences()
        let connection = HostConnection(port: host.port)
        for request in exam.requests {
            let before = Int(Date().timeIntervalSince1970)
            let given = try connection.exchange(request.bytes, hasBody: request.method != "HEAD")
            let after = Int(Date().timeIntervalSince1970)
            // Another second may be another hour.
            let wanted = (before...after).map { exam.book.answer(to: request, at: $0) }
            if let given, wanted.contains(given) { continue }
            found.note(
                "\(request.method) \(request.target.prefix(200)) \(String(decoding: request.body.prefix(300), as: UTF8.self))"
                    + "\n  wanted \(wanted[0])\n  given  \(given.map(\.description) ?? "nothing")"
            )
        }
        for text in exam.refused {
            connection.hangUp()
            let given = try connection.exchange(Array(text.utf8), hasBody: true, endsSending: true)
            guard let given, !(400...499).contains(given.status), ![501, 505].contains(given.status) else { continue }
            found.note("\(text.prefix(200))\n  wanted a refusal\n  given  \(given)")
        }
        connection.hangUp()
        let request = SampledRequest(method: "GET", target: "/events")
        let given = try connection.exchange(request.bytes, hasBody: true)
        if given != exam.book.answer(to: request, at: 0) {
            found.note("it no longer serves: \(given?.description ?? "nothing")")
        }
        if !host.isRunning { found.note("it ended") }
        return found
    }
}

/// Runs what blocks on a thread of its own.
func onThread<Output: Sendable>(_ body: @escaping @Sendable () throws -> Output) async throws -> Output {
    try await withCheckedThrowingContinuation { continuation in
        Thread.detachNewThread { continuation.resume(with: Result(catching: body)) }
    }
}
