internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import JSONTree
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
        guard removesUsers, let place = Self.place(of: project), let bytes = await Self.read("releases.jsonl", place)
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
                let bytes = await Self.read(manifestPath(release), place)
            else { continue }
            known[release] = requiredUsers(bytes)
        }
    }

    /// Nil where there is none that can be read; that a bucket's is not is told.
    private static func place(of project: LoadedProject) -> ReadableTarget? {
        do throws(ReadableTarget.Failure) {
            return try ReadableTarget(of: project)
        } catch {
            if case .s3 = project.project?.hosting.publish?.value {
                printError("note: \(error.reason): users that calls on earlier releases may still ring are not known")
            }
            return nil
        }
    }

    /// The content of a file; nil where there is none that can be read.
    private static func read(_ name: String, _ place: ReadableTarget) async -> [UInt8]? {
        do throws(ReadableTarget.Failure) {
            return try await place.read(name)
        } catch {
            // A folder that cannot be read is as good as none.
            if case .bucket = place {
                printError("note: \(printable(error.reason)): what it says of earlier releases is not known")
            }
            return nil
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
