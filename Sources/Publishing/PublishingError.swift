package import Diagnostics

/// Why a release is not where it should be.
package struct PublishingError: Error, Hashable, Sendable {
    /// One line, without a full stop.
    package let message: String

    /// More lines, a fact each.
    package let details: [String]

    /// What to do, as a verb phrase.
    package let help: String

    /// Of its page, where there is one.
    package let code: DiagnosticCode?

    package init(message: String, details: [String] = [], help: String, code: DiagnosticCode? = nil) {
        self.message = message
        self.details = details
        self.help = help
        self.code = code
    }
}
