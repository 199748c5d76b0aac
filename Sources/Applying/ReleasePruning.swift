package import CallBundle
internal import Provisioning
package import Publishing
package import ReleaseRecords

/// Which of the stored releases may go.
///
/// Never one that calls go to, or could be on.
package struct ReleasePruning: Sendable {
    /// What the command line wants kept.
    package struct Rules: Hashable, Sendable {
        /// So many of the newest that calls ever went to, the live one counted.
        package var keep: Int

        /// Seconds since calls were last sent to it, or since it was published.
        package var age: Int

        package init(keep: Int, age: Int) {
            self.keep = keep
            self.age = age
        }
    }

    /// What is to become of a release.
    package enum Verdict: Hashable, Sendable {
        /// Calls go there, by the account or by the log.
        case live
        /// Its way out is what calls get when the host is dead.
        case fallback
        /// Calls may last until then.
        case draining(until: UTCTime)
        /// One of the newest, by its place among them from 1 on.
        case newest(Int)
        /// Not old enough.
        case young(until: UTCTime)
        /// The log has lines that cannot be read, and says nothing of it.
        case unclear
        case removed
    }

    package struct Row: Hashable, Sendable {
        package let stored: StoredRelease

        /// When calls were last sent there, or when it was published, where they never were.
        package let lastUsed: UTCTime
        package let verdict: Verdict
    }

    /// The one that was used last comes first.
    package let rows: [Row]

    package var removed: [ReleaseID] { rows.filter { $0.verdict == .removed }.map(\.stored.release) }

    /// Weighs what is stored.
    ///
    /// - Parameters:
    ///   - stored: All of it.
    ///   - log: What was live when, of every application that the place has served.
    ///   - answerURL: Where the application's calls go now, by the account.
    ///   - fallbackURL: Where they go when the host is dead.
    ///   - drain: How many seconds calls last at most.
    ///   - rules: What else is kept.
    ///   - now: What "old" refers to.
    package init(
        _ stored: [StoredRelease],
        log: ReleaseLog,
        answerURL: String?,
        fallbackURL: String?,
        drain: Int,
        rules: Rules,
        now: UTCTime
    ) {
        var uses = Uses(drain: drain, now: now)
        uses.add(log)
        if let live = answerURL.flatMap({ ReleaseID(in: $0) }) { uses.live.insert(live) }
        if let fallback = fallbackURL.flatMap({ ReleaseID(in: $0) }) { uses.fallbacks.insert(fallback) }
        let dated = stored.map { stored in
            let isLive = uses.live.contains(stored.release)
            return (stored: stored, lastUsed: isLive ? now : uses.ends[stored.release] ?? stored.storedAt)
        }.sorted { ($0.lastUsed, $0.stored.release.text) > ($1.lastUsed, $1.stored.release.text) }
        var place = 0
        rows = dated.map { stored, lastUsed in
            // What was never finished, and what calls never went to, is nothing that anybody would go back to: however many
            // branches were published, the way back stays.
            let isWayBack = stored.isFinished && uses.known(stored.release)
            if isWayBack { place += 1 }
            let oldAt = UTCTime(seconds: lastUsed.seconds + rules.age)
            let verdict: Verdict =
                if uses.live.contains(stored.release) {
                    .live
                } else if uses.fallbacks.contains(stored.release) {
                    .fallback
                } else if let end = uses.drains[stored.release] {
                    .draining(until: end)
                } else if isWayBack, place <= rules.keep {
                    .newest(place)
                } else if oldAt > now {
                    .young(until: oldAt)
                } else if uses.ends[stored.release] == nil, !log.unreadableLines.isEmpty {
                    .unclear
                } else {
                    .removed
                }
            return Row(stored: stored, lastUsed: lastUsed, verdict: verdict)
        }
    }

    /// What the log tells of releases.
    private struct Uses {
        let drain: Int
        let now: UTCTime
        var live: Set<ReleaseID> = []
        var fallbacks: Set<ReleaseID> = []

        /// When calls were last sent there.
        var ends: [ReleaseID: UTCTime] = [:]

        /// Until when they may last, where that is not over.
        var drains: [ReleaseID: UTCTime] = [:]

        /// Whether calls ever went there, as far as account and log tell.
        func known(_ release: ReleaseID) -> Bool {
            ends[release] != nil || live.contains(release) || fallbacks.contains(release)
        }

        mutating func add(_ log: ReleaseLog) {
            var applications: [String] = []
            for move in log.moves where !applications.contains(where: { isSameApplication($0, move.applicationID) }) {
                applications.append(move.applicationID)
            }
            for application in applications {
                for stay in log.timeline(of: application).stays { add(stay) }
            }
        }

        private mutating func add(_ stay: ReleaseTimeline.Stay) {
            let fallback = stay.move.fallbackURL.flatMap { ReleaseID(in: $0) }
            guard let until = stay.until else {
                // Calls go there still, as far as the log knows.
                if let release = stay.move.release { live.insert(release) }
                if let fallback { fallbacks.insert(fallback) }
                return
            }
            for release in Set([stay.move.release, fallback].compactMap(\.self)) {
                ends[release] = max(ends[release] ?? until, until)
                guard let end = stay.callsMayLast(now: now, drain: drain) else { continue }
                drains[release] = max(drains[release] ?? end, end)
            }
        }
    }
}
