internal import FileAccess
internal import Logging
package import ObjectStore

/// The publish target, as `--releases` names it.
package enum ReleasePlace: Hashable, Sendable {
    case folder(String)
    case bucket(ObjectPlace)

    /// A folder, or `s3://bucket/prefix`; nil for what begins like a bucket and names none, and for any other `scheme:`.
    ///
    /// A folder of such a name has a slash in front of the colon, as `./a:b`.
    package init?(_ text: String) {
        guard text.hasPrefix("s3://") else {
            guard text.prefixMatch(of: /[A-Za-z][A-Za-z0-9+.-]*:/) == nil else { return nil }
            self = .folder(text)
            return
        }
        let parts = text.dropFirst(5).split(separator: "/").map(String.init)
        guard let bucket = parts.first, Self.isBucket(bucket), !parts.contains("."), !parts.contains("..") else {
            return nil
        }
        self = .bucket(ObjectPlace(bucket: bucket, prefix: parts.dropFirst().joined(separator: "/")))
    }

    /// As stores name buckets: 3 to 63 lower-case letters, digits, dots, hyphens.
    private static func isBucket(_ name: String) -> Bool {
        (3...63).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }
}

extension ReleasePlace {
    /// Opens it: what only a change of settings can mend is an error, a store or folder that is not there yet is not.
    ///
    /// - Parameters:
    ///   - environment: Tells how the store of a bucket is reached.
    ///   - logger: Is told what is not there yet.
    /// - Returns: What releases are read from.
    /// - Throws: What keeps the host from starting.
    func open(environment: [String: String], logger: Logger) async throws(HostFailure) -> any ReleaseSource {
        switch self {
        case .folder(let path):
            if !isReadableFolder(path) {
                logger.warning("the release directory cannot be read yet", metadata: ["path": "\(path)"])
            }
            return ReleaseFolder(path: path)
        case .bucket(let place):
            let settings: ObjectStoreSettings
            do throws(ObjectStoreError) {
                settings = try ObjectStoreSettings(environment: environment)
            } catch {
                throw HostFailure(message: error.message, help: error.help)
            }
            let bucket = ReleaseBucket(place, settings: settings, logger: logger)
            do throws(ObjectStoreError) {
                try await bucket.open()
            } catch {
                guard error.mayPass else {
                    throw HostFailure(message: error.message, help: help(error, isSigned: settings.credentials != nil))
                }
                // Why is in the log already.
                logger.warning("the releases cannot be read yet", metadata: ["place": "\(place)"])
            }
            return bucket
        }
    }

    /// What to do about a store that refuses.
    private func help(_ error: ObjectStoreError, isSigned: Bool) -> String {
        switch error.kind {
        case .refused where !isSigned:
            "set AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY, since not everybody may list and read there"
        case .refused("SignatureDoesNotMatch"), .refused("InvalidAccessKeyId"): error.help
        case .refused: "let the key of AWS_ACCESS_KEY_ID list the bucket, and read below the prefix"
        default: error.help
        }
    }
}
