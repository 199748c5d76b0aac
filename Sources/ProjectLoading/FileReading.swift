internal import CallFlow
internal import FileAccess
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

/// What stands at a path, for the stages that only see files by value.
func readContent(_ path: String, limit: Int = 129 << 20) -> ProjectFiles.Content {
    do throws(FileError) {
        return .bytes(try readFile(path, limit: limit))
    } catch {
        return error.isMissing ? .missing : .unreadable(reason: error.reason)
    }
}
