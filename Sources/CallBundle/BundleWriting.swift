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
    do {
        try makeFolder(aside)
        var made: Set<String> = []
        for file in release.files {
            try makeParents(of: file.path, below: aside, made: &made)
            try write(file.bytes, to: "\(aside)/\(file.path)")
        }
        try write(release.manifest.json.serializedBytes(.pretty), to: "\(aside)/manifest.json")
        try exchange(aside, with: folder, isThere: isThere)
    } catch {
        removeTree(aside)
        throw error
    }
}

/// Whether the folder is there; an error when it holds something other than a bundle.
private func checkReplaceable(_ folder: String) throws(BundleWriteError) -> Bool {
    var status = stat()
    guard unsafe lstat(folder, &status) == 0 else { return false }
    let entries = status.st_mode & S_IFMT == S_IFDIR ? entries(of: folder) : nil
    guard let entries, entries.isEmpty || Set(entries).isSubset(of: ["manifest.json", "r"]) else {
        throw BundleWriteError(
            message: "'\(folder)' is there and holds no bundle",
            help: "name a new folder, or one that 'ccplan build' made"
        )
    }
    return true
}

private func exchange(_ aside: String, with folder: String, isThere: Bool) throws(BundleWriteError) {
    guard isThere else {
        guard unsafe rename(aside, folder) == 0 else { throw failure("cannot write", folder) }
        return
    }
    let old = "\(folder).\(getpid()).old"
    guard unsafe rename(folder, old) == 0 else { throw failure("cannot replace", folder) }
    guard unsafe rename(aside, folder) == 0 else {
        let error = failure("cannot write", folder)
        _ = unsafe rename(old, folder)  // Back as it was; the first failure is what counts.
        throw error
    }
    removeTree(old)
}

private func makeFolder(_ path: String) throws(BundleWriteError) {
    guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw failure("cannot make", path) }
}

private func makeParents(of path: String, below root: String, made: inout Set<String>) throws(BundleWriteError) {
    guard let slash = path.lastIndex(of: "/") else { return }
    let folder = String(path[..<slash])
    guard made.insert(folder).inserted else { return }
    try makeParents(of: folder, below: root, made: &made)
    try makeFolder("\(root)/\(folder)")
}

private func write(_ bytes: [UInt8], to path: String) throws(BundleWriteError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard descriptor >= 0 else { throw failure("cannot write", path) }
    var rest = bytes[...]
    while !rest.isEmpty {
        let written = unsafe rest.withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
        if written < 0, errno == EINTR { continue }
        guard written > 0 else {
            let error = failure("cannot write", path)
            close(descriptor)
            throw error
        }
        rest = rest.dropFirst(written)
    }
    // A full disk may be told only here.
    guard close(descriptor) == 0 else { throw failure("cannot write", path) }
}

private func failure(_ what: String, _ path: String) -> BundleWriteError {
    let reason = unsafe String(cString: strerror(errno)).lowercased()
    return BundleWriteError(message: "\(what) '\(path)': \(reason)", help: "check the folder, its rights and the disk")
}

/// The names in a folder; nil when it cannot be read.
private func entries(of folder: String) -> [String]? {
    guard let handle = unsafe opendir(folder) else { return nil }
    defer { unsafe closedir(handle) }
    var names: [String] = []
    while let entry = unsafe readdir(handle) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names
}

/// Removes what this program wrote itself; what cannot be removed stays.
private func removeTree(_ path: String) {
    for name in entries(of: path) ?? [] {
        let child = "\(path)/\(name)"
        var status = stat()
        guard unsafe lstat(child, &status) == 0 else { continue }
        if status.st_mode & S_IFMT == S_IFDIR {
            removeTree(child)
        } else {
            _ = unsafe unlink(child)
        }
    }
    _ = unsafe rmdir(path)
}
