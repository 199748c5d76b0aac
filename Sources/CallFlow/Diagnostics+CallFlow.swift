internal import ContactCenter
package import Diagnostics

extension DiagnosticCode {
    static let undefinedNumber = DiagnosticCode("CC1002")
    static let undefinedAgent = DiagnosticCode("CC1003")
    static let undefinedMenu = DiagnosticCode("CC1004")
    static let undefinedTeam = DiagnosticCode("CC1005")
    static let undefinedFlow = DiagnosticCode("CC1006")
    static let undefinedVoicemail = DiagnosticCode("CC1007")
    static let undefinedSchedule = DiagnosticCode("CC1008")
    static let undefinedCallers = DiagnosticCode("CC1009")
    static let numberTwice = DiagnosticCode("CC2002")
    static let noInbound = DiagnosticCode("CC2005")
    static let usedAndRemoved = DiagnosticCode("CC2006")
    static let noCallerID = DiagnosticCode("CC2007")
    static let unbreakableLoop = DiagnosticCode("CC3004")
    package static let unreachableMenu = DiagnosticCode("CC3005")
    static let optionTooLong = DiagnosticCode("CC3006")
    static let optionIsPrefix = DiagnosticCode("CC3007")
    static let noWayOut = DiagnosticCode("CC3010")
    static let stepOtherwise = DiagnosticCode("CC3011")
    static let stepEndsFlow = DiagnosticCode("CC3012")
    static let callerNotKnown = DiagnosticCode("CC3013")
    static let uselessCallerID = DiagnosticCode("CC2009")
    static let callerFile = DiagnosticCode("CC2010")
    static let soundFile = DiagnosticCode("CC3032")
    static let textTooLong = DiagnosticCode("CC3020")
    static let reservedText = DiagnosticCode("CC3021")
    static let malformedSSML = DiagnosticCode("CC3022")
    static let unknownLanguage = DiagnosticCode("CC3023")
    static let unknownStyle = DiagnosticCode("CC3024")
    static let silentEnd = DiagnosticCode("CC3070")
    static let appRingsInRow = DiagnosticCode("CC3071")
    static let recordingGoesOn = DiagnosticCode("CC3072")
    static let spokenKeyMissing = DiagnosticCode("CC3073")
    static let optionNotSpoken = DiagnosticCode("CC3074")
    static let spokenElsewhere = DiagnosticCode("CC3075")
    static let decidedBefore = DiagnosticCode("CC3090")
    static let nothingSpoken = DiagnosticCode("CC3091")
    static let nccoFile = DiagnosticCode("CC3030")
    static let nccoProblem = DiagnosticCode("CC3031")
    static let unknownSpeechLanguage = DiagnosticCode("CC3060")
    static let wordsWithoutSpeech = DiagnosticCode("CC3061")
    static let speechWithoutWords = DiagnosticCode("CC3062")
    static let phraseNeverHeard = DiagnosticCode("CC3063")
    static let phraseWithoutWord = DiagnosticCode("CC3064")
    static let phraseTooLong = DiagnosticCode("CC3065")
    static let targetCannot = DiagnosticCode("CC4010")
    static let bundleTooLarge = DiagnosticCode("CC4011")
    static let requiredButNotSigned = DiagnosticCode("CC4020")
    static let nothingAllowed = DiagnosticCode("CC5002")
    static let waitsTooLong = DiagnosticCode("CC5010")
    static let noConsent = DiagnosticCode("CC5011")
    static let allowsAllOfOne = DiagnosticCode("CC5012")
    static let allowsManyCountries = DiagnosticCode("CC5013")
    static let allowsHighRisk = DiagnosticCode("CC5014")
}

extension DiagnosticCode {
    /// The section in which a name is missing, where a finding of this code says so.
    package var sectionOfMissingName: String? {
        switch self {
        case .undefinedNumber: "numbers"
        case .undefinedAgent: "agents"
        case .undefinedMenu: "menus"
        case .undefinedTeam: "teams"
        case .undefinedFlow: "flows"
        case .undefinedVoicemail: "voicemails"
        case .undefinedSchedule: "schedules"
        case .undefinedCallers: "callers"
        default: nil
        }
    }
}

extension Diagnostic {
    /// A name that stands for nothing, of a menu, an agent and so on.
    static func undefined(_ kind: String, _ name: Located<String>, nearest: String?) -> Diagnostic {
        let (code, place): (DiagnosticCode, String) =
            switch kind {
            case "menu": (.undefinedMenu, "menus")
            case "agent": (.undefinedAgent, "agents")
            case "team": (.undefinedTeam, "teams")
            case "flow": (.undefinedFlow, "flows")
            case "voicemail": (.undefinedVoicemail, "voicemails")
            case "schedule": (.undefinedSchedule, "schedules")
            default: (.undefinedCallers, "callers")
            }
        return error(code, "\(kind) '\(name.value)' is not defined", at: name.span, help: "add it under '\(place)'")
            .suggesting(nearest, insteadOf: name.span)
    }

    static func undefinedNumber(_ name: Located<String>, nearest: String?) -> Diagnostic {
        error(
            .undefinedNumber,
            "number '\(name.value)' is not defined",
            at: name.span,
            help: "add it under 'numbers', or write the digits, like +44 20 7946 0000"
        ).suggesting(nearest, insteadOf: name.span)
    }

    /// A branch that no call takes: the schedule was asked at the same time before, and was found to be as `isOpen` says.
    static func decidedBefore(_ name: Located<String>, isOpen: Bool, never span: Span) -> Diagnostic {
        warning(
            .decidedBefore,
            "no call goes here: schedule '\(name.value)' was found \(isOpen ? "open" : "closed") a moment before",
            at: span,
            notes: [Note("decided again here", at: name.span)],
            help: "write only what follows while it is \(isOpen ? "open" : "closed"), or name another schedule"
        )
    }

    static func noCallerID(at span: Span) -> Diagnostic {
        error(
            .noCallerID,
            "a phone is rung with a caller id, and none is set",
            at: span,
            help: "set 'caller_id' here or under 'voice' to a number of the project"
        )
    }

    static func noWayOut(ofPausing flow: Located<String>) -> Diagnostic {
        warning(
            .noWayOut,
            "flow '\(flow.value)' stops behind a pause: the call ends with the goodbye",
            at: flow.span,
            help: "add a step with a destination or a text, or 'hangup' when that is meant"
        )
    }

    static func noWayOut(_ what: String, at span: Span) -> Diagnostic {
        warning(
            .noWayOut,
            "\(what) has no 'otherwise': the call ends with the goodbye",
            at: span,
            help: "add 'otherwise' with a destination, or 'otherwise: hangup' when that is meant"
        )
    }
}
