internal import ConfigSyntax

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
    }

    /// A reader of each mapping holds its table: that is to count one reference.
    private final class Content: Sendable {
        let subject: String
        let keys: [Key]
        let codes: [TextCode]
        let required: [Int]

        init(_ subject: String, _ keys: [Key]) {
            self.subject = subject
            self.keys = keys
            codes = keys.map { TextCode($0.name) }
            required = keys.indices.filter { keys[$0].isRequired }
            assert(Set(codes).count == keys.count, "two keys of \(subject) have one code")
        }
    }

    private let content: Content

    /// What the mapping is, in an operator's words and with its article: "a menu".
    package var subject: String { content.subject }
    package var keys: [Key] { content.keys }

    /// The codes of the keys' names, each another one.
    var codes: [TextCode] { content.codes }

    /// The places of those keys that have to be there.
    var required: [Int] { content.required }

    init(_ subject: String, _ keys: [Key]) {
        content = Content(subject, keys)
    }
}

extension KeyTable.Key {
    static func required(_ name: String, _ shape: ValueShape, _ summary: String) -> KeyTable.Key {
        KeyTable.Key(name: name, shape: shape, summary: summary, isRequired: true)
    }

    static func optional(_ name: String, _ shape: ValueShape, _ summary: String) -> KeyTable.Key {
        KeyTable.Key(name: name, shape: shape, summary: summary, isRequired: false)
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
