internal import ContactCenter
internal import Diagnostics
internal import NCCO

extension Resolver {
    /// How a menu listens whose prompt is spoken in a language; nil for the platform's own.
    mutating func speechNode(_ speech: Menu.Speech, of menu: Menu, speaking promptLanguage: String?) -> SpeechNode {
        SpeechNode(
            span: speech.span,
            language: speech.language.map { ownLanguage($0) } ?? inheritedLanguage(promptLanguage, at: speech.span),
            startTimeout: speech.timeout?.value ?? max(1, menu.timeout?.value ?? Menu.defaultTimeout),
            longest: speech.longest?.value ?? Menu.defaultLongestSpeech,
            hints: speech.hints
        )
    }

    private mutating func ownLanguage(_ language: Located<String>) -> String? {
        if let canonical = ASRLanguages.canonical(language.value) { return canonical }
        guard reportedVoices.insert(language.span).inserted else { return nil }
        let relatives = ASRLanguages.relatives(of: language.value)
        let british = language.value.lowercased() == "en-uk" ? "en-GB" : nil
        let only = relatives.count == 1 ? relatives.first : nil
        let nearest = british ?? only ?? nearestName(to: language.value, among: ASRLanguages.all)
        diagnostics.append(
            Diagnostic.error(
                .unknownSpeechLanguage,
                "the platform does not understand '\(language.value)'",
                at: language.span,
                help: "write it like en-GB"
            ).suggesting(nearest, insteadOf: language.span)
        )
        return nil
    }

    /// The language of the prompt, which the platform may speak and yet not understand.
    private mutating func inheritedLanguage(_ language: String?, at span: Span) -> String? {
        guard let language else { return nil }
        if let canonical = ASRLanguages.canonical(language) { return canonical }
        guard reportedVoices.insert(span).inserted else { return nil }
        let relatives = ASRLanguages.relatives(of: language)
        let choice = relatives.isEmpty ? "another one" : relatives.prefix(5).joined(separator: ", ")
        diagnostics.append(
            .error(
                .unknownSpeechLanguage,
                "the platform does not understand '\(language)', the language of the prompt",
                at: span,
                help: "set 'language' under 'speech' to \(choice), or leave 'speech' out"
            )
        )
        return nil
    }
}
