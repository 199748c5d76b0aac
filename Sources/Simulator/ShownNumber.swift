/// `+44 20 7946 0000`; what is no E.164 number stays as it is.
package func shownNumber(_ text: String) -> String {
    guard isE164(text) else { return text }
    let digits = Array(text)
    func grouped(_ lengths: [Int]) -> String {
        var start = 0
        let groups = lengths.map { length in
            defer { start += length }
            return String(digits[start..<start + length])
        }
        return "+" + groups.joined(separator: " ")
    }
    return switch (text.hasPrefix("44"), text.hasPrefix("1"), digits.count) {
    case (true, _, 12): grouped(digits[2] == "2" ? [2, 2, 4, 4] : [2, 4, 6])
    case (_, true, 11): grouped([1, 3, 3, 4])
    default: "+" + text
    }
}

/// The text with every telephone number in it unreadable but for its ends, as in the logs of the host: `447*******23`.
///
/// A number is 7 to 15 digits with no letter or digit beside them, so ids and hashes stay whole.
package func maskingNumbers(_ text: String) -> String {
    var bytes = Array(text.utf8)
    var index = 0
    while index < bytes.count {
        let start = index
        while index < bytes.count, isWordByte(bytes[index]) { index += 1 }
        let word = start..<index
        if (7...15).contains(word.count), bytes[word].allSatisfy(isDigit) {
            for place in start + (word.count >= 10 ? 3 : 2)..<index - 2 { bytes[place] = UInt8(ascii: "*") }
        }
        if index == start { index += 1 }
    }
    return String(decoding: bytes, as: UTF8.self)
}

/// Whether a text is what the platform takes for a phone number: 7 to 15 digits, the first not 0.
func isE164(_ text: String) -> Bool {
    (7...15).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "0") && text.utf8.allSatisfy(isDigit)
}

private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

private func isWordByte(_ byte: UInt8) -> Bool {
    isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte >= 0x80
}
