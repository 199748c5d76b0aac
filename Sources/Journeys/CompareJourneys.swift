package import CallBundle
internal import TimeZones

/// What changes for callers between two releases.
package struct JourneyComparison: Sendable {
    /// Shortest journeys first; empty when no caller can tell the releases apart.
    package var differences: [Difference]

    /// How many pairs of places were looked at.
    package var pairs: Int

    /// Whether there were more differences than were told.
    package var isCut: Bool
}

/// Walks two releases as callers would, at once, and tells where they part.
///
/// Complete over numbers, classes of callers, times from the day of `now` (UTC) to the end of 2040, keys, words, the outcomes of ringing, and a
/// dead host: without a difference, no caller can tell the releases apart. Addresses and names count for nothing.
///
/// - Parameters:
///   - before: The release that calls are on.
///   - after: The release that they would be on.
///   - now: Seconds since 1970; what differed on earlier days is past, and a time to try is a later one if there is any.
///   - names: What the schedules are called.
///   - numbers: Which numbers calls come in on; nil for those that the releases name, and any others.
/// - Returns: The differences, shortest journeys first.
/// - Complexity: O(bytes + pairs of places that callers can be at × what they can do there).
package func compareJourneys(
    _ before: Release,
    _ after: Release,
    now: Int,
    names: [ScheduleTable: String] = [:],
    numbers: LinkedNumbers? = nil
) -> JourneyComparison {
    let isSame = before.id == after.id && before.manifest.appUsers == after.manifest.appUsers
    guard !isSame || numbers.map({ $0.before != $0.after }) ?? false else {
        return JourneyComparison(differences: [], pairs: 0, isCut: false)
    }
    var walk = JointWalk(before, after, now: now, names: names, numbers: numbers)
    return walk.run()
}

/// The numbers that are linked to the application, by their digits: all that calls can come in on.
package struct LinkedNumbers: Hashable, Sendable {
    package var before: Set<String>
    package var after: Set<String>

    package init(before: Set<String>, after: Set<String>) {
        self.before = before
        self.after = after
    }
}
