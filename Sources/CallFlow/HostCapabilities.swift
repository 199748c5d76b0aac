package import ContactCenter

/// What constructs of the language need of the host that serves them.
package enum HostNeed: CaseIterable, Hashable, Sendable {
    /// To answer by a key, a number or who calls out: menus, several ways in, calls by app users.
    case choices
    /// To answer when nobody picked up, or a jump.
    case followUps
    /// To compare words.
    case words
    /// To tell the time, or to share calls: hours, `split`, teams of order `spread`.
    case clockAndShares
    /// To look up who calls.
    case callers
    /// To put the dialled number into a document.
    case dialling
    /// To take note of recordings.
    case events
    /// To refuse webhooks that the platform has not signed.
    case signatures
}

/// What hosts can do.
package enum HostCapabilities {
    package enum Ability: Sendable {
        case yes
        /// Only where the platform asks by GET.
        case byGET
        case no
    }

    private static let targets: [HostingTarget] = [.ccserve, .nginx, .worker, .nginxPlain, .static]

    /// One row for each need, one column for each of `targets`.
    private static let table: [HostNeed: [Ability]] = [
        .choices: [.yes, .yes, .yes, .byGET, .no],
        .followUps: [.yes, .yes, .yes, .byGET, .no],
        .words: [.yes, .yes, .yes, .no, .no],
        .clockAndShares: [.yes, .yes, .yes, .no, .no],
        // Without a program nginx would need a file for every number and prefix, made for one release: left to those with one.
        .callers: [.yes, .yes, .yes, .no, .no],
        .dialling: [.yes, .yes, .yes, .yes, .no],
        .events: [.yes, .yes, .yes, .yes, .no],
        .signatures: [.yes, .no, .yes, .no, .no],
    ]

    package static func ability(of target: HostingTarget, for need: HostNeed) -> Ability {
        guard let column = targets.firstIndex(of: target), let row = table[need] else { return .no }
        return row[column]
    }

    /// The targets that can, in the order of the table.
    package static func targets(with need: HostNeed) -> [HostingTarget] {
        targets.filter { ability(of: $0, for: need) != .no }
    }

    /// The method by which the platform is to ask, where it is not its own choice, POST.
    package static func eventMethod(of target: HostingTarget) -> String? {
        switch ability(of: target, for: .choices) {
        case .byGET: "GET"
        case .yes, .no: nil
        }
    }
}
