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
    case conversation(Conversation)
    case record(Record)
    case notify(Notify)
    case wait(seconds: Int)
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

/// Collects keys and words and posts them to the event URL; the NCCO in the answer replaces the running one.
package struct Input: Hashable, Sendable {
    /// What is heard for words.
    package struct Speech: Hashable, Sendable {
        /// As the table of languages writes it; the platform's `en-US` when nil.
        package var language: String?

        /// Words to expect.
        package var context: [String]

        /// Seconds until the first word, 1 to 10 where all editions agree; the platform's 10 when nil.
        package var startTimeout: Int?

        /// Seconds of speaking, 1 to 60; the platform's 60 when nil.
        package var maxDuration: Int?

        package init(language: String?, context: [String], startTimeout: Int? = nil, maxDuration: Int? = nil) {
            self.language = language
            self.context = context
            self.startTimeout = startTimeout
            self.maxDuration = maxDuration
        }
    }

    /// 1 to 20.
    package var maxDigits: Int

    /// Seconds without a key after which the platform submits what it has: 0 to 10.
    package var timeOut: Int

    /// Whether `#` submits at once.
    package var submitOnHash: Bool

    /// Nil where only keys count.
    package var speech: Speech?
    package var eventURL: String

    /// `POST` when nil.
    package var eventMethod: String?

    package init(
        maxDigits: Int,
        timeOut: Int,
        submitOnHash: Bool = false,
        speech: Speech? = nil,
        eventURL: String,
        eventMethod: String? = nil
    ) {
        self.maxDigits = maxDigits
        self.timeOut = timeOut
        self.submitOnHash = submitOnHash
        self.speech = speech
        self.eventURL = eventURL
        self.eventMethod = eventMethod
    }
}

/// Rings one endpoint and joins it with the caller.
package struct Connect: Hashable, Sendable {
    package enum Endpoint: Hashable, Sendable {
        /// A Client SDK user, by name.
        case app(user: String)
        /// E.164 digits, or the token that the host replaces by the dialled number; the NCCO behind the URL runs for the
        /// callee before the legs are joined.
        case phone(number: String, onAnswerURL: String? = nil)
        case sip(uri: String, headers: [(name: String, value: String)] = [])
        case websocket(uri: String, contentType: String, headers: [(name: String, value: String)] = [])
        case vbc(extension: String)
    }

    package var endpoint: Endpoint

    /// The caller id, E.164 digits of an own number; nil sends none.
    package var from: String?

    /// Seconds of ringing, 1 to 120; the platform's 60 when nil.
    package var timeout: Int?

    /// What happens when a machine answers: `hangup` or `continue`; the platform does not listen for one when nil.
    package var machineDetection: String?

    /// What the caller hears while it rings.
    package var ringbackTone: String?

    /// Where the states of the new leg are posted, and may be answered with the NCCO that follows; nil leaves them to
    /// the application's event URL and the flow to the next action.
    package var synchronousEventURL: String?

    /// Of that URL; `POST` when nil.
    package var eventMethod: String?

    package init(
        endpoint: Endpoint,
        from: String? = nil,
        timeout: Int? = nil,
        machineDetection: String? = nil,
        ringbackTone: String? = nil,
        synchronousEventURL: String? = nil,
        eventMethod: String? = nil
    ) {
        self.endpoint = endpoint
        self.from = from
        self.timeout = timeout
        self.machineDetection = machineDetection
        self.ringbackTone = ringbackTone
        self.synchronousEventURL = synchronousEventURL
        self.eventMethod = eventMethod
    }
}

extension Connect.Endpoint {
    package static func == (left: Connect.Endpoint, right: Connect.Endpoint) -> Bool { left.json == right.json }

    package func hash(into hasher: inout Hasher) { json.hash(into: &hasher) }
}

/// Joins a room that others may be in or come to.
package struct Conversation: Hashable, Sendable {
    package var name: String

    package init(name: String) {
        self.name = name
    }
}

/// Records the caller, or the whole call.
package struct Record: Hashable, Sendable {
    /// Ends the recording; nil: the recording runs beside the following actions until the call ends.
    package struct End: Hashable, Sendable {
        /// One of `0-9*#`; nil: no key does.
        package var key: String?

        /// Seconds, 3 to 7,200.
        package var timeOut: Int

        package init(key: String?, timeOut: Int) {
            self.key = key
            self.timeOut = timeOut
        }
    }

    package var end: End?
    package var beepStart: Bool

    /// Is told where the recording is.
    package var eventURL: String

    package init(end: End?, beepStart: Bool, eventURL: String) {
        self.end = end
        self.beepStart = beepStart
        self.eventURL = eventURL
    }
}

/// Posts to a URL; the NCCO in the answer replaces the running one, an empty answer goes on.
package struct Notify: Hashable, Sendable {
    package var eventURL: String
    package var payload: JSONObject

    /// `POST` when nil.
    package var eventMethod: String?

    package init(eventURL: String, payload: JSONObject, eventMethod: String? = nil) {
        self.eventURL = eventURL
        self.payload = payload
        self.eventMethod = eventMethod
    }
}
