import CallBundle
import CallPlaying
import Foundation
import JSONTree
import ProjectLoading
import SeededRandom
import Simulator
import Testing

/// What `ccplan test` plays without a socket must be what callers get from a host.
@Suite("calls in one process and over HTTP")
struct PlayedCallTests {
    /// A few here; many when `CCPLAN_SOAK` is set.
    private static let count = ProcessInfo.processInfo.environment["CCPLAN_SOAK"] == nil ? 30 : 500

    /// A call of random people.
    private struct RandomCall {
        var arguments: [String] = []
        var to: String
        var caller: CallSetup.Caller
        var script = CallScript()
        let seed: UInt64

        init(seed: UInt64) {
            var random = SeededGenerator(seed: seed)
            self.seed = seed
            if random.chance(15) {
                let user = random.pick(["Alice", "Sam", "Élise"])
                to = random.pick(["020 7946 0018", "+442079460018", "+449001234567", "100", "300", "900", "0", "+1305"])
                caller = .user(user)
                arguments = ["--as", user, "--to", to]
            } else {
                let owned = Site.acmeNumbers.filter { $0 != "--own" }.map { String($0.prefix { $0 != ":" }) }
                let from = random.pick(["447700900123", "447700900500", "447700900666", "12125550123", "withheld"])
                to = random.pick(owned)
                caller = .number(from == "withheld" ? nil : from)
                arguments = [to, "--from", from == "withheld" ? from : "+\(from)"]
            }
            for _ in 0..<Int.random(in: 0...5, using: &random) {
                if random.chance(25) {
                    let words = random.pick(["I need support", "Rechnung", "sales", "hm", "eine Störung bitte"])
                    arguments += ["--say", words]
                    script.responses.append(.speech([CallScript.SpokenResult(words)]))
                } else {
                    let keys = random.pick(["1", "2", "3", "*", "9", "401", "402", "none"])
                    arguments += ["--press", keys]
                    script.responses.append(keys == "none" ? .silence : .keys(keys))
                }
            }
            for _ in 0..<Int.random(in: 0...8, using: &random) {
                let outcome =
                    random.chance(80) ? random.pick([.busy, .rejected, .timeout, .failed]) : ConnectOutcome.machine
                arguments += ["--outcome", outcome.rawValue]
                script.outcomes.append(outcome)
            }
            if random.chance(20) {
                let seconds = Int.random(in: 1...90, using: &random)
                arguments += ["--hang-up", "\(seconds)"]
                script.callerHangsUp = .at(seconds * 1_000)
            }
            arguments += ["--seed", "\(seed)", "--format", "json"]
        }
    }

    @Test("have the same transcript")
    func same() async throws {
        let site = try await Site(Site.acmeNumbers)
        try site.becomeAcme()
        try await site.applied()
        let loaded = try loadProject(at: site.project.path)
        let release = try #require(loaded.release)
        let fallback = "\(site.hostURL.replacing("127.0.0.1", with: "localhost"))/r/\(release.id)/fallback.json"
        var words: Set<String> = []
        for seed in 0..<UInt64(Self.count) {
            let call = RandomCall(seed: seed)
            let before = Int(Date().timeIntervalSince1970)
            let result = try await finish("ccsandbox", ["call"] + call.arguments, environment: site.environment)
            let after = Int(Date().timeIntervalSince1970)
            let overHTTP = try JSONValue(parsing: Array(result.output.utf8)).withoutOthersWebhooks
            // A line may open or close while the call is played.
            var played: [JSONValue] = []
            for time in Set([before, after]).sorted() {
                var setup = CallSetup(
                    caller: call.caller,
                    to: call.to,
                    of: release,
                    fallbackURL: fallback,
                    eventsURL: nil
                )
                setup.seed = call.seed
                let host = ReleaseHost(release, fallbackURL: fallback, clock: .fixed(time))
                let transcript = await simulateCall(setup, script: call.script, over: host)
                played.append(transcript.json.withoutOthersWebhooks)
            }
            #expect(played.contains(overHTTP), "seed \(seed): \(call.arguments)")
            words.formUnion(overHTTP["entries"]?.arrayValue?.compactMap { $0["event"]?.stringValue } ?? [])
        }
        // The calls are of all kinds.
        #expect(words.isSuperset(of: ["hears", "presses", "says", "rings", "fails", "answers", "records", "ends"]))
    }
}

extension JSONValue {
    /// A transcript without the requests to hosts that are not there.
    fileprivate var withoutOthersWebhooks: JSONValue {
        guard var object = objectValue, let entries = object["entries"]?.arrayValue else { return self }
        object["entries"] = .array(
            entries.filter { $0["url"]?.stringValue?.contains("billing.acme.example") != true }
        )
        return .object(object)
    }
}
