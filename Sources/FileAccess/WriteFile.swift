internal import Glibc

/// Who may read a file that is made.
package enum FileMode: Sendable {
    /// As the process's mask says.
    case shared
    /// Everybody, whatever the process's mask says.
    case published
    /// Its owner alone.
    case secret
}

/// Writes a new file whole, or leaves none behind.
///
/// - Parameters:
///   - path: Nothing may stand there yet.
///   - bytes: What it is to hold.
///   - mode: Who may read it.
/// - Throws: When something stands there, or it cannot be written.
package func writeNewFile(_ path: String, _ bytes: [UInt8], mode: FileMode = .shared) throws(FileError) {
    let rights: mode_t = mode == .secret ? 0o600 : 0o666
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, rights)
    guard descriptor >= 0 else { throw .last(path) }
    if mode == .published { _ = fchmod(descriptor, 0o644) }  // It is this process's own.
    guard let failure = writeAndClose(bytes, to: descriptor, path) else { return }
    unsafe unlink(path)
    throw failure
}

/// Writes all bytes and closes the descriptor, in any case; gives what went wrong, as that of the file `path`.
func writeAndClose(_ bytes: [UInt8], to descriptor: Int32, _ path: String) -> FileError? {
    var written = 0
    var failure: FileError?
    unsafe bytes.withUnsafeBytes { buffer in
        while let base = buffer.baseAddress, written < buffer.count {
            let count = unsafe write(descriptor, base + written, buffer.count - written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                failure = .last(path)
                return
            }
            written += count
        }
    }
    // A full disk may be told only here.
    if close(descriptor) != 0, failure == nil { failure = .last(path) }
    return failure
}

/// Writes a file in place of what is there: aside first, so that the name never holds a part.
///
/// - Parameters:
///   - path: The file.
///   - bytes: What it is to hold.
///   - mode: Who may read it.
/// - Throws: When it cannot be written; what was there is there still.
package func replaceFile(_ path: String, _ bytes: [UInt8], mode: FileMode = .shared) throws(FileError) {
    let aside = "\(path).\(getpid()).new"
    unsafe unlink(aside)  // Of an earlier process of this number.
    try writeNewFile(aside, bytes, mode: mode)
    do {
        try synchronise(aside)
        try moveFile(aside, to: path)
    } catch {
        unsafe unlink(aside)
        throw error
    }
}

/// Puts a file or folder under another name in one step, in place of a file that is there.
package func moveFile(_ path: String, to target: String) throws(FileError) {
    guard unsafe rename(path, target) == 0 else { throw .last(target) }
}

/// Waits until a file's content, or a folder's names, are on disk.
package func synchronise(_ path: String) throws(FileError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw .last(path) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw .last(path) }
}

/// Makes a folder with all those above it, where they are not there yet.
package func makeFolder(_ path: String) throws(FileError) {
    guard unsafe mkdir(path, 0o777) != 0 else { return }
    switch errno {
    case EEXIST: return
    case ENOENT:
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { throw .last(path) }
        try makeFolder(String(path[..<slash]))
        guard unsafe mkdir(path, 0o777) == 0 || errno == EEXIST else { throw .last(path) }
    default: throw .last(path)
    }
}

/// Lets everybody read a file, or look into a folder, whatever the process's mask is; what is another user's stays as it is.
package func letEverybodyRead(_ path: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else { return }
    let isFolder = status.st_mode & S_IFMT == S_IFDIR
    let rights = status.st_mode & 0o7777
    let wanted = rights | (isFolder ? 0o555 : 0o444)
    if wanted != rights { _ = unsafe chmod(path, wanted) }
}

/// Removes a file or a folder with all in it; what cannot be removed stays.
///
/// Links are removed, not followed.
package func removeTree(_ path: String) {
    switch fileKind(path) {
    case .nothing: return
    case .folder:
        for name in namesInFolder(path) ?? [] { removeTree("\(path)/\(name)") }
        _ = unsafe rmdir(path)
    case .file, .other: _ = unsafe unlink(path)
    }
}
