package import CallBundle

/// What was live when, worked out from the log of one application.
package struct ReleaseTimeline: Hashable, Sendable {
    /// A time during which calls went one way.
    package struct Stay: Hashable, Sendable {
        package let move: PointerMove

        /// When calls began to go elsewhere; nil for the last one.
        package let until: UTCTime?

        /// Until when calls of this time may still be on its release, `drain` being how many seconds they last at most; nil
        /// when they are all over at `now`.
        ///
        /// Of an end that nobody wrote down only this is known: it is not in the future.
        package func callsMayLast(now: UTCTime, drain: Int) -> UTCTime? {
            let end = UTCTime(seconds: (until ?? now).seconds + drain)
            return end > now ? end : nil
        }
    }

    /// In the order of the log.
    package let stays: [Stay]

    /// Takes the moves of one application, in the order of the log.
    package init(_ moves: [PointerMove]) {
        stays = moves.indices.map { index in
            Stay(move: moves[index], until: index + 1 < moves.count ? moves[index + 1].at : nil)
        }
    }

    /// The releases that can be gone back to from `live`, the nearest first; from a place that is none with nil.
    ///
    /// Going back takes a release off the list for good: after C was rolled back to B, the one before B is A, and not C,
    /// which somebody had a reason to leave. Applied again it is on the list again.
    package func releases(before live: ReleaseID?) -> [ReleaseID] {
        var path: [ReleaseID] = []
        for stay in stays {
            guard let release = stay.move.release else { continue }
            if stay.move.cause == .rollback, let place = path.lastIndex(of: release) {
                path.removeSubrange((place + 1)...)
            } else if path.last != release {
                path.append(release)
            }
        }
        if let live, let place = path.lastIndex(of: live) { path.removeSubrange(place...) }
        var seen: Set<ReleaseID> = live.map { [$0] } ?? []
        return path.reversed().filter { seen.insert($0).inserted }
    }

    /// The fallback that a release had when it was last live.
    package func fallbackURL(of release: ReleaseID) -> String? {
        stays.last { $0.move.release == release }?.move.fallbackURL
    }
}
