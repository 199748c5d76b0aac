/// Names for findings that stay the same while the lines around them move, for tools that compare two runs.
///
/// A name is made of the code, the file, the message, and the text of the finding's line without the blanks around it.
/// Findings that agree in all of these are numbered in the order in which they come.
struct Fingerprints {
    private var seen: [UInt64: Int] = [:]

    /// The name of the next finding, `CC1004-` and 16 hexadecimal digits.
    mutating func next(_ diagnostic: Diagnostic, path: String, lines: LineIndex?) -> String {
        var line = ""
        if let span = diagnostic.span, let lines {
            line = lines.text(lines.byteRange(ofLine: lines.lineNumber(of: Int(span.start))))
        }
        let words = line.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        let parts = [diagnostic.code.text, path, diagnostic.message, words]
        let hash = fnv1a(parts)
        let count = seen[hash, default: 0]
        seen[hash] = count + 1
        let digits = String(count == 0 ? hash : fnv1a(parts + [String(count)]), radix: 16)
        return "\(diagnostic.code)-" + String(repeating: "0", count: 16 - digits.count) + digits
    }
}

/// The 64-bit FNV-1a hash of texts, a NUL behind each: the same on every machine, and no secret depends on it.
private func fnv1a(_ texts: [String]) -> UInt64 {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for text in texts {
        for byte in Array(text.utf8) + [0] {
            hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3
        }
    }
    return hash
}
