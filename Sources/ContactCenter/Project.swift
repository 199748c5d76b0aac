package import Diagnostics
package import TimeZones

/// A contact center as its operator wrote it: typed, located, names not yet resolved.
///
/// Wrong values were reported and left out; what is here is sound by itself. Lists are in source order.
package struct Project: Sendable {
    package var app: AppSettings
    package var hosting: HostingSettings
    package var numbers: [Number] = []

    /// Where calls to a linked number go that no entry names.
    package var defaultInbound: Destination?

    /// Client SDK identities that are written down as such; every agent implies one more.
    package var users: [User] = []
    package var agents: [Agent] = []
    package var teams: [Team] = []
    package var menus: [Menu] = []
    package var flows: [Flow] = []
    package var voicemails: [Voicemail] = []
    package var schedules: [Schedule] = []
    package var callers: [CallerList] = []
    package var outbound: Outbound?
    package var voice = VoiceSettings()
    package var policy = Policy()
    package var removed = Removed()
    package var tests: [CallTest] = []

    /// The zone of every time that names none: `timezone`.
    package var timeZone: Located<TimeZoneName>?

    /// False when something wrong was left out: what is missing then proves nothing.
    package var isWhole = true

    package init(app: AppSettings, hosting: HostingSettings) {
        self.app = app
        self.hosting = hosting
    }
}

/// The Vonage application: `app`.
package struct AppSettings: Sendable {
    package var span: Span
    package var name: Located<String>

    /// The application's id, where the operator pins it.
    package var id: Located<String>?

    /// The path of the PEM of the public key, relative to the project's folder.
    package var publicKeyPath: Located<String>?

    /// The path of the PEM of the key before, while the key is exchanged.
    package var previousPublicKeyPath: Located<String>?

    /// The API key of the account that the project belongs to.
    package var account: Located<String>?

    /// One of `na-east`, `na-west`, `eu-west`, `eu-east`, `apac-sng`, `apac-australia`.
    package var region: Located<String>?

    /// Whether the platform signs its webhooks: true when left out.
    package var signedCallbacks: Located<Bool>?

    /// An own sink for call events; the host's when nil.
    package var eventsURL: Located<String>?

    package init(span: Span, name: Located<String>) {
        self.span = span
        self.name = name
    }
}

/// Where the bundle is served and how it gets there: `hosting`.
package struct HostingSettings: Sendable {
    package var span: Span

    /// The public URL, without a slash at the end.
    package var url: Located<String>

    /// Where files are put so that `url` serves them.
    package var publish: Located<PublishTarget>?

    /// What serves the bundle; `ccserve` when nil.
    package var target: Located<HostingTarget>?

    /// What the host does with webhooks that are not signed; `observe` when nil.
    package var signatures: Located<Signatures>?
    package var fallback: Fallback?

    package init(span: Span, url: Located<String>) {
        self.span = span
        self.url = url
    }

    /// What a host does with webhooks that are not signed as the platform signs them.
    package enum Signatures: String, CaseIterable, Sendable {
        /// Serves them, and says so in its log.
        case observe
        /// Refuses them.
        case require
    }

    /// Whether the fallback's host gives its document whatever is asked, in mid-call too.
    ///
    /// One without a program cannot tell an event from the beginning of a call. Where nothing says what serves it at its own
    /// URL, that is taken for granted.
    package var fallbackIsStatic: Bool {
        guard let fallback else { return false }
        switch servesFallback ? target?.value ?? .ccserve : fallback.target?.value ?? .static {
        case .ccserve, .nginx, .worker: return false
        case .nginxPlain, .static: return true
        }
    }

    /// Whether the host itself serves the fallback, since that has no URL of its own.
    package var servesFallback: Bool {
        guard let fallback else { return false }
        return fallback.url == nil || fallback.url?.value == url.value
    }

    /// What callers get when the host is dead: a self-contained document, best served by somebody else.
    package struct Fallback: Sendable {
        package var span: Span

        /// Where it is served; the main host when nil.
        package var url: Located<String>?

        /// What serves it there; nil where nobody says.
        package var target: Located<HostingTarget>?
        package var publish: Located<PublishTarget>?
        package var say: Text?

        /// A person of last resort.
        package var phone: Located<PhoneNumber>?
        package var callerID: Located<CallerID>?

        package init(span: Span) {
            self.span = span
        }
    }
}

/// What holds for all texts and calls where nothing nearer is said: `voice`.
package struct VoiceSettings: Sendable {
    package var voice = TextVoice()
    package var callerID: Located<CallerID>?

    /// Said where a call runs out of ways.
    package var goodbye: Text?

    package init() {}
}

/// A number to show to the callee: one of the project by name, or any of the account by its digits.
package enum CallerID: Hashable, Sendable {
    case name(String)
    case number(PhoneNumber)
}

/// What is to go: `removed`.
package struct Removed: Sendable {
    /// What happens to a number that goes.
    package enum NumberFate: String, CaseIterable, Sendable {
        /// Stays in the account, linked to nothing.
        case unlink
        /// Goes back to the pool. Cannot be undone.
        case cancel
    }

    package var numbers: [(number: Located<PhoneNumber>, fate: Located<NumberFate>)] = []

    /// Users to delete, by name.
    package var users: [Located<String>] = []

    package init() {}
}
