package import CallBundle
package import Publishing

extension Deployment {
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
                throw DeploymentFailure(
                    message: ([error.message] + error.details).joined(separator: "; "),
                    help: error.help
                )
            }
        }
    }
}
