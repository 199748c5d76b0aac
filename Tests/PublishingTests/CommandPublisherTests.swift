import CallBundle
import Foundation
import Synchronization
import Testing

@testable import Publishing

@Suite("Publishing by a command")
struct CommandPublisherTests {
    /// A project's folder with a script in it, which a shell reads: a program that was just written may not be run while
    /// another test starts one.
    private func folder(_ script: String) throws -> TemporaryFolder {
        let folder = try TemporaryFolder()
        try Data("\(script)\n".utf8).write(to: URL(filePath: "\(folder.path)/publish.sh"))
        return folder
    }

    private final class Lines: Sendable {
        private let kept = Mutex<[String]>([])
        func add(_ line: String) { kept.withLock { $0.append(line) } }
        var all: [String] { kept.withLock { $0 } }
    }

    private func publisher(
        _ folder: borrowing TemporaryFolder,
        _ words: [String] = ["sh", "./publish.sh"],
        environment: [String: String] = [:],
        lines: Lines = Lines()
    ) -> CommandPublisher {
        CommandPublisher(
            words,
            in: folder.path,
            environment: ["PATH": "/usr/bin:/bin"].merging(environment) { $1 }
        ) { lines.add($0) }
    }

    @Test("the command gets a folder like that of a dir: target behind its arguments, and its lines are told")
    func everything() async throws {
        let folder = try folder(
            "echo \"$1 of $CCPLAN_RELEASE\"; mkdir -p site; cp -r \"$2\"/. site/; echo done >&2; echo \"$2\""
        )
        let release = sampleRelease()
        let lines = Lines()
        let publisher = publisher(folder, ["sh", "./publish.sh", "a b"], lines: lines)
        #expect(try await publisher.publish(release) == .handedOver(files: release.files.count))
        #expect(
            folder.files()
                == (release.files.map { "site/\($0.path)" } + ["publish.sh", "site/manifests/\(release.id).json"])
                .sorted()
        )
        for file in release.files {
            #expect(try Data(contentsOf: URL(filePath: "\(folder.path)/site/\(file.path)")) == Data(file.bytes))
        }
        #expect(lines.all.prefix(2) == ["a b of \(release.id)", "done"])
        let staged = try #require(lines.all.last)
        #expect(!FileManager.default.fileExists(atPath: staged))
        _ = try await publisher.publish(release)
    }

    @Test("the way out is handed over alone")
    func fallback() async throws {
        let folder = try folder("mkdir -p site; cp -r \"$1\"/. site/")
        let release = sampleRelease()
        #expect(try await publisher(folder).publishFallback(of: release) == .handedOver(files: 1))
        #expect(folder.files() == ["publish.sh", "site/r/\(release.id)/fallback.json"])
    }

    @Test("credentials of the account are kept from the command, the rest of the environment is not")
    func environment() async throws {
        let folder = try folder("env")
        let lines = Lines()
        let environment = ["VONAGE_API_SECRET": "s", "VONAGE_PRIVATE_KEY": "k", "AWS_PROFILE": "acme", "HOME": "/root"]
        _ = try await publisher(folder, environment: environment, lines: lines).publish(sampleRelease())
        #expect(!lines.all.contains { $0.hasPrefix("VONAGE_") })
        #expect(lines.all.contains("AWS_PROFILE=acme"))
        #expect(lines.all.contains("HOME=/root"))
    }

    @Test("an exit status other than 0 is a failure with the last lines")
    func failure() async throws {
        let folder = try folder("for i in 1 2 3 4 5 6 7; do echo \"line $i\"; done; echo; exit 3")
        let error = await #expect(throws: PublishingError.self) { try await publisher(folder).publish(sampleRelease()) }
        #expect(error?.message == "the publishing command 'sh ./publish.sh' ended with status 3")
        #expect(error?.details == ["line 3", "line 4", "line 5", "line 6", "line 7"])
    }

    @Test("so are a signal, and a program that is not there or cannot be run")
    func notRun() async throws {
        let folder = try folder("kill -9 $$")
        let killed = await #expect(throws: PublishingError.self) {
            try await publisher(folder).publish(sampleRelease())
        }
        #expect(killed?.message == "the publishing command 'sh ./publish.sh' was ended by signal 9")
        for (program, reason) in [
            ("./none.sh", "there is no such file"), ("no-such-program-anywhere", "there is no such file"),
            ("./publish.sh", "permission denied"),
        ] {
            let error = await #expect(throws: PublishingError.self) {
                try await publisher(folder, [program]).publish(sampleRelease())
            }
            #expect(error?.message == "the publishing command '\(program)' cannot be started: \(reason)")
        }
    }

    @Test("output without a line end, without an end for long, and with other bytes than text is told all the same")
    func oddOutput() async throws {
        let folder = try folder("printf 'a\\377b\\nlast'; head -c 40000 /dev/zero | tr '\\0' x")
        let lines = Lines()
        _ = try await publisher(folder, lines: lines).publish(sampleRelease())
        #expect(lines.all.first == "a\u{FFFD}b")
        #expect(lines.all.dropFirst().joined() == "last" + String(repeating: "x", count: 40_000))
    }
}
