/// A text as a YAML scalar whose value is that text and no variable: plain where that is safe, else in double quotes.
package func yamlScalar(_ text: String) -> String {
    written(text.replacing("${", with: "$${"))
}

/// A text as the key of a YAML mapping: variables are not looked for in keys.
package func yamlKey(_ text: String) -> String { written(text) }

private func written(_ text: String) -> String {
    isPlain(text) ? text : "\"" + text.unicodeScalars.map(escaped).joined() + "\""
}

/// Words that YAML takes for something else than a text.
private let reservedWords: Set<String> = ["null", "yes", "no", "true", "false", "on", "off", "y", "n"]

private func isPlain(_ text: String) -> Bool {
    if let digits = text.utf8.first == UInt8(ascii: "+") ? text.utf8.dropFirst() : nil {
        return !digits.isEmpty && digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    }
    if let rest = text.hasPrefix("https://") ? text.utf8.dropFirst(8) : nil {
        return !rest.isEmpty && rest.allSatisfy { isWordByte($0) || "/_.-".utf8.contains($0) }
    }
    guard let first = text.utf8.first, isWordByte(first), !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first),
        text.utf8.last != UInt8(ascii: " ")
    else { return false }
    return text.utf8.allSatisfy { isWordByte($0) || " /_.-".utf8.contains($0) }
        && !reservedWords.contains(text.lowercased())
}

private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"):
        true
    default: false
    }
}

/// As it stands between double quotes: what cannot be seen is written as its number.
private func escaped(_ scalar: Unicode.Scalar) -> String {
    switch scalar {
    case "\"": return "\\\""
    case "\\": return "\\\\"
    default: break
    }
    switch scalar.properties.generalCategory {
    case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned, .privateUse:
        let digits = String(scalar.value, radix: 16, uppercase: true)
        return "\\U" + String(repeating: "0", count: 8 - digits.count) + digits
    default: return String(scalar)
    }
}
