internal import Diagnostics

/// Options that cannot be chosen, and options that make callers wait.
///
/// - Complexity: O(options × their length) for each menu, and a sort.
func checkOptions(_ graph: CallGraph) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for index in graph.menus.indices where graph.menus[index].variant == 0 {
        diagnostics += tooLong(graph.menus[index])
        diagnostics += prefixes(graph.menus[index])
    }
    return diagnostics
}

private func tooLong(_ menu: MenuNode) -> [Diagnostic] {
    let options = menu.options
    return options.indices.filter { options[$0].keys.value.utf8.count > menu.maxDigits }.map { index in
        let option = options[index]
        return .error(
            .optionTooLong,
            "option '\(option.keys.value)' cannot be chosen: menu '\(menu.name.value)' collects \(menu.maxDigits) digits",
            at: option.keys.span,
            help: "raise 'max' under 'digits', or leave it out"
        )
    }
}

private func prefixes(_ menu: MenuNode) -> [Diagnostic] {
    guard menu.maxDigits > 1 else { return [] }
    // Sorted, a prefix stands right before the options that begin with it.
    let sorted = menu.options.sorted { $0.keys.value < $1.keys.value }
    return zip(sorted, sorted.dropFirst()).compactMap { shorter, longer in
        guard longer.keys.value.hasPrefix(shorter.keys.value), longer.keys.value != shorter.keys.value else {
            return nil
        }
        return .warning(
            .optionIsPrefix,
            "option '\(shorter.keys.value)' makes callers wait \(menu.timeout)s: option '\(longer.keys.value)' begins with it",
            at: shorter.keys.span,
            notes: [.init("the longer one", at: longer.keys.span)],
            help: "give all options the same number of keys, or shorten 'timeout' under 'digits'"
        )
    }
}
