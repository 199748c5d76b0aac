/// The keys of one kind of mapping in the language: what the decoder accepts, and what the reference page describes.
package struct KeyTable: Sendable {
    package struct Key: Sendable {
        package let name: String

        /// What it means, with shape, unit, range and default, for the reference page.
        package let summary: String
        package let isRequired: Bool

        /// The bytes of the name, to tell most keys apart without comparing.
        let length: Int
    }

    /// What the mapping is, in an operator's words and with its article: "a menu".
    package let subject: String
    package let keys: [Key]
    let requiredNames: [String]

    init(_ subject: String, _ keys: [Key]) {
        self.subject = subject
        self.keys = keys
        requiredNames = keys.filter(\.isRequired).map(\.name)
    }
}

extension KeyTable.Key {
    static func required(_ name: String, _ summary: String) -> KeyTable.Key {
        KeyTable.Key(name: name, summary: summary, isRequired: true, length: name.utf8.count)
    }

    static func optional(_ name: String, _ summary: String) -> KeyTable.Key {
        KeyTable.Key(name: name, summary: summary, isRequired: false, length: name.utf8.count)
    }
}
