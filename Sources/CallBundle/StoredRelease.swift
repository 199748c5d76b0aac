/// What is wrong with a release as it is stored.
package struct StoredReleaseFault: Error, Hashable, Sendable {
    /// A few words, without a full stop.
    package let reason: String
}

extension Release {
    /// A release as it was published, each file held against its manifest.
    ///
    /// - Parameters:
    ///   - manifest: What it should hold.
    ///   - contents: The bytes of its files, by their paths.
    /// - Throws: The first file that is missing, is not what the manifest says, or is of another release.
    /// - Complexity: O(bytes).
    package init(_ manifest: Manifest, contents: [String: [UInt8]]) throws(StoredReleaseFault) {
        let folder = "r/\(manifest.release)/"
        var files: [File] = []
        files.reserveCapacity(manifest.files.count)
        for file in manifest.files {
            guard file.path.utf8.starts(with: folder.utf8) else {
                throw StoredReleaseFault(reason: "'\(file.path)' is no file of that release")
            }
            guard let bytes = contents[file.path] else {
                throw StoredReleaseFault(reason: "'\(file.path)' is missing")
            }
            guard bytes.count == file.size, hexDigest(bytes) == file.sha256 else {
                throw StoredReleaseFault(reason: "'\(file.path)' is not what was published")
            }
            files.append(File(path: file.path, bytes: bytes, sha256: file.sha256))
        }
        self.init(id: manifest.release, files: files, manifest: manifest)
    }
}
