internal import FileAccess
internal import Glibc

/// The files below a folder whose paths fit a pattern, in the order of their bytes.
///
/// Folders that are links are entered where the pattern names them or has a `*` for them, but not by `**`, so that no walk
/// goes round. A match may be anything but a folder that `**` enters; who reads it tells what is wrong with it.
///
/// - Parameters:
///   - pattern: With wildcards.
///   - folder: The project's.
///   - left: How many names may still be looked at.
/// - Returns: Paths relative to the folder; nil when there is too much to look at.
func findFiles(_ pattern: PathPattern, below folder: String, left: inout Int) -> [String]? {
    var search = FileSearch(pattern: pattern, folder: folder, left: left)
    search.enter("", pattern.start)
    left = search.left
    guard search.left >= 0 else { return nil }
    return search.found.sorted { $0.utf8.lexicographicallyPrecedes($1.utf8) }
}

private struct FileSearch {
    let pattern: PathPattern
    let folder: String
    var left: Int
    var found: [String] = []

    mutating func enter(_ path: String, _ progress: PathPattern.Progress) {
        // Deeper than the system lets a path be, there is nothing.
        guard !progress.isDead, path.utf8.count < Int(PATH_MAX) else { return }
        guard let names = namesInFolder(path.isEmpty ? folder : resolvedPath(path, in: folder)) else { return }
        for name in names.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
            left -= 1
            guard left >= 0 else { return }
            let inner = path.isEmpty ? name : "\(path)/\(name)"
            let next = pattern.progress(progress, through: name)
            guard !next.isDead else { continue }
            let place = resolvedPath(inner, in: folder)
            let named = pattern.progress(progress, through: name, entersAnyDepth: false)
            switch fileKind(place) {
            case .folder:
                enter(inner, next)
                if pattern.isMatch(named) { found.append(inner) }
            case .other where isFolder(place):
                enter(inner, named)
                if pattern.isMatch(named) { found.append(inner) }
            default:
                if pattern.isMatch(next) { found.append(inner) }
            }
        }
    }
}

/// Whether a folder stands at a path, or at the end of a link there.
private func isFolder(_ path: String) -> Bool {
    var status = stat()
    return unsafe stat(path, &status) == 0 && status.st_mode & S_IFMT == S_IFDIR
}
