internal import ContactCenter
internal import Diagnostics
internal import SpokenWords

/// Words that never choose their option, since an earlier option is chosen by them or by a part of them.
///
/// Within an option nothing is said: there it makes no difference.
///
/// - Complexity: O(phrases × the square of the words of one).
func checkSpokenOptions(_ graph: CallGraph) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for index in graph.menus.indices where graph.menus[index].variant == 0 {
        if graph.menus[index].speech != nil { diagnostics += neverHeard(graph.menus[index].options) }
    }
    return diagnostics
}

private func neverHeard(_ options: [MenuNode.Option]) -> [Diagnostic] {
    struct Place {
        let option: Int
        let phrase: Located<String>
    }
    var diagnostics: [Diagnostic] = []
    var first: [[String]: Place] = [:]
    for option in options.indices {
        for phrase in options[option].words where phrase.value.unicodeScalars.count <= Menu.longestPhrase {
            let words = spokenWords(of: phrase.value)
            guard !words.isEmpty else { continue }
            let earlier = words.indices.lazy.compactMap { start in
                words[start...].indices.lazy.compactMap { first[Array(words[start...$0])] }.first {
                    $0.option != option
                }
            }.first
            guard let earlier else {
                if first[words] == nil { first[words] = Place(option: option, phrase: phrase) }
                continue
            }
            let (keys, earlierKeys) = (options[option].keys.value, options[earlier.option].keys.value)
            diagnostics.append(
                .error(
                    .phraseNeverHeard,
                    "'\(phrase.value)' never chooses option '\(keys)': option '\(earlierKeys)' "
                        + "comes first and takes it",
                    at: phrase.span,
                    notes: [.init("heard in it, and looked for first", at: earlier.phrase.span)],
                    help: "use other words, or write option '\(keys)' before option '\(earlierKeys)'"
                )
            )
        }
    }
    return diagnostics
}
