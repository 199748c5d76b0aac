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

    /// An option that is spoken with a name of the project, and leads elsewhere.
    struct Misled {
        var option: Int
        var name: SpokenNames.Name
        var place: Range<Int>
    }

    /// Keys that are spoken and no option.
    private(set) var missing: [SpokenKey] = []
    private(set) var mistaken: [Mistake] = []
    private(set) var misled: [Misled] = []

    /// Read when a prompt first says of an option what its target is not called.
    private var names: SpokenNames?

    /// The options that are mentioned anywhere, as bits; up to 64.
    private var mentioned: UInt64 = 0
    private var hasSpokenKey = false
    private var codes: [UInt64] = []
    private var longest = 0
    let words = Words()

    // Where the reading stands, and where the text ends.
    private var limit = 0
    private enum Expectation { case nothing, key, moreKeys }
    private var expectation = Expectation.nothing
    private var pending: (code: UInt64, place: Range<Int>, digits: Int, verb: Int, isListed: Bool)?
    private var hadPunctuation = false

    /// Where the words begin that may say what the next key is for.
    private var phraseStart = 0
    private var openPhrase: (option: Int, start: Int, place: Range<Int>)?

    /// Whether there is anything to say about the prompt that was read last.
    var hasFindings: Bool {
        !missing.isEmpty || !mistaken.isEmpty || !misled.isEmpty || unspokenBits != 0
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
        misled.removeAll(keepingCapacity: true)
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
        limit = place.upperBound
        expectation = .nothing
        previousWord = 0
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
            let row = keyRow(bytes, position..<end, place.upperBound)
            // A telephone number: no key is meant.
            if isInternational, let row {
                position = row.place.upperBound
                hadPunctuation = false
                continue
            }
            let key = isInternational ? nil : keyCode(bytes, position..<end)
            if let row, isOneNumber(row) {
                mention(row.code)
                previousCode = row.code
                if !mentionsOnly { meetKey((row.code, row.digits), at: row.place, bytes, menu, graph) }
                position = row.place.upperBound
                hadPunctuation = false
                continue
            } else if let key {
                mention(key.code)
                // "Press 1-3": all between.
                let isRange = row.map { $0.count == 2 && $0.isDashed } ?? false
                if isRange { mentioned = .max }
                if mentionsOnly {
                    previousCode = key.code
                } else {
                    meetKey(key, at: position..<end, bytes, menu, graph)
                    if isRange { pending?.isListed = true }
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
    private var verb: UInt64 = 0
    private var isChoice = false
    private var previousWord: UInt64 = 0

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
            // "Do not press 9": no key is told.
            expectation = words.isNegation(previousWord) && !hadPunctuation ? .nothing : .key
            phraseEnd = place.lowerBound
            verb = word
            isChoice = word == words.choose || word == words.select
        } else if word == words.or {
            closePhrase(at: place.lowerBound, bytes, menu, graph)
            if expectation == .key { expectation = .nothing }
        } else if expectation == .key {
            if !words.isFiller(word) { expectation = .nothing }
        } else {
            expectation = .nothing
        }
        previousWord = word
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
        // "Press 1 for Joe or Ann": the option may be for the other one.
        let isWhole = !goesOn(bytes, end..<max(end, limit))
        let words = phrase.start..<max(end, phrase.start)
        compare(phrase.option, words, phrase.place, bytes, menu, graph, isWhole: isWhole)
    }

    /// Notes an option whose words are the name of another one's target, and not of its own.
    private mutating func compare(
        _ option: Int,
        _ phrase: Range<Int>,
        _ place: Range<Int>,
        _ bytes: [UInt8],
        _ menu: Int,
        _ graph: CallGraph,
        isWhole: Bool = true
    ) {
        guard !isNamed(option, in: phrase, bytes, menu, graph) else { return }
        var named: Int?
        for index in codes.indices where index != option && isNamed(index, in: phrase, bytes, menu, graph) {
            guard named == nil else { return }
            named = index
        }
        guard named != nil else {
            if isWhole { compareWithAll(option, phrase, place, bytes, menu, graph) }
            return
        }
        // Of two that are exchanged the first says it all.
        guard let named, !mistaken.contains(where: { $0.option == option || $0.named == option && $0.option == named })
        else { return }
        mistaken.append(Mistake(option: option, named: named, place: place))
    }

    /// Notes an option whose words are a name of the project that it does not lead to.
    private mutating func compareWithAll(
        _ option: Int,
        _ phrase: Range<Int>,
        _ place: Range<Int>,
        _ bytes: [UInt8],
        _ menu: Int,
        _ graph: CallGraph
    ) {
        let names = names ?? SpokenNames(graph)
        self.names = names
        let owners = names.owners(ofNameIn: phrase, of: bytes)
        guard let name = owners.first, !misled.contains(where: { $0.option == option }) else { return }
        let route = graph.menus[menu].options[option].route
        guard !graph.mayLead(route, to: owners, from: MenuID(index: menu)) else { return }
        misled.append(Misled(option: option, name: name, place: place))
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

    /// Whether keys right behind each other are one number: "dial 9-1-1", "call 0 8 0 0 1 2 3", a long option.
    private func isOneNumber(_ row: KeyRow) -> Bool {
        if row.code != 0, codes.contains(row.code) { return true }
        let isDialled =
            expectation == .key && verb == words.dial || expectation == .nothing && words.isCall(previousWord)
        if row.isDashed { return row.count > 2 || row.digits > 2 || isDialled }
        // "Press 1 2 3 or 4" lists options.
        return row.count > 2 && (isDialled || expectation == .nothing || !row.keys.allSatisfy(codes.contains))
    }

    private mutating func mention(_ code: UInt64) {
        guard codes.count <= 64 else { return }
        for index in codes.indices where codes[index] == code { mentioned |= 1 << UInt64(index) }
    }
}
