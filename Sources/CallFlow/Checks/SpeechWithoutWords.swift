internal import Diagnostics

/// Menus that listen although no option has words: whatever callers say is wrong there, and listening is charged.
///
/// - Complexity: O(options).
func checkSpeechWithoutWords(_ graph: CallGraph) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for index in graph.menus.indices where graph.menus[index].variant == 0 {
        guard let speech = graph.menus[index].speech else { continue }
        guard graph.menus[index].options.allSatisfy(\.words.isEmpty) else { continue }
        diagnostics.append(
            .warning(
                .speechWithoutWords,
                "menu '\(graph.menus[index].name.value)' listens, and no option has words: whatever is said fits none",
                at: speech.span,
                help: "add 'words' to the options, like words: [sales], or leave 'speech' out"
            )
        )
    }
    return diagnostics
}
