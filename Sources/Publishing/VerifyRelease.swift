package import CallBundle

/// How long a host may take until it serves what was just published.
package struct Patience: Sendable {
    /// How often a URL is asked in all.
    package var attempts: Int

    /// Waits before the attempt of that number, 1 being the second one.
    package var pause: @Sendable (_ attempt: Int) async throws -> Void

    package init(attempts: Int, pause: @escaping @Sendable (_ attempt: Int) async throws -> Void) {
        self.attempts = attempts
        self.pause = pause
    }

    /// Six attempts in about eight seconds.
    package static let standard = Patience(attempts: 6) { attempt in
        try await Task.sleep(for: .milliseconds(250 << (attempt - 1)))
    }
}

/// What one URL must answer.
struct ExpectedPage: Sendable {
    let url: String
    let status: Int

    /// Nil when the body does not count.
    let sha256: String?

    /// The bytes, where they are known, to tell the first difference.
    let bytes: [UInt8]?
}

/// Checks that the public URLs serve exactly the release: every document, the way out, and a request to every route.
///
/// - Parameters:
///   - release: What should be served.
///   - fallbackURL: Where the way out is served; it counts even when it is another host.
///   - folder: Where the files were put, to help find what is wrong; nil when somebody else put them there.
///   - fetcher: Asks the URLs.
///   - patience: How long the host may take.
/// - Returns: How many URLs were checked.
/// - Throws: Which URLs do not serve it in the end.
package func verifyRelease(
    _ release: Release,
    fallbackURL: String?,
    folder: String?,
    fetcher: some PageFetching,
    patience: Patience = .standard
) async throws(PublishingError) -> Int {
    let contents = Dictionary(release.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
    return try await verifyManifest(
        release.manifest,
        contents: contents,
        fallbackURL: fallbackURL,
        folder: folder,
        fetcher: fetcher,
        patience: patience
    )
}

/// The same for a release that is known by its manifest.
///
/// - Parameters:
///   - manifest: Of what should be served.
///   - contents: The files' bytes by path, as far as they are at hand: they only help to tell what differs.
///   - fallbackURL: Where the way out is served; it counts even when it is another host.
///   - folder: Where the files are, to help find what is wrong; nil when somebody else put them there.
///   - fetcher: Asks the URLs.
///   - patience: How long the host may take.
/// - Returns: How many URLs were checked.
/// - Throws: Which URLs do not serve it in the end.
package func verifyManifest(
    _ manifest: Manifest,
    contents: [String: [UInt8]] = [:],
    fallbackURL: String?,
    folder: String?,
    fetcher: some PageFetching,
    patience: Patience = .standard
) async throws(PublishingError) -> Int {
    let expected = expectedPages(of: manifest, contents, fallbackURL: fallbackURL)
    var open = expected
    var wrong: [(page: ExpectedPage, finding: String)] = []
    for attempt in 0..<max(1, patience.attempts) {
        if attempt > 0 {
            do {
                try await patience.pause(attempt)
            } catch {
                break  // Cancelled: what was found so far is the answer.
            }
        }
        wrong = await check(open, fetcher)
        guard !wrong.isEmpty else { return expected.count }
        open = wrong.map(\.page)
    }
    let base = manifest.baseURL
    throw PublishingError(
        message:
            "release \(manifest.release) is not served as published: \(wrong.count) of \(expected.count) URLs differ",
        details: wrong.prefix(3).map { "\($0.page.url): \($0.finding)" }
            + (wrong.count > 3 ? ["and \(wrong.count - 3) more"] : []),
        help: folder.map { "does ccserve serve '\($0)'? 'hosting.url' is \(base)" }
            ?? "publish the output of 'ccplan build' first; 'hosting.url' is \(base)"
    )
}

private func expectedPages(
    of manifest: Manifest,
    _ contents: [String: [UInt8]],
    fallbackURL: String?
) -> [ExpectedPage] {
    let base = manifest.baseURL
    let tables = "r/\(manifest.release)/e/"  // Internal to hosts: the probes show that they are there.
    func page(_ file: Manifest.File, at url: String) -> ExpectedPage {
        ExpectedPage(url: url, status: 200, sha256: file.sha256, bytes: contents[file.path])
    }
    var pages = manifest.files.filter { !$0.path.hasPrefix(tables) }.map { page($0, at: "\(base)/\($0.path)") }
    pages += manifest.probes.map { probe in
        let query = probe.query.isEmpty ? "" : "?\(probe.query)"
        return ExpectedPage(
            url: "\(base)/\(tables)\(probe.route)\(query)",
            status: probe.status,
            sha256: probe.sha256,
            bytes: nil
        )
    }
    if let fallbackURL, !pages.contains(where: { $0.url == fallbackURL }),
        let file = manifest.files.first(where: { $0.path == "r/\(manifest.release)/fallback.json" })
    {
        pages.append(page(file, at: fallbackURL))
    }
    return pages
}

/// How many URLs are asked at the same time.
private let checkWidth = 16

/// Those that answer wrongly, in the order in which they were given.
private func check(
    _ pages: [ExpectedPage],
    _ fetcher: some PageFetching
) async -> [(page: ExpectedPage, finding: String)] {
    var findings = [String?](repeating: nil, count: pages.count)
    await withTaskGroup(of: (Int, String?).self) { group in
        var waiting = pages.indices
        func startNext() {
            guard let index = waiting.popFirst() else { return }
            let page = pages[index]
            group.addTask { (index, page.finding(in: await fetcher.fetch(page.url))) }
        }
        for _ in 0..<checkWidth { startNext() }
        while let (index, finding) = await group.next() {
            findings[index] = finding
            startNext()
        }
    }
    return zip(pages, findings).compactMap { page, finding in finding.map { (page, $0) } }
}

extension ExpectedPage {
    /// What is wrong with an answer, in a few words; nil when nothing is.
    fileprivate func finding(in fetched: FetchedPage) -> String? {
        switch fetched {
        case .failed(let reason): return reason
        case .page(let got, let contentType, let body):
            let kind = "\(contentType ?? "no content type"), \(body.count) bytes"
            guard got == status else { return "status \(got) instead of \(status) (\(kind))" }
            guard let sha256, hexDigest(body) != sha256 else { return nil }
            guard let bytes else { return "another document than the release has (\(kind))" }
            let first = zip(body, bytes).enumerated().first { $1.0 != $1.1 }?.offset ?? min(body.count, bytes.count)
            return "other content (\(kind) instead of \(bytes.count)), from byte \(first) on"
        }
    }
}
