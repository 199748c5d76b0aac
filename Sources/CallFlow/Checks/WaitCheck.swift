internal import ContactCenter
internal import Diagnostics

/// Numbers whose callers may wait longer than `policy.max_wait` until somebody is rung or a recording begins.
///
/// The longest wait is that of a caller who does nothing wrong, and takes all the time that is given: prompts to their
/// end, of each attempt, each timeout, and then the right key or none. Spoken texts are estimated. Only the first person
/// counts: how long somebody rings is another matter. Ways that end without a person do not count.
///
/// A caller who goes back by key waits by choice. So no key is followed back to a menu through which a way into the center
/// came, and every other one is; a silent way is followed wherever it leads, to its end. That keeps the ways free of circles
/// and the work linear.
///
/// The longest way may find a schedule open and later closed. Then the longest of those is taken on which it stays what it is,
/// worked out once for each of the two; `PossibleWaits` bounds that.
///
/// - Complexity: O(nodes + routes + spoken text).
func checkWait(_ graph: CallGraph, order: [SilentNode], longest: Located<Int>, _ teller: inout CallTeller)
    -> [Diagnostic]
{
    var possible = PossibleWaits(graph: graph, order: order)
    var first: Set<SilentNode> = []
    var diagnostics: [Diagnostic] = []
    for index in graph.entries.indices {
        guard let route = graph.entries[index].route ?? graph.defaultEntry,
            let journey = possible.longest(along: route, from: .callNumber(index), beyond: longest.value)
        else { continue }
        let seconds = journey.seconds
        // Numbers that lead to the same menu have one cause.
        if let menu = journey.menus.first, !first.insert(.menu(menu)).inserted { continue }
        diagnostics.append(
            .error(
                .waitsTooLong,
                "a caller may wait \(seconds)s until somebody is rung or a recording begins, longer than \(longest.value)s",
                at: graph.entries[index].number.span,
                notes: journey.menus.map { id in
                    let menu = graph.menus[id.index]
                    return Diagnostic.Note(possible.words(of: id), at: menu.name.span)
                } + [Diagnostic.Note("'max_wait'", at: longest.span)],
                help: "shorten what is said, or lower 'retries' or the timeout of the menus on the way"
            ).shown(
                by: teller.words(journey.steps, outcome: "\(seconds)s until somebody is rung or a recording begins")
            )
        )
    }
    return diagnostics
}
