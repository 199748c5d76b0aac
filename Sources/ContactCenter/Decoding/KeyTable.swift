/// The keys of one kind of mapping in the language: what the decoder accepts, what the reference page describes and the
/// schema for editors checks.
package struct KeyTable: Sendable {
    package struct Key: Sendable {
        package let name: String

        /// What may stand there.
        package let shape: ValueShape

        /// What it means, with unit, range and default, for the reference page.
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
    static func required(_ name: String, _ shape: ValueShape, _ summary: String) -> KeyTable.Key {
        KeyTable.Key(name: name, shape: shape, summary: summary, isRequired: true, length: name.utf8.count)
    }

    static func optional(_ name: String, _ shape: ValueShape, _ summary: String) -> KeyTable.Key {
        KeyTable.Key(name: name, shape: shape, summary: summary, isRequired: false, length: name.utf8.count)
    }
}

extension ValueShape {
    /// A destination: a mapping, or the bare word `hangup`.
    static let destination = ValueShape.anyOf([.table { .destination }, .choice(["hangup"])])

    /// Something that is spoken: a text, SSML, or a mapping with its own voice.
    static let spoken = ValueShape.anyOf([.text, .table { .text }])

    /// A text behind `say`, or bare.
    static let sayText = ValueShape.anyOf([.spoken, .table { .retryText }])

    /// Seconds of ringing.
    static let ringing = ValueShape.duration(1...120)

    /// Texts by key.
    static let texts = ValueShape.named(.anyKey, .text)
}
