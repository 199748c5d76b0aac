internal import JSONTree

extension JourneyReport {
    /// How many prefixes or extensions a line names; the details have the rest.
    private static let mostInLine = 6

    /// What app users can reach now, and what they cannot any more, in a line.
    func headline(_ change: OutboundChange) -> String {
        func all(_ numbers: [OutboundChange.Numbers], _ verb: String) -> String? {
            numbers.isEmpty ? nil : "\(names(of: numbers, inLine)) became \(verb)"
        }
        func all(_ extensions: [OutboundChange.Extension], _ are: String) -> String? {
            guard !extensions.isEmpty else { return nil }
            let noun = extensions.count == 1 ? "extension" : "extensions"
            return "\(noun) \(inLine(extensions.map(\.number))) \(extensions.count == 1 ? "is" : "are") \(are)"
        }
        let redirected = change.redirected.first.map { "\($0.dialled) and the like call another number" }
        let parts = [
            all(change.refused, "refused"), all(change.callable, "callable"), redirected,
            all(change.extensionsRemoved, "gone"), all(change.extensionsAdded, "new"),
        ]
        let changes = parts.compactMap(\.self)
        let whole = changes.isEmpty ? [] : ["calls out, for \(users(change)): \(changes.joined(separator: "; "))"]
        return (whole + userChanges(change)).joined(separator: "; ")
    }

    /// What happens to those who dial it, with an example of each.
    func details(_ change: OutboundChange) -> [String] {
        var lines: [String] = []
        func tell(_ numbers: [OutboundChange.Numbers], _ verb: String, _ was: String, _ course: [Step]) {
            guard let first = numbers.first else { return }
            let what = course.isEmpty ? "nothing" : course.map(\.line).joined(separator: " → ")
            lines.append("\(verb) (was \(was)), such as \(first.example): \(what)")
            if numbers.count > Self.mostInLine {
                lines.append("all that became \(verb): \(names(of: numbers, listed))")
            }
        }
        tell(change.refused, "refused", "callable", change.courseOfRefused)
        tell(change.callable, "callable", "refused", change.courseOfCallable)
        if let first = change.redirected.first {
            lines.append("dialled \(first.dialled): calls +\(first.after), and called +\(first.before)")
        }
        lines += change.extensionsRemoved.map {
            "extension \($0.number) is gone: \($0.first?.line ?? "nothing") before"
        }
        lines += change.extensionsAdded.map { "extension \($0.number) is new: \($0.first?.line ?? "nothing")" }
        for (verb, users) in [("can no longer call out", change.usersRemoved), ("can call out", change.usersAdded)]
        where users.count > Self.mostInLine {
            lines.append("all who \(verb): \(listed(users))")
        }
        return lines
    }

    /// Who went and who came, of those who log in.
    private func userChanges(_ change: OutboundChange) -> [String] {
        var texts: [String] = []
        if !change.usersRemoved.isEmpty { texts.append("\(inLine(change.usersRemoved)) can no longer call out") }
        if !change.usersAdded.isEmpty {
            texts.append("\(inLine(change.usersAdded)) can call out, as all app users can")
        }
        return texts
    }

    /// For programs: `{"users", "users_added", "users_removed", "became_refused", "became_callable", "redirected", "extensions_removed", "extensions_added"}`.
    func json(_ change: OutboundChange) -> JSONValue {
        func all(_ numbers: [OutboundChange.Numbers]) -> JSONValue {
            .array(
                numbers.map { numbers in
                    [
                        "prefix": .string("+\(numbers.prefix)"),
                        "except": .array(numbers.exceptions.map { .string("+\($0)") }),
                        "as_at_home": .bool(numbers.isNational),
                        "example": .string(numbers.example),
                    ]
                }
            )
        }
        func all(_ extensions: [OutboundChange.Extension]) -> JSONValue {
            .array(
                extensions.map { item in
                    ["extension": .string(item.number), "first": item.first.map { .string($0.line) } ?? .null]
                }
            )
        }
        return [
            "users": .array(change.usersAfter.map { .string($0) }),
            "users_added": .array(change.usersAdded.map { .string($0) }),
            "users_removed": .array(change.usersRemoved.map { .string($0) }),
            "became_refused": all(change.refused),
            "became_callable": all(change.callable),
            "redirected": .array(
                change.redirected.map { redirected in
                    [
                        "dialled": .string(redirected.dialled), "before": .string("+\(redirected.before)"),
                        "after": .string("+\(redirected.after)"),
                    ]
                }
            ),
            "extensions_removed": all(change.extensionsRemoved),
            "extensions_added": all(change.extensionsAdded),
        ]
    }

    /// `+33… and +39…, and +44… as at home`.
    private func names(of numbers: [OutboundChange.Numbers], _ list: ([String]) -> String) -> String {
        let abroad = numbers.filter { !$0.isNational }.map(text)
        let home = numbers.filter(\.isNational).map(text)
        return [abroad.isEmpty ? nil : list(abroad), home.isEmpty ? nil : "\(list(home)) as at home"]
            .compactMap(\.self).joined(separator: ", and ")
    }

    /// `+33…`, `+44… (but not +449…)`.
    private func text(_ numbers: OutboundChange.Numbers) -> String {
        let most = 3
        var exceptions = numbers.exceptions.prefix(most).map { "+\($0)…" }.joined(separator: ", ")
        if numbers.exceptions.count > most { exceptions += " and \(numbers.exceptions.count - most) more" }
        let all = numbers.prefix.isEmpty ? "all other numbers" : "+\(numbers.prefix)…"
        return exceptions.isEmpty || numbers.prefix.isEmpty ? all : "\(all) (but not \(exceptions))"
    }

    private func users(_ change: OutboundChange) -> String {
        // Whoever could dial before, where nobody can now.
        let users = change.usersAfter.isEmpty ? change.usersBefore : change.usersAfter
        switch users.count {
        case 0: return "app users"
        case 1...3: return listed(users)
        default: return "all \(users.count) app users"
        }
    }

    private func inLine(_ items: [String]) -> String {
        guard items.count > Self.mostInLine else { return listed(items) }
        return listed(items.prefix(Self.mostInLine - 1) + ["\(items.count - Self.mostInLine + 1) more"])
    }

    private func listed(_ items: [String]) -> String {
        guard let last = items.last, items.count > 1 else { return items.first ?? "" }
        return "\(items.dropLast().joined(separator: ", ")) and \(last)"
    }
}
