package import Diagnostics

/// What happens when an app user dials: `outbound`.
package struct Outbound: Sendable {
    package var span: Span
    package var say: Text?
    package var callerID: Located<CallerID>?

    /// Seconds, 1 to 120.
    package var ringFor: Located<Int>?
    package var national: National?

    /// Prefixes of international numbers: digits, 1 to 15.
    package var allow: [Located<String>] = []
    package var deny: [Located<String>] = []

    /// What a refused caller hears.
    package var refuse: Text?
    package var extensions: [(keys: Located<String>, destination: Destination)] = []

    /// When the callee does not answer.
    package var otherwise: Destination?

    package init(span: Span) {
        self.span = span
    }

    /// How a national number is made international.
    package enum National: Hashable, Sendable {
        case trunk(String, code: String)
        case length(digits: Int, code: String)
    }
}
