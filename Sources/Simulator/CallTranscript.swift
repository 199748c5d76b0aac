import JSONTree

/// What happened in a call, for people and programs.
package struct CallTranscript: Sendable {
    package var caller: CallSetup.Caller
    package var to: String
    package var uuid: String
    package var conversationUUID: String

    /// In order of time.
    package var entries: [TranscriptEntry]
    package var ending: CallEnding

    /// The length of the call in milliseconds.
    package var duration: Int

    /// Whether the platform got a first NCCO and took the call.
    package var isAnswered: Bool

    /// Whether the caller met no voice, sound or person at all, whatever rang.
    package var heardNothing: Bool

    /// The stretches longer than the setup's limit in which the caller heard nothing.
    package var silences: [Range<Int>]

    /// The people and machines that the caller was joined with, in order.
    package var reached: [Callee] {
        entries.compactMap {
            guard case .answers(let callee) = $0.event else { return nil }
            return callee
        }
    }

    /// The texts that were spoken to the caller, in order.
    package var heardTexts: [String] {
        entries.compactMap {
            guard case .hears(let text) = $0.event else { return nil }
            return text
        }
    }
}

/// One thing that happened, and when.
package struct TranscriptEntry: Sendable, Hashable {
    /// Milliseconds since the call began.
    package var time: Int
    package var event: Event

    package enum Event: Sendable, Hashable {
        /// A text is spoken to the caller.
        case hears(String)
        /// A sound file is played to the caller.
        case hearsSound(url: String)
        /// `listened` is false when no input wanted the keys and they are lost.
        case presses(String, listened: Bool)
        case says(String, listened: Bool)
        case rings(Callee, from: String?)
        case answers(Callee)
        /// `because` is what a person should know and no event says: why the platform did not even ring.
        case fails(Callee, ConnectOutcome, detail: String?, because: String? = nil)
        /// The callee leaves, and the call goes on.
        case leaves(Callee)
        /// A callee hears this before the legs are joined.
        case calleeHears(Callee, String)
        case waits(milliseconds: Int)
        case joins(conversation: String)
        /// A recording begins, or ends after so many milliseconds.
        case records(milliseconds: Int?)
        case notifies(url: String)
        /// An error event of the platform.
        case error(String)
        case webhook(WebhookTrace)
        /// The caller has heard nothing since `since`.
        case silence(since: Int)
        case ends(CallEnding)
    }
}

/// One request to a webhook and what came of it.
package struct WebhookTrace: Sendable, Hashable {
    package enum Outcome: Sendable, Hashable {
        case answered(status: Int)
        case failed(String)
    }

    package var purpose: WebhookExchange.Purpose
    package var method: Webhook.Method
    package var url: String
    package var content: WebhookContent

    /// 1, or 2 when it is the second try.
    package var attempt: Int
    package var outcome: Outcome

    /// How many actions the NCCO has that came back; nil when none did.
    package var actionCount: Int?

    package var isSuccess: Bool {
        if case .answered(let status) = outcome { (200...205).contains(status) } else { false }
    }
}

/// What a request tells its host, as far as it decides what comes next.
package enum WebhookContent: Sendable, Hashable {
    /// Who calls whom: of a request for the first NCCO. `from` is a number, a word for a withheld one, or a user's name.
    case call(from: String, to: String)
    case digits(String)
    /// The best reading of what was said, nil when nothing was.
    case words(String?)
    /// The state of a leg.
    case status(String)
    case other

    init(_ fields: JSONObject) {
        let digits = fields["dtmf"]?.stringValue ?? fields["dtmf"]?["digits"]?.stringValue ?? ""
        let words = fields["speech"]?["results"]?.arrayValue
        if let status = fields["status"]?.stringValue {
            self = .status(status)
        } else if let words, digits.isEmpty {
            self = .words(words.first?["text"]?.stringValue)
        } else if fields["dtmf"] != nil {
            self = .digits(digits)
        } else if let to = fields["to"]?.stringValue,
            let from = fields["from"]?.stringValue ?? fields["from_user"]?.stringValue
        {
            self = .call(from: from, to: to)
        } else {
            self = .other
        }
    }
}

/// An endpoint that a `connect` rings.
package struct Callee: Sendable, Hashable {
    package enum Kind: String, Sendable {
        case phone
        case app
        case sip
        case websocket
        case vbc
    }

    package var kind: Kind

    /// The number, user name, URI or extension.
    package var name: String

    package init(kind: Kind, name: String) {
        self.kind = kind
        self.name = name
    }
}

/// Why a call ended.
package enum CallEnding: Error, Sendable, Hashable {
    /// The last action was done and the platform hung up.
    case finished
    case callerHungUp
    case calleeHungUp(Callee)
    /// The time that `connect` allows was over.
    case limitReached(Callee)
    /// The caller was moved to another conversation, whose NCCO is not known here.
    case transferred(conversation: String)
    /// An NCCO that the platform refuses; the reason as in the error event.
    case badNCCO(String)
    /// No webhook gave the first NCCO.
    case unreachable(String)
    case endless(CallLimit)
    /// The director had seen enough.
    case stopped

    /// The name in the JSON form.
    package var name: String {
        switch self {
        case .finished: "finished"
        case .callerHungUp: "caller-hung-up"
        case .calleeHungUp: "callee-hung-up"
        case .limitReached: "limit-reached"
        case .transferred: "transferred"
        case .badNCCO: "bad-ncco"
        case .unreachable: "unreachable"
        case .endless: "endless"
        case .stopped: "stopped"
        }
    }
}
