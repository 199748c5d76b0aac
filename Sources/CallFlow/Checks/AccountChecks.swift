internal import ContactCenter
internal import Diagnostics

/// What the numbers and users of a project contradict each other in.
///
/// - Complexity: O(numbers + users + agents).
func checkAccount(_ project: Project) -> [Diagnostic] {
    checkNumbersOnce(project) + checkInbound(project) + checkRemoved(project)
}

private func checkNumbersOnce(_ project: Project) -> [Diagnostic] {
    var first: [PhoneNumber: Span] = [:]
    return project.numbers.compactMap { number in
        guard let earlier = first[number.number.value] else {
            first[number.number.value] = number.number.span
            return nil
        }
        return .error(
            .numberTwice,
            "number '\(number.number.value)' is written down twice",
            at: number.number.span,
            notes: [.init("first written here", at: earlier)],
            help: "remove one of the two, or correct its digits"
        )
    }
}

private func checkInbound(_ project: Project) -> [Diagnostic] {
    guard project.defaultInbound == nil, project.isWhole else { return [] }
    return project.numbers.filter { $0.inbound == nil }.map { number in
        .warning(
            .noInbound,
            "number '\(number.name.value)' has no 'inbound': its callers hear the goodbye",
            at: number.name.span,
            help: "add 'inbound' with a destination, here or under 'default'"
        )
    }
}

private func checkRemoved(_ project: Project) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    let numbers = Dictionary(project.numbers.map { ($0.number.value, $0.number.span) }, uniquingKeysWith: { a, _ in a })
    for (number, _) in project.removed.numbers {
        guard let used = numbers[number.value] else { continue }
        diagnostics.append(
            .error(
                .usedAndRemoved,
                "number '\(number.value)' is removed here and used elsewhere",
                at: number.span,
                notes: [.init("used here", at: used)],
                help: "take it out of 'removed', or out of the rest of the project"
            )
        )
    }
    let names = project.users.map(\.name) + project.agents.map(\.name)
    let users = Dictionary(names.map { ($0.value, $0.span) }, uniquingKeysWith: { a, _ in a })
    for name in project.removed.users {
        guard let used = users[name.value] else { continue }
        diagnostics.append(
            .error(
                .usedAndRemoved,
                "user '\(name.value)' is removed here and used elsewhere",
                at: name.span,
                notes: [.init("used here", at: used)],
                help: "take it out of 'removed', or out of the rest of the project"
            )
        )
    }
    return diagnostics
}
