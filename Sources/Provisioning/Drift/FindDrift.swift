package import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import JSONTree

/// Something in which the account and the project differ.
package struct DriftFinding: Hashable, Sendable {
    /// Who changed it.
    package enum Kind: String, CaseIterable, Sendable {
        /// The account: it is not as what was applied said.
        case drift
        /// The project: the account is as what was applied said, and the new is not applied yet.
        case pending
        /// Nobody knows, since it is not known what was applied.
        case difference
    }

    package var kind: Kind

    /// The address of the object, as plans have it.
    package var address: String

    /// Which object that is, whatever the project calls it.
    package var subject: PlanStep.Subject

    /// What a plan would do.
    package var action: PlanStep.Action

    /// The field; nil when it is about the object as a whole.
    package var change: FieldChange?
}

/// Compares the account with what the project says now, and tells who changed what.
///
/// What differs is drift when the newest version that may have been applied says something else than the account has. It
/// is pending all the same when an older one agrees with the account, or says nothing of what the account does not have:
/// then that one was applied, and the newer is not yet.
///
/// - Parameters:
///   - desired: What the project says now.
///   - plan: What makes the account so.
///   - applied: The versions of the project that may have been applied last, newest first: those whose release is the
///     live one. Empty when that is not known: then all is `difference`.
///   - live: The account.
/// - Returns: All differences but the publishing of the release, in the order of the plan.
/// - Complexity: O((numbers + users) log) for each version.
package func findDrift(
    _ desired: DesiredState,
    plan: Plan,
    applied: [DesiredState],
    live: LiveState
) -> [DriftFinding] {
    let candidates = applied.map { AppliedVersion($0, live: live) }
    return differences(of: plan, missingNumbers(of: desired, in: live)).map { difference in
        DriftFinding(
            kind: kind(of: difference, candidates),
            address: difference.address,
            subject: difference.key.subject,
            action: difference.action,
            change: difference.change
        )
    }
}

/// Who made a difference; `candidates` are newest first.
private func kind(of difference: Difference, _ candidates: [AppliedVersion]) -> DriftFinding.Kind {
    guard let newest = candidates.first else { return .difference }
    guard newest.declares(difference.key), newest.differs(in: difference.key) else { return .pending }
    let isExplained = candidates.dropFirst().contains { older in
        older.declares(difference.key) ? !older.differs(in: difference.key) : difference.isAbsent
    }
    return isExplained ? .pending : .drift
}

/// A version of the project that may have been applied last, compared with the account.
private struct AppliedVersion {
    private var declared: Set<Difference.Key> = []
    private let differing: Set<Difference.Key>

    init(_ desired: DesiredState, live: LiveState) {
        let plan = makePlan(desired, against: live).output
        differing = Set(differences(of: plan, missingNumbers(of: desired, in: live)).map(\.key))
        for field in desired.application.fields {
            let subject: PlanStep.Subject = field.part == .pointer ? .answerURL : .application
            declared.insert(Difference.Key(subject: subject, path: field.pathText))
        }
        declared.insert(Difference.Key(subject: .application, path: nil))
        for user in desired.users {
            let subject = PlanStep.Subject.user(name: user.name)
            declared.insert(Difference.Key(subject: subject, path: nil))
            declared.formUnion(user.fields.map { Difference.Key(subject: subject, path: $0.pathText) })
        }
        for name in desired.removedUsers.map(\.name) {
            declared.insert(Difference.Key(subject: .user(name: name), path: nil))
        }
        for number in desired.numbers.map(\.number) + desired.removedNumbers.map(\.number) {
            declared.insert(Difference.Key(subject: .number(digits: number.digits), path: nil))
        }
    }

    func declares(_ key: Difference.Key) -> Bool {
        // A number is declared as a whole: what belongs to its link follows from that.
        if case .number = key.subject { return declared.contains(Difference.Key(subject: key.subject, path: nil)) }
        return declared.contains(key)
    }

    func differs(in key: Difference.Key) -> Bool { differing.contains(key) }
}

/// A field or an object that differs.
struct Difference {
    /// What tells whether two plans are about the same: names of numbers may have changed between them.
    struct Key: Hashable {
        var subject: PlanStep.Subject
        var path: String?
    }

    var key: Key
    var address: String
    var action: PlanStep.Action
    var change: FieldChange?

    /// Whether the account does not have what differs.
    var isAbsent: Bool { change.map { $0.before == nil } ?? (action == .create) }
}

/// What a plan changes, field by field, and the numbers that are missing.
func differences(of plan: Plan?, _ missing: [DesiredState.Number] = []) -> [Difference] {
    var found = (plan?.steps ?? []).flatMap { step -> [Difference] in
        switch step.action {
        case .publish, .verify: []
        case .update, .move, .link:
            step.changes.map { change in
                Difference(
                    key: .init(subject: step.subject, path: change.path),
                    address: step.address,
                    action: step.action,
                    change: change
                )
            }
        default:
            [
                Difference(
                    key: .init(subject: step.subject, path: nil),
                    address: step.address,
                    action: step.action,
                    change: nil
                )
            ]
        }
    }
    // Plans have no step for these: they are an error there.
    found += missing.map { number in
        Difference(
            key: .init(subject: .number(digits: number.number.digits), path: "msisdn"),
            address: Address.number(number.name),
            action: .buy,
            change: FieldChange(path: "msisdn", before: nil, after: .value(.string(number.number.digits)))
        )
    }
    return found
}

/// Numbers that the project names and the account does not have.
private func missingNumbers(of desired: DesiredState, in live: LiveState) -> [DesiredState.Number] {
    let owned = Set(live.numbers.map(\.digits))
    return desired.numbers.filter { $0.search == nil && !owned.contains($0.number.digits) }
        .sorted { $0.name < $1.name }
}

extension LiveApplication {
    /// The release that calls are answered with; nil when they go elsewhere.
    package var liveRelease: ReleaseID? { answerURL.flatMap { ReleaseID(in: $0) } }
}
