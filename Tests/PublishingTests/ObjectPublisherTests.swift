import Foundation
import JSONTree
import ObjectStore
import ObjectStoreServing
import ObjectStoreWrites
import Testing

@testable import CallBundle
@testable import Publishing

@Suite("Publishing to a bucket")
struct ObjectPublisherTests {
    private func bucket() async throws -> ObjectBucket { try await ObjectStoreServer.shared.value.newBucket() }

    /// Everything in a place, by name.
    private func contents(_ bucket: ObjectBucket) async throws -> [String: [UInt8]] {
        var found: [String: [UInt8]] = [:]
        for entry in try await bucket.list("").entries {
            found[entry.name] = try await bucket.object(entry.name)?.bytes
        }
        return found
    }

    /// What a place holds when a release is published there and nothing else is.
    private func expectWhole(
        _ release: Release,
        in bucket: ObjectBucket,
        sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let found = try await contents(bucket)
        let names = release.files.map(\.path) + ["manifests/\(release.id).json", "manifests/\(release.id).claim"]
        #expect(found.keys.sorted() == names.sorted(), sourceLocation: sourceLocation)
        for file in release.files { #expect(found[file.path] == file.bytes, sourceLocation: sourceLocation) }
        let manifest = try await ObjectShelf(bucket).manifest(of: release.id)
        #expect(manifest == release.manifest, sourceLocation: sourceLocation)
    }

    @Test("all files and the manifest arrive, byte for byte; again, they are kept")
    func everything() async throws {
        let bucket = try await bucket()
        let release = sampleRelease()
        let publisher = ObjectPublisher(bucket)
        #expect(try await publisher.publish(release) == .files(written: release.files.count, kept: 0))
        try await expectWhole(release, in: bucket)
        #expect(try await publisher.publish(release) == .files(written: 0, kept: release.files.count))
        #expect(try await ObjectShelf(bucket).condition(of: release.manifest) == .whole)
        #expect(try await ObjectShelf(bucket).storedReleases() == [release.id])
    }

    @Test("hundreds of files arrive as well, over more than one page of a list")
    func many() async throws {
        let bucket = try await bucket()
        let release = largeRelease(documents: 1_100)
        let publisher = ObjectPublisher(bucket)
        #expect(try await publisher.publish(release) == .files(written: release.files.count, kept: 0))
        #expect(try await publisher.publish(release) == .files(written: 0, kept: release.files.count))
        #expect(try await ObjectShelf(bucket).condition(of: release.manifest) == .whole)
    }

    @Test("the way out goes to its own place alone")
    func fallback() async throws {
        let bucket = try await bucket()
        let release = sampleRelease()
        #expect(try await ObjectPublisher(bucket).publishFallback(of: release) == .files(written: 1, kept: 0))
        let names = ["manifests/\(release.id).fallback", "r/\(release.id)/fallback.json"]
        #expect(try await contents(bucket).keys.sorted() == names)
        let bytes = try #require(try await bucket.object(names[0])).bytes
        let manifest = try Manifest(json: try JSONValue(parsing: bytes))
        #expect(manifest.files.map(\.path) == [names[1]])
        #expect(manifest.requires.users.isEmpty && manifest.appUsers.isEmpty && manifest.probes.isEmpty)
        #expect(try await ObjectShelf(bucket).storedReleases() == [], "it is no release to go back to")
        #expect(try await ObjectPublisher(bucket).publishFallback(of: release) == .files(written: 0, kept: 1))
        try await ObjectShelf(bucket).removeFallback(of: release.id)
        #expect(try await contents(bucket).isEmpty)
    }

    @Test("an object with other content is never overwritten", arguments: ["", "x", "same length"])
    func different(content: String) async throws {
        let bucket = try await bucket()
        let release = sampleRelease()
        let file = release.files[1]
        let other = content == "same length" ? [UInt8](repeating: 0x20, count: file.bytes.count) : Array(content.utf8)
        _ = try await bucket.write(other, to: file.path, ObjectTraits(of: file.path), if: .none)
        let error = await #expect(throws: PublishingError.self) { try await ObjectPublisher(bucket).publish(release) }
        #expect(error?.message == "'\(bucket.place.url(file.path))' is published already, with other content")
        #expect(try await bucket.object(file.path)?.bytes == other)
        #expect(try await ObjectShelf(bucket).storedReleases() == [])
    }

    @Test("what was published and damaged is told, and completed where it is missing")
    func damaged() async throws {
        let bucket = try await bucket()
        let release = sampleRelease()
        _ = try await ObjectPublisher(bucket).publish(release)
        let path = release.files[1].path
        _ = try await bucket.remove(path)
        #expect(try await ObjectShelf(bucket).condition(of: release.manifest) == .damaged(count: 1, first: path))
        #expect(
            try await ObjectPublisher(bucket).publish(release) == .files(written: 1, kept: release.files.count - 1)
        )
        try await expectWhole(release, in: bucket)
    }

