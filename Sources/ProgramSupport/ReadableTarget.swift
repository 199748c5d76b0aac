internal import ContactCenter
internal import Diagnostics
internal import FileAccess
internal import ObjectStore
internal import ProjectLoading

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A publish target, to read from: nothing here could write to it.
enum ReadableTarget {
    case folder(String)
    case bucket(ObjectBucket)

    /// Why it cannot be read, or a file of it.
    struct Failure: Error {
        /// A few words, without a full stop.
        let reason: String
    }

    /// The target of a project.
    ///
    /// - Parameters:
    ///   - project: Its `hosting.publish` says where.
    ///   - folder: What a relative path is relative to; the project's folder when left out.
    /// - Throws: Where there is none that can be read, and where the environment does not say how to reach it.
    init(of project: LoadedProject, in folder: String? = nil) throws(Failure) {
        switch project.project?.hosting.publish?.value {
        case .directory(let path): self = .folder(resolvedPath(path, in: folder ?? project.folder))
        case .s3(let bucket, let prefix):
            let place = ObjectPlace(bucket: bucket, prefix: prefix)
            let environment = ProcessInfo.processInfo.environment
            guard let settings = try? ObjectStoreSettings(environment: environment), settings.credentials != nil else {
                throw Failure(reason: "'\(place)' is not read, since AWS_ACCESS_KEY_ID is not set")
            }
            self = .bucket(ObjectBucket(place, settings: settings))
        case .command: throw Failure(reason: "a command publishes, and tells nothing of what is there")
        case nil: throw Failure(reason: "the project does not say where it is published ('hosting.publish')")
        }
    }

    /// What it is called.
    var name: String {
        switch self {
        case .folder(let path): path
        case .bucket(let bucket): "\(bucket.place)"
        }
    }

    /// The content of a file; nil where there is none.
    func read(_ name: String) async throws(Failure) -> [UInt8]? {
        switch self {
        case .folder(let path):
            do throws(FileError) {
                return try readFile("\(path)/\(name)", limit: 512 << 20)
            } catch {
                if error.isMissing { return nil }
                throw Failure(reason: "cannot read '\(error.path)': \(error.reason)")
            }
        case .bucket(let bucket):
            do throws(ObjectStoreError) {
                return try await bucket.object(name)?.bytes
            } catch {
                throw Failure(reason: error.message)
            }
        }
    }
}
