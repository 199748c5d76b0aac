/// One finding about an NCCO.
///
/// The message is one line, lower case, without a full stop, with names in single quotes; it states the rule.
package struct NCCOProblem: Sendable, Hashable {
    /// How bad a finding is.
    package enum Severity: String, Sendable {
        /// The platform would refuse it, or a caller would end in silence or a loop.
        case error
        /// It works, or probably does, but is hardly meant.
        case warning
    }

    /// One step into a JSON value.
    package enum PathStep: Sendable, Hashable {
        case index(Int)
        case key(String)
    }

    /// Where the finding is, from the whole NCCO inwards; empty for the NCCO itself.
    package var path: [PathStep]
    package var severity: Severity
    package var rule: NCCORule
    package var message: String

    /// What to do, as a verb phrase.
    package var help: String?

    package init(
        path: [PathStep],
        severity: Severity,
        rule: NCCORule,
        message: String,
        help: String? = nil
    ) {
        self.path = path
        self.severity = severity
        self.rule = rule
        self.message = message
        self.help = help
    }

    /// The path as JavaScript would write it: `[1].endpoint[0].number`, `[0].payload["a b"]`.
    package var pathText: String {
        var text = ""
        for step in path {
            switch step {
            case .index(let index): text += "[\(index)]"
            case .key(let key) where Self.isIdentifier(key): text += text.isEmpty ? key : ".\(key)"
            case .key(let key): text += "[\"\(key)\"]"
            }
        }
        return text
    }

    private static func isIdentifier(_ key: String) -> Bool {
        guard let first = key.utf8.first, !(UInt8(ascii: "0")...UInt8(ascii: "9")).contains(first) else { return false }
        return key.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "$"):
                true
            default: false
            }
        }
    }
}
