internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import ObjectStore
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Publishing
internal import Synchronization

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// Where a project's releases are put.
enum PublishPlace {
    case folder(String)
    case bucket(ObjectBucket)
    /// A command puts them there: nothing locks, and nobody keeps a log.
    case command([String], in: String)
    /// Somebody else puts them there, likewise.
    case elsewhere

    /// - Throws: The exit status, when the environment does not say how to reach it and that was printed.
    init(_ target: Located<PublishTarget>?, in folder: String) throws {
        switch target?.value {
        case .directory(let path): self = .folder(resolvedPath(path, in: folder))
        case .s3(let bucket, let prefix):
            do throws(ObjectStoreError) {
                let settings = try ObjectStoreSettings(environment: ProcessInfo.processInfo.environment)
                guard settings.credentials != nil else {
                    throw ObjectStoreError(.setting("AWS_ACCESS_KEY_ID", "is not set, which '\(bucket)' needs"))
                }
                var retrying = Retrying.standard
                retrying.tell = tellOnce()
                self = .bucket(
                    ObjectBucket(ObjectPlace(bucket: bucket, prefix: prefix), settings: settings, retrying: retrying)
                )
            } catch {
                throw PublishingError(error).reported()
            }
        case .command(let words): self = .command(words, in: folder)
        case nil: self = .elsewhere
        }
    }

    /// Where the project says.
    init(of loaded: LoadedProject) throws {
        try self.init(loaded.project?.hosting.publish, in: loaded.folder)
    }

    /// Where its log and its manifests are; nil where there are none.
    var shelf: (any PruningShelf)? {
        switch self {
        case .folder(let path): DirectoryShelf(path: path)
        case .bucket(let bucket): ObjectShelf(bucket)
        case .command, .elsewhere: nil
        }
    }

    /// What people call it.
    var name: String {
        switch self {
        case .folder(let path): path
        case .bucket(let bucket): bucket.place.description
        case .command(let words, _): words.joined(separator: " ")
        case .elsewhere: "somewhere else"
        }
    }

    /// Puts files there; nil where somebody else does.
    var publisher: (any ReleasePublishing)? {
        switch self {
        case .folder(let path): PublishDirectory(path: path)
        case .bucket(let bucket): ObjectPublisher(bucket)
        case .command(let words, let folder): Self.publisher(words, in: folder)
        case .elsewhere: nil
        }
    }

    /// What a finding about the public URLs names as the place of the files; nil when this program does not put them there.
    var nameOfOwn: String? {
        if case .elsewhere = self { nil } else { name }
    }

    /// Whether both are one folder, which may have several names.
    func isSameFolder(as other: PublishPlace) -> Bool {
        guard case .folder(let path) = self, case .folder(let otherPath) = other else { return false }
        return PublishDirectory(path: path).isFolder(at: otherPath)
    }

    /// Runs a command, and prints what it prints.
    private static func publisher(_ words: [String], in folder: String) -> CommandPublisher {
        let name = words.first.map { $0.split(separator: "/").last.map(String.init) ?? $0 } ?? ""
        return CommandPublisher(
            words,
            in: folder.isEmpty ? "." : folder,
            environment: ProcessInfo.processInfo.environment
        ) { line in
            printError("  \(printable(name)): \(printable(line))")
        }
    }
}

/// Prints why something is tried again, the first time: whoever waits for a store that hangs shall know what for.
private func tellOnce() -> @Sendable (String) -> Void {
    let isTold = TellTale()
    return { reason in
        if isTold.isFirst { printError("\(printable(reason)); trying again …") }
    }
}

/// Tells who comes first.
private final class TellTale: Sendable {
    private let isTaken = Atomic(false)

    var isFirst: Bool { !isTaken.exchange(true, ordering: .relaxed) }
}

extension PublishingError {
    /// Prints it; the exit status is 1.
    func reported() -> any Error {
        ProgramFailure(
            printable(([message] + details).joined(separator: "; ")),
            help: help,
            code: code
        ).reported()
    }
}
