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
        // Nearly all are told by their first sign.
        content.value.utf8.first == UInt8(ascii: "<") && content.value.utf8.starts(with: "<speak".utf8)
    }
}

/// A voice as far as it is written down at one place.
///
/// One pointer, nil for nearly all: a large project has a hundred thousand texts, and few with an own voice.
package struct TextVoice: Sendable {
    private struct Settings {
        var language: Located<String>?
        var style: Located<Int>?
        var premium: Located<Bool>?
        var consent: Located<Bool>?
    }

    private indirect enum Storage {
        case nothing
        case written(Settings)
    }

    private var storage = Storage.nothing

    package init() {}

    /// Whether nothing is written.
    package var isEmpty: Bool {
        if case .nothing = storage { true } else { false }
    }

    /// As the platform writes it, `en-GB`.
    package var language: Located<String>? {
        get { settings.language }
        set { settings.language = newValue }
    }

    /// Holds only for the language that it stands beside.
    package var style: Located<Int>? {
        get { settings.style }
        set { settings.style = newValue }
    }

    package var premium: Located<Bool>? {
        get { settings.premium }
        set { settings.premium = newValue }
    }

    /// Whether the text tells that the call is recorded; a property of the text, kept here since few texts have it.
    package var consent: Located<Bool>? {
        get { settings.consent }
        set { settings.consent = newValue }
    }

    private var settings: Settings {
        get {
            if case .written(let settings) = storage { settings } else { Settings() }
        }
        set {
            let isEmpty =
                newValue.language == nil && newValue.style == nil && newValue.premium == nil && newValue.consent == nil
            storage = isEmpty ? .nothing : .written(newValue)
        }
    }
}
