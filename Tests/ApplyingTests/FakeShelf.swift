import CallBundle
import JSONTree
import Publishing
import ReleaseRecords
import Synchronization

/// A publish target's log and manifests in memory.
final class FakeShelf: ReleaseShelf {
    private struct Inside {
        var log = ReleaseLog()
        var manifests: [ReleaseID: Manifest] = [:]
        var conditions: [ReleaseID: StoredCondition] = [:]
        var appendFailure: PublishingError?
    }

    private let inside = Mutex(Inside())

    init(_ moves: [PointerMove] = []) {
        inside.withLock { $0.log = ReleaseLog(moves: moves) }
    }

    var moves: [PointerMove] { inside.withLock { $0.log.moves } }

    func failAppends(_ error: PublishingError?) { inside.withLock { $0.appendFailure = error } }

    func store(_ manifest: Manifest, _ condition: StoredCondition = .whole) {
        inside.withLock {
            $0.manifests[manifest.release] = manifest
            $0.conditions[manifest.release] = condition
        }
    }

    func log() async throws(PublishingError) -> ReleaseLog { inside.withLock { $0.log } }

    func append(_ move: PointerMove) async throws(PublishingError) {
        if let error = inside.withLock({ $0.appendFailure }) { throw error }
        inside.withLock { $0.log.moves.append(move) }
    }

    func manifest(of release: ReleaseID) async throws(PublishingError) -> Manifest? {
        inside.withLock { $0.manifests[release] }
    }

    func condition(of manifest: Manifest) async throws(PublishingError) -> StoredCondition {
        inside.withLock { $0.conditions[manifest.release] } ?? .whole
    }

    func storedReleases() async throws(PublishingError) -> [ReleaseID] {
        inside.withLock { $0.manifests.keys.sorted { $0.text < $1.text } }
    }
}

/// A release of one document that needs these things of the account.
func sampleManifest(
    says text: String = "Hello",
    users: [String] = [],
    callerIDs: [String] = [],
    entryNumbers: [String] = []
) -> Manifest {
    var draft = BundleDraft()
    let document = draft.add(document: [["action": "talk", "text": .string(text)]])
    draft.add(.document(document), at: .answer)
    draft.add(fallback: [["action": "talk", "text": "Sorry"]])
    return draft.sealed(
        baseURL: "https://voice.acme.example",
        compilerVersion: "1",
        requires: Manifest.Requirements(users: users, callerIDs: callerIDs, entryNumbers: entryNumbers)
    ).manifest
}
