internal import Glibc

/// All bytes of a regular file.
///
/// Only regular files, since reading a device or a pipe could last for ever.
///
/// - Parameters:
///   - path: The file; links are followed.
///   - limit: The most bytes that are taken.
/// - Returns: The bytes.
/// - Throws: When it is missing, unreadable, no regular file, or larger than the limit.
package func readFile(_ path: String, limit: Int) throws(FileError) -> [UInt8] {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { throw .last(path) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .last(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(path: path, cause: .notRegular) }
    let size = Int(status.st_size)
    guard size <= limit else { throw FileError(path: path, cause: .tooLarge(limit: limit)) }
    var failure: FileError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        while count < size, let base = buffer.baseAddress {
            let got = unsafe read(descriptor, base + count, size - count)
            if got < 0, errno == EINTR { continue }
            if got < 0 { failure = .last(path) }
            if got <= 0 { break }
            count += got
        }
    }
    if let failure { throw failure }
    return bytes
}

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
