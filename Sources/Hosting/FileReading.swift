#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// Why a file could not be read.
enum FileReadError: Error, Hashable, CustomStringConvertible {
    case missing
    case notRegular
    /// A symbolic link where none is followed.
    case link
    case tooLarge(limit: Int)
    /// Any other failure, with its `errno`.
    case failed(code: Int32)

    var description: String {
        switch self {
        case .missing: "no such file"
        case .notRegular: "not a regular file"
        case .link: "a symbolic link, which is not followed here"
        case .tooLarge(let limit): "larger than \(limit) bytes"
        case .failed(let code): "error \(code) (\(unsafe String(cString: strerror(code))))"
        }
    }

    /// What the `errno` of a failed `open` means.
    fileprivate init(opening code: Int32) {
        switch code {
        case ENOENT, ENOTDIR, ENAMETOOLONG: self = .missing
        case ELOOP: self = .link
        default: self = .failed(code: code)
        }
    }
}

/// What tells one content of a file from another without reading it.
struct FileStamp: Hashable {
    let inode: UInt64
    let size: Int
    let modifiedSeconds: Int
    let modifiedNanoseconds: Int

    /// Nil when there is no file at `path`, or none that can be seen.
    init?(path: String) {
        var facts = stat()
        guard unsafe stat(path, &facts) == 0 else { return nil }
        self.init(facts)
    }

    fileprivate init(_ facts: stat) {
        inode = UInt64(facts.st_ino)
        size = Int(facts.st_size)
        #if canImport(Darwin)
            modifiedSeconds = facts.st_mtimespec.tv_sec
            modifiedNanoseconds = facts.st_mtimespec.tv_nsec
        #else
            modifiedSeconds = facts.st_mtim.tv_sec
            modifiedNanoseconds = facts.st_mtim.tv_nsec
        #endif
    }
}

// Without it the opening of a named pipe would wait for a writer.
private let openFlags = O_RDONLY | O_CLOEXEC | O_NONBLOCK

/// All bytes of a regular file.
func readFile(_ path: String, limit: Int) throws(FileReadError) -> [UInt8] {
    let descriptor = unsafe open(path, openFlags)
    guard descriptor >= 0 else { throw FileReadError(opening: errno) }
    return try readFile(descriptor, limit: limit)
}

/// All bytes of a regular file at a relative path below a directory.
///
/// The directory may be reached by symbolic links; below it none is followed, so that nothing that is put there can show what
/// lies outside.
func readFile(_ file: String, below directory: String, limit: Int) throws(FileReadError) -> [UInt8] {
    var descriptor = unsafe open(directory, openFlags)
    guard descriptor >= 0 else { throw FileReadError(opening: errno) }
    for part in file.split(separator: "/") {
        let next = unsafe openat(descriptor, String(part), openFlags | O_NOFOLLOW)
        let code = errno
        close(descriptor)
        guard next >= 0 else { throw FileReadError(opening: code) }
        descriptor = next
    }
    return try readFile(descriptor, limit: limit)
}

/// All bytes of a regular file from where its descriptor stands; closes the descriptor.
private func readFile(_ descriptor: Int32, limit: Int) throws(FileReadError) -> [UInt8] {
    defer { close(descriptor) }
    var facts = stat()
    guard unsafe fstat(descriptor, &facts) == 0 else { throw .failed(code: errno) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw .notRegular }
    guard facts.st_size <= limit else { throw .tooLarge(limit: limit) }
    var bytes: [UInt8] = []
    bytes.reserveCapacity(Int(facts.st_size))
    var chunk = [UInt8](repeating: 0, count: max(1, min(Int(facts.st_size) + 1, 65_536)))
    while true {
        let count = unsafe chunk.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        if count == 0 { return bytes }
        if count < 0 {
            if errno == EINTR { continue }
            throw .failed(code: errno)
        }
        bytes.append(contentsOf: chunk[..<count])
        guard bytes.count <= limit else { throw .tooLarge(limit: limit) }
    }
}

/// The names in a directory, sorted; nil when it cannot be read.
func namesInDirectory(_ path: String) -> [String]? {
    guard let directory = unsafe opendir(path) else { return nil }
    defer { unsafe closedir(directory) }
    var names: [String] = []
    while let entry = unsafe readdir(directory) {
        let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
            unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
        }
        if name != ".", name != ".." { names.append(name) }
    }
    return names.sorted()
}

/// Whether a directory is there, and its entries can be listed and opened.
func isReadableDirectory(_ path: String) -> Bool {
    guard unsafe access(path, R_OK | X_OK) == 0, let directory = unsafe opendir(path) else { return false }
    unsafe closedir(directory)
    return true
}
