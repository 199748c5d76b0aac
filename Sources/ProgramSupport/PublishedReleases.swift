internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import JSONTree
internal import ObjectStore
internal import ProjectLoading
internal import Provisioning
internal import ReleaseRecords

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// What a publish target tells of earlier releases: its log, and the manifests of those that calls may still be on.
///
/// Lines that cannot be read are passed over; where somebody else publishes, nothing is told.
struct PublishedReleases: ReleaseHistory {
    let log: [ReleaseLogEntry]

    /// Of a bucket: asked once, since asking takes time.
    private var known: [ReleaseID: Set<String>] = [:]

    /// Of a folder: read when somebody asks.
    private var folder: String?

    /// Reads the log, and of a bucket the manifests that matter.
    ///
    /// - Parameters:
    ///   - project: Its publish target is read.
    ///   - since: Releases that nobody was sent to since then, in Unix seconds, take no calls any more.
    ///   - removesUsers: Whether anybody will ask; else nothing is.
    init(of project: LoadedProject, since: Int, removesUsers: Bool) async {
        guard removesUsers, let place = ReadablePlace(of: project), let bytes = await place.read("releases.jsonl")
        else {
            log = []  // What cannot be read holds nobody back for longer.
            return
        }
        let moves = ReleaseLog(parsing: bytes).moves
        log = moves.map { ReleaseLogEntry(release: $0.release, time: $0.at.seconds) }
        if case .folder(let path) = place {
            folder = path
            return
        }
        let times = moves.map(\.at.seconds).sorted()
        for move in moves {
            // Calls went there until the next move, at the latest.
            let end = times.first { $0 > move.at.seconds } ?? .max
            guard end >= since, let release = move.release, known[release] == nil,
                let bytes = await place.read(manifestPath(release))
            else { continue }
            known[release] = requiredUsers(bytes)
        }
    }

    func users(of release: ReleaseID) -> Set<String>? {
        guard let folder else { return known[release] }
        // Unreadable is as good as not there.
        return (try? readFile("\(folder)/\(manifestPath(release))", limit: 64 << 20)).flatMap(requiredUsers)
    }
}

private func manifestPath(_ release: ReleaseID) -> String { "manifests/\(release).json" }

/// Whom calls may ring, by a manifest; nil for anything else.
private func requiredUsers(_ bytes: [UInt8]) -> Set<String>? {
    guard let json = try? JSONValue(parsing: bytes), let manifest = try? Manifest(json: json) else { return nil }
    return Set(manifest.requires.users)
}

/// A publish target, to read from.
private enum ReadablePlace {
    case folder(String)
    case bucket(ObjectBucket)

    /// Nil where there is none, and where the environment does not say how to reach it.
    init?(of project: LoadedProject) {
        switch project.project?.hosting.publish?.value {
        case .directory(let path): self = .folder(resolvedPath(path, in: project.folder))
        case .s3(let bucket, let prefix):
            let environment = ProcessInfo.processInfo.environment
            guard let settings = try? ObjectStoreSettings(environment: environment), settings.credentials != nil else {
                printError(
                    "note: '\(ObjectPlace(bucket: bucket, prefix: prefix))' is not read, since AWS_ACCESS_KEY_ID is not set: "
                        + "users that calls on earlier releases may still ring are not known"
                )
                return nil
            }
            self = .bucket(ObjectBucket(ObjectPlace(bucket: bucket, prefix: prefix), settings: settings))
        case .command, nil: return nil
        }
    }

    /// The content of a file; nil where there is none that can be read.
    func read(_ name: String) async -> [UInt8]? {
        switch self {
        case .folder(let path): return try? readFile("\(path)/\(name)", limit: 64 << 20)
        case .bucket(let bucket):
            do throws(ObjectStoreError) {
                return try await bucket.object(name)?.bytes
            } catch {
                printError("note: \(printable(error.message)): what it says of earlier releases is not known")
                return nil
            }
        }
    }
}
