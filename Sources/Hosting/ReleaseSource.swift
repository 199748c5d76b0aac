package import CallBundle
package import FileAccess
package import NIOCore

/// Where the files of published releases come from: a folder, or another store of objects under names.
///
/// All calls may wait, each until its deadline, and so are made on threads that may.
package protocol ReleaseSource: Sendable {
    /// The content of a file at the publish target, named as publishing names it: `r/<release>/d/<document>.json`.
    ///
    /// Nil when there is no such file. A name comes out of parsed parts alone, never out of a client's text.
    func read(_ file: String, limit: Int, by deadline: NIODeadline) throws(ReleaseReadError) -> [UInt8]?

    /// The manifest of a release, or what stands in its place; nil when the release is not published.
    func manifest(of release: ReleaseID, limit: Int, by deadline: NIODeadline) throws(ReleaseReadError) -> ReadManifest?

    /// All manifests, those that changed last first; what is told may be some seconds old.
    func manifests(by deadline: NIODeadline) throws(ReleaseReadError) -> [PublishedManifest]

    /// Whether anything of a release is there, as far as that is known without waiting long.
    func has(_ release: ReleaseID) -> Bool

    /// Whether releases can be read at all.
    ///
    /// A remote source tells what it knows, without waiting, and looks meanwhile.
    var isReadable: Bool { get }

    /// How long a file that was not there may be taken to be missing still, without another look.
    ///
    /// Zero where a look costs next to nothing. Where it is longer, a release is seen that much later by those who asked too early.
    var missingIsRemembered: Duration { get }

    /// Whether each look costs time and money, so that files are looked for only where their release's manifest names them.
    var isRemote: Bool { get }

    /// How a remote one did when it was asked; nil for others.
    var counts: StoreCounts? { get }
}

/// A manifest at a publish target.
package struct PublishedManifest: Hashable, Sendable {
    /// What tells one content from another without reading it.
    package enum Stamp: Hashable, Sendable {
        case file(FileStamp)
        case tag(String)
    }

    /// `manifests/<release>.json`, or `manifest.json` for a bundle as it was built.
    package let file: String
    package let stamp: Stamp

    /// The release, where the name tells it.
    package var release: ReleaseID? { ReleaseID(manifestFile: file) }

    package init(file: String, stamp: Stamp) {
        self.file = file
        self.stamp = stamp
    }
}

/// A manifest as it was read.
package struct ReadManifest: Sendable {
    /// Where it stands, relative to the publish target.
    package let file: String
    package let bytes: [UInt8]

    package init(file: String, bytes: [UInt8]) {
        self.file = file
        self.bytes = bytes
    }
}

extension ReleaseID {
    /// Of a name like `manifests/0123456789abcdef.json`.
    init?(manifestFile file: String) {
        guard file.hasPrefix("manifests/"), file.hasSuffix(".json") else { return nil }
        self.init(String(file.dropFirst(10).dropLast(5)))
    }

    /// Where its manifest stands.
    var manifestFile: String { "manifests/\(self).json" }

    /// Where the manifest of its way out stands, when that alone is published.
    var fallbackManifestFile: String { "manifests/\(self).fallback" }

    /// Of a name like `manifests/0123456789abcdef.fallback`.
    init?(fallbackManifestFile file: String) {
        guard file.hasPrefix("manifests/"), file.hasSuffix(".fallback") else { return nil }
        self.init(String(file.dropFirst(10).dropLast(9)))
    }
}

/// The one manifest of a bundle as it was built, beside `r`.
let bundleManifestFile = "manifest.json"

/// A file of a release that is there and of no use, or that cannot be had at the moment.
package struct ReleaseReadError: Error {
    /// Relative to the publish target.
    package let file: String
    package let reason: String

    /// False when perhaps there is no such file, and so its name is a stranger's.
    package let isFileKnown: Bool

    /// After how many seconds another attempt is worth it; nil where it will not help.
    package let retryAfter: Int?

    /// Whether only the time was over, of whoever asked.
    let isLate: Bool

    /// Whether it is this one file that is wrong until somebody mends it, and the log has it already.
    let isTold: Bool

    package init(file: String, reason: String, isFileKnown: Bool = true, retryAfter: Int? = nil) {
        self.file = file
        self.reason = reason
        self.isFileKnown = isFileKnown
        self.retryAfter = retryAfter
        isLate = false
        isTold = false
    }

    private init(told file: String, reason: String, retryAfter: Int) {
        self.file = file
        self.reason = reason
        isFileKnown = true
        self.retryAfter = retryAfter
        isLate = false
        isTold = true
    }

    private init(late file: String) {
        self.file = file
        reason = "it takes too long"
        isFileKnown = false
        retryAfter = 1
        isLate = true
        isTold = false
    }

    /// A file that is wrong, which the log has been told.
    static func told(_ file: String, reason: String, retryAfter: Int) -> ReleaseReadError {
        ReleaseReadError(told: file, reason: reason, retryAfter: retryAfter)
    }

    /// The time was over before the file came.
    static func late(_ file: String) -> ReleaseReadError { ReleaseReadError(late: file) }
}
