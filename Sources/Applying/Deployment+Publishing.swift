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
    ///   - publication: What is to be served, and where.
    ///   - warn: Told what works and is hardly meant.
    /// - Returns: What publishes and verifies when it is run.
    package static func publishing(
        _ publication: ReleasePublication,
        warn: @escaping @Sendable (Diagnostic) -> Void = { _ in }
    ) -> Deployment {
        Deployment { () async throws(DeploymentFailure) in
            do throws(PublishingError) {
                let published = try await publication.publish()
                let verified = try await publication.verify()
                for warning in verified.warnings { warn(warning) }
                let words = "\(verified.count) URLs verified at \(publication.release.manifest.baseURL)"
                return [published.target?.sentence, words].compactMap(\.self).joined(separator: ", ")
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
