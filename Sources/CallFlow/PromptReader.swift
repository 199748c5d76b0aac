internal import Diagnostics
internal import NCCO

/// Reads in an English prompt which keys it tells callers to press, and for what: "press 3 for billing", "for billing,
/// please press three", "press 1 or 2", "press the star key".
///
/// One pass over the bytes. Words are compared as numbers of their letters, so that nothing is allocated.
struct PromptReader {
    /// A key that is told to be pressed.
    struct SpokenKey {
        var code: UInt64

        /// Bytes of what was read.
        var place: Range<Int>

        /// `3`, `*`.
        var text: String
    }

    /// An option that is spoken with the name of another one's target.
    struct Mistake {
        var option: Int
        var named: Int
        var place: Range<Int>
    }

    /// Keys that are spoken and no option.
    private(set) var missing: [SpokenKey] = []
    private(set) var mistaken: [Mistake] = []

    /// The options that are mentioned anywhere, as bits; up to 64.
    private var mentioned: UInt64 = 0
    private var hasSpokenKey = false
    private var codes: [UInt64] = []
    private var longest = 0
    private let words = Words()

    // Where the reading stands.
    private enum Expectation { case nothing, key, moreKeys }
    private var expectation = Expectation.nothing
    private var pending: (code: UInt64, place: Range<Int>, digits: Int, verb: Int, isListed: Bool)?
    private var hadPunctuation = false

    /// Where the words begin that may say what the next key is for.
    private var phraseStart = 0
    private var openPhrase: (option: Int, start: Int, place: Range<Int>)?

    /// Whether there is anything to say about the prompt that was read last.
    var hasFindings: Bool {
        !missing.isEmpty || !mistaken.isEmpty || unspokenBits != 0
    }

    /// The options that are never spoken, where others are.
    var unspoken: [Int] {
        let bits = unspokenBits
        return codes.indices.filter { $0 < 64 && bits & (1 << UInt64($0)) != 0 }
    }

    private var unspokenBits: UInt64 {
        guard hasSpokenKey, codes.count <= 64 else { return 0 }
        var bits: UInt64 = 0
        for index in codes.indices where mentioned & (1 << UInt64(index)) == 0 {
            // Only 1 to 9.
            if 2...10 ~= codes[index] { bits |= 1 << UInt64(index) }
        }
        return bits
    }

    /// Reads the prompt of a menu, `place` of `bytes`.
    mutating func read(_ bytes: [UInt8], _ place: Range<Int>, for menu: Int, of graph: CallGraph) {
        missing.removeAll(keepingCapacity: true)
        mistaken.removeAll(keepingCapacity: true)
        codes.removeAll(keepingCapacity: true)
        mentioned = 0
        hasSpokenKey = false
        longest = 0
        let count = graph.menus[menu].options.count
        for index in 0..<count {
            var code: UInt64 = 0
            var length = 0
            for byte in graph.menus[menu].options[index].keys.value.utf8 {
                code = code &* 13 &+ Self.value(ofKey: byte)
                length += 1
            }
            // Keys beyond what a number holds are no habit of prompts.
            codes.append(length <= 16 ? code : 0)
            longest = max(longest, length)
        }
        scan(bytes, place, menu, graph, mentionsOnly: false)
        if unspokenBits != 0, let say = graph.menus[menu].say {
            // What is said once before the prompt may name options, too.
            let text = Array(say.content.value.utf8)
            scan(text, text.indices, menu, graph, mentionsOnly: true)
        }
    }

    private mutating func scan(
        _ bytes: [UInt8],
        _ place: Range<Int>,
        _ menu: Int,
        _ graph: CallGraph,
        mentionsOnly: Bool
    ) {
        expectation = .nothing
        pending = nil
        openPhrase = nil
        hadPunctuation = false
        phraseStart = place.lowerBound
        var position = place.lowerBound
        let isSSML = place.count > 6 && bytes[position] == UInt8(ascii: "<")
        var previousCode: UInt64 = 0
        while position < place.upperBound {
            let byte = bytes[position]
            if isSSML, byte == UInt8(ascii: "<") {
                while position < place.upperBound, bytes[position] != UInt8(ascii: ">") { position += 1 }
                position += 1
                continue
            }
            guard let end = Self.endOfWord(bytes, position, place.upperBound) else {
                mark(byte, at: position, bytes, menu, graph)
                position += 1
                continue
            }
            let isInternational = position > place.lowerBound && bytes[position - 1] == UInt8(ascii: "+")
            let key = isInternational ? nil : keyCode(bytes, position..<end)
            if let key {
                mention(key.code)
                if mentionsOnly {
                    previousCode = key.code
                } else {
                    meetKey(key, at: position..<end, bytes, menu, graph)
                }
            } else {
                let word = Self.packed(bytes, position..<end)
                // "1 to 5", "1 through 5" are all between.
                if mentionsOnly {
                    if previousCode != 0, word == words.through { mentioned = .max }
                } else {
                    meetWord(word, at: position..<end, bytes, menu, graph)
                }
                previousCode = 0
            }
            hadPunctuation = false
            position = end
        }
        if !mentionsOnly {
            commit(nextWord: 0, bytes, menu, graph)
            closePhrase(at: place.upperBound, bytes, menu, graph)
        }
    }

