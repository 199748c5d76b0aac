internal import ConfigSyntax
internal import Diagnostics

/// Reads values from the tree and collects what is wrong with them.
///
/// A wrong value is reported once and left out. Scalars are read by what the key expects, from the text as written, so
/// that `NO` can be a country and `1` a key.
struct ModelDecoder {
    var diagnostics: [Diagnostic] = []

    mutating func report(_ diagnostic: Diagnostic) {
        diagnostics.append(diagnostic)
    }

    /// The mapping `node` by the keys of `table`; nil, reported, for anything else.
    mutating func mapping(_ node: SyntaxNode, _ table: KeyTable, allowingNull: Bool = false) -> MappingReader? {
        if allowingNull, node.isNull { return MappingReader(span: node.span, table: table) }
        guard node.kind == .mapping else {
            report(
                .wrongShape(
                    "\(table.subject) is a mapping of keys",
                    found: node.shape,
                    at: node.span,
                    help: "the keys are \(table.keys.map(\.name).joined(separator: ", "))"
                )
            )
            return nil
        }
        var reader = MappingReader(span: node.span, table: table, count: node.count)
        for entry in node.entries {
            if !reader.take(entry) {
                reportUnknown(entry, in: table)
            }
        }
        for key in table.required where reader[table.codes[key]] == nil {
            report(.missingKey(table.keys[key].name, in: table, at: node.span.startPoint))
        }
        return reader
    }

    private mutating func reportUnknown(_ entry: SyntaxEntry, in table: KeyTable) {
        let key = entry.key.text
        if key == "secret", entry.value.kind == .scalar {
            report(.secretNotAllowed(table.subject, at: entry.key.contentSpan))
        } else if SecretText.isSecretName(key), entry.value.kind == .scalar, !entry.value.isNull {
            report(.secretInProject("the value of '\(key)'", at: entry.value.span))
        } else {
            report(.unknownKey(key, in: table, at: entry.key.contentSpan))
            reportSecrets(in: entry.value)
        }
    }

    /// The entries of a mapping whose keys are names of the operator's choice.
    mutating func namedEntries(_ node: SyntaxNode?, of subject: String) -> [NamedEntry] {
        guard let node, !node.isNull else { return [] }
        guard node.kind == .mapping else {
            let help = "write each below a name of your choice, and a colon"
            report(.wrongShape("'\(subject)' is a mapping by name", found: node.shape, at: node.span, help: help))
            return []
        }
        var named: [NamedEntry] = []
        named.reserveCapacity(node.count)
        for entry in node.entries {
            let key = entry.key
            named.append(NamedEntry(name: Located(key.text, at: key.contentSpan), value: entry.value))
        }
        return named
    }

    mutating func string(_ node: SyntaxNode?, _ what: String) -> Located<String>? {
        guard let node else { return nil }
        guard node.kind == .scalar, !node.isNull, node.textLength > 0 else {
            if node.kind == .mapping, node.count == 1, node.value(forKey: "secret") != nil {
                report(.secretNotAllowed("'\(what)'", at: node.span))
            } else {
                let help =
                    node.isNull || node.kind == .scalar
                    ? "write a text behind it, or leave the key out"
                    : "write one text; what begins with a bracket wants quotes"
                report(.wrongShape("'\(what)' is a text", found: node.shape, at: node.span, help: help))
            }
            return nil
        }
        let text = node.text
        if SecretText.isSecret(text) {
            report(.secretInProject(Self.unnamedSecret, at: node.span))
            return nil
        }
        return Located(text, at: node.contentSpan)
    }

    mutating func boolean(_ node: SyntaxNode?, _ what: String) -> Located<Bool>? {
        guard let node else { return nil }
        switch node.kind == .scalar ? node.text.lowercased() : "" {
        case "yes", "true", "on": return Located(true, at: node.span)
        case "no", "false", "off": return Located(false, at: node.span)
        default:
            report(.wrongValue("'\(what)' is yes or no", at: node.span, help: "write yes or no"))
            return nil
        }
    }

    mutating func integer(_ node: SyntaxNode?, _ what: String, in range: ClosedRange<Int>) -> Located<Int>? {
        guard let node else { return nil }
        var rule: String { "'\(what)' is a whole number from \(range.lowerBound) to \(range.upperBound)" }
        guard node.kind == .scalar, let value = Int(node.text) else {
            report(.wrongValue(rule, at: node.span, help: "write a number in this range"))
            return nil
        }
        guard range.contains(value) else {
            report(.error(.outOfRange, rule, at: node.span, help: "choose a value in this range"))
            return nil
        }
        return Located(value, at: node.span)
    }

