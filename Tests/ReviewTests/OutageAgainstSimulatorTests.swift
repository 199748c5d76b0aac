import CallBundle
import ContactCenter
import Diagnostics
import JSONTree
import ProjectLoading
import Simulator
import Testing

@testable import Review

/// The report is read from documents, the simulator plays calls on them: both must hear the same.
@Suite("What callers hear when a host is dead, played")
struct OutageAgainstSimulatorTests {
    /// Answers from a release, as a host would.
    private struct ReleaseHost: CallTransport {
        let release: Release
        let fallback: String?

        func exchange(_ request: WebhookExchange) async -> WebhookReply {
            if request.url == fallback { return file("fallback.json") }
            let prefix = "\(release.manifest.baseURL)/r/\(release.id)/e/"
            guard request.url.hasPrefix(prefix) else { return .empty(status: 204) }
            let route = request.url.dropFirst(prefix.count)
            guard case .answered(_, _, let table) = file("e/\(route).json"),
                let decision = try? Decision(file: JSONValue(parsing: table)),
                let webhook = try? WebhookRequest(query: request.query, body: request.body)
            else { return .empty(status: 404) }
            switch decision.outcome(for: webhook, at: 1_767_952_800) {
            case .proceed: return .empty(status: 204)
            case .document(let id, _): return file("d/\(id).json")
            }
        }

        private func file(_ path: String) -> WebhookReply {
            guard let file = release.files.first(where: { $0.path == "r/\(release.id)/\(path)" }) else {
                return .empty(status: 404)
            }
            return .answered(status: 200, headers: [], body: file.bytes)
        }
    }

    private static let rich = Result {
        let project = try SampleProject.rich.load()
        let release = try #require(project.release)
        let fallback = project.project?.hosting.fallback?.url?.value
        return (release, reportOutage(of: release, fallbackBase: fallback, fallbackIsStatic: true))
    }

    /// A call in which nobody ever answers and the host dies at its n-th question; true for a fallback that lives.
    private struct Played: CustomTestStringConvertible {
        let to: String
        let keys: [String]
        let death: Int
        let fallbackLives: Bool
        var testDescription: String { "\(to) \(keys) dead from \(death) \(fallbackLives ? "fallback" : "")" }
    }

    private static let calls: [Played] = {
        let ways = [[], ["1"], ["2"], ["3"], ["9", "1"], ["*", "2", "1"], ["2", "1"], ["9", "9", "9"]]
        let numbers = ["442079460000", "442079460001", "14155550100", "442079460003"]
        return numbers.flatMap { to in
            ways.flatMap { keys in
                (1...6).flatMap { death in
                    [true, false].map { Played(to: to, keys: keys, death: death, fallbackLives: $0) }
                }
            }
        }
    }()

    @Test("after the host died, a call hears what the report says of the place", arguments: calls)
    private func played(_ call: Played) async throws {
        let (release, report) = try Self.rich.get()
        let fallback = try #require(report.fallback)
        let events = Webhook("\(release.manifest.baseURL)/events", method: .post)
        let setup = CallSetup(
            caller: .number("447700900123"),
            to: call.to,
            answer: Webhook(release.answerURL, method: .get),
            fallback: call.fallbackLives ? Webhook(fallback, method: .get) : nil,
            events: events
        )
        var script = CallScript(
            responses: call.keys.map { .keys($0) },
            outcomes: Array(repeating: .unanswered, count: 30)
        )
        script.hostDeadFromWebhook = call.death
        let host = ReleaseHost(release: release, fallback: fallback)
        let transcript = await simulateCall(setup, script: script, over: host)

        var place: String?
        var callee: String?
        var heard: [HeardStep] = []
        for entry in transcript.entries {
            switch entry.event {
            case .webhook(let trace) where !trace.isSuccess && trace.purpose != .event && trace.purpose != .fallback:
                let route = trace.url.split(separator: "/").last.map { String($0) }
                place = place ?? (trace.purpose == .connect ? callee : route)
            case .hears(let text) where place != nil: heard.append(.says(text))
            case .rings(let rung, _):
                callee = rung.kind == .phone ? "+\(rung.name)" : rung.name
                if place != nil { heard.append(.rings(callee ?? "")) }
            default: break
            }
        }
        guard let place else { return }  // The call asked less often than that.
        if call.fallbackLives {
            #expect(heard == report.fallbackSteps)
        } else if call.death == 1 {
            #expect(heard.isEmpty && !transcript.isAnswered)
        } else {
            let told = report.points.filter { $0.isAt(place) }.map { $0.steps.filter { $0 != .listens } }
            #expect(told.contains(heard), "\(place): \(heard) is none of \(told)")
        }
    }
}

extension OutageReport.Point {
    /// Whether it is the point of that route, or of that callee.
    fileprivate func isAt(_ name: String) -> Bool {
        switch place {
        case .attempt(let number, let menu, let variant):
            name == "\(menu)\(variant > 0 ? "~v\(variant)" : "")~\(number)"
        case .keys(let menu, _): name == "\(menu)~keys"
        case .menu(let menu, let variant): name == "\(menu)\(variant > 0 ? "~v\(variant)" : "")~0"
        case .decision: name.hasPrefix("~")
        case .unanswered(let callee): name == callee
        }
    }
}
