internal import ContactCenter

/// What may stand there, for a cell of the reference page: `` `fixed` or `spread` ``, "a duration, `1s` to `2m`".
///
/// Tables are linked to their place on the page.
func inWords(_ shape: ValueShape) -> String {
    switch shape {
    case .text: "text"
    case .boolean: "`yes` or `no`"
    case .integer(let range): "a whole number, \(grouped(range.lowerBound)) to \(grouped(range.upperBound))"
    case .amount: "an amount, like `1.50`"
    case .duration(let range): "`\(shortDuration(range.lowerBound))` to `\(shortDuration(range.upperBound))`"
    case .choice(let words): listed(words.map { "`\($0)`" })
    case .format(let format): "\(format.name), like `\(format.example)`"
    case .table(let table): link(to: table())
    case .named(let format, let shape): "by \(withoutArticle(format.name)): \(inWords(shape))"
    case .list(let shape, let atLeast): "a list\(atLeast > 1 ? " of at least \(atLeast)" : ""): \(inWords(shape))"
    case .anyOf(let shapes): alternatives(shapes)
    case .orNothing(let shape): "\(inWords(shape)), or nothing"
    case .actions: "a list of actions"
    }
}

/// A destination, a spoken text and what is built of them have names of their own; the rest is told one by one.
private func alternatives(_ shapes: [ValueShape]) -> String {
    var words: [String] = []
    for shape in shapes {
        switch shape {
        case .choice(["hangup"]) where words.last?.contains("#a-destination") == true: continue
        case .anyOf(let inner): words += inner.map(inWords)
        default: words.append(inWords(shape))
        }
    }
    return listed(words)
}

private func listed(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.joined() }
    return words.dropLast().joined(separator: ", ") + " or " + last
}

private func withoutArticle(_ name: String) -> Substring {
    ["a ", "an ", "the "].first(where: name.hasPrefix).map { name.dropFirst($0.count) } ?? name[...]
}

private func link(to table: KeyTable) -> String { "[\(table.subject)](#\(anchor(table)))" }

/// What GitHub makes of the table's heading.
func anchor(_ table: KeyTable) -> String {
    table.subject.lowercased().replacing(" ", with: "-")
}

/// `1,000,000`.
private func grouped(_ number: Int) -> String {
    var digits = String(number)[...]
    var groups: [Substring] = []
    while digits.count > 3 {
        groups.append(digits.suffix(3))
        digits = digits.dropLast(3)
    }
    return ([digits] + groups.reversed()).joined(separator: ",")
}
