/// Why a release is not where it should be.
package struct PublishingError: Error, Hashable, Sendable {
    /// One line, without a full stop.
    package let message: String

    /// More lines, a fact each.
    package let details: [String]

    /// What to do, as a verb phrase.
    package let help: String

    package init(message: String, details: [String] = [], help: String) {
        self.message = message
        self.details = details
        self.help = help
    }
}
