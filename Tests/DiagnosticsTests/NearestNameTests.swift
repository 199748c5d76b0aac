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

@Suite struct NearNamesTests {
    /// As it is defined: the whole table of distances, no name left out.
    private func slowNearest(to name: String, among candidates: [String]) -> String? {
        let wanted = Array(name.lowercased().unicodeScalars)
        guard !wanted.isEmpty, wanted.count <= 64 else { return nil }
        var best: (name: String, distance: Int)?
        for candidate in candidates where candidate != name {
            let other = Array(candidate.lowercased().unicodeScalars)
            let longer = max(wanted.count, other.count)
            let distance = slowDistance(wanted, other)
            guard distance <= max(1, longer / 3), distance < longer, distance < best?.distance ?? .max else { continue }
            best = (candidate, distance)
        }
        return best?.name
    }

    private func slowDistance(_ left: [Unicode.Scalar], _ right: [Unicode.Scalar]) -> Int {
        var table = Array(repeating: Array(repeating: 0, count: right.count + 1), count: left.count + 1)
        for row in 0...left.count {
            for column in 0...right.count {
                guard row > 0, column > 0 else {
                    table[row][column] = row + column
                    continue
                }
                let same = left[row - 1] == right[column - 1]
                var cost = table[row - 1][column - 1] + (same ? 0 : 1)
                cost = min(cost, table[row - 1][column] + 1, table[row][column - 1] + 1)
                if row > 1, column > 1, left[row - 1] == right[column - 2], left[row - 2] == right[column - 1] {
                    cost = min(cost, table[row - 2][column - 2] + 1)
                }
                table[row][column] = cost
            }
        }
        return table[left.count][right.count]
    }

    @Test("the same names are found as by comparing all with all", arguments: [2, 3, 12])
    func sameAsSlow(letters: Int) {
        var state: UInt64 = 42
        func random(_ limit: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % limit
        }
        let alphabet = ["a", "b", "c", "A", "é", "É", "-", "d", "e", "İ", "7", "x"].prefix(letters)
        func word() -> String { (0..<random(14)).map { _ in alphabet[random(alphabet.count)] }.joined() }
        var found = 0
        for _ in 0..<40 {
            let names = (0..<30).map { _ in word() }
            let near = NearNames(names)
            for name in (0..<20).map({ _ in word() }) + names.prefix(10) {
                let nearest = near.nearest(to: name)
                #expect(nearest == slowNearest(to: name, among: names), "\(name) among \(names)")
                found += nearest == nil ? 0 : 1
            }
        }
        #expect(found > 50)
    }
}
