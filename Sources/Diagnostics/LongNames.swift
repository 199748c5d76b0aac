/// How much of a name is read.
private let shownCharacters = 80

/// A message with its names, in single quotes, cut where they are longer than anybody reads.
func cuttingLongNames(_ message: String) -> String {
    guard message.utf8.count > shownCharacters else { return message }
    var result = ""
    var rest = message[...]
    while let opening = rest.firstIndex(of: "'") {
        let start = rest.index(after: opening)
        result += rest[..<start]
        let isApostrophe = result.dropLast().last.map { $0.isLetter || $0.isNumber } ?? false
        rest = rest[start...]
        guard !isApostrophe, let closing = closingQuote(in: rest) else { continue }
        let name = rest[..<closing]
        if let cut = name.index(name.startIndex, offsetBy: shownCharacters, limitedBy: name.endIndex), cut < closing {
            result += name[..<cut] + "…"
        } else {
            result += name
        }
        result += "'"
        rest = rest[rest.index(after: closing)...]
    }
    return result + rest
}

/// The first quote that no letter follows, as one does in `Jane's`.
private func closingQuote(in text: Substring) -> String.Index? {
    text.indices.first { index in
        guard text[index] == "'" else { return false }
        let next = text.index(after: index)
        return next == text.endIndex || !text[next].isLetter
    }
}
