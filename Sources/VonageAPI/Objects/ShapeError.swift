internal import JSONTree

/// What an object of the platform lacks that every such object has.
package struct ShapeError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
}

extension JSONObject {
    /// The text of `key`, which must be there and not empty.
    func requiredText(_ key: String, of object: String) throws(ShapeError) -> String {
        guard let text = self[key]?.stringValue, !text.isEmpty else {
            throw ShapeError(description: "\(object) has no '\(key)'")
        }
        return text
    }

    /// The text of `key`, nil when there is none or it is empty.
    func text(_ key: String) -> String? {
        guard let text = self[key]?.stringValue, !text.isEmpty else { return nil }
        return text
    }
}
