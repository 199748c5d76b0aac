internal import Glibc

/// Appends one line to a file, made where it is missing; the line is on disk when this returns.
///
/// It goes out in one write, so that a crash leaves the line or a part of it, and nothing that was there is touched. When
/// the file ends in a part of a line, as after such a crash, that part keeps a line of its own.
///
/// - Parameters:
///   - line: Without a line end, and with none in it.
///   - path: The file; a link is not followed.
/// - Throws: When the line is not there whole.
package func appendLine(_ line: [UInt8], to path: String) throws(FileError) {
    let flags = O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK
    let descriptor = unsafe open(path, flags, 0o644)
    guard descriptor >= 0 else { throw errno == ELOOP ? FileError(path: path, cause: .link) : .last(path) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { throw .last(path) }
    var bytes = line + [UInt8(ascii: "\n")]
    if status.st_size > 0 {
        var last: UInt8 = 0
        guard unsafe pread(descriptor, &last, 1, status.st_size - 1) == 1 else { throw .last(path) }
        if last != UInt8(ascii: "\n") { bytes.insert(UInt8(ascii: "\n"), at: 0) }
    }
    var written = -1
    repeat {
        written = unsafe bytes.withUnsafeBytes { unsafe write(descriptor, $0.baseAddress, $0.count) }
    } while written < 0 && errno == EINTR
    guard written >= 0 else { throw .last(path) }
    guard written == bytes.count else { throw FileError(path: path, cause: .system(ENOSPC)) }
    // EINVAL: a device, which has nothing to wait for.
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw .last(path) }
}
