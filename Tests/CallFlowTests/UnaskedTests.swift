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

@Suite("what is wrong in SSML is marked where it stands")
struct SSMLPlaceTests {
    @Test(
        "the tag, or the character; the whole text where it stands otherwise in the file",
        arguments: [
            ("\"<speak>Hello <loud>you</loud></speak>\"", "<loud>"),
            ("\"<speak>Hello <emphasis>you</speak>\"", "</speak>"),
            ("<speak>You & me</speak>", "&"),
            ("'<speak>Größe <break time=\"1s/>now</speak>'", "<break time=\"1s/>"),
            ("\"<speak>Hello <break time=1s/> you</speak>\"", "<break time=1s/>"),
            ("\"<speak>Hello\"", "<speak>Hello"),
            ("'<speak>It''s <loud>you</loud></speak>'", "<speak>It''s <loud>you</loud></speak>"),
            ("\"<speak>${brand} & <p>you</p></speak>\"", "<speak>${brand} & <p>you</p></speak>"),
        ]
    )
    func places(text: String, marked: String) throws {
        let found = try ResolvedText(
            "vars: {brand: Acme and Sons}\nnumbers: {default: {inbound: {say: \(text), hangup: yes}}}\n"
        ).rows
        #expect(found == ["CC3022 '\(marked)' -"])
    }
}

@Suite("extensions that are emergency numbers, and a fallback on the host itself")
struct OutboundAndHostTests {
    @Test(
        "an emergency number that holds widely, or in a country of the project, is found",
        arguments: [
            ("112", true), ("911", true), ("999", true), ("000", true), ("110", true), ("118", true), ("119", true),
            ("100", false), ("200", false), ("117", true), ("144", true), ("133", false), ("1120", false), ("9", false),
        ]
    )
    func extensions(keys: String, isFound: Bool) throws {
        let found = try ResolvedText(
            """
            numbers: {a: {number: +41 44 668 18 00, inbound: {agent: Jane}}}
            agents: {Jane: {otherwise: hangup}}
            outbound: {allow: ["+41"], otherwise: hangup, extensions: {"\(keys)": {agent: Jane}}}
            """
        ).rows
        #expect(found == (isFound ? ["CC5015 '\(keys)' -"] : []))
    }
}
