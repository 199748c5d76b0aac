internal import ConfigSyntax
internal import Diagnostics

extension ModelDecoder {
    mutating func outbound(_ node: SyntaxNode?) -> Outbound? {
        guard let node, let reader = mapping(node, .outbound) else { return nil }
        var outbound = Outbound(span: node.span)
        outbound.say = text(reader["say"], "say")
        outbound.callerID = callerID(reader["caller_id"])
        outbound.ringFor = duration(reader["ring_for"], "ring_for", seconds: 1...120)
        outbound.national = national(reader["national"])
        outbound.allow = prefixes(reader["allow"], "allow")
        outbound.deny = prefixes(reader["deny"], "deny")
        outbound.refuse = sayText(reader["refuse"], "refuse")
        outbound.otherwise = destination(reader["otherwise"])
        for entry in namedEntries(reader["extensions"], of: "extensions") {
            let keys = entry.name
            let isDialable = keys.value.utf8.allSatisfy { "0123456789*#".utf8.contains($0) }
            if !isDialable || !(1...15).contains(keys.value.utf8.count) {
                report(
                    .error(
                        .invalidKeys,
                        "an extension is 1 to 15 keys of a telephone: 0-9, * or #",
                        at: keys.span,
                        help: "write the keys that are dialled, such as 100"
                    )
                )
            } else if let destination = destination(entry.value) {
                outbound.extensions.append((keys, destination))
            }
        }
        return outbound
    }

    private mutating func national(_ node: SyntaxNode?) -> Outbound.National? {
        guard let node, let reader = mapping(node, .nationalTrunk) else { return nil }
        guard let code = digits(reader["code"], "code", in: 1...3) else { return nil }
        switch (reader["trunk"], reader["digits"]) {
        case (let trunk?, nil): return digits(trunk, "trunk", in: 1...3).map { .trunk($0, code: code) }
        case (nil, let count?):
            return integer(count, "digits", in: 4...14).map { .length(digits: $0.value, code: code) }
        default:
            report(
                .error(
                    .missingKey,
                    "the national dialling plan needs either 'trunk' or 'digits'",
                    at: node.span,
                    help: "write {trunk: 0, code: 44}, or {digits: 10, code: 1}"
                )
            )
            return nil
        }
    }

    mutating func digits(_ node: SyntaxNode?, _ what: String, in count: ClosedRange<Int>) -> String? {
        guard let node else { return nil }
        let isDigits = node.text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
        guard node.kind == .scalar, isDigits, count.contains(node.text.utf8.count) else {
            report(.wrongValue("'\(what)' is \(count.lowerBound) to \(count.upperBound) digits", at: node.span))
            return nil
        }
        return node.text
    }

    private mutating func prefixes(_ node: SyntaxNode?, _ what: String) -> [Located<String>] {
        guard let node, !node.isNull else { return [] }
        guard node.kind == .sequence else {
            report(.wrongShape("'\(what)' is a list of prefixes such as [\"+44\"]", found: node.shape, at: node.span))
            return []
        }
        return node.items.compactMap { item in
            let digits = item.text.filter { !" -()".contains($0) }.dropFirst()
            let isDigits = digits.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
            guard item.kind == .scalar, item.text.first == "+", isDigits, (1...15).contains(digits.count),
                digits.first != "0"
            else {
                report(
                    .error(
                        .invalidPrefix,
                        "a prefix is '+' and the first digits of international numbers",
                        at: item.span,
                        help: CountryCodes().help(for: item.text) ?? "write it like \"+44\" or \"+1212\""
                    )
                )
                return nil
            }
            return Located(String(digits), at: item.contentSpan)
        }
    }
}
