internal import CallFlow
internal import Glibc

/// The root file of the project that `path` names, and its folder.
func findRootFile(_ path: String) throws(ProjectNotFound) -> (file: String, folder: String) {
    var status = stat()
    guard unsafe stat(path, &status) == 0 else {
        throw ProjectNotFound(
            message: "there is no file or folder '\(path)'",
            help: "name a project's folder, or its root file"
        )
    }
    guard status.st_mode & S_IFMT == S_IFDIR else {
        let folder = path.lastIndex(of: "/").map { String(path[..<$0]) }
        return (path, folder.map { $0.isEmpty ? "/" : $0 } ?? ".")
    }
    let folder = path.count > 1 && path.hasSuffix("/") ? String(path.dropLast()) : path
    let file = folder == "." ? rootFileName : "\(folder)/\(rootFileName)"
    guard unsafe stat(file, &status) == 0 else {
        throw ProjectNotFound(
            message: "'\(path)' has no \(rootFileName)",
            help: "name a folder that has one, or name the root file itself"
        )
    }
    return (file, folder)
}

/// `path` as it stands when it is absolute, else below `folder`.
package func resolvedPath(_ path: String, in folder: String) -> String {
    path.hasPrefix("/") || folder == "." ? path : "\(folder)/\(path)"
}

/// The bytes of a regular file of at most `limit` bytes.
///
/// Only regular files: reading a device or a pipe could last for ever.
func readFile(_ path: String, limit: Int = 129 << 20) -> ProjectFiles.Content {
    let descriptor = unsafe open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK)
    guard descriptor >= 0 else { return errno == ENOENT ? .missing : .unreadable(reason: systemError()) }
    defer { close(descriptor) }
    var status = stat()
    guard unsafe fstat(descriptor, &status) == 0 else { return .unreadable(reason: systemError()) }
    guard status.st_mode & S_IFMT == S_IFREG else { return .unreadable(reason: "it is not a regular file") }
    guard Int(status.st_size) <= limit else { return .unreadable(reason: "it is larger than \(limit) bytes") }
    var failure: String?
    let size = Int(status.st_size)
    let bytes = unsafe [UInt8](unsafeUninitializedCapacity: size) { buffer, count in
        while count < size {
            guard let base = buffer.baseAddress else { break }
            let got = unsafe read(descriptor, base + count, size - count)
            if got < 0, errno == EINTR { continue }
            if got < 0 { failure = systemError() }
            if got <= 0 { break }
            count += got
        }
    }
    return failure.map { .unreadable(reason: $0) } ?? .bytes(bytes)
}

private func systemError() -> String {
    unsafe String(cString: strerror(errno)).lowercased()
}
