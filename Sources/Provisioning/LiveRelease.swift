package import CallBundle
internal import ContactCenter
package import Diagnostics

/// What calls meet now: the release that the application points at, and the numbers that lead to it.
package struct LiveRelease: Sendable {
    package let id: ReleaseID
    package let application: LiveApplication

    /// The numbers that callers reach it by, E.164 digits: linked, and not forwarded elsewhere.
    package let numbers: Set<String>
}

/// Reads as much of the account as tells what is live: no users.
///
/// - Throws: What the reader throws.
package func readLivePointer(_ reader: some AccountReading) async throws -> LiveState {
    async let applications = reader.applications()
    async let numbers = reader.ownedNumbers()
    var live = LiveState(
        applications: try await applications.map(LiveApplication.init(body:)),
        numbers: try await numbers.map(LiveNumber.init(body:))
    )
    live.takenAt = reader.takenAt
    return live
}

/// Finds what is live of a project.
///
/// - Parameters:
///   - desired: The project.
///   - live: The account, as far as `readLivePointer` reads it.
/// - Returns: The release, or why there is none.
package func findLiveRelease(_ desired: DesiredState, in live: LiveState) -> Checked<LiveRelease> {
    func nothing(_ finding: Diagnostic) -> Checked<LiveRelease> { Checked(nil, diagnostics: [finding]) }
    switch findApplication(desired.application, among: live.applications) {
    case .missing: return nothing(.nothingLive(desired.application))
    case .unknownID(let id): return nothing(.unknownApplicationID(id, desired.application))
    case .ambiguous(let candidates, let trait):
        return nothing(.ambiguousApplication(candidates, sharing: trait, desired.application))
    case .found(let application):
        guard let id = application.liveRelease else { return nothing(.liveElsewhere(application)) }
        let linked = live.numbers.filter { isSameApplication($0.applicationID, application.id) && $0.forwarding == nil }
        let numbers = Set(linked.map(\.digits).filter { !$0.isEmpty })
        return Checked(LiveRelease(id: id, application: application, numbers: numbers), diagnostics: [])
    }
}

extension LiveRelease {
    /// The numbers that callers reach the project by once it is applied: its own, and those that stay linked.
    package func numbers(after desired: DesiredState, entryNumbers: [String]) -> Set<String> {
        let removed = Set(desired.removedNumbers.map(\.number.digits))
        return numbers.subtracting(removed).union(entryNumbers)
    }
}

extension DiagnosticCode {
    static let nothingLive = DiagnosticCode("CC8020")
    static let liveElsewhere = DiagnosticCode("CC8021")
    static let liveReleaseLost = DiagnosticCode("CC8022")
}

extension Diagnostic {
    static func nothingLive(_ application: DesiredState.Application) -> Diagnostic {
        error(
            .nothingLive,
            "nothing is live: the account has no application '\(application.name)'",
            at: application.span,
            help: "apply the project first, or compare two versions of it, such as with 'ccplan diff main'"
        )
    }

    static func liveElsewhere(_ application: LiveApplication) -> Diagnostic {
        let place = application.answerURL.map { "calls go to '\($0)', which is no release of ccplan" }
        return error(
            .liveElsewhere,
            place ?? "calls go nowhere: the application '\(application.name)' has no answer URL",
            at: nil,
            help:
                "apply the project once, which lets calls go to a release; 'ccplan import' writes down what is there now"
        )
    }

    /// The content of the live release cannot be had.
    ///
    /// - Parameters:
    ///   - id: The release.
    ///   - reasons: Why, for each place where it was looked for; a few words each.
    /// - Returns: The error.
    package static func liveReleaseLost(_ id: ReleaseID, _ reasons: [String]) -> Diagnostic {
        error(
            .liveReleaseLost,
            "what calls meet now cannot be had: release \(id) is live, but " + reasons.joined(separator: ", and "),
            at: nil,
            help:
                "run this where the publish target or the whole git history is, with the '--var' and ccplan it was applied by"
        )
    }
}
