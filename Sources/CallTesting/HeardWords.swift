internal import SpokenWords

/// What a caller heard since the last thing that the caller did, as words.
///
/// Two texts say the same when their words are the same: case, punctuation and SSML do not count.
struct HeardWords {
    /// The words with one blank before, between and behind them.
    private var heard: [UInt8] = []

    /// The texts as they were said, in order, with their entries of the transcript.
    private var texts: [(text: String, entry: Int)] = []

    mutating func hear(_ text: String, entry: Int) {
        texts.append((text, entry))
        heard += Self.words(of: text).dropFirst(heard.isEmpty ? 0 : 1)
    }

    /// Whether the words were said; what comes up to their end is behind the caller then.
    mutating func take(_ expected: String) -> Bool {
        var wanted = Self.words(of: expected)[...]
        // Where words are written without blanks between them, a part of a sentence is a part of a "word".
        if wanted.contains(where: { (0xE3...0xED).contains($0) }) { wanted = wanted.dropFirst().dropLast() }
        guard !wanted.isEmpty else { return true }
        guard let end = Self.end(of: wanted, in: heard) else { return false }
        heard.removeFirst(end - 1)
        if heard.count == 1 { heard = [] }
        return true
    }

    /// The text that has most words of the expected one; of several the last.
    func likest(_ expected: String) -> (text: String, entry: Int)? {
        let wanted = Set(spokenWords(of: plainText(expected)))
        func likeness(_ text: String) -> Int {
            wanted.intersection(spokenWords(of: plainText(text))).count
        }
        return texts.reversed().max { likeness($0.text) < likeness($1.text) }
    }

    mutating func forget() {
        heard = []
        texts = []
    }

    private static func words(of text: String) -> [UInt8] {
        let words = spokenWords(of: plainText(text))
        return words.isEmpty ? [] : Array(" \(words.joined(separator: " ")) ".utf8)
    }

    private static func end(of wanted: ArraySlice<UInt8>, in text: [UInt8]) -> Int? {
        guard text.count >= wanted.count else { return nil }
        return (0...text.count - wanted.count).first { text[$0...].starts(with: wanted) }.map { $0 + wanted.count }
    }
}

/// A text without the tags of SSML.
func plainText(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "<")), text.contains("<speak") else { return text }
    var plain = ""
    var isTag = false
    for character in text {
        switch character {
        case "<": isTag = true
        case ">":
            isTag = false
            plain.append(" ")
        default: if !isTag { plain.append(character) }
        }
    }
    for (entity, character) in [("&apos;", "'"), ("&quot;", "\""), ("&lt;", "<"), ("&gt;", ">"), ("&amp;", "&")] {
        plain = plain.split(separator: entity, omittingEmptySubsequences: false).joined(separator: character)
    }
    return plain
}
