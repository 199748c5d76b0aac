package import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import JSONTree
package import ProjectLoading
internal import ReleaseRecords

/// What a publish target has of earlier releases: their files, and the log of what was live when.
package struct PublishedArchive: Sendable {
    private let target: ReadableTarget

    /// Why something of it cannot be had.
    package struct Failure: Error, Hashable, Sendable {
        /// A few words, without a full stop.
        package let reason: String

        /// Whether the target was read, and has the release not as it was published: calls meet that.
        package var isDamage = false
    }

    /// The target of a project, which is only read.
    ///
    /// - Parameters:
    ///   - project: Its `hosting.publish` says where.
    ///   - folder: What a relative path is relative to.
    /// - Throws: Why it cannot be read.
    package init(of project: LoadedProject, in folder: String) throws(Failure) {
        do throws(ReadableTarget.Failure) {
            target = try ReadableTarget(of: project, in: folder)
        } catch {
            throw Failure(reason: error.reason)
        }
    }

    /// The commit that a release was made from, as the log has it; nil where it has none or cannot be read.
    package func commit(of release: ReleaseID) async -> String? {
        // The search in git does without.
        guard let bytes = try? await target.read("releases.jsonl") else { return nil }
        return ReleaseLog(parsing: bytes).moves.last { $0.release == release && $0.commit != nil }?.commit
    }

    /// How many files are read at a time.
    private static let width = 16

    /// A release, each file held against its manifest.
    package func release(_ id: ReleaseID) async throws(Failure) -> Release {
        let name = "manifests/\(id).json"
        do {
            guard let bytes = try await target.read(name) else {
                throw Failure(reason: "'\(target.name)' does not have it any more", isDamage: true)
            }
            let manifest: Manifest
            do {
                manifest = try Manifest(json: try JSONValue(parsing: bytes))
            } catch {
                throw Failure(reason: "'\(target.name)/\(name)' is no manifest: \(error)", isDamage: true)
            }
            guard manifest.release == id else {
                throw Failure(
                    reason: "'\(target.name)/\(name)' is the manifest of release \(manifest.release)",
                    isDamage: true
                )
            }
            return try Release(manifest, contents: try await contents(of: manifest, in: "r/\(id)/"))
        } catch let error as StoredReleaseFault {
            throw Failure(reason: "in '\(target.name)', \(error.reason)", isDamage: true)
        } catch let error as ReadableTarget.Failure {
            throw Failure(reason: error.reason)
        } catch let error as Failure {
            throw error
        } catch {
            throw Failure(reason: "\(error)")
        }
    }

    /// The files that a manifest names and that are there; paths that lead elsewhere are not followed.
    private func contents(of manifest: Manifest, in folder: String) async throws -> [String: [UInt8]] {
        let paths = manifest.files.map(\.path).filter { path in
            path.utf8.starts(with: folder.utf8) && !path.split(separator: "/").contains("..")
        }
        var contents: [String: [UInt8]] = [:]
        try await withThrowingTaskGroup(of: (String, [UInt8]?).self) { group in
            var waiting = paths[...]
            func startNext() {
                guard let path = waiting.popFirst() else { return }
                group.addTask { (path, try await target.read(path)) }
            }
            for _ in 0..<Self.width { startNext() }
            while let (path, bytes) = try await group.next() {
                contents[path] = bytes
                startNext()
            }
        }
        return contents
    }
}

extension LoadedProject {
    /// The commit of git that the project's folder is exactly as in, but for what is published into it; nil where it is not,
    /// or git does not know.
    package var cleanCommit: String? {
        let places = [project?.hosting.publish?.value, project?.hosting.fallback?.publish?.value]
        let folders = places.compactMap { place -> String? in
            guard case .directory(let path)? = place, !path.hasPrefix("/"), !path.hasPrefix("..") else { return nil }
            return path
        }
        // Without git there is none.
        guard let history = try? GitHistory(of: path) else { return nil }
        return try? history.cleanCommit(besides: folders)
    }
}
