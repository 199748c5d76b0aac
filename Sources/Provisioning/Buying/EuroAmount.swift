/// An amount of euro, exact: prices come as decimal texts, and sums of them must not drift.
package struct EuroAmount: Hashable, Sendable, Comparable {
    /// Millionths of a euro; never negative.
    package let millionths: Int

    package static let zero = EuroAmount(millionths: 0)

    private init(millionths: Int) {
        self.millionths = millionths
    }

    package init(cents: Int) {
        self.init(millionths: max(0, cents) * 10_000)
    }

    /// Reads a price as the platform writes it, `1.25`.
    ///
    /// Nil for everything that is not up to nine digits, and a point with up to six more: no sign, no exponent, no blanks.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard isNumber, parts.count <= 2, parts[0].utf8.count <= 9, let whole = Int(parts[0]) else { return nil }
        guard parts.count == 2 else {
            self.init(millionths: whole * 1_000_000)
            return
        }
        guard parts[1].utf8.count <= 6 else { return nil }
        let padded = parts[1] + String(repeating: "0", count: 6 - parts[1].utf8.count)
        guard let fraction = Int(padded) else { return nil }
        self.init(millionths: whole * 1_000_000 + fraction)
    }

    package static func + (left: EuroAmount, right: EuroAmount) -> EuroAmount {
        EuroAmount(millionths: left.millionths + right.millionths)
    }

    package static func < (left: EuroAmount, right: EuroAmount) -> Bool { left.millionths < right.millionths }
}

extension EuroAmount: CustomStringConvertible {
    /// `1.25 EUR`: two digits behind the point, more where there are more.
    package var description: String { "\(plainText) EUR" }

    /// `1.25`.
    package var plainText: String {
        let digits = String(millionths % 1_000_000)
        var fraction = String(repeating: "0", count: 6 - digits.utf8.count) + digits
        while fraction.utf8.count > 2, fraction.hasSuffix("0") { fraction.removeLast() }
        return "\(millionths / 1_000_000).\(fraction)"
    }
}
