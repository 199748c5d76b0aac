/// Bytes, words and keys of English prompts.
extension PromptReader {
    static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    static func isWordByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte >= 0x80 || byte == 0x27
    }

    static func nextIsDigit(_ bytes: [UInt8], _ position: Int) -> Bool {
        position + 1 < bytes.count && bytes[position] == 0x20 && isDigit(bytes[position + 1])
    }

    /// The end of the word that begins at `position`, or nil; `*` and `#` are words.
    static func endOfWord(_ bytes: [UInt8], _ position: Int, _ end: Int) -> Int? {
        let byte = bytes[position]
        if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#") { return position + 1 }
        var next = position
        while next < end, isWordByte(bytes[next]) { next += 1 }
        return next == position ? nil : next
    }

    /// 1 to 10 for the digits, 11 for `*`, 12 for `#`: a row of keys is a number of base 13 without zeros.
    static func value(ofKey byte: UInt8) -> UInt64 {
        switch byte {
        case UInt8(ascii: "*"): 11
        case UInt8(ascii: "#"): 12
        default: UInt64(byte & 0x0F) + 1
        }
    }

    static func text(of code: UInt64) -> String {
        var text = ""
        var rest = code
        while rest > 0 {
            let value = Int(rest % 13)
            text = (value == 11 ? "*" : value == 12 ? "#" : String(value - 1)) + text
            rest /= 13
        }
        return text
    }

    /// What a word is as a key: digits, `*`, `#`, or the name of one.
    func keyCode(_ bytes: [UInt8], _ place: Range<Int>) -> (code: UInt64, digits: Int)? {
        let first = bytes[place.lowerBound]
        if Self.isDigit(first) || first == UInt8(ascii: "*") || first == UInt8(ascii: "#") {
            guard place.count <= 16 else { return nil }
            var code: UInt64 = 0
            for index in place {
                let byte = bytes[index]
                guard Self.isDigit(byte) || place.count == 1 else { return nil }
                code = code * 13 + Self.value(ofKey: byte)
            }
            return (code, place.count)
        }
        guard 3...8 ~= place.count else { return nil }
        return words.key(Self.packed(bytes, place)).map { ($0, 1) }
    }

    /// Digits, in figures or words, that follow each other with nothing but one blank or dash between.
    struct KeyRow {
        var place: Range<Int>

        /// All of them as one; 0 for more than sixteen digits, and no option has that.
        var code: UInt64
        var digits: Int
        var keys: [UInt64]
        var isDashed: Bool
        var count: Int { keys.count }
    }

    /// The row that begins with a word; nil where that stands alone.
    func keyRow(_ bytes: [UInt8], _ first: Range<Int>, _ limit: Int) -> KeyRow? {
        guard first.upperBound + 1 < limit, Self.isGap(bytes[first.upperBound]),
            Self.isWordByte(bytes[first.upperBound + 1]), let key = keyCode(bytes, first), Self.isDigit(key.code)
        else { return nil }
        var row = KeyRow(place: first, code: key.code, digits: key.digits, keys: [key.code], isDashed: true)
        while row.place.upperBound + 1 < limit, Self.isGap(bytes[row.place.upperBound]),
            let end = Self.endOfWord(bytes, row.place.upperBound + 1, limit),
            let key = keyCode(bytes, row.place.upperBound + 1..<end), Self.isDigit(key.code)
        {
            row.isDashed = row.isDashed && bytes[row.place.upperBound] == UInt8(ascii: "-")
            row.place = row.place.lowerBound..<end
            row.digits += key.digits
            row.keys.append(key.code)
            for _ in 0..<key.digits { row.code = row.code &* 13 }
            row.code = row.digits <= 16 ? row.code &+ key.code : 0
        }
        return row.count > 1 ? row : nil
    }

    /// Whether something else follows than the end of a sentence, another key or what that is for.
    func goesOn(_ bytes: [UInt8], _ rest: Range<Int>) -> Bool {
        var position = rest.lowerBound
        while position < rest.upperBound, !Self.isWordByte(bytes[position]) {
            if ".;!?:<".utf8.contains(bytes[position]) { return false }
            position += 1
        }
        guard position < rest.upperBound, let end = Self.endOfWord(bytes, position, rest.upperBound) else {
            return false
        }
        let word = Self.packed(bytes, position..<end)
        if word == words.or || word == words.and { return goesOn(bytes, end..<rest.upperBound) }
        return keyCode(bytes, position..<end) == nil && !words.isVerb(word) && word != words.for && word != words.to
    }

    private static func isGap(_ byte: UInt8) -> Bool { byte == 0x20 || byte == UInt8(ascii: "-") }

    /// Whether the code of a key, or of several, is not that of `*` or `#`.
    private static func isDigit(_ code: UInt64) -> Bool { code != 11 && code != 12 }

    /// The letters of a word of up to eight in lower case as one number; 0 for a longer one.
    static func packed(_ bytes: [UInt8], _ place: Range<Int>) -> UInt64 {
        guard place.count <= 8 else { return 0 }
        var word: UInt64 = 0
        for index in place {
            let byte = bytes[index]
            word = word << 8 | UInt64(UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte)
        }
        return word
    }

    /// Whether the words of a name stand in a phrase, whole, adjacent, in any case; a dash of the name is a blank, too.
    static func contains(_ bytes: [UInt8], _ phrase: Range<Int>, _ name: String) -> Bool {
        let length = name.utf8.count
        guard length >= 3, phrase.count >= length, let first = name.utf8.first else { return false }
        let small = lower(first)
        var start = phrase.lowerBound
        while start + length <= phrase.upperBound {
            // Nearly all places are passed by this one comparison.
            if bytes[start] | 0x20 == small | 0x20, start == phrase.lowerBound || !isWordByte(bytes[start - 1]),
                matches(bytes, start, name)
            {
                let end = start + length
                if end == phrase.upperBound || !isWordByte(bytes[end]) { return true }
            }
            start += 1
        }
        return false
    }

    static func matches(_ bytes: [UInt8], _ start: Int, _ name: String) -> Bool {
        var index = start
        for byte in name.utf8 {
            let isGap =
                byte == UInt8(ascii: "-") || byte == UInt8(ascii: "_") || byte == UInt8(ascii: ".") || byte == 0x20
            if isGap {
                guard !isWordByte(bytes[index]) else { return false }
            } else {
                guard lower(bytes[index]) == lower(byte) else { return false }
            }
            index += 1
        }
        return true
    }

    static func lower(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }

    /// The words that matter, as numbers of their letters.
    struct Words {
        let or = word("or"), and = word("and"), to = word("to"), `for` = word("for"), through = word("through")
        let choose = word("choose"), select = word("select"), dial = word("dial")
        let key = word("key"), button = word("button"), sign = word("sign")
        private let verbs = ["press", "dial", "select", "choose", "push", "hit", "enter"].map(word)
        private let fillers = ["the", "key", "number", "button", "digit", "either", "option", "on"].map(word)
        private let calls = ["call", "ring", "phone", "number", "on"].map(word)
        private let negations = ["not", "never", "don't", "don’t"].map(word)
        private let units = [
            "digit", "digits", "time", "times", "second", "seconds", "minute", "minutes", "keys", "of",
        ].map(word)
        private let keys: [(UInt64, UInt64)] = [
            (word("zero"), 1), (word("one"), 2), (word("two"), 3), (word("three"), 4), (word("four"), 5),
            (word("five"), 6), (word("six"), 7), (word("seven"), 8), (word("eight"), 9), (word("nine"), 10),
            (word("star"), 11), (word("asterisk"), 11), (word("hash"), 12), (word("pound"), 12),
        ]

        // As calls they would copy all the words.
        @inline(__always)
        func isVerb(_ word: UInt64) -> Bool { verbs.contains(word) }
        @inline(__always)
        func isCall(_ word: UInt64) -> Bool { calls.contains(word) }
        @inline(__always)
        func isFiller(_ word: UInt64) -> Bool { fillers.contains(word) }
        @inline(__always)
        func isNegation(_ word: UInt64) -> Bool { negations.contains(word) }
        @inline(__always)
        func isUnit(_ word: UInt64) -> Bool { units.contains(word) }

        @inline(__always)
        func key(_ word: UInt64) -> UInt64? {
            for (name, code) in keys where name == word { return code }
            return nil
        }

        private static func word(_ text: String) -> UInt64 {
            let bytes = Array(text.utf8)
            return PromptReader.packed(bytes, bytes.indices)
        }
    }
}
