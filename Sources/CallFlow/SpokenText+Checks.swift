internal import ContactCenter
internal import Diagnostics
internal import NCCO

/// What no text may contain, since hosts and the compiler replace it.
private let reservedTokens = ["PARAMS_TO", "@@RELEASE@@"]

extension Resolver {
    /// The text with its voice; what is wrong with either is reported.
    mutating func spoken(_ text: Text) -> SpokenText {
        checkContent(text)
        if text.voice.isEmpty {
            let voice = projectVoice ?? voice(project.voice.voice)
            projectVoice = voice
            return SpokenText(content: text.content, voice: voice)
        }
        let text = text.speaking(as: project.voice.voice)
        return SpokenText(
            content: text.content,
            voice: voice(text.voice),
            isConsent: !text.voice.isEmpty && text.voice.consent?.value == true
        )
    }

    /// As `spoken`, of what stands wherever a call may end: a text that takes several actions would be there again and again.
    mutating func spokenAtEnds(_ text: Text, _ what: String) -> SpokenText {
        let content = text.content
        if (splitText(content.value)?.count ?? 1) > 1 {
            diagnostics.append(
                .error(
                    .textTooLong,
                    "\(what) has at most \(SpeechLimits.maxCharacters) characters: it stands wherever a call may end",
                    at: content.span,
                    help: "say less there; what only some callers need goes before, into a destination with 'say'"
                )
            )
        }
        return spoken(text)
    }

    private mutating func checkContent(_ text: Text) {
        let content = text.content
        // An empty one stands for a text that was wrong, and was reported.
        if !content.value.isEmpty, !content.value.hasSomethingToSpeak {
            diagnostics.append(
                .error(
                    .nothingSpoken,
                    "a text has a letter or a digit in it, and this one has none",
                    at: content.span,
                    help: "write what callers are to hear, or leave the text out"
                )
            )
        }
        // The fast way out for what nearly all texts are: short, plain, with no token.
        if content.value.utf8.count <= SpeechLimits.maxCharacters, !text.isSSML, !mayHoldToken(content.value) {
            return
        }
        for token in reservedTokens where content.value.contains(token) {
            diagnostics.append(
                .error(
                    .reservedText,
                    "'\(token)' stands for something else and cannot be said",
                    at: content.span,
                    help: "use other words"
                )
            )
        }
        if text.isSSML {
            if let problem = checkSSML(content.value) {
                diagnostics.append(
                    .error(.malformedSSML, problem.message, at: content.place(of: problem), help: problem.help)
                )
            } else if spokenLength(content.value) > SpeechLimits.maxCharacters {
                reportTooLong(content)
            }
        } else if spokenLength(content.value) > SpeechLimits.maxCharacters, splitText(content.value) == nil {
            reportTooLong(content)
        }
    }

    /// Whether one of the signs is in a text that all tokens have.
    private func mayHoldToken(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            // Without a way out of the loop, so that many bytes are looked at together.
            var found: UInt8 = 0
            for index in 0..<bytes.count {
                let byte = unsafe bytes[index]
                found |= byte == UInt8(ascii: "_") || byte == UInt8(ascii: "@") ? 1 : 0
            }
            return found != 0
        }
    }

    private mutating func reportTooLong(_ content: Located<String>) {
        diagnostics.append(
            .error(
                .textTooLong,
                "a text has at most \(SpeechLimits.maxCharacters) characters where it cannot be split at a sentence end",
                at: content.span,
                help: "split it into sentences or several texts"
            )
        )
    }

    private mutating func voice(_ voice: TextVoice) -> Voice {
        guard let language = voice.language else {
            return Voice(style: voice.style?.value, premium: voice.premium?.value)
        }
        guard let canonical = TTSLanguages.canonical(language.value) else {
            if reportedVoices.insert(language.span).inserted {
                diagnostics.append(
                    Diagnostic.error(
                        .unknownLanguage,
                        "the platform does not speak '\(language.value)'",
                        at: language.span,
                        help: "write it like en-GB"
                    ).suggesting(nearestLanguage(to: language.value), insteadOf: language.span)
                )
            }
            return Voice()
        }
        if let style = voice.style, !TTSLanguages.styles(of: canonical).contains(style.value),
            reportedVoices.insert(style.span).inserted
        {
            let known = TTSLanguages.styles(of: canonical).sorted()
            let styles = known.map(String.init).joined(separator: ", ")
            diagnostics.append(
                .error(
                    .unknownStyle,
                    "'\(canonical)' has no style \(style.value)",
                    at: style.span,
                    help: known.count == 1 ? "its only style is \(styles)" : "its styles are \(styles)"
                )
            )
        }
        return Voice(language: canonical, style: voice.style?.value, premium: voice.premium?.value)
    }
}

/// The language that was most likely meant: the United Kingdom is GB in every tag, whatever is nearest by letters.
private func nearestLanguage(to language: String) -> String? {
    if language.lowercased().hasSuffix("-uk"),
        let british = TTSLanguages.canonical(language.dropLast(2) + "GB")
    {
        return british
    }
    return nearestName(to: language, among: TTSLanguages.all)
}

extension Located<String> {
    /// What is wrong within an SSML text that stands in the file as it is read: the tag, or the one character.
    ///
    /// The whole text where escapes or folded lines make it longer or shorter there, or where its end is what is wrong.
    fileprivate func place(of problem: SSMLProblem) -> Span {
        let bytes = Array(value.utf8)
        var start = problem.offset
        guard Int(span.end) - Int(span.start) == bytes.count, start < bytes.count else { return span }
        // An attribute belongs to its tag.
        let opened = bytes[..<start].lastIndex { $0 == UInt8(ascii: "<") || $0 == UInt8(ascii: ">") }
        if let opened, bytes[opened] == UInt8(ascii: "<") { start = opened }
        var end = start + 1
        if bytes[start] == UInt8(ascii: "<") {
            // Up to its end, or where that is missing to the next tag.
            while end < bytes.count, bytes[end] != UInt8(ascii: "<"), bytes[end - 1] != UInt8(ascii: ">") { end += 1 }
        } else {
            while end < bytes.count, bytes[end] & 0xC0 == 0x80 { end += 1 }
        }
        let first = Int(span.start)
        return Span(file: span.file, start: first + start, end: first + end)
    }
}

extension String {
    /// Whether a letter or digit stands in it, tags of SSML apart.
    ///
    /// - Complexity: O(1) for what begins with one, O(length) at most.
    fileprivate var hasSomethingToSpeak: Bool {
        var isTag = false
        let isSSML = utf8.starts(with: "<speak".utf8)
        for scalar in unicodeScalars {
            if isSSML, scalar == "<" || scalar == ">" {
                isTag = scalar == "<"
            } else if !isTag {
                let (properties, value) = (scalar.properties, scalar.value)
                let isPlain = 0x30...0x39 ~= value || 0x61...0x7A ~= value | 0x20
                if isPlain || value >= 0x80 && (properties.isAlphabetic || properties.numericType != nil) {
                    return true
                }
            }
        }
        return false
    }
}