    /// Whole seconds written as `20s`, `2m` or `1h`.
    mutating func duration(_ node: SyntaxNode?, _ what: String, seconds range: ClosedRange<Int>) -> Located<Int>? {
        guard let node else { return nil }
        guard node.kind == .scalar, let seconds = seconds(node.text) else {
            report(.wrongValue("'\(what)' is a duration", at: node.span, help: helpForDuration(node)))
            return nil
        }
        guard range.contains(seconds) else {
            let (least, most) = (shown(seconds: range.lowerBound), shown(seconds: range.upperBound))
            let rule = "'\(what)' is \(least) to \(most)"
            report(.error(.outOfRange, rule, at: node.span, help: "choose a duration in this range"))
            return nil
        }
        return Located(seconds, at: node.span)
    }

    /// What is to be written instead of what is no duration.
    private func helpForDuration(_ node: SyntaxNode) -> String {
        let usual = "write it like 20s, 2m or 1h"
        guard node.kind == .scalar, !node.isNull else { return usual }
        let text = node.text
        if let number = Int(text), number >= 0 { return "add the unit: \(text)s are seconds, \(text)m minutes" }
        let tight = text.filter { $0 != " " }
        if tight != text, seconds(tight) != nil { return "write it without a blank: \(tight)" }
        // Several numbers, each with its unit.
        var sum = 0
        var rest = tight[...]
        while let unit = rest.firstIndex(where: { "smh".contains($0) }) {
            guard let part = seconds(String(rest[...unit])) else { return usual }
            sum += part
            rest = rest[rest.index(after: unit)...]
        }
        return rest.isEmpty && sum > 0 ? "write one number and one unit: \(shown(seconds: sum))" : usual
    }

    /// The shortest way to write a duration: `2h`, `90m`, `45s`.
    private func shown(seconds: Int) -> String {
        for (factor, unit) in [(3600, "h"), (60, "m")] where seconds > 0 && seconds.isMultiple(of: factor) {
            return "\(seconds / factor)\(unit)"
        }
        return "\(seconds)s"
    }

    private func seconds(_ text: String) -> Int? {
        let factor: Int
        switch text.last {
        case "s": factor = 1
        case "m": factor = 60
        case "h": factor = 3600
        default: return nil
        }
        let digits = text.dropLast()
        guard digits.utf8.count <= 6, digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
            return nil
        }
        return Int(digits).map { $0 * factor }
    }

    mutating func phoneNumber(_ node: SyntaxNode?) -> Located<PhoneNumber>? {
        guard let node else { return nil }
        guard node.kind == .scalar, let number = PhoneNumber(international: node.text) else {
            report(.invalidPhoneNumber(at: node.kind == .scalar ? node.contentSpan : node.span))
            return nil
        }
        return Located(number, at: node.contentSpan)
    }

    /// An http or https URL without a slash at the end, a query or a fragment.
    mutating func url(_ node: SyntaxNode?, _ what: String) -> Located<String>? {
        guard let text = string(node, what), !reportsSecretURL(text) else { return nil }
        var url = text.value
        while url.hasSuffix("/") { url.removeLast() }
        guard isWebURL(url) else {
            report(
                .error(
                    .invalidURL,
                    "'\(what)' is a URL that begins with https:// (or http:// for trials)",
                    at: text.span,
                    help: "write it without user, query and fragment, like https://voice.example.com"
                )
            )
            return nil
        }
        return Located(url, at: text.span)
    }

    /// Whether a URL carries a secret, which is reported: documents are public.
    mutating func reportsSecretURL(_ url: Located<String>) -> Bool {
        guard SecretText.isSecretURL(url.value) else { return false }
        report(.secretInProject("the password or token in this URL", at: url.span))
        return true
    }

    private func isWebURL(_ url: String) -> Bool {
        guard let scheme = ["https://", "http://"].first(where: url.hasPrefix) else { return false }
        let rest = url.dropFirst(scheme.count)
        let isPlain = rest.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-._~:/[]%".utf8.contains(byte)
            }
        }
        return isPlain && rest.first.map { $0 != "/" && $0 != ":" } == true
    }
}

/// An entry whose key is a name of the operator's choice.
struct NamedEntry {
    let name: Located<String>
    let value: SyntaxNode
}

extension SyntaxNode {
    /// Whether it is a scalar of nothing.
    var isEmptyText: Bool { kind == .scalar && (isNull || textLength == 0) }

    /// What the node is, for "…, not a list".
    var shape: String {
        switch kind {
        case .scalar where isNull: "nothing"
        case .scalar: text.isEmpty ? "an empty text" : "a text"
        case .sequence: "a list"
        case .mapping: "a mapping"
        }
    }
}
