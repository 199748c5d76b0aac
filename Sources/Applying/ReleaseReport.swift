package import CallBundle
internal import Provisioning
package import Publishing
package import ReleaseRecords

/// What was live when, what is now, and what is still there of it.
package struct ReleaseReport: Sendable {
    /// The version of the JSON form.
    package static let version = 1

    /// What is left of a release where it was published.
    package enum Stored: Hashable, Sendable {
        case whole
        /// So many files are missing or have another size.
        case damaged(Int)
        case gone
    }

    /// A time during which calls went one way.
    package struct Row: Hashable, Sendable {
        package var move: PointerMove

        /// Nil while it lasts, and where nobody wrote down its end.
        package var until: UTCTime?
        package var isLive: Bool

        /// Nil when calls went to no release.
        package var stored: Stored?

        /// Until when calls may still be on it; nil when none is any more, or it is live.
        package var callsUntil: UTCTime?
    }

    package var project: String
    package var applicationID: String?

    /// Where the application's calls go now, by the account.
    package var answerURL: String?
    package var live: ReleaseID? { answerURL.flatMap { ReleaseID(in: $0) } }

    /// The newest first.
    package var rows: [Row]

    /// Published releases that never were live, as far as the log knows.
    package var unused: [(release: ReleaseID, stored: Stored)]

    /// Lines of the log that could not be read.
    package var unreadableLines: [Int]
}

extension ReleaseReport {
    /// Puts together what the account, the log and the files say.
    ///
    /// - Parameters:
    ///   - project: The name of the application.
    ///   - applicationID: The live one; nil when it is not there: then the whole log is shown.
    ///   - answerURL: Of the live one.
    ///   - shelf: Where the log and the files are.
    ///   - drain: How many seconds calls last at most.
    ///   - now: What "still" refers to.
    /// - Throws: When the log cannot be read; a manifest that cannot be read is damaged.
    package init(
        project: String,
        applicationID: String?,
        answerURL: String?,
        shelf: some ReleaseShelf,
        drain: Int,
        now: UTCTime
    ) async throws(PublishingError) {
        let log = try await shelf.log()
        let timeline = applicationID.map(log.timeline(of:)) ?? ReleaseTimeline(log.moves)
        let present = try await shelf.storedReleases()
        let stored = try await Self.stored(Set(timeline.stays.compactMap(\.move.release) + present), shelf)
        self.project = project
        self.applicationID = applicationID
        self.answerURL = answerURL
        unreadableLines = log.unreadableLines
        rows = timeline.stays.enumerated().map { index, stay in
            let isLast = index == timeline.stays.count - 1
            let isLive = isLast && stay.move.answerURL != nil && stay.move.answerURL == answerURL
            return Row(
                move: stay.move,
                until: stay.until,
                isLive: isLive,
                stored: stay.move.release.flatMap { stored[$0] },
                callsUntil: isLive || stay.move.release == nil ? nil : stay.callsMayLast(now: now, drain: drain)
            )
        }.reversed()
        var used = Set(timeline.stays.compactMap(\.move.release))
        if let live = answerURL.flatMap({ ReleaseID(in: $0) }) { used.insert(live) }
        unused = present.filter { !used.contains($0) }.map { ($0, stored[$0] ?? .gone) }
    }

    /// How many releases are looked at at a time, where each takes a while.
    private static let width = 12

    private static func stored(
        _ releases: Set<ReleaseID>,
        _ shelf: some ReleaseShelf
    ) async throws(PublishingError) -> [ReleaseID: Stored] {
        let results = await withTaskGroup(of: (ReleaseID, Result<Stored, PublishingError>).self) { group in
            var waiting = releases.makeIterator()
            var results: [(ReleaseID, Result<Stored, PublishingError>)] = []
            func startNext() {
                guard let release = waiting.next() else { return }
                group.addTask {
                    do throws(PublishingError) {
                        return (release, .success(try await Self.stored(release, shelf)))
                    } catch {
                        return (release, .failure(error))
                    }
                }
            }
            for _ in 0..<width { startNext() }
            while let result = await group.next() {
                results.append(result)
                startNext()
            }
            return results
        }
        var found: [ReleaseID: Stored] = [:]
        for (release, result) in results { found[release] = try result.get() }
        return found
    }

    private static func stored(
        _ release: ReleaseID,
        _ shelf: some ReleaseShelf
    ) async throws(PublishingError) -> Stored {
        let manifest: Manifest?
        do {
            manifest = try await shelf.manifest(of: release)
        } catch {
            return .damaged(1)  // The manifest itself.
        }
        guard let manifest else { return .gone }
        switch try await shelf.condition(of: manifest) {
        case .whole: return .whole
        case .damaged(let count, _): return .damaged(count)
        }
    }

    /// Whether the log's last line says where calls go now.
    package var isLogCurrent: Bool { answerURL == nil || rows.first?.isLive == true }
}
