import CallBundle
import CallFlow
import Diagnostics
import Foundation
import JSONTree
import Simulator
import Synchronization
import Testing

/// A real host process is killed while a call is in a menu, jumps, or rings through a team.
///
/// The call has its document by then; the moment at which the platform asks the host for what follows is the host's last.
@Suite("a host that dies in mid-call")
struct HostDeathTests {
    /// What is left to ask.
    private enum Fallback: CaseIterable {
        case dead
        /// A host of files, which gives its document to everybody.
        case files
        /// A host with a program, which lets calls in progress go on.
        case program
    }

    /// A place at which a call is when the host dies.
    private struct Place {
        let name: String
        let route: String
        let purpose: WebhookExchange.Purpose
        let call: TestCall

        /// Which of the call's questions it is, from 1.
        let question: Int
    }

    /// A call whose host dies, to be played.
    private struct Death: Sendable {
        let place: Place
        let fallback: Fallback
        let isAnswered: Bool
        let call: TestCall
        var name: String { "\(place.name), fallback \(fallback), \(isAnswered ? "answered" : "nobody answers")" }
    }

    private let isSoaking = ProcessInfo.processInfo.environment["CCPLAN_SOAK"] != nil

    @Test(
        "the call goes on and ends well in every menu of acme, at every jump and in every chain, whatever the fallback does"
    )
    func endsWell() async throws {
        let front = try CallFront()
        let files = try FileHost()
        let acme = try await AcmeCalls(front: front.url, fallback: files.url)
        files.serve(acme.releases.url)
        let folder = acme.releases.url.path
        var programs: [ServedHost] = []
        for kind in ServedHost.Kind.programs {
            let place = try await kind.place(of: acme.releases.url)
            programs.append(try await onThread { try ServedHost(kind, serving: place) })
        }
        let places = Self.places(of: acme)
        let last = Self.lastWords(of: acme.graph)

        var deaths: [Death] = []
        for (index, place) in places.enumerated() {
            for fallback in Fallback.allCases {
                let base =
                    switch fallback {
                    case .dead: "http://127.0.0.1:1"  // Where nobody listens.
                    case .files: files.url
                    case .program: "http://127.0.0.1:\(programs[index % programs.count].port)"
                    }
                // All of them when soaking; else each menu with each fallback, and each jump and chain with one of them.
                let isPlain = fallback == .files
                if !isSoaking, place.purpose != .input, fallback != Fallback.allCases[index % Fallback.allCases.count] {
                    continue
                }
                for isAnswered in [true, false]
                where isAnswered == isPlain || (isSoaking && place.purpose == .input) {
                    let call = await Self.dying(place, fallback, base, isAnswered, seed: UInt64(deaths.count + 1))
                    deaths.append(
                        Death(
                            place: place,
                            fallback: fallback,
                            isAnswered: isAnswered,
                            call: try #require(call, "\(place.name)")
                        )
                    )
                }
            }
        }
        let stories = try await inParallel(deaths) { death in
            let host = try await onThread { try ServedHost(.ccserve, serving: folder) }
            let moment = CallFront.Death(route: death.place.route, purpose: death.place.purpose) { host.kill() }
            front.take(from: death.call.transcript.conversationUUID, at: moment, port: host.port)
            let result = try await played(death.call)
            try #require(result.status == 0, "\(death.name): \(result.errors)")
            #expect(!host.isRunning, "\(death.name): the host did not die")
            let transcript = try JSONValue(parsing: Array(result.output.utf8))
            Self.expectGoodEnd(transcript, death, last: last)
            return story(of: transcript)
        }
        var compared = 0
        for (index, death) in deaths.enumerated() {
            #expect(stories[index] == death.call.transcript.story, "\(death.name): as the simulator plays it")
            // What the platform holds is heard whether the fallback is dead or lets the call go on.
            guard death.fallback == .program else { continue }
            let other = deaths.firstIndex {
                $0.place.name == death.place.name && $0.fallback == .dead && $0.isAnswered == death.isAnswered
            }
            guard let other else { continue }
            #expect(stories[index] == stories[other], "\(death.name): as with a dead fallback")
            compared += 1
        }
        #expect(compared >= 12, "fallbacks that say go on, beside dead ones")
        let counts = [WebhookExchange.Purpose.input, .notify, .connect].map { kind in
            places.count { $0.purpose == kind }
        }
        print("host deaths: \(deaths.count) calls in \(counts[0]) menus, \(counts[1]) jumps, \(counts[2]) chains")
    }

    // MARK: Where hosts die

