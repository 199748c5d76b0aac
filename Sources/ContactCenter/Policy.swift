package import Diagnostics

/// What a project allows itself: `policy`.
package struct Policy: Sendable {
    /// What can be kept from being removed.
    package enum Protected: String, CaseIterable, Sendable {
        case app, numbers, users
    }

    /// For all numbers together, in cents of a euro.
    package var maxMonthlyCost: Located<Int>?
    package var protect: [Located<Protected>] = []

    /// Seconds; four hours when nil.
    package var drain: Located<Int>?

    /// Seconds from the answer to a ringing person or a recording.
    package var maxWait: Located<Int>?

    /// Whether every way to a recording must pass a text marked `consent: yes`.
    package var recordingConsent: Located<Bool>?

    /// What is made of findings.
    package var findings = FindingPolicy()

    package init() {}

    package static let defaultDrain = 4 * 3600
}
