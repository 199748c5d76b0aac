internal import Diagnostics

/// Options with words in a menu that does not listen: callers would say them in vain.
///
/// - Complexity: O(options).
func checkWordsWithoutSpeech(_ graph: CallGraph) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for index in graph.menus.indices where graph.menus[index].variant == 0 && graph.menus[index].speech == nil {
        let options = graph.menus[index].options
        // One cause, one finding: the first shows it.
        guard let option = options.firstIndex(where: { !$0.words.isEmpty }) else { continue }
        diagnostics.append(
            .warning(
                .wordsWithoutSpeech,
                "nobody listens for these words: menu '\(graph.menus[index].name.value)' has no 'speech'",
                at: options[option].words[0].span,
                help: "add 'speech: yes' to the menu, or leave 'words' out"
            )
        )
    }
    return diagnostics
}
