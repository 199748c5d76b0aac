internal import Diagnostics

/// Options that cannot be chosen, and options that make callers wait.
///
/// - Complexity: O(options × their length) for each menu, and a sort.
func checkOptions(_ graph: CallGraph, _ teller: inout CallTeller) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    for index in graph.menus.indices where graph.menus[index].variant == 0 {
        diagnostics += tooLong(graph.menus[index], MenuID(index: index), &teller)
        diagnostics += prefixes(graph.menus[index], MenuID(index: index), &teller)
    }
    return diagnostics
}

private func tooLong(_ menu: MenuNode, _ id: MenuID, _ teller: inout CallTeller) -> [Diagnostic] {
    let options = menu.options
    return options.indices.filter { options[$0].keys.value.utf8.count > menu.maxDigits }.map { index in
        let option = options[index]
        let pressed = String(option.keys.value.prefix(menu.maxDigits))
        return Diagnostic.error(
            .optionTooLong,
            "option '\(option.keys.value)' cannot be chosen: menu '\(menu.name.value)' collects \(menu.maxDigits) digits",
            at: option.keys.span,
            help: "raise 'max' under 'digits', or leave it out"
        ).shown(
            by: teller.tell(
                { $0.call(to: id) },
                then: [.press(pressed)],
                outcome: "the menu goes on before the rest can be pressed"
            )
        )
    }
}

private func prefixes(_ menu: MenuNode, _ id: MenuID, _ teller: inout CallTeller) -> [Diagnostic] {
    guard menu.maxDigits > 1, menu.timeout > 0 else { return [] }
    // Sorted, a prefix stands right before the options that begin with it.
    let pressed = menu.options.filter { $0.keys.value.utf8.allSatisfy("0123456789*#".utf8.contains) }
    let sorted = pressed.sorted { $0.keys.value < $1.keys.value }
    return zip(sorted, sorted.dropFirst()).compactMap { shorter, longer in
        guard longer.keys.value.hasPrefix(shorter.keys.value), longer.keys.value != shorter.keys.value else {
            return nil
        }
        return Diagnostic.warning(
            .optionIsPrefix,
            "option '\(shorter.keys.value)' makes callers wait \(menu.timeout)s: option '\(longer.keys.value)' begins with it",
            at: shorter.keys.span,
            notes: [.init("the longer one", at: longer.keys.span)],
            help: "give all options the same number of keys, or shorten 'timeout' under 'digits'"
        ).shown(
            by: teller.tell(
                { $0.call(to: id) },
                then: [.press(shorter.keys.value)],
                outcome: "\(menu.timeout)s of silence before anything happens"
            )
        )
    }
}
