package import Diagnostics

/// Something that is spoken.
package struct Text: Sendable {
    /// Plain text, or SSML when it stands in `<speak>`.
    package var content: Located<String>
    package var voice: TextVoice

    package init(content: Located<String>, voice: TextVoice = TextVoice()) {
        self.content = content
        self.voice = voice
    }

    package var isSSML: Bool {
        content.value.utf8.starts(with: "<speak".utf8)
    }
}

/// A voice as far as it is written down at one place.
package struct TextVoice: Sendable {
    /// As the platform writes it, `en-GB`.
    package var language: Located<String>?

    /// Holds only for the language that it stands beside.
    package var style: Located<Int>?
    package var premium: Located<Bool>?

    package init() {}
}
