import Testing

@Suite("extensions that are emergency numbers")
struct EmergencyExtensionTests {
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
