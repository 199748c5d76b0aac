package import CallBundle
package import Diagnostics
internal import HostAnswers

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

/// What a look at the public URLs of a release is about.
package struct Verification: Sendable {
    package var scope: VerificationScope

    /// Where the way out is served; it counts even when it is another host.
    package var fallbackURL: String?

    /// Where the files were put, to help find what is wrong; nil when somebody else put them there.
    package var place: String?

    /// The same of the way out, where that is put elsewhere.
    package var fallbackPlace: String?

    /// Asks the URLs.
    package var fetcher: any PageFetching

    /// How long the host may take.
    package var patience: Patience

    package init(
        scope: VerificationScope = .all,
        fallbackURL: String?,
        place: String?,
        fetcher: any PageFetching,
        patience: Patience = .standard
    ) {
        self.scope = scope
        self.fallbackURL = fallbackURL
        self.place = place
        self.fetcher = fetcher
        self.patience = patience
    }

    /// What came out of a look that found nothing wrong.
    package struct Outcome: Sendable {
        /// How many URLs were asked.
        package var count: Int

        /// What works and is hardly meant, one for each kind.
        package var warnings: [Diagnostic] = []
    }

    /// Checks that the public URLs serve exactly the release: its files, and a request to every route.
    ///
    /// - Parameter release: What should be served.
    /// - Returns: What was looked at.
    /// - Throws: Which URLs do not serve it in the end.
    package func run(_ release: Release) async throws(PublishingError) -> Outcome {
        let contents = Dictionary(release.files.map { ($0.path, $0.bytes) }, uniquingKeysWith: { first, _ in first })
        return try await run(release.manifest, contents: contents)
    }

    /// The same for a release that is known by its manifest.
    ///
    /// - Parameters:
    ///   - manifest: Of what should be served.
    ///   - contents: The files' bytes by path, as far as they are at hand: they only help to tell what differs.
    /// - Returns: What was looked at.
    /// - Throws: Which URLs do not serve it in the end.
    package func run(
        _ manifest: Manifest,
        contents: [String: [UInt8]] = [:]
    ) async throws(PublishingError) -> Outcome {
        let expected = manifest.expectedPages(scope, contents: contents, fallbackURL: fallbackURL)
        var open = expected
        var faults: [FoundFault] = []
        var warnings: [FoundFault] = []
        for attempt in 0..<max(1, patience.attempts) {
            if attempt > 0 {
                do {
                    try await patience.pause(attempt)
                } catch {
                    break  // Cancelled: what was found so far is the answer.
                }
            }
            let found = await check(open)
            faults = found.filter(\.fault.isError)
            warnings += found.filter { !$0.fault.isError }
            guard !faults.isEmpty else { return Outcome(count: expected.count, warnings: summary(warnings)) }
            open = faults.map(\.page)
        }
        throw failure(manifest, faults, of: expected.count)
    }

    private struct FoundFault {
        let page: ExpectedPage
        let fault: PageFault
    }

    /// How many URLs are asked at the same time.
    private static let width = 16

    /// Those that answer wrongly, in the order in which they were given.
    private func check(_ pages: [ExpectedPage]) async -> [FoundFault] {
        var faults = [PageFault?](repeating: nil, count: pages.count)
        await withTaskGroup(of: (Int, PageFault?).self) { group in
            var waiting = pages.indices
            func startNext() {
                guard let index = waiting.popFirst() else { return }
                let page = pages[index]
                group.addTask { (index, page.fault(in: await fetcher.fetch(page.url, isWebhook: page.isWebhook))) }
            }
            for _ in 0..<Self.width { startNext() }
            while let (index, fault) = await group.next() {
                faults[index] = fault
                startNext()
            }
        }
        return zip(pages, faults).compactMap { page, fault in fault.map { FoundFault(page: page, fault: $0) } }
    }

    /// One finding for each kind, at the worst of its URLs.
    private func summary(_ warnings: [FoundFault]) -> [Diagnostic] {
        func duration(_ found: FoundFault) -> Duration {
            if case .slow(let duration) = found.fault { duration } else { .zero }
        }
        guard let worst = warnings.max(by: { duration($0) < duration($1) }) else { return [] }
        var finding = worst.fault.finding(at: worst.page.url)
        if warnings.count > 1 { finding.message += ", and those of \(warnings.count - 1) more URLs longer than 1 s" }
        return [finding]
    }

    /// What to do when nothing but the way out is served wrongly, which is another host's business.
    private func fallbackHelp(_ faults: [FoundFault]) -> String? {
        guard let fallbackURL, faults.allSatisfy({ $0.page.url == fallbackURL }) else { return nil }
        guard let fallbackPlace else {
            return "see that the host of 'hosting.fallback.url' serves the release's way out"
        }
        return
            "does the host of 'hosting.fallback.url' serve '\(fallbackPlace)', which 'hosting.fallback.publish' names?"
    }

    private func failure(_ manifest: Manifest, _ faults: [FoundFault], of count: Int) -> PublishingError {
        let base = manifest.baseURL
        // What is most certainly the cause goes first: where nobody gets in, nothing else can be right.
        let causes = faults.map(\.fault).filter { $0.code != .notServed }
        let help =
            causes.first?.help ?? fallbackHelp(faults) ?? place.map {
                "does the host serve '\($0)'? 'hosting.url' is \(base)"
            }
            ?? "publish the output of 'ccplan build' first; 'hosting.url' is \(base)"
        return PublishingError(
            message:
                "release \(manifest.release) is not served as published: \(faults.count) of \(count) URLs differ",
            details: faults.prefix(3).map { "\($0.page.url): \($0.fault.words)" }
                + (faults.count > 3 ? ["and \(faults.count - 3) more"] : []),
            help: help,
            code: causes.first?.code ?? .notServed
        )
    }
}
