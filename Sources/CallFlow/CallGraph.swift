package import ContactCenter
package import Diagnostics
package import NCCO

/// The contact center with all names resolved: what a call can meet, and how it gets from one to the next.
package struct CallGraph: Sendable {
    /// The numbers that calls come in on, in source order.
    package var entries: [Entry] = []

    /// Where calls to any other linked number go; nil for the goodbye.
    package var defaultEntry: Route?

    /// By `MenuID`: each menu once, then once more for each place that enters it with an own `otherwise`.
    package var menus: [MenuNode] = []

    /// By `AgentID`.
    package var agents: [AgentNode] = []

    /// By `TeamID`.
    package var teams: [TeamNode] = []

    /// By `FlowID`.
    package var flows: [FlowNode] = []

    /// By `VoicemailID`.
    package var voicemails: [VoicemailNode] = []

    /// By `ScheduleID`.
    package var schedules: [Schedule] = []

    /// The sound files of the project that calls play, by `SoundFileID`.
    package var sounds: [SoundFile] = []

    /// What will serve the bundle.
    package var target = HostingTarget.ccserve

    /// Is told of call events and recordings; the host's when nil.
    package var eventsURL: String?
    package var outbound: OutboundNode?

    /// Said where a call runs out of ways.
    package var goodbye: SpokenText

    /// Said where the host is dead in mid-call.
    package var apology: SpokenText
    package var fallback: FallbackNode?

    package init(goodbye: SpokenText, apology: SpokenText) {
        self.goodbye = goodbye
        self.apology = apology
    }

    package subscript(id: MenuID) -> MenuNode { menus[id.index] }
    package subscript(id: AgentID) -> AgentNode { agents[id.index] }
    package subscript(id: TeamID) -> TeamNode { teams[id.index] }
    package subscript(id: FlowID) -> FlowNode { flows[id.index] }
    package subscript(id: VoicemailID) -> VoicemailNode { voicemails[id.index] }
    package subscript(id: ScheduleID) -> Schedule { schedules[id.index] }
    package subscript(id: SoundFileID) -> SoundFile { sounds[id.index] }

    /// The ids of all menus, in order.
    package var menuIDs: [MenuID] { menus.indices.map(MenuID.init(index:)) }

    /// The menu of that name as it is written, not a variant.
    ///
    /// - Complexity: O(menus).
    package func menu(named name: String) -> MenuID? {
        menus.firstIndex { $0.name.value == name }.map(MenuID.init(index:))
    }
}

/// A menu of the graph.
package struct MenuID: Hashable, Sendable {
    package let index: Int

    package init(index: Int) {
        self.index = index
    }
}

/// An agent of the graph.
package struct AgentID: Hashable, Sendable {
    package let index: Int

    package init(index: Int) {
        self.index = index
    }
}

/// A team of the graph.
package struct TeamID: Hashable, Sendable {
    package let index: Int

    package init(index: Int) {
        self.index = index
    }
}

/// A flow of the graph.
package struct FlowID: Hashable, Sendable {
    package let index: Int

    package init(index: Int) {
        self.index = index
    }
}

/// A voicemail of the graph.
package struct VoicemailID: Hashable, Sendable {
    package let index: Int

    package init(index: Int) {
        self.index = index
    }
}

/// A schedule of the graph.
package struct ScheduleID: Hashable, Sendable {
    package let index: Int

    package init(index: Int) {
        self.index = index
    }
}

/// A sound file of the graph.
package struct SoundFileID: Hashable, Sendable {
    package let index: Int

    package init(index: Int) {
        self.index = index
    }
}

/// A number that calls come in on.
package struct Entry: Sendable {
    /// What the project calls it.
    package let name: Located<String>
    package let number: Located<PhoneNumber>

    /// Whether the number only stands in for one that is yet to be bought.
    package let isStandIn: Bool

    /// Nil where the number has no inbound of its own.
    package var route: Route?
}

/// A text with the voice that it is spoken in.
package struct SpokenText: Sendable {
    package var content: Located<String>
    package var voice: Voice

    /// Whether it tells that the call is recorded.
    package var isConsent = false

    package init(content: Located<String>, voice: Voice, isConsent: Bool = false) {
        self.content = content
        self.voice = voice
        self.isConsent = isConsent
    }
}

/// A menu, resolved.
package struct MenuNode: Sendable {
    package var name: Located<String>

    /// 0 for the menu as it is written; counts the places that enter it with an own `otherwise`.
    package var variant: Int
    package var say: SpokenText?
    package var prompt: SpokenText
    package var options: [Option]
    package var maxDigits: Int

    /// Seconds.
    package var timeout: Int

    /// How often the prompt is said in all, at least once.
    package var attempts: Int
    package var bargeIn: Bool

    /// Nil: only keys count.
    package var speech: SpeechNode?
    package var noInput: SpokenText?
    package var wrongInput: SpokenText?

    /// After the last attempt; nil for the goodbye.
    package var otherwise: Route?

    package struct Option: Sendable {
        package var keys: Located<String>
        package var route: Route

        /// Words and phrases that choose it, too, as written, where the menu listens.
        package var words: [Located<String>] = []
    }
}

/// How a menu listens for words, resolved.
package struct SpeechNode: Sendable {
    package var span: Span

    /// As the platform writes it; its `en-US` when nil.
    package var language: String?

    /// Seconds until the first word, 1 to 10.
    package var startTimeout: Int

    /// The longest utterance, in seconds.
    package var longest: Int

    /// To be expected beside the words of the options.
    package var hints: [Located<String>]
}

/// Calls by app users, resolved.
package struct OutboundNode: Sendable {
    package var span: Span
    package var say: SpokenText?
    package var callerID: PhoneNumber
    package var ringFor: Int?
    package var national: Outbound.National?

    /// Digits.
    package var allow: [String]

    /// Digits, the platform's high-risk list included.
    package var deny: [String]
    package var refuse: SpokenText
    package var extensions: [(keys: Located<String>, route: Route)]
    package var otherwise: Route?
}

/// What the self-contained document holds.
package struct FallbackNode: Sendable {
    package var callee: Ring?
}
