package import CallBundle
package import Diagnostics
package import Publishing

extension Deployment {
    /// Of a release that was published before: it is only looked at, where it is served.
    ///
    /// - Parameters:
    ///   - manifest: What its URLs must serve.
    ///   - verification: How they are looked at.
    ///   - warn: Told what works and is hardly meant.
    /// - Returns: What verifies when it is run.
    package static func published(
        _ manifest: Manifest,
        verification: Verification,
        warn: @escaping @Sendable (Diagnostic) -> Void = { _ in }
    ) -> Deployment {
        Deployment { () async throws(DeploymentFailure) in
            do throws(PublishingError) {
                let outcome = try await verification.run(manifest)
                for warning in outcome.warnings { warn(warning) }
                return "\(outcome.count) URLs verified at \(manifest.baseURL)"
            } catch {
                throw DeploymentFailure(error)
            }
        }
    }

    /// Of a release that is published, and looked at where it is served then.
    ///
    /// - Parameters:
    ///   - release: What is to be served.
    ///   - target: Where the main host's files go; nil when somebody else puts them there.
    ///   - fallback: Where the way out goes for another host; nil when it has none of its own.
    ///   - verification: How its URLs are looked at.
    ///   - warn: Told what works and is hardly meant.
    /// - Returns: What publishes and verifies when it is run.
    package static func publishing(
        _ release: Release,
        to target: (any ReleasePublishing)?,
        fallback: (any ReleasePublishing)?,
        verification: Verification,
        warn: @escaping @Sendable (Diagnostic) -> Void = { _ in }
    ) -> Deployment {
        Deployment { () async throws(DeploymentFailure) in
            do throws(PublishingError) {
                var words: [String] = []
                if let target { words.append(try await target.publish(release).sentence) }
                if let fallback { _ = try await fallback.publishFallback(of: release) }
                let outcome = try await verification.run(release)
                for warning in outcome.warnings { warn(warning) }
                words.append("\(outcome.count) URLs verified at \(release.manifest.baseURL)")
                return words.joined(separator: ", ")
            } catch {
                throw DeploymentFailure(error)
            }
        }
    }
}

extension DeploymentFailure {
    fileprivate init(_ error: PublishingError) {
        let code = error.code.map { " [\($0)]" } ?? ""
        self.init(message: ([error.message + code] + error.details).joined(separator: "; "), help: error.help)
    }
}
