/// Takes note of what happens on connections: in the access log, and in the metrics.
struct RequestObserver: Sendable {
    let log: AccessLog

    /// Nil where nothing shall be counted.
    private(set) var metrics: HostMetrics?

    /// The same for a port that callers do not use: its connections and requests are not counted.
    var quiet: RequestObserver { RequestObserver(log: log, metrics: nil) }

    func connectionOpened() { metrics?.connectionsOpened.add() }

    func connectionRefused() { metrics?.connectionsRefused.add() }

    func connectionClosed() { metrics?.connectionsClosed.add() }

    func record(_ method: String, at time: WallTime, _ response: HostResponse, microseconds: Int) {
        metrics?.note(response.facts.kind, status: response.status, microseconds: microseconds)
        log.record(method: method, at: time, response: response, microseconds: microseconds)
    }
}
