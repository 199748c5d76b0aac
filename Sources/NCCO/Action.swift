package import JSONTree

/// One action of a Nexmo Call Control Object: what the platform does next with a call.
///
/// Only what the compiler produces; a hand-written NCCO stays JSON and is checked by `checkNCCO`. Names and units are
/// those of the platform (NCCO reference): seconds where nothing else is said.
package enum Action: Hashable, Sendable {
    case talk(Talk)
    case stream(Stream)
    case input(Input)
    case connect(Connect)
    case notify(Notify)
}

/// Speaks a text.
package struct Talk: Hashable, Sendable {
    /// At most 1,500 characters, not counting SSML tags.
    package var text: String
    package var voice: Voice

    /// Whether a key press or speech cuts it short; the next action other than talk or stream must then be an input.
    package var bargeIn: Bool

    package init(text: String, voice: Voice = Voice(), bargeIn: Bool = false) {
        self.text = text
        self.voice = voice
        self.bargeIn = bargeIn
    }
}

/// The voice of a text; what is nil is left to the platform (`en-US`, style 0, not premium).
package struct Voice: Hashable, Sendable {
    package var language: String?
    package var style: Int?
    package var premium: Bool?

    package init(language: String? = nil, style: Int? = nil, premium: Bool? = nil) {
        self.language = language
        self.style = style
        self.premium = premium
    }
}

/// Plays a sound file.
package struct Stream: Hashable, Sendable {
    package var url: String
    package var bargeIn: Bool

    package init(url: String, bargeIn: Bool = false) {
        self.url = url
        self.bargeIn = bargeIn
    }
}

/// Collects keys and posts them to the event URL; the NCCO in the answer replaces the running one.
package struct Input: Hashable, Sendable {
    /// 1 to 20.
    package var maxDigits: Int

    /// Seconds without a key after which the platform submits what it has: 0 to 10.
    package var timeOut: Int

    /// Whether `#` submits at once.
    package var submitOnHash: Bool
    package var eventURL: String

    /// `POST` when nil.
    package var eventMethod: String?

    package init(
        maxDigits: Int,
        timeOut: Int,
        submitOnHash: Bool = false,
        eventURL: String,
        eventMethod: String? = nil
    ) {
        self.maxDigits = maxDigits
        self.timeOut = timeOut
        self.submitOnHash = submitOnHash
        self.eventURL = eventURL
        self.eventMethod = eventMethod
    }
}

/// Rings one endpoint and joins it with the caller.
package struct Connect: Hashable, Sendable {
    package enum Endpoint: Hashable, Sendable {
        /// A Client SDK user, by name.
        case app(user: String)
        /// E.164 digits, or the token that the host replaces by the dialled number.
        case phone(number: String)
    }

    package var endpoint: Endpoint

    /// The caller id, E.164 digits of an own number; nil sends none.
    package var from: String?

    /// Seconds of ringing, 1 to 120; the platform's 60 when nil.
    package var timeout: Int?

    /// Where the states of the new leg are posted, and may be answered with the NCCO that follows; nil leaves them to
    /// the application's event URL and the flow to the next action.
    package var synchronousEventURL: String?

    package init(
        endpoint: Endpoint,
        from: String? = nil,
        timeout: Int? = nil,
        synchronousEventURL: String? = nil
    ) {
        self.endpoint = endpoint
        self.from = from
        self.timeout = timeout
        self.synchronousEventURL = synchronousEventURL
    }
}

/// Posts to a URL; the NCCO in the answer replaces the running one, an empty answer goes on.
package struct Notify: Hashable, Sendable {
    package var eventURL: String
    package var payload: JSONObject

    package init(eventURL: String, payload: JSONObject) {
        self.eventURL = eventURL
        self.payload = payload
    }
}
