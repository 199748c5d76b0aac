internal import ContactCenter
internal import Diagnostics

extension Resolver {
    /// Reports schedules and lists of callers that no destination asks, once all destinations are resolved.
    ///
    /// Places that no call reaches ask, too: that nothing leads there is said of the place.
    ///
    /// - Complexity: O(schedules + lists).
    mutating func reportUnasked() {
        // What was left out, or is misspelt, may be what asked.
        guard project.isWhole, !diagnostics.hasErrors else { return }
        for schedule in project.schedules {
            guard let id = scheduleIDs[schedule.name.value], !askedSchedules.contains(id) else { continue }
            diagnostics.append(.unasked("schedule", schedule.name, help: "decide by it, or remove it"))
        }
        for list in project.callers where callerNumbers[list.name.value] == nil {
            diagnostics.append(
                .unasked(
                    "the list of callers",
                    list.name,
                    help: "name it under a 'caller' decision's 'list', or remove it"
                )
            )
        }
    }
}

extension DiagnosticCode {
    static let unasked = DiagnosticCode("CC3094")

    /// Whether findings of this code say that nothing leads to something: that holds only where it holds in every
    /// environment.
    package var isAboutUnused: Bool { self == .unreachableMenu || self == .unasked }
}

extension Diagnostic {
    fileprivate static func unasked(_ kind: String, _ name: Located<String>, help: String) -> Diagnostic {
        warning(.unasked, "no decision asks \(kind) '\(name.value)'", at: name.span, help: help)
    }
}
