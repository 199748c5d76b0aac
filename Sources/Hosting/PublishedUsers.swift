internal import CallBundle
internal import JSONTree
package import Logging
internal import Synchronization

/// The app users that any published release declares or rings, by the manifests at the publish target.
package final class PublishedUsers: Sendable {
    private struct Entry {
        var stamp: FileStamp
        var users: Set<String>
    }

    private let directory: String
    private let logger: Logger
    private let entries = Mutex<[String: Entry]>([:])

    private static let fileLimit = 256 * 1024 * 1024

    /// `releases` is the publish target, in which `manifests` is.
    package init(releases: String, logger: Logger) {
        directory = releases
        self.logger = logger
    }

    /// Whether a published release knows this user.
    ///
    /// Reads the manifests that came or changed since the last time.
    ///
    /// - Complexity: O(manifests), and O(bytes) of those that are new.
    func contains(_ user: String) -> Bool {
        let published = (namesInDirectory("\(directory)/manifests") ?? []).filter { name in
            name.hasSuffix(".json") && ReleaseID(String(name.dropLast(5))) != nil
        }
        // A bundle as it was built has its one manifest beside `r`.
        let names = ["manifest.json"] + published.map { "manifests/\($0)" }
        return entries.withLock { entries in
            var current: [String: Entry] = [:]
            for name in names {
                guard let stamp = FileStamp(path: "\(directory)/\(name)") else { continue }
                if let known = entries[name], known.stamp == stamp {
                    current[name] = known
                } else {
                    current[name] = Entry(stamp: stamp, users: users(of: name))
                }
            }
            entries = current
            return current.values.contains { $0.users.contains(user) }
        }
    }

    private func users(of name: String) -> Set<String> {
        do {
            let bytes = try readFile(name, below: directory, limit: Self.fileLimit)
            let manifest = try Manifest(json: try JSONValue(parsing: bytes))
            return Set(manifest.appUsers + manifest.requires.users)
        } catch {
            logger.error("manifest unreadable", metadata: ["file": "\(name)", "reason": "\(error)"])
            return []
        }
    }
}
