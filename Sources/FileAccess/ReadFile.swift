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
    let descriptor = unsafe open(path, openFlags)
    guard descriptor >= 0 else { throw .last(path) }
    return try readFile(open: descriptor, path, limit: limit)
}

/// All bytes of a regular file at a relative path below a folder.
///
/// The folder may be reached by symbolic links; below it none is followed, so that nothing that is put there can show what
/// lies outside.
package func readFile(_ file: String, below folder: String, limit: Int) throws(FileError) -> [UInt8] {
    var descriptor = unsafe open(folder, openFlags)
    guard descriptor >= 0 else { throw .last(folder) }
    for part in file.split(separator: "/") {
        let next = unsafe openat(descriptor, String(part), openFlags | O_NOFOLLOW)
        let code = errno
        close(descriptor)
        guard next >= 0 else { throw FileError(path: file, cause: code == ELOOP ? .link : .system(code)) }
        descriptor = next
    }
    return try readFile(open: descriptor, file, limit: limit)
}

// Without O_NONBLOCK the opening of a named pipe would wait for a writer.
private let openFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK

/// Reads to the end, which the size does not tell of a file that grows meanwhile; closes the descriptor.
private func readFile(open descriptor: Int32, _ path: String, limit: Int) throws(FileError) -> [UInt8] {
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .last(path) }
    guard status.st_mode & S_IFMT == S_IFREG else { throw FileError(path: path, cause: .notRegular) }
    let size = Int(status.st_size)
    guard size <= limit else { throw FileError(path: path, cause: .tooLarge(limit: limit)) }
    var bytes = try read(upTo: size, from: descriptor, path)
    while bytes.count >= size {
        let more = try read(upTo: 65_536, from: descriptor, path)
        if more.isEmpty { break }
        bytes += more
        guard bytes.count <= limit else { throw FileError(path: path, cause: .tooLarge(limit: limit)) }
    }
    return bytes
}

/// So many bytes, or fewer when the file ends before.
private func read(upTo size: Int, from descriptor: Int32, _ path: String) throws(FileError) -> [UInt8] {
    var failure: FileError?
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        while count < size, let base = buffer.baseAddress {
            let got = unsafe Glibc.read(descriptor, base + count, size - count)
            if got < 0, errno == EINTR { continue }
            if got < 0 { failure = .last(path) }
            if got <= 0 { break }
            count += got
        }
    }
    if let failure { throw failure }
    return bytes
}
