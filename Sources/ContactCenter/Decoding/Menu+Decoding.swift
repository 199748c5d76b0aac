internal import ConfigSyntax
internal import Diagnostics

extension ModelDecoder {
    mutating func menu(_ name: Located<String>, _ node: SyntaxNode) -> Menu? {
        checkName(name, of: "menu")
        guard let reader = mapping(node, .menu) else { return nil }
        let voice = reader["voice"].flatMap { mapping($0, .textVoice) }.map { self.voice($0) } ?? TextVoice()
        let say = text(reader["say"], "say")?.speaking(as: voice)
        let prompt = text(reader["prompt"], "prompt")?.speaking(as: voice)
        let options = options(reader["options"], speaking: voice)
        let digits = reader["digits"].flatMap { mapping($0, .digits) }
        let maxDigits = digits.flatMap { integer($0["max"], "max", in: 1...20) }
        let timeout = digits.flatMap { duration($0["timeout"], "timeout", seconds: 0...10) }
        let speech = speech(reader["speech"])
        let retries = integer(reader["retries"], "retries", in: 0...9)
        let bargeIn = boolean(reader["barge_in"], "barge_in")
        let noInput = sayText(reader["no_input"], "no_input")?.speaking(as: voice)
        let wrongInput = sayText(reader["wrong_input"], "wrong_input")?.speaking(as: voice)
        let otherwise = destination(reader["otherwise"])?.speaking(as: voice)
        // A menu without a sound prompt is kept under an empty one: its name must still resolve.
        var menu = Menu(name: name, prompt: prompt ?? Text(content: Located("", at: node.span)), options: options)
        menu.say = say
        menu.maxDigits = maxDigits
        menu.timeout = timeout
        menu.speech = speech
        menu.retries = retries
        menu.bargeIn = bargeIn
        menu.noInput = noInput
        menu.wrongInput = wrongInput
        menu.otherwise = otherwise
        return menu
    }

    private mutating func options(_ node: SyntaxNode?, speaking voice: TextVoice) -> [Menu.Option] {
        guard let node else { return [] }
        let entries = namedEntries(node, of: "options")
        if entries.isEmpty, node.kind == .mapping || node.isNull {
            report(
                .error(
                    .missingKey,
                    "a menu needs at least one option",
                    at: node.span,
                    help: "write a key and where it leads, like 1: {agent: Jane}"
                )
            )
        }
        var options: [Menu.Option] = []
        options.reserveCapacity(entries.count)
        for entry in entries {
            checkKeys(entry.name)
            guard var option = option(entry.name, entry.value) else { continue }
            if !voice.isEmpty { option.destination = option.destination.speaking(as: voice) }
            options.append(option)
        }
        return options
    }

    /// A destination, with its words beside it.
    private mutating func option(_ keys: Located<String>, _ node: SyntaxNode) -> Menu.Option? {
        guard node.kind == .mapping else {
            return destination(node).map { Menu.Option(keys: keys, destination: $0) }
        }
        let errorsBefore = diagnostics.count
        guard let reader = mapping(node, .option) else { return nil }
        let hadUnknownKeys = diagnostics.count > errorsBefore
        let words = reader["words"].map { texts($0, "words", like: "[joe, sales]", atLeast: 1) }
        guard let destination = destination(reader, at: node.span, hadUnknownKeys: hadUnknownKeys) else { return nil }
        var option = Menu.Option(keys: keys, destination: destination)
        if let words { option.words = words }
        return option
    }

    /// `yes`, or how words are listened for; as good as `yes` where that is not clear, so that nothing else is found to follow.
    private mutating func speech(_ node: SyntaxNode?) -> Menu.Speech? {
        guard let node else { return nil }
        var speech = Menu.Speech(span: node.span)
        if node.kind == .scalar {
            switch node.isNull ? "" : node.text.lowercased() {
            case "yes", "true", "on": return speech
            case "no", "false", "off": return nil
            default:
                report(
                    .wrongShape(
                        "'speech' is yes, no or a mapping of keys",
                        found: node.shape,
                        at: node.span,
                        help: "write 'speech: yes', or {language: en-GB}"
                    )
                )
                return speech
            }
        }
        guard let reader = mapping(node, .speech) else { return speech }
        speech.language = string(reader["language"], "language")
        speech.timeout = duration(reader["timeout"], "timeout", seconds: 1...10)
        speech.longest = duration(reader["max"], "max", seconds: 1...60)
        if let hints = reader["hints"] { speech.hints = texts(hints, "hints", like: "[billing, invoice]", atLeast: 0) }
        return speech
    }

    /// A list of texts; those that are none are left out, reported.
    private mutating func texts(
        _ node: SyntaxNode,
        _ what: String,
        like example: String,
        atLeast least: Int
    ) -> [Located<String>] {
        guard node.kind == .sequence, node.items.count >= least else {
            let rule = least == 0 ? "a list of words and phrases" : "a list of at least one word or phrase"
            report(
                .wrongShape(
                    "'\(what)' is \(rule)",
                    found: node.kind == .sequence ? "an empty one" : node.shape,
                    at: node.span,
                    help: "write it like \(example)"
                )
            )
            return []
        }
        return node.items.compactMap { string($0, what) }
    }

    /// Reports what nobody can press; true when it can be.
    @discardableResult
    mutating func checkKeys(_ keys: Located<String>) -> Bool {
        let isKeys = keys.value.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "*"), UInt8(ascii: "#"): true
            default: false
            }
        }
        guard !isKeys || !(1...20).contains(keys.value.utf8.count) else { return true }
        report(
            .error(
                .invalidKeys,
                "an option is 1 to 20 keys of a telephone: 0-9, * or #",
                at: keys.span,
                help: "write the keys that the caller presses, such as 1 or \"*\""
            )
        )
        return false
    }

    /// Names that become part of URLs and messages.
    mutating func checkName(_ name: Located<String>, of subject: String) {
        let fits = name.value.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."):
                true
            default: false
            }
        }
        guard !fits || !(1...64).contains(name.value.utf8.count) || name.value.utf8.first == UInt8(ascii: ".") else {
            return
        }
        report(
            .error(
                .invalidName,
                "the name of a \(subject) is 1 to 64 of a-z, A-Z, 0-9, '-', '_' and '.', and does not begin with '.'",
                at: name.span,
                help: "choose another name; callers only hear the texts"
            )
        )
    }
}

extension Text {
    /// This text with `voice` where it has no own one; style and premium hold only for the language beside them.
    package func speaking(as voice: TextVoice) -> Text {
        guard !voice.isEmpty else { return self }
        var text = self
        if text.voice.isEmpty, voice.consent == nil {
            text.voice = voice
            return text
        }
        if text.voice.language == nil {
            text.voice.language = voice.language
            text.voice.style = text.voice.style ?? voice.style
            text.voice.premium = text.voice.premium ?? voice.premium
        }
        return text
    }
}
