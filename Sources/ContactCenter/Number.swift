package import Diagnostics

/// A number of the account: an entry of `numbers`.
package struct Number: Sendable {
    package var name: Located<String>

    /// The number; of one that is searched for the one that it was pinned to, else a stand-in.
    package var number: Located<PhoneNumber>

    /// What to look for, where the project names no number.
    package var search: NumberSearch?

    /// Whether the number is only a stand-in: nothing was bought yet.
    package var isStandIn = false
    package var inbound: Destination?

    /// Cents of a euro, where the operator says.
    package var monthlyCost: Located<Int>?

    /// Whether the number is taken from another application, or from a forwarding of its own.
    package var adopts: Located<Bool>?

    package init(name: Located<String>, number: Located<PhoneNumber>) {
        self.name = name
        self.number = number
    }
}

/// What a number must be like that is to be bought.
package struct NumberSearch: Sendable {
    /// As the Numbers API writes them, in the order that it wants them in.
    package enum Feature: String, CaseIterable, Sendable {
        case sms = "SMS"
        case mms = "MMS"
        case voice = "VOICE"
    }

    /// As the Numbers API writes them.
    package enum Kind: String, CaseIterable, Sendable {
        case landline
        case tollFree = "landline-toll-free"
        case mobile = "mobile-lvn"
    }

    package var span: Span

    /// Two capital letters, ISO 3166.
    package var country: Located<String>

    /// In the order of the API; `VOICE` when nothing is written.
    package var features: [Feature] = [.voice]
    package var kind: Located<Kind>?

    /// At most one of the three; digits.
    package var pattern: Located<Pattern>?

    /// Cents of a euro.
    package var maxMonthlyCost: Located<Int>?

    /// Whether a spare number of the account is taken rather than one bought.
    package var reusesSpare: Located<Bool>?

    package enum Pattern: Hashable, Sendable {
        case startsWith(String)
        case contains(String)
        case endsWith(String)
    }

    package init(span: Span, country: Located<String>) {
        self.span = span
        self.country = country
    }
}
