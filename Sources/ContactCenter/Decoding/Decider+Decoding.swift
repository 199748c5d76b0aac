internal import ConfigSyntax
internal import Diagnostics

extension ModelDecoder {
    mutating func scheduleDecider(_ node: SyntaxNode, _ reader: MappingReader) -> Destination.Target? {
        let name = string(node, "schedule")
        let open = destination(reader["open"])
        let closed = destination(reader["closed"])
        for key in ["open", "closed"] where reader[named: key] == nil {
            report(
                .error(
                    .missingKey,
                    "a schedule decides between 'open' and 'closed': '\(key)' is missing",
                    at: node.span,
                    help: "write {schedule: …, open: …, closed: …}, each with a destination"
                )
            )
        }
        guard let name, let open, let closed else { return nil }
        return .schedule(name, open: open, closed: closed)
    }

    /// `{"+44": D, withheld: D, list: {blocked: D}, otherwise: D}`.
    mutating func callerDecider(_ node: SyntaxNode) -> CallerDecider? {
        guard node.kind == .mapping else {
            report(
                .wrongShape(
                    "'caller' is a mapping from prefixes to destinations",
                    found: node.shape,
                    at: node.span,
                    help: "write it like {\"+44\": {menu: uk}, otherwise: {menu: world}}"
                )
            )
            return nil
        }
        var lists: [(name: Located<String>, destination: Destination)] = []
        var prefixes: [(prefix: Located<String>, destination: Destination)] = []
        var withheld: Destination?
        var otherwise: Destination?
        var hasOtherwise = false
        for entry in node.entries {
            let key = Located(entry.key.text, at: entry.key.contentSpan)
            switch key.value {
            case "withheld": withheld = destination(entry.value)
            case "otherwise":
                hasOtherwise = true
                otherwise = destination(entry.value)
            case "list":
                for entry in namedEntries(entry.value, of: "list") {
                    if let destination = destination(entry.value) { lists.append((entry.name, destination)) }
                }
            default:
                let prefix = callerPrefix(key)
                if let destination = destination(entry.value), let prefix { prefixes.append((prefix, destination)) }
            }
        }
        if !hasOtherwise {
            report(
                .error(
                    .missingKey,
                    "a decision by caller needs 'otherwise'",
                    at: node.span.startPoint,
                    help: "otherwise: where callers go whom nothing else fits"
                )
            )
        }
        guard let otherwise else { return nil }
        var decider = CallerDecider(otherwise: otherwise)
        decider.lists = lists
        decider.prefixes = prefixes
        decider.withheld = withheld
        return decider
    }

    private mutating func callerPrefix(_ key: Located<String>) -> Located<String>? {
        let digits = key.value.dropFirst().filter { !" -()".contains($0) }
        let isDigits = digits.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        guard key.value.first == "+", isDigits, (1...15).contains(digits.utf8.count), digits.first != "0" else {
            report(
                .error(
                    .invalidPrefix,
                    "a caller is decided by a prefix such as \"+44\", 'withheld', 'list' or 'otherwise'",
                    at: key.span,
                    help: "write the prefix with '+' and in quotes"
                )
            )
            return nil
        }
        return Located(digits, at: key.span)
    }

    /// `[{weight: 70, team: a}, {weight: 30, team: b}]`.
    mutating func splitDecider(_ node: SyntaxNode) -> [SplitBranch]? {
        guard node.kind == .sequence, node.items.count >= 2 else {
            report(
                .wrongValue(
                    "'split' is a list of at least two destinations, each with its 'weight'",
                    at: node.span,
                    help: "write it like [{weight: 70, team: a}, {weight: 30, team: b}]"
                )
            )
            return nil
        }
        var branches: [SplitBranch] = []
        for item in node.items {
            let errorsBefore = diagnostics.count
            guard let reader = mapping(item, .splitBranch) else { continue }
            let weight = integer(reader["weight"], "weight", in: 1...1_000_000)
            let destination = destination(
                reader,
                at: item.span,
                hadUnknownKeys: diagnostics.count > errorsBefore
            )
            if let weight, let destination { branches.append(SplitBranch(weight: weight, destination: destination)) }
        }
        return branches.count == node.items.count ? branches : nil
    }
}
