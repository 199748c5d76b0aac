internal import FileAccess
internal import Glibc
internal import JSONTree

/// Why a bundle could not be written.
package struct BundleWriteError: Error, Sendable {
    /// One line, without a full stop.
    package let message: String
    package let help: String
}

/// Writes a release as a folder: `manifest.json` and `r/<release>/…`.
///
/// Everything is written into a folder beside the wanted one, which then takes its place, so that the wanted one holds
/// the old bundle or the new one, never a part. A folder that is there must be empty or hold a bundle.
package func writeBundle(_ release: Release, to path: String) throws(BundleWriteError) {
    let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let isThere = try checkReplaceable(folder)
    let aside = "\(folder).\(getpid()).tmp"
    removeTree(aside)  // Of an earlier process of this number.
    defer { removeTree(aside) }
    do throws(FileError) {
        var made = ""
        for file in release.files {
            // In the order of their paths, files of a folder follow each other.
            if let slash = file.path.utf8.lastIndex(of: UInt8(ascii: "/")), file.path[..<slash] != made {
                made = String(file.path[..<slash])
                try makeFolder("\(aside)/\(made)")
            }
            try writeNewFile("\(aside)/\(file.path)", file.bytes)
        }
        try writeNewFile("\(aside)/manifest.json", release.manifest.json.serializedBytes(.pretty))
        try exchange(aside, with: folder, isThere: isThere)
    } catch {
        throw BundleWriteError(
            message: "cannot write '\(error.path)': \(error.reason)",
            help: error.isOutOfSpace ? "free some space" : "check the folder and its rights"
        )
    }
}

/// Whether the folder is there; an error when it holds something other than a bundle.
private func checkReplaceable(_ folder: String) throws(BundleWriteError) -> Bool {
    let names: [String]?
    switch fileKind(folder) {
    case .nothing: return false
    case .folder: names = namesInFolder(folder)
    case .file, .other: names = nil
    }
    guard let names, names.isEmpty || Set(names).isSubset(of: ["manifest.json", "r"]) else {
        throw BundleWriteError(
            message: "'\(folder)' is there and holds no bundle",
            help: "name a new folder, or one that 'ccplan build' made"
        )
    }
    return true
}

private func exchange(_ aside: String, with folder: String, isThere: Bool) throws(FileError) {
    guard isThere else { return try moveFile(aside, to: folder) }
    let old = "\(folder).\(getpid()).old"
    try moveFile(folder, to: old)
    do {
        try moveFile(aside, to: folder)
    } catch {
        try? moveFile(old, to: folder)  // Back as it was; the first failure is what counts.
        throw error
    }
    removeTree(old)
}
