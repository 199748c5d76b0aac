internal import FileAccess
internal import Glibc

/// The number of the input that is being run, kept where it outlives the process.
@safe struct ProgressFile {
    private let descriptor: Int32

    init(path: String) throws(FileError) {
        descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0o600)
        guard descriptor >= 0 else { throw .last(path) }
    }

    func note(_ iteration: Int) {
        var number = iteration
        _ = unsafe pwrite(descriptor, &number, MemoryLayout<Int>.size, 0)
    }

    /// The number that a process noted last; nil when there is none.
    static func read(_ path: String) -> Int? {
        guard let bytes = try? readFile(path, limit: 64), bytes.count == MemoryLayout<Int>.size else {
            return nil  // The process has not got that far.
        }
        return bytes.reversed().reduce(0) { $0 << 8 | Int($1) }
    }
}
