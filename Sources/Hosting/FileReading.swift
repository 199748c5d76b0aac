#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// Why a file could not be read.
enum FileReadError: Error, Hashable, CustomStringConvertible {
    case missing
    case notRegular
    case tooLarge(limit: Int)
    /// Any other failure, with its `errno`.
    case failed(code: Int32)

    var description: String {
        switch self {
        case .missing: "no such file"
        case .notRegular: "not a regular file"
        case .tooLarge(let limit): "larger than \(limit) bytes"
        case .failed(let code): "error \(code) (\(unsafe String(cString: strerror(code))))"
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

/// All bytes of a regular file.
func readFile(_ path: String, limit: Int) throws(FileReadError) -> [UInt8] {
    // Without O_NONBLOCK the opening of a named pipe would wait for a writer.
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else {
        switch errno {
        case ENOENT, ENOTDIR, ENAMETOOLONG: throw .missing
        default: throw .failed(code: errno)
        }
    }
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
