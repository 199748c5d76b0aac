internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import JSONTree
internal import ProjectLoading
internal import Provisioning
internal import ReleaseRecords

/// What a `dir:` publish target tells of earlier releases: its log, and the manifests.
///
/// Lines that cannot be read are passed over; other targets tell nothing.
struct PublishedReleases: ReleaseHistory {
    private let folder: String?

    init(of project: LoadedProject) {
        guard case .directory(let path)? = project.project?.hosting.publish?.value else {
            folder = nil
            return
        }
        folder = resolvedPath(path, in: project.folder)
    }

    var log: [ReleaseLogEntry] {
        // What cannot be read holds nobody back for longer.
        guard let folder, let bytes = try? readFile("\(folder)/releases.jsonl", limit: 64 << 20) else { return [] }
        return ReleaseLog(parsing: bytes).moves.map { ReleaseLogEntry(release: $0.release, time: $0.at.seconds) }
    }

    func users(of release: ReleaseID) -> Set<String>? {
        guard let folder, let bytes = try? readFile("\(folder)/manifests/\(release).json", limit: 64 << 20),
            let json = try? JSONValue(parsing: bytes), let manifest = try? Manifest(json: json)
        else { return nil }
        return Set(manifest.requires.users)
    }
}
