package import CallBundle
package import Publishing

extension Deployment {
    /// Of a release that was published before: it is only looked at, where it is served.
    ///
    /// - Parameters:
    ///   - manifest: What its URLs must serve.
    ///   - fallbackURL: Where callers' platform will ask for its way out.
    ///   - folder: Where its files are, to help find what is wrong.
    ///   - fetcher: Asks the public URLs.
    ///   - patience: How long the host may take.
    /// - Returns: What verifies when it is run.
    package static func published(
        _ manifest: Manifest,
        fallbackURL: String?,
        folder: String?,
        fetcher: some PageFetching,
        patience: Patience = .standard
    ) -> Deployment {
        Deployment { () async throws(DeploymentFailure) in
            do throws(PublishingError) {
                let count = try await verifyManifest(
                    manifest,
                    fallbackURL: fallbackURL,
                    folder: folder,
                    fetcher: fetcher,
                    patience: patience
                )
                return "\(count) URLs verified at \(manifest.baseURL)"
            } catch {
                throw DeploymentFailure(error)
            }
        }
    }

    /// The way of `dir:` targets.
    ///
    /// - Parameters:
    ///   - release: What is to be served.
    ///   - directory: Where the main host's files go; nil when somebody else puts them there.
    ///   - fallbackFolder: Where the way out goes for the other host, if anywhere.
    ///   - fallbackURL: Where callers' platform will ask for it.
    ///   - fetcher: Asks the public URLs.
    ///   - patience: How long the host may take.
    /// - Returns: What publishes and verifies when it is run.
    package static func directory(
        _ release: Release,
        directory: PublishDirectory?,
        fallbackFolder: String?,
        fallbackURL: String?,
        fetcher: some PageFetching,
        patience: Patience = .standard
    ) -> Deployment {
        Deployment { () async throws(DeploymentFailure) in
            do throws(PublishingError) {
                var words: [String] = []
                if let directory {
                    let outcome = try directory.publish(release)
                    words.append(
                        outcome.written == 0
                            ? "all \(outcome.kept) files were there" : "\(outcome.written) files written"
                    )
                }
                // In the same folder it is there already, and the folder's lock is held.
                if let fallbackFolder, directory?.isFolder(at: fallbackFolder) != true {
                    _ = try PublishDirectory(path: fallbackFolder).publishFallback(of: release)
                }
                let count = try await verifyRelease(
                    release,
                    fallbackURL: fallbackURL,
                    folder: directory?.path,
                    fetcher: fetcher,
                    patience: patience
                )
                words.append("\(count) URLs verified at \(release.manifest.baseURL)")
                return words.joined(separator: ", ")
            } catch {
                throw DeploymentFailure(error)
            }
        }
    }
}

extension DeploymentFailure {
    fileprivate init(_ error: PublishingError) {
        self.init(message: ([error.message] + error.details).joined(separator: "; "), help: error.help)
    }
}
