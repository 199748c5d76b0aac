package import CallBundle
internal import FileAccess
package import NIOCore

/// The publish target as a folder; symbolic links below it are not followed.
///
/// Reads are over before any deadline could matter.
package struct ReleaseFolder: ReleaseSource {
    /// Without a slash at the end.
    package let path: String

    package init(path: String) {
        var path = path
        while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        self.path = path
    }

    package func read(_ file: String, limit: Int, by deadline: NIODeadline) throws(ReleaseReadError) -> [UInt8]? {
        do throws(FileError) {
            return try readFile(file, below: path, limit: limit)
        } catch {
            switch error.cause {
            case .system where error.isMissing: return nil
            case .notRegular, .link, .tooLarge: throw ReleaseReadError(file: file, reason: error.reason)
            case .system: throw ReleaseReadError(file: file, reason: error.reason, isFileKnown: false)
            }
        }
    }

    package func manifest(
        of release: ReleaseID,
        limit: Int,
        by deadline: NIODeadline
    ) throws(ReleaseReadError) -> ReadManifest? {
        // A bundle as it was built has its one manifest beside `r`.
        for file in [release.manifestFile, bundleManifestFile] {
            if let bytes = try read(file, limit: limit, by: deadline) { return ReadManifest(file: file, bytes: bytes) }
        }
        // A file under the name of the folder hides what releases want.
        guard [.nothing, .folder].contains(fileKind("\(path)/manifests")) else {
            throw ReleaseReadError(file: release.manifestFile, reason: "'manifests' is no folder", isFileKnown: false)
        }
        return nil
    }

    package func manifests(by deadline: NIODeadline) throws(ReleaseReadError) -> [PublishedManifest] {
        let published = (namesInFolder("\(path)/manifests") ?? []).map { "manifests/\($0)" }
            .filter { ReleaseID(manifestFile: $0) != nil }
        let dated = ([bundleManifestFile] + published.sorted()).compactMap { file in
            FileStamp(path: "\(path)/\(file)").map { (PublishedManifest(file: file, stamp: .file($0)), $0.modified) }
        }
        return dated.sorted { $0.1 > $1.1 }.map(\.0)
    }

    package func has(_ release: ReleaseID) -> Bool { fileKind("\(path)/r/\(release)") == .folder }

    package var isReadable: Bool { isReadableFolder(path) }

    /// One `openat` tells.
    package var missingIsRemembered: Duration { .zero }

    package var isRemote: Bool { false }

    package var counts: StoreCounts? { nil }
}
