internal import Diagnostics
internal import Testing

@Suite struct NearestNameTests {
    @Test(
        "a slip finds the name that was meant",
        arguments: [
            ("mian", "main"), ("man", "main"), ("maain", "main"), ("maim", "main"), ("MAIN", "main"),
            ("suport", "support"),
            ("agnet", "agent"), ("otherwize", "otherwise"), ("größe", "grösse"), ("a", "ab"), ("A", "a"),
        ]
    )
    func near(name: String, meant: String) {
        #expect(nearestName(to: name, among: ["zzzzzz", meant, "qqqqqq"]) == meant)
    }

    @Test("what is far from every name finds none", arguments: ["billing", "x", "", "ma", "niam"])
    func far(name: String) {
        #expect(nearestName(to: name, among: ["main", "support", "y", ""]) == nil)
    }

    @Test("the name itself is no suggestion, but its twin in other letter case is")
    func itself() {
        #expect(nearestName(to: "main", among: ["main"]) == nil)
        #expect(nearestName(to: "main", among: ["main", "Main"]) == "Main")
    }

    @Test("the nearest is taken, and of equally near ones the first")
    func order() {
        #expect(nearestName(to: "sales-uk", among: ["sales-us", "sale-uk", "salesuk"]) == "sales-us")
        #expect(nearestName(to: "tests", among: ["rests", "test", "Tests"]) == "Tests")
        #expect(nearestName(to: "tests", among: [String]()) == nil)
    }

    @Test("a name too long to be a slip is not compared")
    func longNames() {
        let long = String(repeating: "x", count: 65)
        #expect(nearestName(to: long, among: [long + "y"]) == nil)
        #expect(
            nearestName(to: String(long.dropFirst()), among: [long, String(repeating: "x", count: 100_000)]) == long
        )
    }
}
