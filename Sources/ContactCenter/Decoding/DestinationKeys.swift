internal import ConfigSyntax

/// The keys that say where a call goes, in the order of the reference page: a destination has exactly one of them.
enum TargetKey: String, CaseIterable {
    case menu, agent, team, flow, voicemail, phone, sip, websocket, vbc, conference, ncco, hangup
    case schedule, caller, split

    /// The other keys that mean something beside it.
    var companions: [CompanionKey] {
        switch self {
        case .menu: [.otherwise]
        case .agent: [.ringFor, .callerID, .otherwise]
        case .team: [.callerID, .otherwise]
        case .phone: [.ringFor, .callerID, .otherwise, .announce, .machine]
        case .sip: [.ringFor, .callerID, .otherwise]
        case .vbc: [.ringFor, .otherwise]
        case .schedule: [.open, .closed]
        case .flow, .voicemail, .websocket, .conference, .ncco, .hangup, .caller, .split: []
        }
    }

    private static let codes = allCases.map { TextCode($0.rawValue) }

    /// The key with this code.
    init?(_ code: TextCode) {
        guard let place = Self.codes.firstIndex(of: code) else { return nil }
        self = Self.allCases[place]
    }
}

/// The keys whose use depends on the place that a call goes to.
enum CompanionKey: String, CaseIterable {
    case ringFor = "ring_for"
    case callerID = "caller_id"
    case otherwise, announce, machine, open, closed

    private static let codes = allCases.map { TextCode($0.rawValue) }

    /// The key with this code.
    init?(_ code: TextCode) {
        guard let place = Self.codes.firstIndex(of: code) else { return nil }
        self = Self.allCases[place]
    }
}

/// The keys that say where a call goes: a destination has exactly one of them.
package let destinationTargets: [String] = TargetKey.allCases.map(\.rawValue)
