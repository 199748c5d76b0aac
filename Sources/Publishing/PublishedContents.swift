internal import CallBundle
internal import FileAccess
internal import Glibc
internal import JSONTree

/// What the releases in a folder hold, by content, so that a new one can share it.
struct PublishedContents {
    private let path: String

    /// A path below the folder for each SHA-256 in hex.
    private var places: [String: String] = [:]

    /// How many releases are looked at, the newest first.
    private static let depth = 3

    /// Reads the newest manifests of a folder; what cannot be read shares nothing.
    init(in path: String) {
        self.path = path
        let names = (namesInFolder("\(path)/manifests") ?? []).filter { ReleaseID(manifestName: $0) != nil }
        let dated = names.compactMap { name in modificationTime("\(path)/manifests/\(name)").map { ($0, name) } }
        for (_, name) in dated.sorted(by: { $0 > $1 }).prefix(Self.depth) {
            guard let bytes = try? readFile("\(path)/manifests/\(name)", limit: 256 << 20),
                let json = try? JSONValue(parsing: bytes), let manifest = try? Manifest(json: json)
            else { continue }
            for file in manifest.files where places[file.sha256] == nil { places[file.sha256] = file.path }
        }
    }

    /// Gives a file that is there with these bytes one name more; false when there is none, or it can have no more names.
    func link(_ file: Release.File, to target: String) -> Bool {
        guard let place = places[file.sha256] else { return false }
        let source = "\(path)/\(place)"
        // What somebody changed meanwhile is not spread.
        guard case .same? = try? compareFile(source, with: file.bytes) else { return false }
        return unsafe Glibc.link(source, target) == 0
    }
}
