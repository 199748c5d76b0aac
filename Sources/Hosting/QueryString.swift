/// The pairs of a query string in their order, decoded as forms are: `+` is a blank, `%41` is `A`.
///
/// What is not a valid escape stays as it is, invalid UTF-8 becomes U+FFFD. A pair without `=` has an empty value.
package func queryPairs(_ query: String) -> [(name: String, value: String)] {
    guard !query.isEmpty else { return [] }
    return query.utf8.split(separator: UInt8(ascii: "&")).map { pair in
        guard let mark = pair.firstIndex(of: UInt8(ascii: "=")) else { return (formDecoded(pair), "") }
        return (formDecoded(pair[..<mark]), formDecoded(pair[pair.index(after: mark)...]))
    }
}

private func formDecoded(_ text: Substring.UTF8View) -> String {
    guard text.contains(where: { $0 == UInt8(ascii: "%") || $0 == UInt8(ascii: "+") }) else {
        return String(Substring(text))
    }
    return String(decoding: percentDecodedBytes(text, plusIsBlank: true), as: UTF8.self)
}

/// The bytes behind percent-encoded text; what is not a valid escape stays as it is.
func percentDecodedBytes(_ text: Substring.UTF8View, plusIsBlank: Bool) -> [UInt8] {
    let bytes = Array(text)
    var decoded: [UInt8] = []
    decoded.reserveCapacity(bytes.count)
    var index = 0
    while index < bytes.count {
        if bytes[index] == UInt8(ascii: "%"), index + 2 < bytes.count,
            let high = hexValue(bytes[index + 1]), let low = hexValue(bytes[index + 2])
        {
            decoded.append(high << 4 | low)
            index += 3
            continue
        }
        decoded.append(plusIsBlank && bytes[index] == UInt8(ascii: "+") ? UInt8(ascii: " ") : bytes[index])
        index += 1
    }
    return decoded
}

/// The value of a hexadecimal digit of either case.
func hexValue(_ byte: UInt8) -> UInt8? {
    switch byte {
    case UInt8(ascii: "0")...UInt8(ascii: "9"): byte - UInt8(ascii: "0")
    case UInt8(ascii: "a")...UInt8(ascii: "f"): byte - UInt8(ascii: "a") + 10
    case UInt8(ascii: "A")...UInt8(ascii: "F"): byte - UInt8(ascii: "A") + 10
    default: nil
    }
}