    @Test("a publisher that is stopped anywhere leaves no manifest of a half, and the next one completes it")
    func stopped() async throws {
        let release = largeRelease(documents: 40)
        for count in [0, 1, 2, 10, 20, 40] {
            let bucket = try await bucket()
            let publishing = Task { try await ObjectPublisher(bucket).publish(release) }
            while try await bucket.list("").entries.count < count { await Task.yield() }
            publishing.cancel()
            let ended = await publishing.result
            let isPublished = try await ObjectShelf(bucket).storedReleases() == [release.id]
            if case .success = ended { #expect(isPublished) }
            if isPublished { #expect(try await ObjectShelf(bucket).condition(of: release.manifest) == .whole) }
            _ = try await ObjectPublisher(bucket).publish(release)
            try await expectWhole(release, in: bucket)
        }
    }

    /// Fifty rounds in `make soak`.
    private static let rounds = ProcessInfo.processInfo.environment["CCPLAN_SOAK"] == nil ? 8 : 50

    @Test("two publishers of one release race and agree: each file is written once, and nothing is torn")
    func raceOfEquals() async throws {
        let release = largeRelease(documents: 12)
        for round in 0..<Self.rounds {
            let bucket = try await bucket()
            async let first = ObjectPublisher(bucket).publish(release)
            async let second = ObjectPublisher(bucket).publish(release)
            var written = 0
            for outcome in [try await first, try await second] {
                guard case .files(let count, _) = outcome else { continue }
                written += count
            }
            #expect(written == release.files.count, "round \(round)")
            try await expectWhole(release, in: bucket)
        }
        print("races of two publishers with the same bytes: \(Self.rounds) rounds, both agreed in all")
    }

    @Test("two publishers with different bytes for one name race: exactly one wins, and nothing is torn")
    func raceOfRivals() async throws {
        let release = largeRelease(documents: 12)
        let rival = release.changed()
        for round in 0..<Self.rounds {
            let bucket = try await bucket()
            async let first = Result(catching: { try await ObjectPublisher(bucket).publish(release) })
            async let second = Result(catching: { try await ObjectPublisher(bucket).publish(rival) })
            let (mine, theirs) = (await first, await second)
            switch (mine, theirs) {
            case (.success, .failure): try await expectWhole(release, in: bucket)
            case (.failure, .success): try await expectWhole(rival, in: bucket)
            default: Issue.record("round \(round): \(mine), \(theirs)")
            }
        }
        print("races of two publishers with different bytes: \(Self.rounds) rounds, one won in all")
    }

    @Test("of two releases that are published at the same time both are whole")
    func twoReleases() async throws {
        let bucket = try await bucket()
        let releases = [largeRelease(documents: 12), sampleRelease(says: "Good morning")]
        async let first = ObjectPublisher(bucket).publish(releases[0])
        async let second = ObjectPublisher(bucket).publish(releases[1])
        _ = try await (first, second)
        for release in releases { #expect(try await ObjectShelf(bucket).condition(of: release.manifest) == .whole) }
        #expect(Set(try await ObjectShelf(bucket).storedReleases()) == Set(releases.map(\.id)))
    }
}

extension Result where Failure == any Error {
    /// What `body` gives or throws.
    fileprivate init(catching body: () async throws -> Success) async {
        do { self = .success(try await body()) } catch { self = .failure(error) }
    }
}

/// A release of so many documents behind one route.
private func largeRelease(documents count: Int) -> Release {
    var draft = BundleDraft()
    let documents = (0..<count).map { draft.add(document: [["action": "talk", "text": .string("Number \($0)")]]) }
    let cases = documents.enumerated().map { ("\(442_079_460_000 + $0)", Decision.document($1)) }
    draft.add(
        .called(cases: Dictionary(uniqueKeysWithValues: cases), otherwise: .document(documents[0])),
        at: .answer
    )
    return draft.sealed(
        baseURL: "https://voice.example",
        compilerVersion: "1",
        requires: Manifest.Requirements(users: [], callerIDs: [], entryNumbers: [])
    )
}

extension Release {
    /// The same id over one other document, as no compiler would make it.
    fileprivate func changed() -> Release {
        var files = files
        let bytes = files[3].bytes + [UInt8(ascii: " ")]
        files[3] = File(path: files[3].path, bytes: bytes, sha256: hexDigest(bytes))
        var manifest = manifest
        manifest.files[3] = Manifest.File(path: files[3].path, sha256: files[3].sha256, size: bytes.count)
        return Release(id: id, files: files, manifest: manifest)
    }
}
