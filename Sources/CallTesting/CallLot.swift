internal import CallBundle
internal import CallFlow

/// Ids of conversations by the lot that falls to them: shares of splits and turns of spread teams go by the hash of the id.
struct CallLots: Sendable {
    /// What all the sums of weights and sizes of teams divide.
    private let modulus: Int

    init(_ graph: CallGraph) {
        var moduli: Set<Int> = Set(graph.teams.filter(\.isSpread).map(\.members.count))
        graph.forEachRoute { route in
            if case .split(let branches) = route.target { moduli.insert(branches.reduce(0) { $0 + $1.weight }) }
        }
        var modulus = 1
        for next in moduli.sorted() where next > 1 {
            let multiple = modulus / Self.greatestDivisor(modulus, next) * next
            // A search of more would be felt; what is left out then is as likely as not.
            guard multiple <= Self.longestSearch else { continue }
            modulus = multiple
        }
        self.modulus = modulus
    }

    private static let longestSearch = 50_000

    /// An id whose hash leaves `lot` in each of the project's divisions.
    ///
    /// - Complexity: O(the least common multiple of the project's sums of weights and sizes of teams).
    func conversation(for lot: Int) -> String {
        var number = 0
        while true {
            let digits = String(number, radix: 16)
            let id = "CON-00000000-0000-4000-8000-\(String(repeating: "0", count: 12 - digits.count))\(digits)"
            if Int(callHash(id)) % modulus == lot % modulus { return id }
            number += 1
        }
    }

    private static func greatestDivisor(_ left: Int, _ right: Int) -> Int {
        right == 0 ? left : greatestDivisor(right, left % right)
    }
}
