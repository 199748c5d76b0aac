internal import Glibc

/// A system call that failed.
struct SystemError: Error {
    let path: String
    let code: Int32

    /// `no space left on device`.
    var reason: String { unsafe String(cString: strerror(code)).lowercased() }
}

/// Makes a folder with all those above it, where they are not there yet.
func makeFolder(_ path: String) throws(SystemError) {
    guard unsafe mkdir(path, 0o755) != 0 else { return }
    switch errno {
    case EEXIST: return
    case ENOENT:
        guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else {
            throw SystemError(path: path, code: ENOENT)
        }
        try makeFolder(String(path[..<slash]))
        guard unsafe mkdir(path, 0o755) == 0 || errno == EEXIST else { throw SystemError(path: path, code: errno) }
    default: throw SystemError(path: path, code: errno)
    }
}

/// Writes a new file whole, or leaves none behind.
func writeNewFile(_ path: String, _ bytes: [UInt8]) throws(SystemError) {
    let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw SystemError(path: path, code: errno) }
    var written = 0
    var failure: Int32 = 0
    unsafe bytes.withUnsafeBytes { buffer in
        while let base = buffer.baseAddress, written < buffer.count {
            let count = unsafe write(descriptor, base + written, buffer.count - written)
            if count < 0, errno == EINTR { continue }
            guard count > 0 else {
                failure = errno
                return
            }
            written += count
        }
    }
    if close(descriptor) != 0, failure == 0 { failure = errno }
    guard failure == 0 else {
        unsafe unlink(path)
        throw SystemError(path: path, code: failure)
    }
}

/// What stands under a name.
enum ExistingFile {
    case none
    case same
    case different
}

/// Compares a file with what it should hold: the size first, then the bytes.
func compareFile(_ path: String, with bytes: [UInt8]) throws(SystemError) -> ExistingFile {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
        if errno == ENOENT { return .none }
        throw SystemError(path: path, code: errno)
    }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw SystemError(path: path, code: errno) }
    guard status.st_mode & S_IFMT == S_IFREG, Int(status.st_size) == bytes.count else { return .different }
    var offset = 0
    var failure: Int32 = 0
    var chunk = [UInt8](repeating: 0, count: 1 << 16)
    while offset < bytes.count {
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        if count < 0, errno == EINTR { continue }
        if count < 0 { failure = errno }
        guard count > 0 else { break }
        guard offset + count <= bytes.count, chunk[..<count].elementsEqual(bytes[offset..<offset + count]) else {
            return .different
        }
        offset += count
    }
    guard failure == 0 else { throw SystemError(path: path, code: failure) }
    return offset == bytes.count ? .same : .different
}

/// Puts a file under another name in one step, in place of what is there.
func moveFile(_ path: String, to target: String) throws(SystemError) {
    guard unsafe rename(path, target) == 0 else { throw SystemError(path: target, code: errno) }
}

/// Waits until a file's content, or a folder's names, are on disk.
func synchronise(_ path: String) throws(SystemError) {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC)
    guard descriptor >= 0 else { throw SystemError(path: path, code: errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 else { throw SystemError(path: path, code: errno) }
}
