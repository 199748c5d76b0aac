package import CallBundle
internal import FileAccess

/// Where the files of published releases come from: a folder, or another store of objects under names.
///
/// All calls may wait, and so are made on threads that may.
package protocol ReleaseSource: Sendable {
    /// The content of a file of a release, named as publishing names it: `r/<release>/d/<document>.json`.
    ///
    /// Nil when there is no such file. A name comes out of parsed parts alone, never out of a client's text.
    func read(_ file: String, limit: Int) throws(ReleaseReadError) -> [UInt8]?

    /// Whether anything of a release is there.
    func has(_ release: ReleaseID) -> Bool

    /// Whether releases can be read at all.
    var isReadable: Bool { get }

    /// How long a file that was not there may be taken to be missing still, without another look.
    ///
    /// Zero where a look costs next to nothing. Where it is longer, a release is seen that much later by those who asked too early.
    var missingIsRemembered: Duration { get }
}

/// A file of a release that is there and of no use, or that cannot be had at the moment.
package struct ReleaseReadError: Error {
    /// Relative to the publish target.
    package let file: String
    package let reason: String

    /// False when perhaps there is no such file, and so its name is a stranger's.
    package let isFileKnown: Bool

    package init(file: String, reason: String, isFileKnown: Bool = true) {
        self.file = file
        self.reason = reason
        self.isFileKnown = isFileKnown
    }
}

/// The publish target as a folder; symbolic links below it are not followed.
package struct ReleaseFolder: ReleaseSource {
    /// Without a slash at the end.
    package let path: String

    package init(path: String) {
        var path = path
        while path.utf8.count > 1, path.utf8.last == UInt8(ascii: "/") { path.removeLast() }
        self.path = path
    }

    package func read(_ file: String, limit: Int) throws(ReleaseReadError) -> [UInt8]? {
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

    package func has(_ release: ReleaseID) -> Bool { fileKind("\(path)/r/\(release)") == .folder }

    package var isReadable: Bool { isReadableFolder(path) }

    /// One `openat` tells.
    package var missingIsRemembered: Duration { .zero }
}
