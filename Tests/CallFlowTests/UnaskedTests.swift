import Testing

@Suite("schedules and lists of callers that no decision asks")
struct UnaskedTests {
    private func found(_ body: String) throws -> [String] { try ResolvedText(body).rows }

    @Test("each is a warning; one that is asked anywhere is none")
    func unasked() throws {
        let text = """
            numbers:
              a:
                number: +44 20 7946 0000
                inbound:
                  caller: {list: {vip: {agent: Jane}}, otherwise: {schedule: s, open: {agent: Jane}, closed: {agent: Jane}}}
            agents: {Jane: {otherwise: {schedule: late, open: hangup, closed: hangup}}}
            schedules: {s: {open: {mon: 09:00-17:00}}, late: {open: {mon: 09:00-17:00}}, never: {open: {mon: 09:00-17:00}}}
            callers: {vip: [+44 7700 900500], blocked: [+44 7700 900501]}
            """
        #expect(try found(text) == ["CC3094 'never' -", "CC3094 'blocked' -"])
    }

    @Test("where another name is not defined nothing is said: it may be the one that was meant")
    func misspelt() throws {
        let text = """
            numbers: {default: {inbound: {schedule: offcie, open: hangup, closed: hangup}}}
            schedules: {office: {open: {mon: 09:00-17:00}}}
            """
        #expect(try found(text).map { $0.prefix(6) } == ["CC1008"])
    }
}
