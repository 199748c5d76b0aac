/// Something that the platform is taken to do although no source confirms it, or although two of its ages disagree.
package struct Assumption: Hashable, Sendable {
    /// Where it counts, and so where the quirk is that flips it.
    package enum Subject: CaseIterable, Sendable {
        /// The APIs that `ccplan` and `ccapply` talk to; `ccsandbox serve` emulates them.
        case account
        /// Calls, which `ccsandbox call` plays.
        case calls
    }

    package let subject: Subject

    /// What is taken for granted: a sentence without its full stop.
    package let assumed: String

    /// What happens where it is false.
    package let ifFalse: String

    /// The name of the quirk of the sandbox or of the simulator that flips it; nil where none can.
    package let quirk: String?

    init(_ subject: Subject, _ assumed: String, ifFalse: String, quirk: String? = nil) {
        self.subject = subject
        self.assumed = assumed
        self.ifFalse = ifFalse
        self.quirk = quirk
    }
}

/// The one table of assumptions, which `docs/assumptions.md` shows.
package enum Assumptions {
    /// In the order of the page.
    package static let all = account + calls
}
