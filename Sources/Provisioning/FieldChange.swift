package import JSONTree

/// One field of a live object, as it is and as it is to be.
package struct FieldChange: Hashable, Sendable {
    /// What the field is to be.
    package enum After: Hashable, Sendable {
        case value(JSONValue)
        case absent
        /// Only the apply finds out, such as the id of a new application.
        case knownAfterApply
    }

    /// The keys that lead to the field, with dots between.
    package var path: String

    /// Nil when the object does not have the field.
    package var before: JSONValue?
    package var after: After

    package init(path: String, before: JSONValue?, after: After) {
        self.path = path
        self.before = before
        self.after = after
    }

    /// Whether doing this is what `planned` promised.
    func isCovered(by planned: FieldChange) -> Bool {
        path == planned.path && before == planned.before
            && (after == planned.after || planned.after == .knownAfterApply)
    }
}

extension FieldChange {
    /// What the field is, for people; nil when the object does not have it.
    package var beforeText: String? { before.map(Self.text) }

    /// What it is to be, for people.
    package var afterText: String {
        switch after {
        case .value(let value): Self.text(value)
        case .absent: "(none)"
        case .knownAfterApply: "(known after apply)"
        }
    }

    private static func text(_ value: JSONValue) -> String { value.stringValue ?? value.serialized() }
}