    // MARK: What is met

    private mutating func mark(_ byte: UInt8, at position: Int, _ bytes: [UInt8], _ menu: Int, _ graph: CallGraph) {
        switch byte {
        case UInt8(ascii: "."), UInt8(ascii: ";"), UInt8(ascii: "!"), UInt8(ascii: "?"), UInt8(ascii: ":"):
            hadPunctuation = true
            commit(nextWord: 0, bytes, menu, graph)
            closePhrase(at: position, bytes, menu, graph)
            expectation = .nothing
            phraseStart = position + 1
        case UInt8(ascii: ","):
            hadPunctuation = true
            closePhrase(at: position, bytes, menu, graph)
        default: break
        }
    }

    private mutating func meetKey(
        _ key: (code: UInt64, digits: Int),
        at place: Range<Int>,
        _ bytes: [UInt8],
        _ menu: Int,
        _ graph: CallGraph
    ) {
        // "Choose one", "select one": no key is meant.
        if expectation == .key, isChoice, place.count == 3, key.code == 2 { expectation = .nothing }
        let isListed = expectation == .moreKeys
        if isListed { pending?.isListed = true }
        let verb = pending?.verb ?? phraseEnd
        commit(nextWord: words.or, bytes, menu, graph)
        closePhrase(at: place.lowerBound, bytes, menu, graph)
        if expectation != .nothing {
            pending = (key.code, place, key.digits, verb, isListed)
            expectation = .moreKeys
        } else {
            phraseStart = place.upperBound
        }
    }

    /// Where the verb stands that the next key belongs to, and whether it only asks to choose.
    private var phraseEnd = 0
    private var isChoice = false

    private mutating func meetWord(
        _ word: UInt64,
        at place: Range<Int>,
        _ bytes: [UInt8],
        _ menu: Int,
        _ graph: CallGraph
    ) {
        if pending != nil {
            // "press 1 or 2": it is not yet told whether the list goes on.
            if (word == words.or || word == words.and), !hadPunctuation {
                pending?.isListed = true
                return
            }
            if word == words.key || word == words.button || word == words.sign { return }
            if word == words.through || word == words.to && Self.nextIsDigit(bytes, place.upperBound) {
                mentioned = .max
                pending?.isListed = true
                return
            }
            commit(nextWord: word, bytes, menu, graph)
        }
        if words.isVerb(word) {
            closePhrase(at: place.lowerBound, bytes, menu, graph)
            expectation = .key
            phraseEnd = place.lowerBound
            isChoice = word == words.choose || word == words.select
        } else if word == words.or {
            closePhrase(at: place.lowerBound, bytes, menu, graph)
            if expectation == .key { expectation = .nothing }
        } else if expectation == .key {
            if !words.isFiller(word) { expectation = .nothing }
        } else {
            expectation = .nothing
        }
    }

    /// Takes the key that was told last, now that the word behind it is known; 0 for none.
    private mutating func commit(nextWord: UInt64, _ bytes: [UInt8], _ menu: Int, _ graph: CallGraph) {
        guard let key = pending else { return }
        pending = nil
        // "press 4 times", "enter 6 digits"; "dial 999" where no option is as long.
        guard !words.isUnit(nextWord), key.digits <= max(1, longest) else {
            phraseStart = key.place.upperBound
            return
        }
        hasSpokenKey = true
        let option = codes.firstIndex(of: key.code)
        if option == nil {
            // Where several keys are collected, # may end them.
            let isEndKey = key.code == 12 && graph.menus[menu].maxDigits > 1
            if !isEndKey, !missing.contains(where: { $0.code == key.code }) {
                missing.append(SpokenKey(code: key.code, place: key.place, text: Self.text(of: key.code)))
            }
        }
        let before = phraseStart
        phraseStart = key.place.upperBound
        guard let option, !key.isListed else { return }
        if !hadPunctuation, nextWord == words.for || nextWord == words.to {
            openPhrase = (option, key.place.upperBound, key.place)
        } else if key.verb > before {
            compare(option, before..<key.verb, key.place, bytes, menu, graph)
        }
    }

    private mutating func closePhrase(at end: Int, _ bytes: [UInt8], _ menu: Int, _ graph: CallGraph) {
        guard let phrase = openPhrase else { return }
        openPhrase = nil
        phraseStart = max(phraseStart, end)
        compare(phrase.option, phrase.start..<max(end, phrase.start), phrase.place, bytes, menu, graph)
    }

