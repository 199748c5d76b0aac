internal import FileAccess
internal import NIOCore
internal import WebhookSignatures

/// The metrics as Prometheus reads them (text format 0.0.4).
struct MetricsPage {
    private var text = ""

    /// - Parameters:
    ///   - metrics: What was counted.
    ///   - kept: How many files are in memory, and what they cost in bytes.
    init(_ metrics: HostMetrics, kept: (count: Int, bytes: Int)) {
        appendRequests(metrics)
        appendRoutes(metrics)
        counter(
            "ccserve_unknown_releases_total",
            "Requests for releases that are not published.",
            metrics.unknownReleases
        )
        counter("ccserve_unreadable_files_total", "Files of releases that could not be read.", metrics.unreadableFiles)
        let opened = metrics.connectionsOpened.value
        counter("ccserve_connections_total", "Connections that were accepted.", metrics.connectionsOpened)
        counter(
            "ccserve_connections_refused_total",
            "Connections that were closed at once, since their address had too many.",
            metrics.connectionsRefused
        )
        gauge("ccserve_connections", "Connections that are open.", max(0, opened - metrics.connectionsClosed.value))
        counter("ccserve_cache_hits_total", "Requests answered from memory.", metrics.cacheHits)
        counter("ccserve_cache_misses_total", "Files that were read.", metrics.cacheMisses)
        counter("ccserve_cache_evictions_total", "Files that left memory for others.", metrics.cacheEvictions)
        gauge("ccserve_cache_files", "Files in memory.", kept.count)
        gauge("ccserve_cache_bytes", "What files in memory cost, roughly.", kept.bytes)
        if let resident = Self.residentBytes() {
            gauge("process_resident_memory_bytes", "Memory that is resident.", resident)
        }
        gauge("process_start_time_seconds", "When the host started, since 1970.", metrics.startedAt.seconds)
    }

    /// Webhooks whose signatures were looked at, by what was found.
    mutating func append(_ counts: SignatureDesk.Counts) {
        let name = "ccserve_webhook_signatures_total"
        head(name, "counter", "Webhooks and events whose signature was looked at, by what was found.")
        var rows = [("genuine", counts.genuine - counts.repeated), ("repeated", counts.repeated)]
        rows += SignatureFault.allCases.map { fault in
            (String(fault.rawValue.map { $0 == " " ? "_" : $0 }), counts.faults[fault] ?? 0)
        }
        for (result, count) in rows + [("no_secret", counts.unverifiable)] {
            text += "\(name){result=\"\(result)\"} \(count)\n"
        }
    }

    /// What is forwarded to another system.
    mutating func append(forwarded: (waiting: Int, lost: Int)) {
        gauge("ccserve_events_waiting", "Call events that wait to be forwarded.", forwarded.waiting)
        counter("ccserve_events_lost_total", "Call events that were dropped, or refused by the sink.", forwarded.lost)
    }

    /// What is fetched from the platform.
    mutating func append(pendingRecordings count: Int) {
        gauge("ccserve_recordings_pending", "Recordings that are still to be fetched.", count)
    }

    /// What a store of releases did when it was asked.
    mutating func append(_ counts: StoreCounts) {
        let name = "ccserve_store_requests_total"
        head(name, "counter", "Questions to the store of the releases, by whether it answered.")
        text += "\(name){result=\"answered\"} \(counts.answers)\n\(name){result=\"failed\"} \(counts.failures)\n"
        gauge(
            "ccserve_store_up",
            "1 while the store of the releases answers, 0 when it failed last.",
            counts.isUp ? 1 : 0
        )
    }

    var response: HostResponse {
        HostResponse(
            status: 200,
            headers: [("Content-Type", "text/plain; version=0.0.4; charset=utf-8"), ("Cache-Control", "no-store")],
            body: ByteBuffer(string: text),
            facts: RequestTarget.metrics.facts
        )
    }

    private mutating func appendRequests(_ metrics: HostMetrics) {
        let kinds = zip(RequestKind.allCases, metrics.requests)
        head("ccserve_requests_total", "counter", "Requests by what they were for and how they were answered.")
        for (kind, requests) in kinds {
            for (status, count) in zip(HostMetrics.statuses, requests.byStatus) where count.value > 0 {
                let name = status == 0 ? "other" : "\(status)"
                text += "ccserve_requests_total{kind=\"\(kind)\",status=\"\(name)\"} \(count.value)\n"
            }
        }
        let name = "ccserve_request_duration_seconds"
        head(name, "histogram", "From the whole head of a request to its answer.")
        for (kind, requests) in kinds {
            var sum = 0
            for (bound, count) in zip(HostMetrics.durationBounds, requests.byDuration) {
                sum += count.value
                text += "\(name)_bucket{kind=\"\(kind)\",le=\"\(Self.seconds(bound))\"} \(sum)\n"
            }
            sum += requests.byDuration.last?.value ?? 0
            text += "\(name)_bucket{kind=\"\(kind)\",le=\"+Inf\"} \(sum)\n"
            text += "\(name)_sum{kind=\"\(kind)\"} \(Self.seconds(requests.microseconds.value))\n"
            text += "\(name)_count{kind=\"\(kind)\"} \(sum)\n"
        }
    }

    private mutating func appendRoutes(_ metrics: HostMetrics) {
        let name = "ccserve_routes_total"
        head(name, "counter", "Webhooks by release and route, answered with a document or 204 (proceed).")
        for (key, counter) in metrics.routeCounters() {
            append(name, "release=\"\(key.release)\",route=\"\(key.route)\"", counter)
        }
        append(name, "release=\"other\",route=\"other\"", metrics.untoldRoutes)
    }

    private mutating func append(_ name: String, _ labels: String, _ counter: RouteCounter) {
        for (answer, count) in [("document", counter.documents), ("proceed", counter.proceeds)] where count.value > 0 {
            text += "\(name){\(labels),answer=\"\(answer)\"} \(count.value)\n"
        }
    }

    private mutating func counter(_ name: String, _ help: String, _ counter: Counter) {
        self.counter(name, help, counter.value)
    }

    private mutating func counter(_ name: String, _ help: String, _ value: Int) {
        head(name, "counter", help)
        text += "\(name) \(value)\n"
    }

    private mutating func gauge(_ name: String, _ help: String, _ value: Int) {
        head(name, "gauge", help)
        text += "\(name) \(value)\n"
    }

    private mutating func head(_ name: String, _ type: String, _ help: String) {
        text += "# HELP \(name) \(help)\n# TYPE \(name) \(type)\n"
    }

    /// Microseconds as seconds, exactly.
    private static func seconds(_ microseconds: Int) -> String {
        let fraction = microseconds % 1_000_000
        guard fraction > 0 else { return "\(microseconds / 1_000_000)" }
        var digits = String(1_000_000 + fraction).dropFirst()
        while digits.last == "0" { digits.removeLast() }
        return "\(microseconds / 1_000_000).\(digits)"
    }

    /// Nil where the system does not tell.
    private static func residentBytes() -> Int? {
        guard let status = try? readFile("/proc/self/statm", limit: 4_096) else { return nil }  // Not Linux.
        let fields = String(decoding: status, as: UTF8.self).split(separator: " ")
        return fields.count > 1 ? Int(fields[1]).map { $0 * pageSize } : nil
    }

    private static let pageSize = 4_096
}
