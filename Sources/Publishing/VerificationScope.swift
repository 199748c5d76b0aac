internal import CallBundle
internal import HostAnswers

/// Which URLs of a release are looked at.
package enum VerificationScope: Hashable, Sendable {
    /// Every file, and a request to every route.
    case all
    /// A request to every route, and the way out.
    case routes
    /// The same and so many of the other files, always the same ones of a release.
    case sample(Int)
}

extension Manifest {
    /// What a host of this release must answer.
    ///
    /// - Parameters:
    ///   - scope: Which URLs.
    ///   - contents: The files' bytes by path, as far as they are at hand.
    ///   - fallbackURL: Where the way out is served; it counts even when it is another host.
    /// - Returns: The files in the order of their paths, then the routes.
    func expectedPages(
        _ scope: VerificationScope,
        contents: [String: [UInt8]],
        fallbackURL: String?
    ) -> [ExpectedPage] {
        let tables = "r/\(release)/e/"  // Internal to hosts: the probes show that they are there.
        func page(_ file: File, at url: String) -> ExpectedPage {
            ExpectedPage(url: url, status: 200, sha256: file.sha256, bytes: contents[file.path], isWebhook: false)
        }
        let documents = files.filter { !$0.path.hasPrefix(tables) }
        let chosen: [File]
        switch scope {
        case .all: chosen = documents
        case .routes: chosen = documents.filter { $0.path == fallbackPath }
        case .sample(let count):
            let sample = Set(documents.map(\.sha256).sorted().prefix(count))
            chosen = documents.filter { $0.path == fallbackPath || sample.contains($0.sha256) }
        }
        var pages = chosen.map { page($0, at: "\(baseURL)/\($0.path)") }
        pages += probes.map { probe in
            let query = probe.query.isEmpty ? "" : "?\(probe.query)"
            let url = "\(baseURL)/\(tables)\(probe.route)\(query)"
            return ExpectedPage(url: url, status: probe.status, sha256: probe.sha256, isWebhook: true)
        }
        if let fallbackURL, !pages.contains(where: { $0.url == fallbackURL }),
            let file = files.first(where: { $0.path == fallbackPath })
        {
            pages.append(page(file, at: fallbackURL))
        }
        return pages
    }
}
