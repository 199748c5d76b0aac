package import CallBundle
internal import JSONTree
package import ObjectStore
internal import ObjectStoreWrites

/// Publishes to a bucket: each file is made only where none is, so that no release is ever overwritten with other bytes,
/// whoever else publishes at the same time.
package struct ObjectPublisher: ReleasePublishing {
    private let bucket: ObjectBucket

    package init(_ bucket: ObjectBucket) {
        self.bucket = bucket
    }

    /// How many files are on their way at a time: fewer than the client lets through, which leaves room for a lock's life.
    private static let width = 12

    package func publish(_ release: Release) async throws(PublishingError) -> PublishingOutcome {
        do throws(ObjectStoreError) {
            try await claim(release)
            let outcome = try await publish(release.files, of: release.id)
            try await write(release.manifest, at: manifestName(release.id))
            return outcome
        } catch {
            throw PublishingError(error)
        }
    }

    package func publishFallback(of release: Release) async throws(PublishingError) -> PublishingOutcome {
        do throws(ObjectStoreError) {
            let outcome = try await publish(release.fallbackFiles, of: release.id)
            // Hosts serve what a manifest names. Under a name of its own this one makes no release of it.
            try await write(release.manifest.ofFallback, at: fallbackManifestName(release.id))
            return outcome
        } catch {
            throw PublishingError(error)
        }
    }

    /// Makes this content the release's for good: of two publishers with different ones, the second stops here.
    private func claim(_ release: Release) async throws(ObjectStoreError) {
        let lines = release.files.map { "\($0.sha256)  \($0.path)\n" }.joined()
        let digest = Array("\(hexDigest(Array(lines.utf8)))\n".utf8)
        let name = claimName(release.id)
        guard try await create(digest, at: name, .internalText) else { return }
        // A store that makes it again would overwrite anything: it is found out before the first file.
        guard case .refused = try await bucket.write(digest, to: name, .internalText, if: .isAbsent) else {
            throw ObjectStoreError(.ignoresConditions, subject: bucket.place.url(name))
        }
    }

    private func publish(_ files: [Release.File], of release: ReleaseID) async throws(ObjectStoreError)
        -> PublishingOutcome
    {
        var present: [String: ObjectBucket.Entry] = [:]
        for entry in try await bucket.list("r/\(release)/").entries { present[entry.name] = entry }
        let stored = present
        let written = try await inParallel(files, width: Self.width) { file async throws(ObjectStoreError) in
            guard let entry = stored[file.path] else {
                return try await create(file.bytes, at: file.path, ObjectTraits(of: file.path))
            }
            if entry.size == file.bytes.count, entry.tag == plainTag(of: file.bytes) { return false }
            try await compare(file.path, with: file.bytes)
            return false
        }
        let count = written.count { $0 }
        return .files(written: count, kept: files.count - count)
    }

    /// Makes an object, and sees that the store has exactly these bytes; false when they were there.
    @discardableResult
    private func create(_ bytes: [UInt8], at name: String, _ traits: ObjectTraits) async throws(ObjectStoreError)
        -> Bool
    {
        switch try await bucket.write(bytes, to: name, traits, if: .isAbsent) {
        case .done(let tag):
            // A store that encrypts, or computes something else, is asked for the bytes.
            if tag != plainTag(of: bytes) { try await compare(name, with: bytes) }
            return true
        case .refused:
            try await compare(name, with: bytes)
            return false
        }
    }

    private func compare(_ name: String, with bytes: [UInt8]) async throws(ObjectStoreError) {
        guard let object = try await bucket.object(name, size: bytes.count) else {
            throw ObjectStoreError(.contended, subject: bucket.place.url(name))
        }
        guard object.bytes == bytes else { throw ObjectStoreError(.differs, subject: bucket.place.url(name)) }
    }

    /// The manifest is no part of what is named by its content (another version of the compiler may write it
    /// differently), so it is replaced.
    private func write(_ manifest: Manifest, at name: String) async throws(ObjectStoreError) {
        let bytes = manifest.json.serializedBytes(.pretty)
        if try await bucket.object(name)?.bytes == bytes { return }
        guard case .done(let tag) = try await bucket.write(bytes, to: name, .internalJSON, if: .none) else {
            throw ObjectStoreError(.contended, subject: bucket.place.url(name))
        }
        if tag != plainTag(of: bytes) { try await compare(name, with: bytes) }
    }
}

/// Where the manifest of a release stands beside `r/`.
func manifestName(_ release: ReleaseID) -> String { "manifests/\(release).json" }

/// Where the manifest of its way out stands, when that alone is published.
func fallbackManifestName(_ release: ReleaseID) -> String { "manifests/\(release).fallback" }

/// Which content the name of a release stands for, before its first file is written.
func claimName(_ release: ReleaseID) -> String { "manifests/\(release).claim" }

extension ObjectTraits {
    /// Of a file that never changes.
    init(of path: String) {
        let type =
            switch path.split(separator: ".").last {
            case "json": "application/json"
            case "mp3": "audio/mpeg"
            case "wav": "audio/wav"
            default: "application/octet-stream"
            }
        self.init(contentType: type, cacheControl: "public, max-age=31536000, immutable")
    }

    /// Of what is for this program, and changes.
    static let internalJSON = ObjectTraits(contentType: "application/json", cacheControl: "no-store")
    static let internalText = ObjectTraits(contentType: "text/plain", cacheControl: "no-store")
}

extension PublishingError {
    /// What a store did not do.
    package init(_ error: ObjectStoreError) {
        self.init(message: error.message, help: error.help)
    }
}

/// The results of `body`, in the order of `items`; after the first failure nothing new begins.
func inParallel<Item: Sendable, Result: Sendable>(
    _ items: [Item],
    width: Int,
    _ body: @escaping @Sendable (Item) async throws(ObjectStoreError) -> Result
) async throws(ObjectStoreError) -> [Result] {
    do {
        return try await withThrowingTaskGroup(of: (Int, Result).self) { group in
            var results = [Result?](repeating: nil, count: items.count)
            var waiting = items.enumerated().makeIterator()
            func startNext() {
                guard let (index, item) = waiting.next() else { return }
                group.addTask { (index, try await body(item)) }
            }
            for _ in 0..<width { startNext() }
            while let (index, result) = try await group.next() {
                results[index] = result
                startNext()
            }
            return results.compactMap(\.self)
        }
    } catch let error as ObjectStoreError {
        throw error
    } catch {
        preconditionFailure("only the error above is thrown: \(error)")
    }
}
