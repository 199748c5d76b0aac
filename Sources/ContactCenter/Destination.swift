package import Diagnostics
package import JSONTree

/// Where a call goes: the one concept that glues the rest.
package struct Destination: Sendable {
    package var span: Span

    /// Said before.
    package var say: Text?
    package var target: Target

    /// Seconds of ringing, 1 to 120, for targets that ring.
    package var ringFor: Located<Int>?
    package var callerID: Located<CallerID>?

    /// What happens when it did not work out: unanswered, or the last attempt of a menu.
    package var otherwise: Otherwise?

    package init(span: Span, target: Target) {
        self.span = span
        self.target = target
    }

    package enum Target: Sendable {
        case menu(Located<String>)
        case agent(Located<String>)
        case phone(Located<PhoneNumber>)
        case ncco(Located<NCCOSource>)
        case hangup
    }

    /// A destination on the heap, so that destinations can nest.
    package indirect enum Otherwise: Sendable {
        case destination(Destination)

        package var destination: Destination {
            switch self {
            case .destination(let destination): destination
            }
        }
    }
}

/// Where a hand-written NCCO stands.
package enum NCCOSource: Hashable, Sendable {
    /// A file of the project, by its path relative to the project's folder.
    case file(String)
    case inline(JSONValue)
}
