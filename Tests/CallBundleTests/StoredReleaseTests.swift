import JSONTree
import Testing

@testable import CallBundle

@Suite("a release as it was published")
struct StoredReleaseTests {
    private func release() -> Release {
        var draft = BundleDraft()
        let document = draft.add(document: [["action": "talk", "text": "Hello."]])
        draft.add(.document(document), at: .answer)
        return draft.sealed(
            baseURL: "https://voice.acme.example",
            compilerVersion: "1",
            requires: Manifest.Requirements(users: [], callerIDs: [], entryNumbers: [])
        )
    }

    private func contents(_ release: Release) -> [String: [UInt8]] {
        Dictionary(release.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    }

    @Test("what was published reads back as it was, whatever else is there")
    func whole() throws {
        let release = release()
        var contents = contents(release)
        contents["r/\(release.id)/d/surprise.json"] = []
        let read = try Release(release.manifest, contents: contents)
        #expect(read.id == release.id)
        #expect(read.files.map(\.path) == release.files.map(\.path))
        #expect(read.files.map(\.bytes) == release.files.map(\.bytes))
        #expect(read.manifest == release.manifest)
    }

    @Test("a file that is missing, changed or of another release is told")
    func faults() {
        let release = release()
        for file in release.files {
            func fault(_ change: (inout [String: [UInt8]]) -> Void) -> String? {
                var contents = contents(release)
                change(&contents)
                do throws(StoredReleaseFault) {
                    _ = try Release(release.manifest, contents: contents)
                    return nil
                } catch {
                    return error.reason
                }
            }
            #expect(fault { $0[file.path] = nil } == "'\(file.path)' is missing")
            #expect(fault { $0[file.path]?[0] ^= 1 } == "'\(file.path)' is not what was published")
            #expect(fault { $0[file.path]?.append(10) } == "'\(file.path)' is not what was published")
            #expect(fault { $0[file.path]?.removeLast() } == "'\(file.path)' is not what was published")
        }
        for path in ["manifest.json", "r/0123456789abcdef/e/answer.json", "../secret", ""] {
            var manifest = release.manifest
            manifest.files.append(Manifest.File(path: path, sha256: hexDigest([]), size: 0))
            var contents = contents(release)
            contents[path] = []
            #expect(throws: StoredReleaseFault(reason: "'\(path)' is no file of that release")) {
                try Release(manifest, contents: contents)
            }
        }
    }
}
