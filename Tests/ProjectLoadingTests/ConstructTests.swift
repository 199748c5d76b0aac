import CallBundle
import Diagnostics
import Foundation
import JSONTree
import NCCO
import ProjectLoading
import Testing

/// The constructs of the language, one small project each, and what calls meet in it: read as the platform would execute
/// it, before it is committed.
@Suite("constructs of the language")
struct ConstructTests {
    /// The first second of 2026 in UTC: dates before it are past.
    private static let start = 1_767_225_600
    private static let folder = "\(repositoryRoot)/Tests/Fixtures/constructs"
    static let names = (try? FileManager.default.contentsOfDirectory(atPath: folder).sorted()) ?? []

    @Test("there are forty and more")
    func count() { #expect(Self.names.count >= 40) }

    @Test("each gives the calls that it should", arguments: names)
    func calls(name: String) throws {
        var text = ""
        for release in try Self.releases(of: name) {
            if let environment = release.environment { text += "environment \(environment)\n\n" }
            text += try PrintedRelease(release.release).text
        }
        let file = URL(filePath: "\(Self.folder)/\(name)/expected.txt")
        let expected = (try? String(contentsOf: file, encoding: .utf8)) ?? "(no such file)"
        guard text != expected else { return }
        if ProcessInfo.processInfo.environment["UPDATE_GOLDEN"] != nil { try Data(text.utf8).write(to: file) }
        #expect(text == expected)
    }

    @Test("each leads to all that it holds, and holds all that it leads to", arguments: names)
    func whole(name: String) throws {
        for release in try Self.releases(of: name) {
            let printed = try PrintedRelease(release.release)
            #expect(printed.missing == [])
            #expect(printed.unreached == [])
        }
    }

    @Test("each keeps the rules of the platform", arguments: names)
    func rules(name: String) throws {
        for release in try Self.releases(of: name) {
            for (label, ncco) in try PrintedRelease(release.release).documents {
                let problems = checkNCCO(ncco, allowingDialledToken: true).filter { $0.severity == .error }
                #expect(problems.map(\.message) == [], "\(label)")
            }
        }
    }

    /// The release of a case, one for each of its environments; a finding fails the test.
    private static func releases(of name: String) throws -> [(environment: String?, release: Release)] {
        let path = "\(folder)/\(name)"
        let first = try loadProject(at: path, now: start)
        // The environments of all cases have the same two names.
        var all = [first]
        if first.environment != nil { all.append(try loadProject(at: path, environment: "staging", now: start)) }
        return try all.map { loaded in
            #expect(loaded.diagnostics.map { "\($0.code) \($0.message)" } == [])
            return (loaded.environment, try #require(loaded.release))
        }
    }
}
