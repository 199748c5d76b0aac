/// The words of a text, in the one form by which callers' words and those of a menu are compared.
///
/// The rules stand in `docs/speech-words.md`, and a host in another language keeps them, too; in short: what only says how to
/// draw a letter is dropped, the rest is taken apart by Unicode's compatibility decomposition and lower-cased, and whatever is
/// no letter, mark or number ends a word. A letter of a script without blanks between words is a word of its own.
///
/// - Parameters:
///   - text: Any text.
///   - limit: How many words are wanted at most.
/// - Returns: The words in their order, each at least one letter or digit.
/// - Complexity: O(text); little for text in ASCII.
package func spokenWords(of text: String, atMost limit: Int = .max) -> [String] {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return wordsOfASCII(text.utf8, atMost: limit) }
    return wordsOfScalars(folded(text.unicodeScalars), atMost: limit)
}

/// Whether the words of `phrase` stand in `words`, one behind the other.
///
/// - Complexity: O(words × phrase) at worst; no phrase of no words is found.
package func occurs(_ phrase: [String], in words: [String]) -> Bool {
    guard !phrase.isEmpty, phrase.count <= words.count else { return false }
    return (0...(words.count - phrase.count)).contains { start in
        phrase.indices.allSatisfy { isSame(phrase[$0], words[start + $0]) }
    }
}

/// Both are in the one form, so their bytes decide.
private func isSame(_ left: String, _ right: String) -> Bool {
    left.utf8.elementsEqual(right.utf8)
}

private func wordsOfASCII(_ text: String.UTF8View, atMost limit: Int) -> [String] {
    var words: [String] = []
    var word: [UInt8] = []
    for byte in text {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"): word.append(byte)
        case UInt8(ascii: "A")...UInt8(ascii: "Z"): word.append(byte | 0x20)
        default:
            guard !word.isEmpty else { continue }
            words.append(String(decoding: word, as: UTF8.self))
            guard words.count < limit else { return words }
            word.removeAll(keepingCapacity: true)
        }
    }
    if !word.isEmpty { words.append(String(decoding: word, as: UTF8.self)) }
    return words
}

/// Lower case and decomposed, marks in canonical order, without what is dropped.
private func folded(_ scalars: String.UnicodeScalarView) -> [UInt32] {
    let tables = WordTables.shared
    var folded: [UInt32] = []
    for scalar in scalars where tables.kind(of: scalar.value) != .dropped {
        tables.appendFold(of: scalar.value, to: &folded)
    }
    tables.putMarksInOrder(&folded)
    // Turkish writes a dot on its capital i; elsewhere the dot is part of the letter.
    var undotted: [UInt32] = []
    undotted.reserveCapacity(folded.count)
    for point in folded where point != 0x307 || undotted.last != 0x69 {
        undotted.append(point)
    }
    return undotted
}

private func wordsOfScalars(_ points: [UInt32], atMost limit: Int) -> [String] {
    let tables = WordTables.shared
    var words: [String] = []
    var word = String.UnicodeScalarView()
    var isOfItsOwn = false
    func end() {
        if !word.isEmpty { words.append(String(word)) }
        word = String.UnicodeScalarView()
    }
    for point in points {
        guard let scalar = Unicode.Scalar(point) else { continue }
        switch tables.kind(of: point) {
        case .mark where word.isEmpty: break
        case .mark: word.append(scalar)
        case .letter:
            if isOfItsOwn { end() }
            isOfItsOwn = false
            word.append(scalar)
        case .wordOfItsOwn:
            end()
            isOfItsOwn = true
            word.append(scalar)
        case .dropped, nil: end()
        }
        if words.count >= limit { return Array(words.prefix(limit)) }
    }
    end()
    return Array(words.prefix(limit))
}
