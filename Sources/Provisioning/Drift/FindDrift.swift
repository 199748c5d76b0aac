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

    /// What a plan would do.
    package var action: PlanStep.Action

    /// The field; nil when it is about the object as a whole.
    package var change: FieldChange?
}

/// Compares the account with what the project says now, and tells who changed what.
///
/// What differs is pending when the account is, there, as one of the applied versions said; else it is drift.
///
/// - Parameters:
///   - desired: What the project says now.
///   - plan: What makes the account so.
///   - applied: The versions of the project that may have been applied last: those whose release is the live one. Empty when
///     that is not known: then all is `difference`.
///   - live: The account.
/// - Returns: All differences but the publishing of the release, in the order of the plan.
/// - Complexity: O((numbers + users) log) for each version.
package func findDrift(
    _ desired: DesiredState,
    plan: Plan,
    applied: [DesiredState],
    live: LiveState
) -> [DriftFinding] {
    let appliedDifferences = applied.map { version in
        Set(differences(of: makePlan(version, against: live).output, missingNumbers(of: version, in: live)).map(\.key))
    }
    return differences(of: plan, missingNumbers(of: desired, in: live)).map { difference in
        let kind: DriftFinding.Kind =
            if applied.isEmpty {
                .difference
            } else if appliedDifferences.contains(where: { !$0.contains(difference.key) }) {
                .pending
            } else {
                .drift
            }
        return DriftFinding(
            kind: kind,
            address: difference.address,
            action: difference.action,
            change: difference.change
        )
    }
}

/// A field or an object that differs.
private struct Difference {
    /// What tells whether two plans are about the same: names of numbers may have changed between them.
    struct Key: Hashable {
        var subject: PlanStep.Subject
        var path: String?
    }

    var key: Key
    var address: String
    var action: PlanStep.Action
    var change: FieldChange?
}

private func differences(of plan: Plan?, _ missing: [DesiredState.Number]) -> [Difference] {
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
    /// The address of the answer webhook; nil for none.
    package var answerURL: String? {
        let path = ["capabilities", "voice", "webhooks", "answer_url", "address"]
        guard let address = JSONValue.object(body)[path]?.stringValue, !address.isEmpty else { return nil }
        return address
    }

    /// The release that calls are answered with; nil when they go elsewhere.
    package var liveRelease: ReleaseID? { answerURL.flatMap { ReleaseID(in: $0) } }
}
