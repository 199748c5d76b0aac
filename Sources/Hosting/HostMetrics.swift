internal import CallBundle
internal import Synchronization

/// A number that many threads count up.
final class Counter: Sendable {
    private let count = Atomic(0)

    var value: Int { count.load(ordering: .relaxed) }

    func add(_ amount: Int = 1) { count.wrappingAdd(amount, ordering: .relaxed) }
}

/// How often a route of a release was answered, by what.
package final class RouteCounter: Sendable {
    let documents = Counter()
    let proceeds = Counter()
}

/// What the host counts of itself; nothing in it stems from a caller.
package final class HostMetrics: Sendable {
    /// The series of one kind of request.
    final class Requests: Sendable {
        /// As many as `statuses`.
        let byStatus = HostMetrics.statuses.map { _ in Counter() }
        /// Below each of `durationBounds`, and the rest; not cumulative.
        let byDuration = (0...HostMetrics.durationBounds.count).map { _ in Counter() }
        let microseconds = Counter()
    }

    struct RouteKey: Hashable {
        let release: ReleaseID
        let route: RouteName
    }

    private struct Routes {
        var counters: [RouteKey: RouteCounter] = [:]
        /// In the order in which their first route was read.
        var releases: [ReleaseID] = []
    }

    /// Every status that the host answers with; the last stands for any other.
    static let statuses = [200, 204, 400, 401, 403, 404, 405, 408, 413, 414, 429, 431, 500, 501, 503, 505, 0]

    /// In microseconds.
    static let durationBounds = [
        50, 100, 250, 500, 1_000, 2_500, 5_000, 10_000, 25_000, 50_000, 100_000, 250_000, 500_000, 1_000_000, 2_500_000,
    ]

    let requests = RequestKind.allCases.map { _ in Requests() }
    let unknownReleases = Counter()
    let unreadableFiles = Counter()
    let connectionsOpened = Counter()
    let connectionsClosed = Counter()
    let connectionsRefused = Counter()
    let cacheHits = Counter()
    let cacheMisses = Counter()
    let cacheEvictions = Counter()
    let untoldRoutes = RouteCounter()
    let startedAt = WallTime.now()
    private let routeLimit: Int
    private let routes = Mutex(Routes())

    /// `routeLimit`: how many routes are told apart at most; beyond that those of the release that came first are no longer told.
    package init(routeLimit: Int = 2_000) {
        self.routeLimit = routeLimit
    }

    func note(_ kind: RequestKind, status: Int, microseconds: Int) {
        let requests = requests[kind.place]
        requests.byStatus[Self.place(ofStatus: status)].add()
        let duration = max(0, microseconds)
        let place = Self.durationBounds.firstIndex { duration <= $0 } ?? Self.durationBounds.count
        requests.byDuration[place].add()
        requests.microseconds.add(duration)
    }

    func noteCacheMiss(evicted: Int) {
        cacheMisses.add()
        cacheEvictions.add(evicted)
    }

    /// The counter of a route, the same as long as its release is told.
    ///
    /// The number of routes told is bounded: room is made by forgetting whole releases, first those that came first. Of a release
    /// that has too many alone, the rest is counted together.
    func counter(of route: RouteName, in release: ReleaseID) -> RouteCounter {
        let key = RouteKey(release: release, route: route)
        return routes.withLock { routes in
            if let counter = routes.counters[key] { return counter }
            while routes.counters.count >= routeLimit, let first = routes.releases.first, first != release {
                routes.releases.removeFirst()
                routes.counters = routes.counters.filter { $0.key.release != first }
            }
            guard routes.counters.count < routeLimit else { return untoldRoutes }
            let counter = RouteCounter()
            routes.counters[key] = counter
            if !routes.releases.contains(release) { routes.releases.append(release) }
            return counter
        }
    }

    /// The routes that are told, in the order of their releases and names.
    func routeCounters() -> [(key: RouteKey, counter: RouteCounter)] {
        routes.withLock { $0.counters }
            .sorted { ($0.key.release.text, $0.key.route) < ($1.key.release.text, $1.key.route) }
            .map { (key: $0.key, counter: $0.value) }
    }

    private static func place(ofStatus status: Int) -> Int {
        switch status {
        case 200: 0
        case 204: 1
        case 404: 5
        default: statuses.firstIndex(of: status) ?? statuses.count - 1
        }
    }
}

extension RequestKind {
    /// In `allCases`.
    fileprivate var place: Int {
        switch self {
        case .route: 0
        case .document: 1
        case .sound: 2
        case .fallback: 3
        case .events: 4
        case .login: 5
        case .health: 6
        case .other: 7
        }
    }
}
