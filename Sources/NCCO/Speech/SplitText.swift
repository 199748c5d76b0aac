/// The text in parts of at most `limit` characters each (see `spokenLength`), cut at ends of sentences.
///
/// A text within the limit is its only part, as it stands. Parts hold as many sentences as fit and lose the blanks
/// around them. Nil when one sentence alone is too long, and for an SSML text over the limit: it is never cut, since a
/// cut would have to close and reopen its tags.
///
/// A sentence ends behind `.`, `!`, `?` or `…`, and closing quotes or brackets after it, before a blank; behind the
/// full stops of scripts that write no blank; and at an empty line.
///
/// - Complexity: O(length).
package func splitText(_ text: String, limit: Int = SpeechLimits.maxCharacters) -> [String]? {
    if spokenLength(text) <= limit { return [text] }
    if isSSML(text) { return nil }
    var parts: [String] = []
    var part: Substring?
    for sentence in sentences(of: text) {
        if let begun = part {
            // From the part's first character to the sentence's last: the blanks between are said as written.
            let joined = text[begun.startIndex..<sentence.endIndex]
            if joined.utf16.count <= limit {
                part = joined
                continue
            }
            parts.append(String(begun))
        }
        guard sentence.utf16.count <= limit else { return nil }
        part = sentence
    }
    guard let part else { return nil }
    return parts + [String(part)]
}

/// The sentences of a text without the blanks around them; none is empty.
private func sentences(of text: String) -> [Substring] {
    var sentences: [Substring] = []
    var start = text.startIndex
    var index = text.startIndex
    func close(at end: String.Index) {
        let sentence = text[start..<end].trimmingBlanks()
        if !sentence.isEmpty { sentences.append(sentence) }
        start = end
    }
    while index < text.endIndex {
        let character = text[index]
        index = text.index(after: index)
        if unspacedEnds.contains(character) {
            index = text[index...].firstIndex { !closers.contains($0) } ?? text.endIndex
            close(at: index)
        } else if spacedEnds.contains(character) {
            let end = text[index...].firstIndex { !closers.contains($0) && !spacedEnds.contains($0) } ?? text.endIndex
            if end == text.endIndex || text[end].isWhitespace { close(at: end) }
            index = end
        } else if character.isNewline, index < text.endIndex, text[index].isNewline {
            close(at: index)
        }
    }
    close(at: text.endIndex)
    return sentences
}

/// Ends of sentences that a blank follows, so that `1.5` is not cut.
private let spacedEnds: Set<Character> = [".", "!", "?", "…", "؟", "۔", "।"]

/// Ends of sentences in scripts that write no blank behind them.
private let unspacedEnds: Set<Character> = ["。", "！", "？", "．"]

private let closers: Set<Character> = ["\"", "'", ")", "]", "”", "’", "»", "」", "』", "）"]

extension Substring {
    fileprivate func trimmingBlanks() -> Substring {
        let front = drop(while: \.isWhitespace)
        guard let last = front.lastIndex(where: { !$0.isWhitespace }) else { return front }
        return front[...last]
    }
}
