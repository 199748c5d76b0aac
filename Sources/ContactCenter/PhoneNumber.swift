/// A telephone number in E.164: 7 to 15 digits, the country code first, no `+`.
package struct PhoneNumber: Hashable, Sendable, Comparable {
    /// As the APIs want it: digits only.
    package let digits: String

    /// Reads a number as people write it: `+`, then digits with blanks, dashes or parentheses between.
    ///
    /// Nil unless it is international (the `+` is required) and of 7 to 15 digits that do not begin with 0.
    package init?(international text: String) {
        guard text.utf8.first == UInt8(ascii: "+") else { return nil }
        var digits = ""
        for character in text.dropFirst() {
            switch character {
            case "0"..."9" where character.isASCII: digits.append(character)
            case " ", "-", "(", ")", "\u{A0}", "\u{202F}": continue
            default: return nil
            }
        }
        self.init(digits: digits)
    }

    /// Takes bare digits, as the APIs give them.
    package init?(digits: String) {
        let isNumber = digits.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard isNumber, (7...15).contains(digits.utf8.count), digits.utf8.first != UInt8(ascii: "0") else { return nil }
        self.digits = digits
    }

    package static func < (left: PhoneNumber, right: PhoneNumber) -> Bool {
        left.digits < right.digits
    }
}

extension PhoneNumber: CustomStringConvertible {
    /// `+442079460000`.
    package var description: String { "+\(digits)" }
}
