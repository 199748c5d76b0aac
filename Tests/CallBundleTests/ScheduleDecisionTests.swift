import CallBundle
import JSONTree
import Testing
import TimeZones

struct ScheduleDecisionTests {
    private let first: DocumentID
    private let second: DocumentID

    /// Holds both documents.
    private let draft: BundleDraft

    /// Open on every day from 09:00 to 17:00 in UTC.
    private let table: ScheduleTable

    init() throws {
        var draft = BundleDraft()
        first = draft.add(document: [["action": "talk", "text": "One"]])
        second = draft.add(document: [["action": "talk", "text": "Two"]])
        self.draft = draft
        let hours = try #require(WallHours(opens: 540, closes: 1_020))
        table = ScheduleTable(
            offsets: TimeZoneName.utc.offsets,
            week: Dictionary(uniqueKeysWithValues: Weekday.allCases.map { ($0, [hours]) })
        )
    }

    @Test("the time of the request decides")
    func outcome() {
        let decision = Decision.schedule(table, open: .document(first), closed: .proceed)
        #expect(decision.outcome(for: WebhookRequest(), at: 12 * 3_600) == .document(first, dialled: nil))
        #expect(decision.outcome(for: WebhookRequest(), at: 8 * 3_600) == .proceed)
    }

    @Test("the dialled digits pass through a schedule")
    func dialled() {
        let decision = Decision.dialled(
            DialRules(allow: ["44"], deny: []),
            extensions: [:],
            allowed: .schedule(table, open: .dialledDocument(first), closed: .document(second)),
            refused: .proceed
        )
        let request = WebhookRequest(to: "+442079460000")
        #expect(decision.outcome(for: request, at: 12 * 3_600) == .document(first, dialled: "442079460000"))
        #expect(decision.outcome(for: request, at: 0) == .document(second, dialled: nil))
    }

    @Test("deciders nest in both directions")
    func nested() {
        let inner = Decision.schedule(table, open: .document(first), closed: .document(second))
        let decision = Decision.schedule(
            table,
            open: .called(cases: ["44": inner], otherwise: .proceed),
            closed: .appUser(yes: .document(first), no: inner)
        )
        let request = WebhookRequest(to: "44")
        #expect(decision.outcome(for: request, at: 12 * 3_600) == .document(first, dialled: nil))
        #expect(decision.outcome(for: request, at: 0) == .document(second, dialled: nil))
        #expect(decision.outcome(for: WebhookRequest(), at: 12 * 3_600) == .proceed)
    }

    @Test("the file of a decision by schedule is read back alike")
    func roundTrip() throws {
        let decision = Decision.schedule(
            table,
            open: .document(first),
            closed: .digits(cases: [:], none: .proceed, otherwise: .proceed)
        )
        #expect(try Decision(file: JSONValue(parsing: decision.fileJSON.serialized())) == decision)
        #expect(decision.fileJSON["decide"]?["by"] == "schedule")
    }

    @Test("a decision by schedule without one of its parts is refused", arguments: ["schedule", "open", "closed"])
    func incomplete(key: String) throws {
        let file = Decision.schedule(table, open: .proceed, closed: .proceed).fileJSON
        var decide = try #require(file["decide"]?.objectValue)
        decide[key] = nil
        #expect(throws: DecisionFormatError.self) {
            try Decision(file: ["format": 1, "decide": .object(decide)])
        }
        decide[key] = "x"
        #expect(throws: DecisionFormatError.self) {
            try Decision(file: ["format": 1, "decide": .object(decide)])
        }
    }

    private func probes(_ decision: Decision) throws -> [Manifest.Probe] {
        var draft = draft
        draft.add(decision, at: .answer)
        let requires = Manifest.Requirements(users: [], callerIDs: [], entryNumbers: [])
        let release = draft.sealed(baseURL: "https://a.example", compilerVersion: "1", requires: requires)
        return release.manifest.probes
    }

    @Test("a probe goes round schedules")
    func probeGoesRound() throws {
        let timed = Decision.schedule(table, open: .document(first), closed: .proceed)
        let probes = try probes(.called(cases: ["441": timed, "442": .document(first)], otherwise: timed))
        #expect(probes.map(\.query) == ["to=442"])
        #expect(probes.map(\.status) == [200])
    }

    @Test("a probe goes through a schedule that makes no difference")
    func probeGoesThrough() throws {
        let same = Decision.schedule(
            table,
            open: .called(cases: ["44": .document(first)], otherwise: .proceed),
            closed: .document(first)
        )
        #expect(try probes(same).map(\.query) == ["to=44"])
    }

    @Test("a route that has no document at all times is probed for going on")
    func probeProceeds() throws {
        let timed = Decision.schedule(table, open: .document(first), closed: .document(second))
        #expect(try probes(.digits(cases: ["1": timed], none: .proceed, otherwise: timed)).map(\.status) == [204])
    }

    @Test("a route that the time decides whatever is asked has no probe")
    func noProbe() throws {
        #expect(try probes(.schedule(table, open: .document(first), closed: .document(second))).isEmpty)
    }
}
