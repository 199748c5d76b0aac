package import CallBundle
internal import ObjectStore
internal import ObjectStoreWrites
internal import ReleaseRecords

extension ObjectShelf: PruningShelf {
    package func contents() async throws(PublishingError) -> [StoredRelease] {
        do throws(ObjectStoreError) {
            var found: [ReleaseID: StoredRelease] = [:]
            for entry in try await bucket.list("manifests/").entries {
                guard let release = ReleaseID(manifestName: String(entry.name.dropFirst("manifests/".count))) else {
                    continue
                }
                found[release] = StoredRelease(release: release, storedAt: entry.time, isFinished: true)
            }
            for folder in try await bucket.list("r/", stopsAtSlashes: true).folders {
                guard let release = ReleaseID(String(folder.dropFirst(2).dropLast())), found[release] == nil else {
                    continue
                }
                let times = try await bucket.list(folder).entries.map(\.time)
                guard let last = times.max() else { continue }
                found[release] = StoredRelease(release: release, storedAt: last, isFinished: false)
            }
            return found.values.sorted { $0.release.text < $1.release.text }
        } catch {
            throw PublishingError(error)
        }
    }

    package func remove(_ release: ReleaseID) async throws(PublishingError) {
        do throws(ObjectStoreError) {
            _ = try await bucket.remove(manifestName(release))
            _ = try await bucket.remove(fallbackManifestName(release))
            let names = try await bucket.list("r/\(release)/").entries.map(\.name)
            _ = try await inParallel(names, width: 12) { name async throws(ObjectStoreError) in
                try await bucket.remove(name)
            }
            // Last: until then nobody can begin to publish something else under this name.
            _ = try await bucket.remove(claimName(release))
        } catch {
            throw PublishingError(error)
        }
    }

    package func removeFallback(of release: ReleaseID) async throws(PublishingError) {
        do throws(ObjectStoreError) {
            _ = try await bucket.remove(fallbackManifestName(release))
            _ = try await bucket.remove("r/\(release)/fallback.json")
        } catch {
            throw PublishingError(error)
        }
    }
}

extension ObjectBucket.Entry {
    /// The beginning of time where the store does not say it readably.
    fileprivate var time: UTCTime {
        let seconds = modified.prefix { $0 != "." && $0 != "Z" }
        return UTCTime("\(seconds)Z") ?? UTCTime(seconds: 0)
    }
}
