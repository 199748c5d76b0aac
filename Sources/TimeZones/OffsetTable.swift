/// How a wall clock runs: its UTC offset at first, and the instants at which that changes.
///
/// Before the first change the first offset holds, behind the last one the last.
package struct OffsetTable: Hashable, Sendable {
    /// An offset that holds from an instant on.
    package struct Change: Hashable, Sendable {
        /// Seconds since 1970-01-01T00:00:00Z, leap seconds not counted.
        package let instant: Int

        /// Seconds to add to an instant for the wall clock: east of Greenwich positive.
        package let offset: Int

        package init(instant: Int, offset: Int) {
            self.instant = instant
            self.offset = offset
        }
    }

    /// Offsets are less than a day.
    private static let offsetLimit = 86_400

    /// Instants are of the years up to 9999, either side of 1970.
    private static let instantLimit = 253_402_300_800

    /// Seconds to add to an instant before the first change.
    package let initialOffset: Int

    /// In ascending order of their instants.
    package let changes: [Change]

    /// Nil unless the instants ascend and lie within the years up to 9999, and the offsets are less than a day.
    package init?(initialOffset: Int, changes: [Change] = []) {
        let offsets = -Self.offsetLimit + 1..<Self.offsetLimit
        let instants = -Self.instantLimit..<Self.instantLimit
        guard offsets.contains(initialOffset),
            changes.allSatisfy({ instants.contains($0.instant) && offsets.contains($0.offset) }),
            zip(changes, changes.dropFirst()).allSatisfy({ $0.instant < $1.instant })
        else { return nil }
        self.initialOffset = initialOffset
        self.changes = changes
    }

    /// The offset that holds at an instant.
    ///
    /// - Complexity: O(log changes).
    package func offset(at instant: Int) -> Int {
        offset(behind: firstChange { $0.instant > instant })
    }

    /// The first instant at which the wall clock shows `wallClock`; where it skips that time, the instant of the jump.
    ///
    /// `wallClock` is the seconds between 1970-01-01 00:00 on the wall clock and what it shows, of the years up to 9999.
    ///
    /// - Complexity: O(log changes).
    package func firstInstant(ofWallClock wallClock: Int) -> Int {
        // A stretch of one offset that ends a day before cannot show the time.
        var next = firstChange { $0.instant > wallClock - Self.offsetLimit }
        while next < changes.count, wallClock - offset(behind: next) >= changes[next].instant { next += 1 }
        let instant = wallClock - offset(behind: next)
        return next == 0 ? instant : max(instant, changes[next - 1].instant)
    }

    /// The last instant at which the wall clock shows `wallClock`; where it skips that time, the instant of the jump.
    ///
    /// `wallClock` is the seconds between 1970-01-01 00:00 on the wall clock and what it shows, of the years up to 9999.
    ///
    /// - Complexity: O(log changes).
    package func lastInstant(ofWallClock wallClock: Int) -> Int {
        var next = firstChange { $0.instant > wallClock + Self.offsetLimit }
        while next > 0, wallClock - offset(behind: next) < changes[next - 1].instant { next -= 1 }
        let instant = wallClock - offset(behind: next)
        return next == changes.count ? instant : min(instant, changes[next].instant)
    }

    /// The offset before the change with this index: behind the one before it.
    private func offset(behind next: Int) -> Int {
        next == 0 ? initialOffset : changes[next - 1].offset
    }

    /// The index of the first change for which `isBeyond` holds, as it does for all behind it.
    private func firstChange(where isBeyond: (Change) -> Bool) -> Int {
        var low = 0
        var high = changes.count
        while low < high {
            let middle = (low + high) / 2
            if isBeyond(changes[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
