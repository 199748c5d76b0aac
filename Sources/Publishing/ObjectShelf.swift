package import CallBundle
internal import JSONTree
package import ObjectStore
internal import ObjectStoreWrites
package import ReleaseRecords

/// The shelf of `s3://` targets, with the names that folders have: `releases.jsonl` and `manifests/` beside `r/`.
package struct ObjectShelf: ReleaseShelf {
    let bucket: ObjectBucket

    package init(_ bucket: ObjectBucket) {
        self.bucket = bucket
    }

    private static let logName = "releases.jsonl"

    package func log() async throws(PublishingError) -> ReleaseLog {
        do throws(ObjectStoreError) {
            return try await bucket.object(Self.logName).map { ReleaseLog(parsing: $0.bytes) } ?? ReleaseLog()
        } catch {
            throw PublishingError(error)
        }
    }

    /// Replaces the log by itself with a line more, and only where it is still what was read.
    package func append(_ move: PointerMove) async throws(PublishingError) {
        do throws(ObjectStoreError) {
            try await append(move.json.serializedBytes() + [UInt8(ascii: "\n")])
        } catch {
            throw PublishingError(error)
        }
    }

    private func append(_ line: [UInt8]) async throws(ObjectStoreError) {
        var known: Int?
        for _ in 0..<20 {
            let old = try await bucket.object(Self.logName)
            var bytes = old?.bytes ?? []
            // An answer that was lost looks like somebody else's write: the line is there then, once more than at first.
            let count = bytes.split(separator: UInt8(ascii: "\n")).count { $0.elementsEqual(line.dropLast()) }
            if let known, count > known { return }
            known = known ?? count
            // A last line that was cut short keeps a line of its own.
            if let last = bytes.last, last != UInt8(ascii: "\n") { bytes.append(UInt8(ascii: "\n")) }
            bytes += line
            let condition = old.map { WriteCondition.hasTag($0.tag) } ?? .isAbsent
            guard case .refused = try await bucket.write(bytes, to: Self.logName, .internalText, if: condition) else {
                return
            }
        }
        throw ObjectStoreError(.contended, subject: bucket.place.url(Self.logName))
    }

    package func manifest(of release: ReleaseID) async throws(PublishingError) -> Manifest? {
        let name = manifestName(release)
        let object: ObjectBucket.Object?
        do throws(ObjectStoreError) {
            object = try await bucket.object(name)
        } catch {
            throw PublishingError(error)
        }
        return try object.map { object throws(PublishingError) in
            try Manifest(parsing: object.bytes, of: release, at: bucket.place.url(name))
        }
    }

    package func condition(of manifest: Manifest) async throws(PublishingError) -> StoredCondition {
        do throws(ObjectStoreError) {
            var sizes: [String: Int] = [:]
            for entry in try await bucket.list("r/\(manifest.release)/").entries { sizes[entry.name] = entry.size }
            let wrong = manifest.files.filter { sizes[$0.path] != $0.size }
            return wrong.first.map { .damaged(count: wrong.count, first: $0.path) } ?? .whole
        } catch {
            throw PublishingError(error)
        }
    }

    package func storedReleases() async throws(PublishingError) -> [ReleaseID] {
        do throws(ObjectStoreError) {
            return try await bucket.list("manifests/").entries.compactMap { entry in
                ReleaseID(manifestName: String(entry.name.dropFirst("manifests/".count)))
            }.sorted { $0.text < $1.text }
        } catch {
            throw PublishingError(error)
        }
    }
}

extension ReleaseID {
    /// Of a name like `0123456789abcdef.json`.
    init?(manifestName name: String) {
        guard name.hasSuffix(".json") else { return nil }
        self.init(String(name.dropLast(5)))
    }
}
