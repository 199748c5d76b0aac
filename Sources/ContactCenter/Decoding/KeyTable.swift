/// The keys of one kind of mapping in the language: what the decoder accepts, and what the reference page describes.
package struct KeyTable: Sendable {
    package struct Key: Sendable {
        package let name: String

        /// What it means, with shape, unit, range and default, for the reference page.
        package let summary: String
        package let isRequired: Bool
    }

    /// What the mapping is, in an operator's words and with its article: "a menu".
    package let subject: String
    package let keys: [Key]

    init(_ subject: String, _ keys: [Key]) {
        self.subject = subject
        self.keys = keys
    }

    func index(of name: String) -> Int? {
        keys.firstIndex { $0.name == name }
    }
}

extension KeyTable.Key {
    static func required(_ name: String, _ summary: String) -> KeyTable.Key {
        KeyTable.Key(name: name, summary: summary, isRequired: true)
    }

    static func optional(_ name: String, _ summary: String) -> KeyTable.Key {
        KeyTable.Key(name: name, summary: summary, isRequired: false)
    }
}
