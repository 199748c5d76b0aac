internal import FileAccess
internal import Glibc
internal import ProgramSupport
internal import VonageAPI

/// Where the two halves of a key pair go.
struct KeyPairPaths {
    let publicKey: String
    let privateKey: String

    /// Refuses to overwrite a key, and to put the private half where it would be committed.
    func check(project folder: String) throws(ProgramFailure) {
        guard fileKind(publicKey) == .nothing else {
            throw ProgramFailure(
                "'\(publicKey)' is there already",
                help: "a pair is made once: a new one locks out every token made with the old"
            )
        }
        guard fileKind(privateKey) == .nothing else {
            throw ProgramFailure(
                "'\(privateKey)' is there already",
                help: "say with --private-key where the new private key goes"
            )
        }
        let parent = privateKey.lastIndex(of: "/").map { String(privateKey[..<$0]) } ?? "."
        do throws(FileError) {
            try makeFolder(parent.isEmpty ? "/" : parent)
        } catch {
            throw ProgramFailure(cannotWrite: error)
        }
        let place = realPath(parent.isEmpty ? "/" : parent)
        let project = realPath(folder)
        if let place, let project, "\(place)/".hasPrefix(project == "/" ? "/" : "\(project)/") {
            throw ProgramFailure(
                "'\(privateKey)' is inside the project, where the private key would be committed",
                help: "say with --private-key where it goes outside of '\(project)'"
            )
        }
    }

    /// Writes both halves, or none.
    func write(_ key: ApplicationKey) throws(ProgramFailure) {
        do throws(FileError) {
            try writeNewFile(privateKey, Array(key.pem.reveal().utf8), mode: .secret)
        } catch {
            throw ProgramFailure(cannotWrite: error)
        }
        do throws(FileError) {
            if let slash = publicKey.lastIndex(of: "/"), slash > publicKey.startIndex {
                try makeFolder(String(publicKey[..<slash]))
            }
            try writeNewFile(publicKey, Array(key.publicKey.pem.utf8))
        } catch {
            unsafe unlink(privateKey)
            throw ProgramFailure(cannotWrite: error)
        }
    }
}

/// `path` from the root, for a line that is to be copied.
func absolutePath(_ path: String) -> String {
    realPath(path) ?? path
}

private func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
}
