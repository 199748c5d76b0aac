internal import CallFlow
internal import ContactCenter
internal import Diagnostics

/// What is said, a text at a time, and how often menus ask.
///
/// What nobody wrote, such as the goodbye that stands for a missing one, is not changed.
func wordingChanges(_ graph: CallGraph, _ project: Project) -> [GraphChange] {
    var changes: [GraphChange] = []
    var seen: Set<Span> = []
    func say(_ text: SpokenText?, at point: CallPoint? = nil) {
        guard let span = text?.content.span, seen.insert(span).inserted else { return }
        changes.append(
            GraphChange(words: "something else is said", span: span, point: point) { graph in
                graph.changeTexts { if $0.content.span == span { $0.content.value = "Beep." } }
            }
        )
    }
    for menu in graph.menus where menu.variant == 0 {
        let point = CallPoint(kind: .menu, span: menu.name.span)
        for text in [menu.say, menu.prompt, menu.noInput, menu.wrongInput] { say(text, at: point) }
        changes.append(attempts(menu, at: point))
    }
    graph.forEachRoute { route in
        for case .say(let text) in route.prelude { say(text) }
    }
    for voicemail in graph.voicemails { say(voicemail.say) }
    say(graph.outbound?.say)
    if project.outbound?.refuse != nil { say(graph.outbound?.refuse) }
    if project.voice.goodbye != nil { say(graph.goodbye) }
    return changes
}

/// The menu asks once less, or once more where it asks only once.
private func attempts(_ menu: MenuNode, at point: CallPoint) -> GraphChange {
    let name = menu.name.value
    let attempts = menu.attempts > 1 ? menu.attempts - 1 : 2
    let words = "menu '\(name)' asks \(attempts == 1 ? "once" : "\(attempts) times"), not \(menu.attempts)"
    return GraphChange(words: words, span: menu.name.span, point: point) { graph in
        for index in graph.menus.indices where graph.menus[index].name.value == name {
            graph.menus[index].attempts = attempts
        }
    }
}

extension CallGraph {
    /// Changes what callers hear, wherever it stands: the texts of routes, menus, voicemails and outbound calls, the goodbye.
    ///
    /// - Complexity: O(routes).
    fileprivate mutating func changeTexts(_ change: (inout SpokenText) -> Void) {
        func changed(_ text: SpokenText?) -> SpokenText? {
            guard var text else { return nil }
            change(&text)
            return text
        }
        for index in menus.indices {
            menus[index].say = changed(menus[index].say)
            change(&menus[index].prompt)
            menus[index].noInput = changed(menus[index].noInput)
            menus[index].wrongInput = changed(menus[index].wrongInput)
        }
        changeRoutes { route in
            for (index, prompt) in route.prelude.enumerated() {
                guard case .say(var text) = prompt else { continue }
                change(&text)
                route.prelude[index] = .say(text)
            }
        }
        for index in voicemails.indices { voicemails[index].say = changed(voicemails[index].say) }
        if var outbound {
            outbound.say = changed(outbound.say)
            change(&outbound.refuse)
            self.outbound = outbound
        }
        change(&goodbye)
    }
}
