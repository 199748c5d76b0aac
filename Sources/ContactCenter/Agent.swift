package import Diagnostics

/// A person who takes calls: an entry of `agents`.
///
/// Implies the user of the same name.
package struct Agent: Sendable {
    package var name: Located<String>
    package var displayName: Located<String>?
    package var place: Place = .app

    /// Seconds, 1 to 120.
    package var ringFor: Located<Int>?

    /// What the caller hears while it rings.
    package var music: Located<Sound>?
    package var record: Recording?
    package var callerID: Located<CallerID>?
    package var otherwise: Destination?

    package init(name: Located<String>) {
        self.name = name
    }

    /// Where the agent is rung.
    package enum Place: Sendable {
        case app
        case sip(Located<String>)
        case phone(Telephone)
        case vbc(Located<String>)
    }
}

/// A call that is recorded from the ringing on.
package struct Recording: Sendable {
    package var span: Span

    /// Is told where the recording is; the project's event URL when nil.
    package var notifyURL: Located<String>?

    package init(span: Span) {
        self.span = span
    }
}

/// A sound file.
package enum Sound: Hashable, Sendable {
    /// An https URL, which is played as it stands.
    case url(String)
    /// A file of the project, by its path relative to the project's folder; it is published with the bundle.
    case file(String)
}

/// People who take calls together: an entry of `teams`.
package struct Team: Sendable {
    package var name: Located<String>

    /// At least one.
    package var agents: [Located<String>]
    package var order: Order = .fixed

    /// Seconds, 1 to 120, for agents that do not say themselves.
    package var ringFor: Located<Int>?
    package var callerID: Located<CallerID>?
    package var otherwise: Destination?

    package init(name: Located<String>, agents: [Located<String>]) {
        self.name = name
        self.agents = agents
    }

    package enum Order: String, CaseIterable, Sendable {
        /// Always as written.
        case fixed
        /// From an agent that depends on the call, and round.
        case spread
    }
}
