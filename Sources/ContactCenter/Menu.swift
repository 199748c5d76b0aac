package import Diagnostics

/// A menu that callers answer by key: an entry of `menus`.
package struct Menu: Sendable {
    package var name: Located<String>

    /// Said once, when the menu is entered from elsewhere.
    package var say: Text?
    package var prompt: Text
    package var options: [Option]

    /// The most digits that are collected; the longest option's when nil.
    ///
    /// 1 to 20.
    package var maxDigits: Located<Int>?

    /// Seconds without a key: 0 to 10; 5 when nil.
    package var timeout: Located<Int>?

    /// How often the prompt is repeated: 0 to 9; 2 when nil.
    package var retries: Located<Int>?

    /// Whether a key cuts the prompt short: true when nil.
    package var bargeIn: Located<Bool>?

    /// Nil: only keys count.
    package var speech: Speech?
    package var noInput: Text?
    package var wrongInput: Text?
    package var otherwise: Destination?

    package init(name: Located<String>, prompt: Text, options: [Option]) {
        self.name = name
        self.prompt = prompt
        self.options = options
    }

    package struct Option: Sendable {
        /// 1 to 20 of `0-9*#`.
        package var keys: Located<String>
        package var destination: Destination

        /// Words or phrases that choose it, too, as written.
        package var words: [Located<String>] = []

        package init(keys: Located<String>, destination: Destination) {
            self.keys = keys
            self.destination = destination
        }
    }

    /// How words are listened for.
    package struct Speech: Sendable {
        package var span: Span

        /// That of the prompt when nil.
        package var language: Located<String>?

        /// Seconds until the first word, 1 to 10; as long as for a key when nil.
        package var timeout: Located<Int>?

        /// Seconds, 1 to 60.
        package var longest: Located<Int>?

        /// Words to expect beside those of the options.
        package var hints: [Located<String>] = []

        package init(span: Span) {
            self.span = span
        }
    }

    package static let defaultTimeout = 5
    package static let defaultRetries = 2
    package static let defaultLongestSpeech = 10
}