    /// Every menu of the project, every jump, and the first link of every chain, each by the first call that comes there.
    private static func places(of acme: AcmeCalls) -> [Place] {
        var places: [Place] = []
        let menus = acme.graph.menus.filter { $0.variant == 0 }.map(\.name.value)
        for menu in menus {
            let place = firstPlace(of: acme, "menu '\(menu)'") {
                $0.purpose == .input && MenuRoute($0.route)?.menu == menu
            }
            if let place { places.append(place) } else { Issue.record("no call reaches the menu '\(menu)'") }
        }
        var routes: Set<String> = []
        for call in acme.calls where call.script.hostDeadFromWebhook == nil {
            let questions = call.transcript.questions
            let jumps = questions.filter { $0.purpose == .notify }.map { ("jump", $0.route) }
            let links = questions.first { $0.purpose == .connect }.map { [("chain", $0.route)] } ?? []
            for (kind, route) in jumps + links where routes.insert(route).inserted {
                if let place = firstPlace(of: acme, "\(kind) \(route)", where: { $0.route == route }) {
                    places.append(place)
                }
            }
        }
        #expect(places.contains { $0.purpose == .notify })
        #expect(places.contains { $0.purpose == .connect })
        return places
    }

    private static func firstPlace(
        of acme: AcmeCalls,
        _ name: String,
        where isMeant: (WebhookTrace) -> Bool
    ) -> Place? {
        for call in acme.calls where call.script.hostDeadFromWebhook == nil {
            let questions = call.transcript.questions
            guard let index = questions.firstIndex(where: isMeant) else { continue }
            return Place(
                name: name,
                route: questions[index].route,
                purpose: questions[index].purpose,
                call: call,
                question: index + 1
            )
        }
        return nil
    }

    /// The call to a place, of which nobody does anything more behind it; who is rung then answers, or nobody ever does.
    private static func dying(
        _ place: Place,
        _ fallback: Fallback,
        _ base: String,
        _ isAnswered: Bool,
        seed: UInt64
    ) async -> TestCall? {
        let before = place.call.transcript.questions.prefix(place.question)
        var script = place.call.script
        script.responses = Array(script.responses.prefix(before.count { $0.purpose == .input }))
        script.outcomes = Array(script.outcomes.prefix(before.count { $0.purpose == .connect }))
        if !isAnswered { script.outcomes += Array(repeating: .timeout, count: 20) }
        script.callerHangsUp = .never
        script.hostDeadFromWebhook = place.question
        let release = place.call.release
        let routes = before.map(\.route)
        return await TestCall(
            place.call.name,
            place.call.caller,
            to: place.call.to,
            script,
            on: release,
            fallbackURL: "\(base)/r/\(release.id)/fallback.json",
            fallbackIsStatic: fallback == .files,
            from: 10_000_000 + seed * 10_000,
            telling: { $0.questions.prefix(place.question).map(\.route) == routes }
        )
    }

    // MARK: How calls end

    /// What is said where a call ends: the goodbye, that of a dead host, and whatever stands before a hang-up.
    private static func lastWords(of graph: CallGraph) -> [String] {
        var texts = [graph.goodbye.content.value, graph.apology.content.value]
        graph.forEachRoute { route in
            guard case .hangup = route.target, case .say(let text)? = route.prelude.last else { return }
            texts.append(text.content.value)
        }
        return texts
    }

    private static func expectGoodEnd(_ transcript: JSONValue, _ death: Death, last: [String]) {
        let name = death.name
        let entries = transcript["entries"]?.arrayValue ?? []
        let moment = entries.firstIndex { entry in
            entry["failure"] != nil && entry["purpose"]?.stringValue == death.place.purpose.rawValue
                && entry["url"]?.stringValue?.hasSuffix("/e/\(death.place.route)") == true
        }
        guard let moment else {
            Issue.record("\(name): the host did not die there")
            return
        }
        let rest = entries[moment...]
        let releases = "\(death.call.release.manifest.baseURL)/r/"
        let served = rest.contains { entry in
            entry["status"] != nil && entry["url"]?.stringValue?.hasPrefix(releases) == true
        }
        #expect(!served, "\(name): a dead host answers")
        let ending = transcript["ending"]?["reason"]?.stringValue ?? ""
        #expect(["finished", "callee-hung-up", "limit-reached"].contains(ending), "\(name): \(ending)")
        let events = rest.compactMap { $0["event"]?.stringValue }
        let texts = rest.compactMap { $0["event"] == "hears" ? $0["text"]?.stringValue : nil }
        let isGoodbye = texts.last.map { text in last.contains { $0.hasSuffix(text) } } ?? false
        #expect(
            events.contains("answers") || events.contains("records") || isGoodbye,
            "\(name): neither a person nor a recording nor a goodbye, but \(texts)"
        )
        #expect(transcript["silences"] == [], "\(name): silence")
        let fallback = rest.first { $0["purpose"] == "fallback" }
        switch death.fallback {
        case .dead: #expect(fallback?["failure"] != nil, "\(name)")
        case .files: #expect(fallback?["actions"] != nil, "\(name)")
        case .program: #expect(fallback?["status"] == 204 && fallback?["actions"] == nil, "\(name)")
        }
    }
}
