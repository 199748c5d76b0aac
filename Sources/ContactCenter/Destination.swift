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

    package indirect enum Target: Sendable {
        case menu(Located<String>)
        case agent(Located<String>)
        case team(Located<String>)
        case flow(Located<String>)
        case voicemail(Located<String>)
        case phone(Telephone)
        case sip(Located<String>)
        case websocket(WebSocketEndpoint)
        case vbc(Located<String>)
        case conference(Located<String>)
        case ncco(Located<NCCOSource>)
        case hangup
        case schedule(Located<String>, open: Destination, closed: Destination)
        case caller(CallerDecider)
        case split([SplitBranch])
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

/// A telephone to ring.
package struct Telephone: Sendable {
    package var number: Located<PhoneNumber>

    /// What the callee hears before the legs are joined.
    package var announce: Text?

    /// Nil: the platform does not listen for one.
    package var machine: Located<Machine>?

    package init(number: Located<PhoneNumber>) {
        self.number = number
    }

    /// What happens when an answering machine picks up.
    package enum Machine: String, CaseIterable, Sendable {
        case hangUp = "hang-up"
        case ignore
    }
}

/// A program that takes the call's sound over a websocket.
package struct WebSocketEndpoint: Sendable {
    package var uri: Located<String>

    /// Samples a second: 8,000, 16,000 or 24,000.
    package var rate: Located<Int>?
    package var headers: [(name: Located<String>, value: Located<String>)] = []

    package init(uri: Located<String>) {
        self.uri = uri
    }
}

/// Decides by who calls: lists first, then the longest prefix.
package struct CallerDecider: Sendable {
    /// By the names of `callers`, in source order.
    package var lists: [(name: Located<String>, destination: Destination)] = []

    /// Digits of international numbers, 1 to 15, without `+`.
    package var prefixes: [(prefix: Located<String>, destination: Destination)] = []

    /// No number, or none that is one.
    package var withheld: Destination?
    package var otherwise: Destination

    package init(otherwise: Destination) {
        self.otherwise = otherwise
    }
}

/// A share of the calls.
package struct SplitBranch: Sendable {
    /// 1 to 1,000,000; the shares of a split add up to the whole.
    package var weight: Located<Int>
    package var destination: Destination

    package init(weight: Located<Int>, destination: Destination) {
        self.weight = weight
        self.destination = destination
    }
}

/// Where a hand-written NCCO stands.
package enum NCCOSource: Hashable, Sendable {
    /// A file of the project, by its path relative to the project's folder.
    case file(String)
    case inline(JSONValue)
}

extension Destination {
    /// The destinations that are written inside of this one, in source order where that matters.
    package var inner: [Destination] {
        var destinations: [Destination] = []
        switch target {
        case .schedule(_, let open, let closed): destinations = [open, closed]
        case .caller(let decider):
            destinations = decider.lists.map(\.destination) + decider.prefixes.map(\.destination)
            destinations += [decider.withheld, decider.otherwise].compactMap(\.self)
        case .split(let branches): destinations = branches.map(\.destination)
        case .menu, .agent, .team, .flow, .voicemail, .phone, .sip, .websocket, .vbc, .conference, .ncco, .hangup:
            break
        }
        return destinations + [otherwise?.destination].compactMap(\.self)
    }
}
