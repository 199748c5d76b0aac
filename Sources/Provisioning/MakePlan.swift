internal import CallBundle
package import Diagnostics
internal import JSONTree

/// Works out what makes the account as desired: pure, and the same in whatever order both sides come.
///
/// The plan is nil only when the application cannot be told; with errors among the diagnostics it shows what is known, but
/// must not be applied.
///
/// - Complexity: O(n log n) in the numbers and users of both sides.
package func makePlan(
    _ desired: DesiredState,
    against live: LiveState,
    _ options: PlanOptions = PlanOptions()
) -> Checked<Plan> {
    examinePlan(desired, against: live, options).checked
}

/// Works out the same, and tells of each finding about one object which steps it forbids.
///
/// - Complexity: As `makePlan`.
package func examinePlan(
    _ desired: DesiredState,
    against live: LiveState,
    _ options: PlanOptions = PlanOptions()
) -> ExaminedPlan {
    var maker = PlanMaker(desired: desired, live: live, options: options)
    let checked = maker.make()
    return ExaminedPlan(checked: checked, objections: maker.objections)
}

/// The work in hand.
struct PlanMaker {
    let desired: DesiredState
    let live: LiveState
    let options: PlanOptions
    var application: LiveApplication?
    var steps: [PlanStep] = []
    var diagnostics: [Diagnostic] = []
    var objections: [Objection] = []
    var unmanaged: [UnmanagedObject] = []
    var users = Plan.UserComparison.compared

    /// Addresses of planned steps that touch users.
    var plannedUsers: Set<String> = []

    mutating func make() -> Checked<Plan> {
        let isTold: Bool
        switch findApplication(desired.application, among: live.applications) {
        case .found(let found):
            application = found
            isTold = true
        case .missing:
            if desired.application.publicKey == nil {
                diagnostics.append(.newApplicationWithoutKey(desired.application))
            }
            isTold = true
        case .unknownID(let id):
            diagnostics.append(.unknownApplicationID(id, desired.application))
            isTold = false
        case .ambiguous(let candidates, let trait):
            diagnostics.append(.ambiguousApplication(candidates, sharing: trait, desired.application))
            isTold = false
        }
        checkOwnership()
        let costs = checkCosts()
        guard isTold else { return Checked(nil, diagnostics: diagnostics.inSourceOrder()) }
        planRelease()
        planApplication()
        planUsers()
        planPointer()
        planNumbers()
        planRemovals()
        markLargeRemovals()
        let plan = Plan(
            project: desired.application.name,
            configuration: desired.fingerprint,
            release: desired.release.id,
            baseURL: desired.release.baseURL,
            applicationID: application?.id,
            steps: steps,
            unmanaged: unmanaged.sorted { $0.address < $1.address },
            users: users,
            costs: costs
        )
        return Checked(plan, diagnostics: diagnostics.inSourceOrder())
    }

    /// Notes a finding that forbids the steps of these addresses, and those that wait for them, and no others.
    mutating func object(_ finding: Diagnostic, to addresses: [String]) {
        diagnostics.append(finding)
        objections += addresses.map { Objection(address: $0, finding: finding) }
    }

    var movesPointer: Bool {
        application.map { !desired.application.pointerChanges(from: $0).isEmpty } ?? true
    }

    var hasWantedNumbers: Bool { desired.numbers.contains { $0.search != nil } }

    mutating func planRelease() {
        guard movesPointer else { return }
        let files = desired.release.fileCount == 1 ? "1 file" : "\(desired.release.fileCount) files"
        steps.append(
            PlanStep(
                Address.release,
                .release,
                desired.release.isPublished ? .publish : .verify,
                "\(desired.release.id) (\(files))",
                reason: hasWantedNumbers
                    ? "not final: it changes when the numbers are bought that it names"
                    : desired.release.isPublished
                        ? desired.release.isLockable
                            ? nil
                            : "a command publishes it, so nothing but the pipeline's concurrency group keeps two applies apart"
                        : "without 'hosting.publish' somebody else puts the files there; they are only checked, and nothing "
                            + "but the pipeline's concurrency group keeps two applies apart"
            )
        )
    }

    mutating func planApplication() {
        let wanted = desired.application
        guard let application else {
            steps.append(
                PlanStep(
                    Address.application,
                    .application,
                    .create,
                    wanted.name,
                    changes: wanted.fields.map {
                        FieldChange(path: $0.pathText, before: nil, after: .value($0.shownValue))
                    },
                    dependsOn: planned(Address.release)
                )
            )
            return
        }
        let changes = wanted.settingsChanges(from: application)
        guard !changes.isEmpty else { return }
        let replacesKey = changes.contains { $0.path == "keys.public_key" && $0.before != nil }
        if replacesKey, case .notCompared(let reason) = live.users, reason != UserAccess.noKey {
            users = .notCompared(reason: Plan.keyFirst)
        }
        steps.append(
            PlanStep(
                Address.application,
                .application,
                .update,
                wanted.name,
                changes: changes,
                reason: replacesKey ? "the application's key is exchanged" : nil,
                dependsOn: planned(Address.release),
                dangers: replacesKey ? [.replacesKey] : [],
                fingerprint: wanted.fingerprint(of: application)
            )
        )
    }

    mutating func planPointer() {
        guard let application else { return }
        let changes = desired.application.pointerChanges(from: application)
        guard !changes.isEmpty else { return }
        steps.append(
            PlanStep(
                Address.answerURL,
                .answerURL,
                .move,
                previousRelease(of: application).map { "release \($0) → \(desired.release.id)" }
                    ?? "release \(desired.release.id)",
                changes: changes,
                dependsOn: planned(Address.release, Address.application) + requiredUserSteps,
                fingerprint: desired.application.fingerprint(of: application)
            )
        )
    }

    func previousRelease(of application: LiveApplication) -> ReleaseID? {
        let path = ["capabilities", "voice", "webhooks", "answer_url", "address"]
        return JSONValue.object(application.body)[path]?.stringValue.flatMap { ReleaseID(in: $0) }
    }

    /// The steps of the users that calls on the release may ring.
    var requiredUserSteps: [String] {
        desired.release.requires.users.map(Address.user).filter(plannedUsers.contains)
    }

    func planned(_ addresses: String...) -> [String] {
        addresses.filter { address in steps.contains { $0.address == address } }
    }
}

/// The addresses of a plan's objects.
enum Address {
    static let release = "release"
    static let application = "app"
    static let answerURL = "app.answer_url"

    static func number(_ name: String) -> String { "number.\(name)" }
    static func user(_ name: String) -> String { "user.\(name)" }
}
