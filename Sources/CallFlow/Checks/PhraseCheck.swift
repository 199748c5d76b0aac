internal import ContactCenter
internal import Diagnostics
internal import SpokenWords

/// Words of options and hints that cannot be said, or are too many or too long to be passed on as hints.
///
/// No source of the platform tells its limits; these are those of the engines behind such services, and far beyond what
/// callers say to a menu.
///
/// - Complexity: O(text).
func checkPhrases(_ graph: CallGraph) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for index in graph.menus.indices where graph.menus[index].variant == 0 {
        let options = graph.menus[index].options
        var count = 0
        for option in options.indices where !options[option].words.isEmpty {
            count += options[option].words.count
            for phrase in options[option].words { diagnostics += check(phrase) }
        }
        guard let speech = graph.menus[index].speech else { continue }
        for hint in speech.hints { diagnostics += check(hint) }
        count += speech.hints.count
        guard count > Menu.mostPhrases else { continue }
        diagnostics.append(
            .error(
                .phraseTooLong,
                "a menu expects at most \(Menu.mostPhrases) words and phrases, hints included; this one has \(count)",
                at: speech.span,
                help: "remove some, or split the menu"
            )
        )
    }
    return diagnostics
}

private func check(_ phrase: Located<String>) -> [Diagnostic] {
    guard phrase.value.unicodeScalars.count <= Menu.longestPhrase else {
        return [
            .error(
                .phraseTooLong,
                "words that callers are to say have at most \(Menu.longestPhrase) characters",
                at: phrase.span,
                help: "write the few words that tell this option from the others"
            )
        ]
    }
    guard spokenWords(of: phrase.value, atMost: 1).isEmpty else { return [] }
    return [
        .error(
            .phraseWithoutWord,
            "'\(phrase.value)' has no letter or digit: nobody can say it",
            at: phrase.span,
            help: "write a word, or remove it"
        )
    ]
}

extension Menu {
    /// Characters of a phrase.
    static let longestPhrase = 100

    /// Phrases of a menu, hints included.
    static let mostPhrases = 500
}
