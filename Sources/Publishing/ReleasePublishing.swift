package import CallBundle

/// Puts releases where they are served; each kind of publish target has its own.
package protocol ReleasePublishing: Sendable {
    /// Puts all files of a release and then its manifest where they are served.
    ///
    /// What is there already stays; what is there with other bytes is never overwritten. Publishing again completes what an
    /// earlier run left half done.
    func publish(_ release: Release) async throws(PublishingError) -> PublishingOutcome

    /// Puts the way out of a release where another host serves it.
    func publishFallback(of release: Release) async throws(PublishingError) -> PublishingOutcome
}

/// What publishing did.
package enum PublishingOutcome: Hashable, Sendable {
    /// So many files were written, and so many were there already, byte for byte.
    case files(written: Int, kept: Int)

    /// A command was given them; what it did only it knows.
    case handedOver(files: Int)

    /// A few words for a receipt.
    package var sentence: String {
        switch self {
        case .files(written: 0, let kept): "all \(kept) files were there"
        case .files(let written, _): "\(written) files written"
        case .handedOver(let files): "\(files) files handed over"
        }
    }
}

extension Release {
    /// The way out alone; none where the release has none.
    var fallbackFiles: [File] { files.filter { $0.path == "r/\(id)/fallback.json" } }
}
