internal import CallBundle
internal import TimeZones

/// The releases that take no new calls, or are about to, while calls that began on them may still go on.
///
/// A call stays on the release that it began on, so a user whom that release may ring must stay as long.
struct DrainingReleases {
    /// Until when whose users stay, the longest first.
    private var retired: [(release: ReleaseID, end: Int, users: Set<String>?)] = []
    private let live: ReleaseID?

    /// Why a user stays, and until when.
    struct Hold: Hashable {
        var release: ReleaseID

        /// Seconds since 1970.
        var end: Int

        /// Whether the release's manifest is at hand, so that its users are known.
        var isCertain: Bool

        var reason: String {
            let date = CivilDate(ofWallClock: end)
            let minutes = end / 60 % 1440
            func two(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
            let may = isCertain ? "may still ring the user" : "may ring anyone, since its manifest is not at hand"
            return
                "calls on release \(release) \(may): held until \(date) \(two(minutes / 60)):\(two(minutes % 60)) UTC"
        }
    }

    /// - Parameters:
    ///   - options: The time, and what took calls before.
    ///   - desired: The release that takes calls when the plan is applied, and how long others drain.
    ///   - live: The release that takes calls now.
    init(_ options: PlanOptions, desired: DesiredState, live: ReleaseID?) {
        self.live = live
        var ends: [ReleaseID: Int] = [:]
        let log = options.releases.log.sorted { $0.time < $1.time }
        for (index, entry) in log.enumerated() {
            // The last one takes calls still, or was replaced by a way that writes no log.
            let end = index + 1 < log.count ? log[index + 1].time : entry.time
            guard let release = entry.release else { continue }
            ends[release] = max(ends[release] ?? 0, end)
        }
        // Until the plan is applied, calls begin on the live one.
        if let live { ends[live] = max(ends[live] ?? 0, options.now) }
        ends[desired.release.id] = nil
        for (release, end) in ends where end + desired.drain > options.now {
            let users = options.releases.users(of: release)
            // A release without a manifest is no longer kept, unless it is the one that takes calls.
            guard users != nil || release == live else { continue }
            retired.append((release, end + desired.drain, users))
        }
        retired.sort { ($0.end, $0.release.text) > ($1.end, $1.release.text) }
    }

    /// Why the user must not be deleted yet; nil when nothing rings it any more.
    func hold(on user: String) -> Hold? {
        let reasons = retired.filter { $0.users?.contains(user) ?? true }
        return reasons.first.map { Hold(release: $0.release, end: $0.end, isCertain: $0.users != nil) }
    }
}
