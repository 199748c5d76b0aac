import Diagnostics
import ProjectLoading
import Testing

@Suite("a fallback that does not help")
struct FallbackFindingTests {
    private func found(_ fallback: String, body: String) throws -> [String] {
        let head = projectHead.replacing("example.com\"}", with: "example.com\", fallback: \(fallback)}")
        return try loadText(head + body).diagnostics.map { "\($0.code) \($0.message)" }
    }

    private let line = """
        voice: {caller_id: main}
        agents: {Jane: {otherwise: hangup}}
        numbers: {main: {number: +44 20 7946 0000, inbound: {agent: Jane}}}

        """

    @Test(
        "on the host that it stands in for it is a warning, by whatever address",
        arguments: [
            ("{say: A problem.}", "without 'url' the host itself serves the fallback: "),
            (
                "{url: \"https://voice.example.com/other\"}",
                "the fallback is served by the host that it stands in for: "
            ),
            ("{url: \"https://VOICE.example.com\"}", "the fallback is served by the host that it stands in for: "),
        ]
    )
    func sameHost(fallback: String, message: String) throws {
        #expect(try found(fallback, body: line) == ["CC4012 \(message)while that is dead, who calls gets nothing"])
    }

    @Test("elsewhere it is right", arguments: ["static.example.com", "voice.example.com:8443", "voice.example.com.au"])
    func elsewhere(host: String) throws {
        #expect(try found("{url: \"https://\(host)\", say: A problem.}", body: line) == [])
    }

    @Test("a fallback that rings a number of the project goes round while the host is dead")
    func ringsItself() throws {
        let elsewhere = "url: \"https://static.example.com\""
        #expect(
            try found("{\(elsewhere), phone: +44 20 7946 0000}", body: line) == [
                "CC3092 the fallback rings number 'main' of the project, which has the fallback itself while the host is "
                    + "dead: calls go round, and each lap is paid"
            ]
        )
        #expect(try found("{\(elsewhere), phone: +44 20 7946 0001}", body: line) == [])
    }

    @Test("a long text before a decision by caller counts in every branch")
    func longTexts() throws {
        let said = String(repeating: "This is said before. ", count: 1_000)
        func center(prefixes: Int) -> String {
            var branches = ""
            for index in 0..<prefixes { branches += "\"+\(1_000 + index)\": {agent: Jane}, " }
            return line.replacing(
                "{agent: Jane}}}",
                with: "{say: \"\(said)\", caller: {\(branches)otherwise: {agent: Jane}}}}}"
            )
        }
        let body = center(prefixes: 1_500)
        #expect(try findingLines(body).map { $0.prefix(6) } == ["CC4011"])
        #expect(try findingLines(center(prefixes: 100)) == [])
    }
}
