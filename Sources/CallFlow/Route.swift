package import ContactCenter
package import Diagnostics
package import JSONTree

/// Where a call goes, resolved.
package struct Route: Sendable {
    package var span: Span

    /// What the caller hears first.
    package var prelude: [Prompt]
    package var target: Target

    package enum Target: Sendable {
        /// Into a menu, whose own `otherwise` follows.
        case menu(MenuID)
        /// To an agent; what follows when nobody answers is the given route, or the agent's own.
        indirect case agent(AgentID, ringFor: Int?, callerID: PhoneNumber?, otherwise: Route?)
        /// To a team; what follows when nobody answers is the given route, or the team's own.
        indirect case team(TeamID, otherwise: Route?)
        indirect case ring(Ring, otherwise: Route?)
        case flow(FlowID)
        case voicemail(VoicemailID)
        case websocket(WebSocketNode)
        /// A room, by its name.
        case conference(String)
        case ncco(JSONValue)
        case hangup
        indirect case schedule(ScheduleID, open: Route, closed: Route)
        indirect case caller(CallerNode)
        indirect case split([SplitNode])
    }
}

/// Something that the caller hears, or a pause.
package enum Prompt: Sendable {
    case say(SpokenText)
    case play(SoundSource)
    case pause(seconds: Int)
}

/// Where a sound comes from.
package enum SoundSource: Hashable, Sendable {
    case url(String)
    case file(SoundFileID)
}

/// A sound file of the project.
package struct SoundFile: Sendable {
    package let bytes: [UInt8]
    package let format: SoundFormat
}

/// An endpoint that rings, with all that belongs to ringing it.
package struct Ring: Sendable {
    package enum Endpoint: Hashable, Sendable {
        /// A Client SDK user, by name.
        case app(String)
        case phone(PhoneNumber)
        /// A SIP URI.
        case sip(String)
        /// An extension of the business phone system.
        case vbc(String)
    }

    package var endpoint: Endpoint
    package var callerID: PhoneNumber?

    /// Seconds; the platform's 60 when nil.
    package var ringFor: Int?

    /// What the callee hears before the call is put through.
    package var announce: SpokenText?
    package var machine: Telephone.Machine?

    /// What the caller hears while it rings.
    package var music: SoundSource?

    /// Whether the call is recorded, and who is told.
    package var recording: RecordingNode?

    package init(_ endpoint: Endpoint) {
        self.endpoint = endpoint
    }
}

/// A recording of a call.
package struct RecordingNode: Hashable, Sendable {
    /// The project's event URL when nil.
    package var notifyURL: String?
}

/// A program that takes the call's sound.
package struct WebSocketNode: Sendable {
    package var uri: String

    /// Samples a second.
    package var rate: Int
    package var headers: [(name: String, value: String)]
}

/// A decision by who calls.
package struct CallerNode: Sendable {
    /// Numbers as digits, in source order of the lists.
    package var lists: [(name: String, numbers: [String], route: Route)]
    package var prefixes: [(prefix: String, route: Route)]
    package var withheld: Route?
    package var otherwise: Route
}

/// A share of the calls.
package struct SplitNode: Sendable {
    package var weight: Int
    package var route: Route
}

/// An agent, resolved.
package struct AgentNode: Sendable {
    package var name: Located<String>

    /// What people call the agent, where that is written.
    package var displayName: String?

    /// As the agent is rung where nothing nearer is said.
    package var ring: Ring

    /// Whether the agent says the caller id, rather than the project.
    package var hasOwnCallerID: Bool
    package var otherwise: Route?
}

/// A team, resolved.
package struct TeamNode: Sendable {
    package var name: Located<String>

    /// In the order in which they are written; at least one.
    package var members: [Ring]

    /// The agents of `members`, in the same order.
    package var memberIDs: [AgentID]
    package var order: Team.Order
    package var otherwise: Route?

    /// Whether it depends on the call who is rung first.
    package var isSpread: Bool { order == .spread && members.count > 1 }
}

/// A flow, resolved: parts of which each but the last ends in something that rings, and the next follows when nobody
/// answers.
package struct FlowNode: Sendable {
    package var name: Located<String>

    /// At least one; the `otherwise` of all but the last is nil.
    package var parts: [Route]

    /// Whether it stops behind a pause, without a word of the end: the goodbye is said there.
    package var fadesOut = false
}

/// A voicemail, resolved.
package struct VoicemailNode: Sendable {
    package var name: Located<String>
    package var say: SpokenText?

    /// Seconds.
    package var longest: Int
    package var endKey: String

    /// The project's event URL when nil.
    package var notifyURL: String?
}
