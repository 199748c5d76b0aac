internal import Glibc

/// A folder to write many files into: their names are looked up in it, and not each from the root on.
package struct OpenFolder: ~Copyable {
    private let path: String
    private let descriptor: Int32

    /// Opens a folder that is there.
    package init(_ path: String) throws(FileError) {
        let descriptor = unsafe open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
        guard descriptor >= 0 else { throw .last(path) }
        self.path = path
        self.descriptor = descriptor
    }

    deinit { close(descriptor) }

    /// Writes a new file whole, or leaves none behind.
    ///
    /// - Parameters:
    ///   - name: Without a slash; nothing may stand there yet.
    ///   - bytes: What it is to hold.
    /// - Throws: When something stands there, or it cannot be written.
    package func writeNewFile(_ name: String, _ bytes: [UInt8]) throws(FileError) {
        let file = unsafe openat(descriptor, name, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o666)
        guard file >= 0 else { throw .last("\(path)/\(name)") }
        guard let failure = writeAndClose(bytes, to: file, name) else { return }
        _ = unsafe unlinkat(descriptor, name, 0)
        throw FileError(path: "\(path)/\(name)", cause: failure.cause)
    }
}
