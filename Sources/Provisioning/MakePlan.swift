internal import CallBundle
internal import ContactCenter
package import Diagnostics
internal import JSONTree

/// Works out what makes the account as desired: pure, and the same in whatever order both sides come.
///
/// The plan is nil only when the application cannot be told; with errors among the diagnostics it shows what is known, but
/// must not be applied.
///
/// - Complexity: O(n log n) in the numbers and users of both sides.
package func makePlan(_ desired: DesiredState, against live: LiveState) -> Checked<Plan> {
    var maker = PlanMaker(desired: desired, live: live)
    return maker.make()
}

/// The work in hand.
private struct PlanMaker {
    let desired: DesiredState
    let live: LiveState
    var application: LiveApplication?
    var steps: [PlanStep] = []
    var diagnostics: [Diagnostic] = []
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
        guard isTold else { return Checked(nil, diagnostics: diagnostics.inSourceOrder()) }
        planRelease()
        planApplication()
        planUsers()
        planPointer()
        planNumbers()
        planRemovals()
        let plan = Plan(
            project: desired.application.name,
            configuration: desired.fingerprint,
            release: desired.release.id,
            baseURL: desired.release.baseURL,
            applicationID: application?.id,
            steps: steps,
            unmanaged: unmanaged.sorted { $0.address < $1.address },
            users: users
        )
        return Checked(plan, diagnostics: diagnostics.inSourceOrder())
    }

    // MARK: What the account must have

    private mutating func checkOwnership() {
        let owned = ownedNumbers
        for number in desired.numbers where number.search == nil {
            if let found = owned[number.number.digits] {
                if !found.takesCalls { diagnostics.append(.numberTakesNoCalls(number)) }
            } else {
                diagnostics.append(.numberNotOwned(number))
            }
        }
        let named = Set(desired.numbers.map(\.number.digits))  // Those were reported above.
        for callerID in desired.release.requires.callerIDs where owned[callerID] == nil && !named.contains(callerID) {
            diagnostics.append(.callerIDNotOwned(callerID))
        }
    }

    private var ownedNumbers: [String: LiveNumber] {
        Dictionary(live.numbers.map { ($0.digits, $0) }, uniquingKeysWith: { first, _ in first })
    }

    // MARK: Release and application

    private var movesPointer: Bool {
        application.map { !desired.application.pointerChanges(from: $0).isEmpty } ?? true
    }

    private var hasWantedNumbers: Bool { desired.numbers.contains { $0.search != nil } }

    private mutating func planRelease() {
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
                        ? nil
                        : "without 'hosting.publish' somebody else puts the files there; they are only checked, and nothing "
                            + "but the pipeline's concurrency group keeps two applies apart"
            )
        )
    }

    private mutating func planApplication() {
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
        steps.append(
            PlanStep(
                Address.application,
                .application,
                .update,
                wanted.name,
                changes: changes,
                dependsOn: planned(Address.release),
                dangers: replacesKey ? [.replacesKey] : [],
                fingerprint: wanted.fingerprint(of: application)
            )
        )
    }

    private mutating func planPointer() {
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

    private func previousRelease(of application: LiveApplication) -> ReleaseID? {
        let path = ["capabilities", "voice", "webhooks", "answer_url", "address"]
        return JSONValue.object(application.body)[path]?.stringValue.flatMap { ReleaseID(in: $0) }
    }

    /// The steps of the users that calls on the release may ring.
    private var requiredUserSteps: [String] {
        desired.release.requires.users.map(Address.user).filter(plannedUsers.contains)
    }

    private func planned(_ addresses: String...) -> [String] {
        addresses.filter { address in steps.contains { $0.address == address } }
    }

    // MARK: Users

    /// The users of the application by name; nil when they were not looked at.
    private var liveUsers: [String: LiveUser]? {
        guard application != nil else { return [:] }  // A new application has none.
        guard case .compared(let users) = live.users else { return nil }
        return Dictionary(users.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    private mutating func planUsers() {
        guard let present = liveUsers else {
            if case .notCompared(let reason) = live.users { users = .notCompared(reason: reason) }
            return
        }
        let dependencies = planned(Address.release, Address.application)
        for user in desired.users.sorted(by: { $0.name < $1.name }) {
            let address = Address.user(user.name)
            let step: PlanStep
            if let found = present[user.name] {
                let changes = user.changes(from: found)
                guard !changes.isEmpty else { continue }
                step = PlanStep(
                    address,
                    .user(name: user.name),
                    .update,
                    user.displayName ?? "",
                    changes: changes,
                    dependsOn: dependencies,
                    fingerprint: user.fingerprint(of: found)
                )
            } else {
                step = PlanStep(
                    address,
                    .user(name: user.name),
                    .create,
                    user.displayName ?? "",
                    changes: user.creationChanges,
                    dependsOn: dependencies
                )
            }
            plannedUsers.insert(address)
            steps.append(step)
        }
        let known = Set(desired.users.map(\.name) + desired.removedUsers.map(\.name))
        unmanaged += present.keys.filter { !known.contains($0) }.map { UnmanagedObject(address: Address.user($0)) }
    }

    // MARK: Numbers

    private mutating func planNumbers() {
        let owned = ownedNumbers
        // Calls come in as soon as a number is linked: all that they need must be there.
        let dependencies = planned(Address.release, Address.application, Address.answerURL) + requiredUserSteps
        for number in desired.numbers.sorted(by: { $0.name < $1.name }) {
            if let search = number.search {
                steps.append(
                    PlanStep(
                        Address.number(number.name),
                        .wantedNumber(name: number.name),
                        .buy,
                        search,
                        reason: "the project searches for it; nothing is bought by an apply"
                    )
                )
                continue
            }
            guard let found = owned[number.number.digits] else { continue }  // Was reported.
            let changes = found.linkChanges(to: application?.id)
            guard !changes.isEmpty else { continue }
            var dangers: [PlanStep.Danger] = []
            if let other = found.applicationID, !isSameApplication(other, application?.id) {
                dangers.append(.takesNumberFromApplication(id: other, name: applicationName(other)))
            }
            if let forwarding = found.forwarding {
                dangers.append(.clearsForwarding(type: forwarding.type, value: forwarding.value))
            }
            let links = changes.contains { $0.path == "app_id" }
            steps.append(
                PlanStep(
                    Address.number(number.name),
                    .number(digits: number.number.digits),
                    links ? .link : .update,
                    "\(number.number) → app",
                    changes: changes,
                    reason: links ? nil : "the number's own forwarding wins over the application",
                    dependsOn: dependencies,
                    dangers: dangers,
                    fingerprint: found.fingerprint
                )
            )
        }
        guard let application else { return }
        let known = Set(desired.numbers.map(\.number.digits) + desired.removedNumbers.map(\.number.digits))
        unmanaged += live.numbers
            .filter { isSameApplication($0.applicationID, application.id) && !known.contains($0.digits) }
            .map { UnmanagedObject(address: Address.number("+\($0.digits)")) }
    }

    private func applicationName(_ id: String) -> String? {
        live.applications.first { isSameApplication($0.id, id) }?.name
    }

    // MARK: Removals

    private mutating func planRemovals() {
        let owned = ownedNumbers
        // Last, and only when calls no longer come to what goes.
        let dependencies = planned(Address.release, Address.application, Address.answerURL)
        for removed in desired.removedNumbers.sorted(by: { $0.number < $1.number }) {
            guard let found = owned[removed.number.digits] else { continue }  // Gone already.
            let isOurs = application != nil && isSameApplication(found.applicationID, application?.id)
            switch removed.fate {
            case .unlink:
                guard isOurs else { continue }  // Of another application, or of none: nothing to do.
            case .cancel:
                if !isOurs, let other = found.applicationID {
                    let name = applicationName(other).map { "'\($0)' (\(other))" } ?? other
                    diagnostics.append(.removedNumberElsewhere(removed, name))
                    continue
                }
            }
            steps.append(
                PlanStep(
                    Address.number("\(removed.number)"),
                    .number(digits: removed.number.digits),
                    removed.fate == .cancel ? .cancel : .unlink,
                    "\(removed.number)",
                    changes: removed.fate == .cancel ? [] : found.unlinkChanges,
                    reason: "written down in 'removed'",
                    dependsOn: dependencies,
                    dangers: removed.fate == .cancel ? [.givesNumberBack] : [],
                    fingerprint: found.fingerprint
                )
            )
        }
        for removed in desired.removedUsers.sorted(by: { $0.name < $1.name }) {
            guard let found = liveUsers?[removed.name] else { continue }
            steps.append(
                PlanStep(
                    Address.user(removed.name),
                    .user(name: removed.name),
                    .delete,
                    "",
                    reason: "written down in 'removed'",
                    dependsOn: dependencies,
                    dangers: [.deletesUser],
                    fingerprint: found.identityFingerprint
                )
            )
        }
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
