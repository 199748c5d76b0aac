internal import Glibc

/// The names in a folder in no particular order; nil when it cannot be read.
package func namesInFolder(_ path: String) -> [String]? {
    guard let handle = unsafe opendir(path) else { return nil }
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

/// What stands under a name.
package enum FileKind: Hashable, Sendable {
    case nothing
    case file
    case folder
    /// A link, device, pipe or socket.
    case other
}

/// What stands at `path` itself; a link is not followed.
package func fileKind(_ path: String) -> FileKind {
    var status = stat()
    guard unsafe lstat(path, &status) == 0 else { return .nothing }
    switch status.st_mode & S_IFMT {
    case S_IFREG: return .file
    case S_IFDIR: return .folder
    default: return .other
    }
}

/// The size of a regular file in bytes; nil where none stands under that name itself.
package func fileSize(_ path: String) -> Int? {
    var status = stat()
    guard unsafe lstat(path, &status) == 0, status.st_mode & S_IFMT == S_IFREG else { return nil }
    return Int(status.st_size)
}

/// When the content of a file, or the names of a folder, last changed, in Unix seconds; nil where nothing stands there.
package func modificationTime(_ path: String) -> Int? {
    var status = stat()
    return unsafe lstat(path, &status) == 0 ? status.st_mtim.tv_sec : nil
}

/// Whether a folder is there, and its entries can be listed and opened.
package func isReadableFolder(_ path: String) -> Bool {
    guard unsafe access(path, R_OK | X_OK) == 0, let handle = unsafe opendir(path) else { return false }
    unsafe closedir(handle)
    return true
}
