package import CallBundle
internal import FileAccess
package import ReleaseRecords

/// A shelf that releases can be taken off for good.
///
/// Removing wants the target's lock to be held.
package protocol PruningShelf: ReleaseShelf {
    /// Everything that is stored of releases, finished or not, in the order of their ids.
    func contents() async throws(PublishingError) -> [StoredRelease]

    /// Removes a release: its manifest first, so that nobody goes back to a part of it.
    func remove(_ release: ReleaseID) async throws(PublishingError)

    /// Removes the way out of a release, where nothing else of it is stored.
    func removeFallback(of release: ReleaseID) async throws(PublishingError)
}

/// A release as it is stored.
package struct StoredRelease: Hashable, Sendable {
    package let release: ReleaseID

    /// When it was finished; of one that was not, when something was last written of it.
    package let storedAt: UTCTime

    /// Whether its manifest is there, which comes last.
    package let isFinished: Bool

    package init(release: ReleaseID, storedAt: UTCTime, isFinished: Bool) {
        self.release = release
        self.storedAt = storedAt
        self.isFinished = isFinished
    }
}

extension DirectoryShelf: PruningShelf {
    package func contents() throws(PublishingError) -> [StoredRelease] {
        let manifests = Set(try storedReleases())
        let folders = (namesInFolder("\(path)/r") ?? []).compactMap { ReleaseID($0) }
        return manifests.union(folders).sorted { $0.text < $1.text }.map { release in
            let isFinished = manifests.contains(release)
            let place = isFinished ? "\(path)/\(manifestName(release))" : "\(path)/r/\(release)"
            return StoredRelease(
                release: release,
                storedAt: UTCTime(seconds: modificationTime(place) ?? 0),
                isFinished: isFinished
            )
        }
    }

    package func remove(_ release: ReleaseID) async throws(PublishingError) {
        let turn = try await FolderTurn(in: path)
        defer { turn.end() }
        removeTree("\(path)/\(manifestName(release))")
        let folder = "\(path)/r/\(release)"
        // Under another name first: hosts have it whole, or not at all.
        let aside = "\(path)/.staging-\(release)"
        removeTree(aside)
        do throws(FileError) {
            if fileKind(folder) != .nothing { try moveFile(folder, to: aside) }
        } catch {
            throw .cannotWrite(error)
        }
        removeTree(aside)
        for place in ["\(path)/\(manifestName(release))", folder, aside] where fileKind(place) != .nothing {
            throw PublishingError(
                message: "'\(place)' cannot be removed",
                help: "check the folder of 'hosting.publish' and its rights"
            )
        }
    }

    package func removeFallback(of release: ReleaseID) async throws(PublishingError) {
        guard fileKind("\(path)/r/\(release)") != .nothing else { return }
        let turn = try await FolderTurn(in: path)
        defer { turn.end() }
        removeTree("\(path)/r/\(release)/fallback.json")
        // The folder goes when nothing else is in it.
        if namesInFolder("\(path)/r/\(release)")?.isEmpty == true { removeTree("\(path)/r/\(release)") }
    }
}
