internal import JSONTree

extension NCCOChecker {
    /// The text of a talk: its length, its SSML, and its voice.
    mutating func checkSpeech(_ object: JSONObject, at path: Path) {
        let language = object["language"]?.stringValue ?? "en-US"
        let style = object["style"].flatMap(wholeNumber) ?? 0
        checkStyle(style, of: language, object, at: path)
        guard let text = object["text"]?.stringValue else { return }
        let textPath = path + [.key("text")]
        if isSSML(text) {
            if let problem = checkSSML(text) {
                error(
                    .malformedSSML,
                    problem.message,
                    at: textPath,
                    help: "\(problem.help ?? "mend it") (byte \(problem.offset) of the text)"
                )
                return
            }
            if TTSLanguages.styles(of: language).contains(style), !TTSLanguages.readsSSML(language, style: style) {
                warning(
                    .unsupportedSSML,
                    "style \(style) of '\(language)' reads no SSML",
                    at: textPath,
                    help: "use another 'style', or plain text"
                )
            }
        } else if SSMLTags.firstOffset(in: text) != nil {
            error(
                .malformedSSML,
                "SSML is one 'speak' element around the whole text",
                at: textPath,
                help: "let the text begin with '<speak>' and end with '</speak>'"
            )
            return
        }
        guard spokenLength(text) > SpeechLimits.maxCharacters else { return }
        error(
            .textTooLong,
            "'text' of a talk has at most \(SpeechLimits.maxCharacters) characters",
            at: textPath,
            help: "put several talks in a row"
        )
    }

    private mutating func checkStyle(_ style: Int, of language: String, _ object: JSONObject, at path: Path) {
        guard let entry = TTSLanguages.entry(language), style >= 0 else { return }
        guard entry.styles.contains(style) else {
            let stylePath = path + [.key("style")]
            let help = entry.styles.count == 1 ? "it has style 0" : "its styles are 0 to \(entry.styles.count - 1)"
            if entry.areStylesAssumed {
                warning(
                    .unknownStyle,
                    "'style' of a talk is one that '\(entry.tag)' is known to have",
                    at: stylePath,
                    help: help
                )
            } else {
                error(.unknownStyle, "'style' of a talk is one that '\(entry.tag)' has", at: stylePath, help: help)
            }
            return
        }
        guard object["premium"].map(isTrue) == true, entry.withoutPremium.contains(style) else { return }
        warning(
            .premiumVoice,
            "style \(style) of '\(entry.tag)' has no premium voice, the standard one speaks",
            at: path + [.key("premium")],
            help: "remove 'premium', or use another 'style'"
        )
    }
}

/// A whole number, also out of a text.
func wholeNumber(_ value: JSONValue) -> Int? {
    guard let number = value.doubleValue ?? value.stringValue.flatMap(Double.init) else { return nil }
    return Int(exactly: number)
}