    /// Notes an option whose words are the name of another one's target, and not of its own.
    private mutating func compare(
        _ option: Int,
        _ phrase: Range<Int>,
        _ place: Range<Int>,
        _ bytes: [UInt8],
        _ menu: Int,
        _ graph: CallGraph
    ) {
        guard !isNamed(option, in: phrase, bytes, menu, graph) else { return }
        var named: Int?
        for index in codes.indices where index != option && isNamed(index, in: phrase, bytes, menu, graph) {
            guard named == nil else { return }
            named = index
        }
        // Of two that are exchanged the first says it all.
        guard let named, !mistaken.contains(where: { $0.option == option || $0.named == option && $0.option == named })
        else { return }
        mistaken.append(Mistake(option: option, named: named, place: place))
    }

    private func isNamed(_ option: Int, in phrase: Range<Int>, _ bytes: [UInt8], _ menu: Int, _ graph: CallGraph)
        -> Bool
    {
        if let name = graph.targetName(of: graph.menus[menu].options[option].route),
            Self.contains(bytes, phrase, name)
        {
            return true
        }
        guard case .agent(let id, _, _, _) = graph.menus[menu].options[option].route.target,
            let name = graph.agents[id.index].displayName
        else { return false }
        return Self.contains(bytes, phrase, name)
    }

    private mutating func mention(_ code: UInt64) {
        guard codes.count <= 64 else { return }
        for index in codes.indices where codes[index] == code { mentioned |= 1 << UInt64(index) }
    }
}

// MARK: - Bytes and words

extension PromptReader {
    private static func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

    private static func isWordByte(_ byte: UInt8) -> Bool {
        isDigit(byte) || UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte | 0x20 || byte >= 0x80 || byte == 0x27
    }

    private static func nextIsDigit(_ bytes: [UInt8], _ position: Int) -> Bool {
        position + 1 < bytes.count && bytes[position] == 0x20 && isDigit(bytes[position + 1])
    }

    /// The end of the word that begins at `position`; nil where none does. `*` and `#` are words.
    private static func endOfWord(_ bytes: [UInt8], _ position: Int, _ end: Int) -> Int? {
        let byte = bytes[position]
        if byte == UInt8(ascii: "*") || byte == UInt8(ascii: "#") { return position + 1 }
        var next = position
        while next < end, isWordByte(bytes[next]) { next += 1 }
        return next == position ? nil : next
    }

    /// 1 to 10 for the digits, 11 for `*`, 12 for `#`: a row of keys is a number of base 13 without zeros.
    private static func value(ofKey byte: UInt8) -> UInt64 {
        switch byte {
        case UInt8(ascii: "*"): 11
        case UInt8(ascii: "#"): 12
        default: UInt64(byte & 0x0F) + 1
        }
    }

    private static func text(of code: UInt64) -> String {
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
    private func keyCode(_ bytes: [UInt8], _ place: Range<Int>) -> (code: UInt64, digits: Int)? {
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
    private static func contains(_ bytes: [UInt8], _ phrase: Range<Int>, _ name: String) -> Bool {
        guard name.utf8.count >= 3, phrase.count >= name.utf8.count else { return false }
        var start = phrase.lowerBound
        while start + name.utf8.count <= phrase.upperBound {
            let isStart = isWordByte(bytes[start]) && (start == phrase.lowerBound || !isWordByte(bytes[start - 1]))
            if isStart, matches(bytes, start, name) {
                let end = start + name.utf8.count
                if end == phrase.upperBound || !isWordByte(bytes[end]) { return true }
            }
            start += 1
        }
        return false
    }

    private static func matches(_ bytes: [UInt8], _ start: Int, _ name: String) -> Bool {
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

    private static func lower(_ byte: UInt8) -> UInt8 {
        UInt8(ascii: "A")...UInt8(ascii: "Z") ~= byte ? byte | 0x20 : byte
    }

    /// The words that matter, as numbers of their letters.
    fileprivate struct Words {
        let or = word("or"), and = word("and"), to = word("to"), `for` = word("for"), through = word("through")
        let choose = word("choose"), select = word("select")
        let key = word("key"), button = word("button"), sign = word("sign")
        private let verbs = ["press", "dial", "select", "choose", "push", "hit", "enter"].map(word)
        private let fillers = ["the", "key", "number", "button", "digit", "either", "option", "on"].map(word)
        private let units = [
            "digit", "digits", "time", "times", "second", "seconds", "minute", "minutes", "keys", "of",
        ].map(word)
        private let keys: [(UInt64, UInt64)] = [
            (word("zero"), 1), (word("one"), 2), (word("two"), 3), (word("three"), 4), (word("four"), 5),
            (word("five"), 6), (word("six"), 7), (word("seven"), 8), (word("eight"), 9), (word("nine"), 10),
            (word("star"), 11), (word("asterisk"), 11), (word("hash"), 12), (word("pound"), 12),
        ]

        func isVerb(_ word: UInt64) -> Bool { verbs.contains(word) }
        func isFiller(_ word: UInt64) -> Bool { fillers.contains(word) }
        func isUnit(_ word: UInt64) -> Bool { units.contains(word) }

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
