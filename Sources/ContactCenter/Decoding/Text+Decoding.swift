internal import ConfigSyntax
internal import Diagnostics

extension ModelDecoder {
    /// A text, SSML, or a mapping with its own voice.
    mutating func text(_ node: SyntaxNode?, _ what: String) -> Text? {
        guard let node else { return nil }
        guard node.kind == .mapping else {
            return string(node, what).map { Text(content: $0) }
        }
        if node.count == 1, node.value(forKey: "secret") != nil {
            report(.secretNotAllowed("'\(what)'", at: node.span))
            return nil
        }
        guard let reader = mapping(node, .text), let content = string(reader["text"], "text") else { return nil }
        var voice = voice(reader)
        voice.consent = boolean(reader["consent"], "consent")
        return Text(content: content, voice: voice)
    }

    /// `{say: …}`, as beside `no_input`; a bare text is understood too.
    mutating func sayText(_ node: SyntaxNode?, _ what: String) -> Text? {
        guard let node else { return nil }
        guard node.kind == .mapping else { return text(node, what) }
        return mapping(node, .retryText).flatMap { text($0["say"], "say") }
    }

    /// The voice keys of a mapping whose table has `language`, `style` and `premium`.
    mutating func voice(_ reader: MappingReader) -> TextVoice {
        var voice = TextVoice()
        voice.language = string(reader["language"], "language")
        voice.style = integer(reader["style"], "style", in: 0...99)
        voice.premium = boolean(reader["premium"], "premium")
        return voice
    }
}
