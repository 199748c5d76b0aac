internal import FileAccess
internal import Glibc
internal import ProgramSupport

/// Files that are made together or not at all.
struct NewFiles {
    /// Oldest first; folders among them are removed only when they are empty.
    private var made: [String] = []

    /// Makes a folder with those above it, where they are not there.
    mutating func makeFolder(_ path: String) throws(ProgramFailure) {
        willMakeFolder(path)
        do throws(FileError) {
            try FileAccess.makeFolder(path)
        } catch {
            throw ProgramFailure(cannotWrite: error)
        }
        guard fileKind(path) != .file else {
            throw ProgramFailure("'\(path)' is a file, not a folder", help: "choose another folder")
        }
    }

    /// Notes the folders that are not there, for one that is about to be made.
    mutating func willMakeFolder(_ path: String) {
        var missing: [String] = []
        var path = path
        while fileKind(path) == .nothing {
            missing.append(path)
            guard let slash = path.lastIndex(of: "/"), slash > path.startIndex else { break }
            path = String(path[..<slash])
        }
        made += missing.reversed()
    }

    /// Writes a file that must not be there yet; the help is for those who have it already.
    mutating func write(_ path: String, _ text: String, ifThere help: String) throws(ProgramFailure) {
        guard fileKind(path) == .nothing else { throw ProgramFailure("'\(path)' is there already", help: help) }
        do throws(FileError) {
            try writeNewFile(path, Array(text.utf8))
        } catch {
            throw ProgramFailure(cannotWrite: error)
        }
        made.append(path)
    }

    /// Writes a file; false where there is one already, which stays as it is.
    mutating func writeUnlessThere(_ path: String, _ text: String) throws(ProgramFailure) -> Bool {
        guard fileKind(path) == .nothing else { return false }
        try write(path, text, ifThere: "")
        return true
    }

    /// Takes back what was made.
    func removeAll() {
        for path in made.reversed() {
            if fileKind(path) == .folder {
                _ = unsafe rmdir(path)
            } else {
                _ = unsafe unlink(path)
            }
        }
    }
}
