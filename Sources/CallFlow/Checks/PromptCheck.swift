internal import Diagnostics
internal import NCCO

/// English prompts that speak of keys which their menu does not have, keep options to themselves, or give an option the
/// name of another one, or of something else in the project.
///
/// Silent where the prompt is in another language or holds a variable. `*`, `#`, `0` and options of several keys may stay
/// unspoken: they are habits, and extensions that callers know.
///
/// - Complexity: O(prompts × their options); nothing is allocated for a prompt that is right.
func checkPrompts(_ graph: CallGraph, sources: SourceMap, _ teller: inout CallTeller) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var reader = PromptReader()
    var file: FileID?
    var bytes: [UInt8] = []
    for index in graph.menus.indices where graph.menus[index].variant == 0 {
        guard graph.menus[index].prompt.voice.isEnglish else { continue }
        let content = graph.menus[index].prompt.content
        if content.span.file != file {
            file = content.span.file
            bytes = sources[content.span.file].bytes
        }
        let place = Int(content.span.start)..<Int(content.span.end)
        let isAsWritten = place.count == content.value.utf8.count
        if isAsWritten {
            reader.read(bytes, place, for: index, of: graph)
        } else {
            // Escaped or folded; a variable says in every environment something else.
            guard !bytes[place].contains(UInt8(ascii: "$")), bytes[place].first != UInt8(ascii: "*") else { continue }
            let text = Array(content.value.utf8)
            reader.read(text, text.indices, for: index, of: graph)
        }
        guard reader.hasFindings else { continue }
        // As long as the text, and something else: that is a variable, too.
        if isAsWritten, !zip(bytes[place], content.value.utf8).allSatisfy({ $0 == $1 || $0 == 0x0A && $1 == 0x20 }) {
            continue
        }
        diagnostics += findings(reader, MenuID(index: index), graph, isAsWritten: isAsWritten, &teller)
    }
    return diagnostics
}

extension Voice {
    /// Whether it speaks English; the platform does where no language is said.
    fileprivate var isEnglish: Bool {
        language.map { $0.utf8.starts(with: "en".utf8) } ?? true
    }
}

private func findings(
    _ reader: PromptReader,
    _ id: MenuID,
    _ graph: CallGraph,
    isAsWritten: Bool,
    _ teller: inout CallTeller
) -> [Diagnostic] {
    let menu = graph.menus[id.index]
    let prompt = menu.prompt.content.span
    func span(_ place: Range<Int>) -> Span {
        isAsWritten ? Span(file: prompt.file, start: place.lowerBound, end: place.upperBound) : prompt
    }
    let missing = reader.missing
    let unspoken = reader.unspoken
    // "Press 3" and an option 4 that nobody speaks of is one slip.
    let isOneSlip = missing.count == 1 && unspoken.count == 1
    var found = missing.map { key in
        Diagnostic.warning(
            .spokenKeyMissing,
            "the prompt says '\(key.text)', and menu '\(menu.name.value)' has no such option",
            at: span(key.place),
            notes: isOneSlip ? [Diagnostic.Note("never spoken", at: menu.options[unspoken[0]].keys.span)] : [],
            help: "add the option, or correct the prompt"
        ).shown(
            by: teller.tell(
                { $0.call(to: id) },
                then: [.press(key.text)],
                outcome: "that counts as a wrong key"
            )
        )
    }
    if !isOneSlip {
        found += unspoken.map { index in
            let keys = menu.options[index].keys
            return .warning(
                .optionNotSpoken,
                "the prompt never says that '\(keys.value)' can be pressed",
                at: keys.span,
                notes: [Diagnostic.Note("the prompt", at: prompt)],
                help: "name it in the prompt, or remove the option"
            ).shown(
                by: teller.tell({ $0.call(to: id) }, outcome: "nothing is said of \(keys.value)")
            )
        }
    }
    found += reader.misled.map { slip in
        let spoken = menu.options[slip.option]
        let target = graph.targetWords(of: spoken.route)
        let (kind, name) = graph.owner(of: slip.name)
        return .warning(
            .spokenElsewhere,
            "the prompt says '\(spoken.keys.value)' for '\(slip.name.text)', and that option leads to \(target)",
            at: span(slip.place),
            notes: [
                Diagnostic.Note("leads elsewhere", at: spoken.keys.span),
                Diagnostic.Note("'\(slip.name.text)' is \(kind) '\(name.value)'", at: name.span),
            ],
            help: "lead the option to \(kind) '\(name.value)', or correct the prompt"
        ).shown(
            by: teller.tell(
                { $0.call(to: id) },
                then: [.press(spoken.keys.value)],
                outcome: "\(target), not '\(slip.name.text)'"
            )
        )
    }
    return found
        + reader.mistaken.map { slip in
            let (spoken, named) = (menu.options[slip.option], menu.options[slip.named])
            let name = graph.targetName(of: named.route) ?? ""
            return .warning(
                .spokenElsewhere,
                "the prompt says '\(spoken.keys.value)' for '\(name)', which is option '\(named.keys.value)'",
                at: span(slip.place),
                notes: [
                    Diagnostic.Note("leads elsewhere", at: spoken.keys.span),
                    Diagnostic.Note("leads to '\(name)'", at: named.keys.span),
                ],
                help: "exchange the keys in the prompt or under 'options'"
            ).shown(
                by: teller.tell(
                    { $0.call(to: id) },
                    then: [.press(spoken.keys.value)],
                    outcome: "\(graph.targetWords(of: spoken.route)), not '\(name)'"
                )
            )
        }
}

extension CallGraph {
    /// The name of what a route leads to, where that has one that a prompt may say.
    func targetName(of route: Route) -> String? {
        switch route.target {
        case .menu(let id): menus[id.index].name.value
        case .agent(let id, _, _, _): agents[id.index].name.value
        case .team(let id, _): teams[id.index].name.value
        case .flow(let id): flows[id.index].name.value
        case .voicemail(let id): voicemails[id.index].name.value
        case .ring, .websocket, .conference, .ncco, .hangup, .schedule, .caller, .split: nil
        }
    }

    /// What has a name, as what and how it is called in the project.
    fileprivate func owner(of name: SpokenNames.Name) -> (kind: String, name: Located<String>) {
        switch name.owner {
        case .menu(let id): ("menu", menus[id.index].name)
        case .agent(let id): ("agent", agents[id.index].name)
        case .team(let id): ("team", teams[id.index].name)
        case .flow(let id): ("flow", flows[id.index].name)
        case .voicemail(let id): ("voicemail", voicemails[id.index].name)
        }
    }

    /// "team 'sales'".
    fileprivate func targetWords(of route: Route) -> String {
        let kind: String
        switch route.target {
        case .menu: kind = "menu"
        case .agent: kind = "agent"
        case .team: kind = "team"
        case .flow: kind = "flow"
        case .voicemail: kind = "voicemail"
        default: return "something else"
        }
        return "\(kind) '\(targetName(of: route) ?? "")'"
    }
}
