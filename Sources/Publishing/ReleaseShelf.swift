package import CallBundle
internal import FileAccess
internal import JSONTree
package import ReleaseRecords

/// Where releases stand beside the log of what was live when; each kind of publish target has its own.
///
/// Appending wants the target's lock to be held; reading does not.
package protocol ReleaseShelf: Sendable {
    func log() async throws(PublishingError) -> ReleaseLog

    /// Adds a line to the log; it is safely there when this returns.
    func append(_ move: PointerMove) async throws(PublishingError)

    /// Nil when there is none.
    func manifest(of release: ReleaseID) async throws(PublishingError) -> Manifest?

    /// How the files of a manifest are, by their sizes.
    func condition(of manifest: Manifest) async throws(PublishingError) -> StoredCondition

    /// All that have a manifest, in the order of their ids.
    func storedReleases() async throws(PublishingError) -> [ReleaseID]
}

/// How the files of a release are where it was published.
package enum StoredCondition: Hashable, Sendable {
    case whole
    /// So many are missing or have another size; the first one's path.
    case damaged(count: Int, first: String)
}

/// The shelf of `dir:` targets: `releases.jsonl` and `manifests/` beside `r/`, so that hosts serve neither.
package struct DirectoryShelf: ReleaseShelf {
    /// The folder that is published to.
    package let path: String

    package init(path: String) {
        self.path = path
    }

    private var logFile: String { "\(path)/releases.jsonl" }
    private func manifestFile(_ release: ReleaseID) -> String { "\(path)/manifests/\(release).json" }

    package func log() throws(PublishingError) -> ReleaseLog {
        do throws(FileError) {
            return ReleaseLog(parsing: try readFile(logFile, limit: 1 << 30))
        } catch {
            if error.isMissing { return ReleaseLog() }
            throw .cannotRead(error)
        }
    }

    package func append(_ move: PointerMove) throws(PublishingError) {
        do throws(FileError) {
            let isNew = fileKind(logFile) == .nothing
            try appendLine(move.json.serializedBytes(), to: logFile)
            if isNew { try synchronise(path) }
        } catch {
            throw PublishingError(
                message: "cannot write '\(error.path)': \(error.reason)",
                help: error.isOutOfSpace ? "free some space" : "see that it is a file that can be written"
            )
        }
    }

    package func manifest(of release: ReleaseID) throws(PublishingError) -> Manifest? {
        let file = manifestFile(release)
        let bytes: [UInt8]
        do throws(FileError) {
            bytes = try readFile(file, limit: 256 << 20)
        } catch {
            if error.isMissing { return nil }
            throw .cannotRead(error)
        }
        return try Manifest(parsing: bytes, of: release, at: file)
    }

    package func condition(of manifest: Manifest) throws(PublishingError) -> StoredCondition {
        let wrong = manifest.files.filter { fileSize("\(path)/\($0.path)") != $0.size }
        return wrong.first.map { .damaged(count: wrong.count, first: $0.path) } ?? .whole
    }

    package func storedReleases() throws(PublishingError) -> [ReleaseID] {
        (namesInFolder("\(path)/manifests") ?? []).sorted().compactMap(ReleaseID.init(manifestName:))
    }
}

extension Manifest {
    /// Reads the manifest of that release, which stands at that place.
    init(parsing bytes: [UInt8], of release: ReleaseID, at place: String) throws(PublishingError) {
        do {
            try self.init(json: try JSONValue(parsing: bytes))
        } catch {
            throw .notAManifest(place, "\(error)")
        }
        guard self.release == release else {
            throw .notAManifest(place, "it is that of release \(self.release)")
        }
    }
}

extension PublishingError {
    fileprivate static func cannotRead(_ error: FileError) -> PublishingError {
        PublishingError(
            message: "cannot read '\(error.path)': \(error.reason)",
            help: "check the folder of 'hosting.publish' and its rights"
        )
    }

    fileprivate static func notAManifest(_ file: String, _ reason: String) -> PublishingError {
        PublishingError(
            message: "'\(file)' is not the manifest of that release: \(reason)",
            help: "publish the release again from its commit: 'ccapply' writes the manifest anew"
        )
    }
}
