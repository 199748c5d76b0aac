/// A part of a text that stays, goes or comes, blanks kept behind its words.
package enum WordChange: Hashable, Sendable {
    case same(String)
    case removed(String)
    case added(String)
}

/// The words in which two texts differ.
///
/// - Complexity: O(words²); where more than 1,000 words differ they are told as one part.
package func wordChanges(_ before: String, _ after: String) -> [WordChange] {
    let (old, new) = (words(of: before), words(of: after))
    var numbers: [Substring: Int32] = [:]
    func number(_ word: Substring) -> Int32 {
        let bare = word.prefix { !$0.isWhitespace }
        if let known = numbers[bare] { return known }
        numbers[bare] = Int32(numbers.count)
        return Int32(numbers.count - 1)
    }
    var changes: [WordChange] = []
    var end = 0
    func add(_ change: (String) -> WordChange, _ words: ArraySlice<Substring>) {
        if !words.isEmpty { changes.append(change(words.joined())) }
    }
    for range in differingRanges(old.map(number), new.map(number), most: 1_000) {
        add(WordChange.same, old[end..<range.before.lowerBound])
        add(WordChange.removed, old[range.before])
        add(WordChange.added, new[range.after])
        end = range.before.upperBound
    }
    add(WordChange.same, old[end...])
    return changes
}

/// The words of a text, each with the blanks behind it.
private func words(of text: String) -> [Substring] {
    var words: [Substring] = []
    var start = text.startIndex
    var isBlank = false
    for index in text.indices {
        let blank = text[index].isWhitespace
        if isBlank, !blank {
            words.append(text[start..<index])
            start = index
        }
        isBlank = blank
    }
    if start < text.endIndex { words.append(text[start...]) }
    return words
}
