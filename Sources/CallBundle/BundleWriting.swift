internal import Dispatch
internal import FileAccess
internal import Glibc
internal import JSONTree
internal import Synchronization

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
        try makeFolder(aside)
        try write(release, into: aside)
        try exchange(aside, with: folder, isThere: isThere)
    } catch {
        throw BundleWriteError(
            message: "cannot write '\(error.path)': \(error.reason)",
            help: error.isOutOfSpace ? "free some space" : "check the folder and its rights"
        )
    }
}

/// The files of one folder of a release.
private struct FilesOfFolder: Sendable {
    /// Below the root; empty for the root itself.
    let folder: String
    var files: Range<Int>
}

/// Makes the folders of a release below `root`, and writes its files into them, and its manifest.
private func write(_ release: Release, into root: String) throws(FileError) {
    let files = release.files
    var folders: [FilesOfFolder] = []
    for index in files.indices {
        // In the order of their paths, files of a folder follow each other.
        let path = files[index].path
        let folder = path[..<(path.utf8.lastIndex(of: UInt8(ascii: "/")) ?? path.startIndex)]
        if let last = folders.indices.last, folders[last].folder == folder {
            folders[last].files = folders[last].files.lowerBound..<index + 1
        } else {
            folders.append(FilesOfFolder(folder: String(folder), files: index..<index + 1))
        }
    }
    for part in folders { try makeFolder("\(root)/\(part.folder)") }
    let work = folders
    let failures = Failures()
    // The kernel makes the files of one folder one after the other, those of several at once.
    inParallel(work.count + 1, when: files.count > 1_000) { place in
        do throws(FileError) {
            guard place < work.count else {
                try writeNewFile("\(root)/manifest.json", release.manifest.json.serializedBytes(.pretty))
                return
            }
            let folder = try OpenFolder("\(root)/\(work[place].folder)")
            for index in work[place].files { try folder.writeNewFile(fileName(files[index].path), files[index].bytes) }
        } catch {
            failures.note(error, at: place)
        }
    }
    if let first = failures.first { throw first }
}

/// What went wrong in several threads.
private final class Failures: Sendable {
    private let found = Mutex<[Int: FileError]>([:])

    func note(_ error: FileError, at place: Int) {
        found.withLock { $0[place] = error }
    }

    /// That of the first place.
    var first: FileError? {
        found.withLock { found in found.keys.min().flatMap { found[$0] } }
    }
}

/// Calls `body` with each number below `count`, from several threads at once where that is worth their making.
func inParallel(_ count: Int, when isWorthIt: Bool, _ body: @Sendable (Int) -> Void) {
    if isWorthIt {
        DispatchQueue.concurrentPerform(iterations: count, execute: body)
    } else {
        for number in 0..<count { body(number) }
    }
}

private func fileName(_ path: String) -> String {
    guard let slash = path.utf8.lastIndex(of: UInt8(ascii: "/")) else { return path }
    return String(path[path.utf8.index(after: slash)...])
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
