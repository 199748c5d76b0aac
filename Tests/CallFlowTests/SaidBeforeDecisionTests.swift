import Testing

@Suite("what is said before a decision")
struct SaidBeforeDecisionTests {
    static let deciders = [
        "caller: {\"+1\": {agent: Jane}, otherwise: {agent: Jane}}",
        "split: [{weight: 1, agent: Jane}, {weight: 2, agent: Jane}]",
        "schedule: s, open: {agent: Jane}, closed: {agent: Jane}",
    ]

    private func found(_ text: String, _ decider: String, maxWait: Int? = nil) throws -> [String] {
        try ResolvedText(
            """
            numbers: {a: {number: +44 20 7946 0000, inbound: {say: \(text), \(decider)}}}
            agents: {Jane: {otherwise: hangup}}
            schedules: {s: {open: {mon-fri: 09:00-17:00}}}
            """,
            maxWait: maxWait
        ).codes.filter { $0 != "CC3094" }
    }

    @Test("counts as waiting, and is checked as a text", arguments: deciders)
    func isLookedAt(decider: String) throws {
        let seconds = String(repeating: "word ", count: 30)  // Ten.
        #expect(try found(seconds, decider, maxWait: 9) == ["CC5010"])
        #expect(try found(seconds, decider, maxWait: 10) == [])
        // No end of a sentence at which it could be split.
        #expect(try found(String(repeating: "word", count: 500), decider) == ["CC3020"])
        #expect(try found("\"<speak>Hi <loud/></speak>\"", decider) == ["CC3022"])
    }
}
