internal import CallBundle

/// What a call's hash may be, as far as the splits of both sides look at it.
struct HashAtoms {
    /// Hashes are told apart by their remainder of this.
    let modulus: Int

    /// The most remainders that are told apart; splits beyond count as independent of each other.
    static let most = 1 << 16

    /// - Parameter sums: Of the weights of each split.
    init(_ sums: some Sequence<Int>) {
        var modulus = 1
        for sum in Set(sums).sorted() where sum > 0 {
            let next = modulus / Self.divisor(modulus, sum) * sum
            if next <= Self.most { modulus = next }
        }
        self.modulus = modulus
    }

    /// Whether the remainders tell which share of a split a call falls into.
    func decides(sum: Int) -> Bool { sum > 0 && modulus % sum == 0 }

    private static func divisor(_ left: Int, _ right: Int) -> Int {
        var (left, right) = (left, right)
        while right != 0 { (left, right) = (right, left % right) }
        return left
    }
}
