import NIOCore
import Testing
import WebhookSignatures

@testable import Hosting

@Suite("The page of the metrics")
struct MetricsPageTests {
    private func page() -> MetricsPage {
        var page = MetricsPage(HostMetrics(), kept: (0, 0))
        var counts = SignatureDesk.Counts()
        counts.genuine = 5
        counts.repeated = 2
        counts.faults = [.wrongKey: 3]
        counts.unverifiable = 4
        page.append(counts)
        page.append(forwarded: (waiting: 6, lost: 7))
        page.append(pendingRecordings: 8)
        page.append(StoreCounts(answers: 9, failures: 10, isUp: true))
        return page
    }

    @Test("signatures, events, recordings and the store are told")
    func lines() {
        let lines = page().response.bodyText.split(separator: "\n")
        for line in [
            #"ccserve_webhook_signatures_total{result="genuine"} 3"#,
            #"ccserve_webhook_signatures_total{result="repeated"} 2"#,
            #"ccserve_webhook_signatures_total{result="wrong_key"} 3"#,
            #"ccserve_webhook_signatures_total{result="not_yet_valid"} 0"#,
            #"ccserve_webhook_signatures_total{result="no_secret"} 4"#, "ccserve_events_waiting 6",
            "ccserve_events_lost_total 7", "ccserve_recordings_pending 8",
            #"ccserve_store_requests_total{result="answered"} 9"#, #"ccserve_store_requests_total{result="failed"} 10"#,
            "ccserve_store_up 1", "ccserve_connections_refused_total 0",
        ] {
            #expect(lines.contains { $0 == line }, "\(line)")
        }
    }

    @Test("every series has its help and type before it, and counters are named as such")
    func form() {
        var type = ""
        var name = ""
        var names: Set<String> = []
        for line in page().response.bodyText.split(separator: "\n") {
            let words = line.split(separator: " ").map(String.init)
            if line.hasPrefix("# HELP ") {
                name = words[2]
                #expect(names.insert(name).inserted, "\(name) is told twice")
                #expect(words.count > 4 && line.hasSuffix("."))
            } else if line.hasPrefix("# TYPE ") {
                #expect(words[2] == name)
                type = words[3]
                #expect((type == "counter") == name.hasSuffix("_total"), "\(name)")
            } else {
                let series = line.prefix { $0 != "{" && $0 != " " }
                let endings = type == "histogram" ? ["_bucket", "_sum", "_count"] : [""]
                #expect(endings.contains { series == name + $0 }, "\(line)")
                #expect(Double(words.last ?? "") != nil)
            }
        }
    }
}
