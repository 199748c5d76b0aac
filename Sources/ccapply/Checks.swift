internal import Applying
internal import Diagnostics
internal import ProgramSupport
internal import Provisioning
internal import VonageAPI

extension Plan {
    /// What was given on the command line, with the environment that the plan was made for.
    func environment(of arguments: VariableArguments) throws -> VariableArguments {
        if let asked = arguments.environment, asked != environment {
            throw ProgramFailure(
                "the plan was made for \(environment.map { "environment '\($0)'" } ?? "no environment"), not for '\(asked)'",
                help: "leave --env out: a plan knows its environment; or make a plan for the other one"
            ).reported()
        }
        var arguments = arguments
        arguments.environment = environment
        return arguments
    }

    /// A plan is applied only to the project that it was made from.
    func requireUnchanged(_ prepared: PreparedProject) throws {
        let parts = changedParts(now: prepared.desired.fingerprint)
        guard !parts.isEmpty else { return }
        throw ProgramFailure(
            "the project has changed since the plan was made: \(parts.joined(separator: ", "))",
            help: "make a new plan, and look at it"
        ).reported()
    }

    /// A plan is applied only to the application that it was made for.
    ///
    /// What else has changed in the account stops the steps that it concerns, each when its object is read before its
    /// write: it is only told here.
    /// `objections` are what else forbids single steps; they were printed.
    func requireSameApplication(_ fresh: Plan, _ objections: [Objection]) throws {
        if let applicationID, !isSameApplication(applicationID, fresh.applicationID) {
            throw ProgramFailure(
                "the plan is for application \(applicationID), and the project's is now \(fresh.applicationID ?? "gone")",
                help: "make a new plan, and look at it"
            ).reported()
        }
        let lines =
            differences(from: fresh)
            + objections.filter { objection in steps.contains { $0.address == objection.address } }
            .map { "\($0.address): \($0.finding.code), as told above" }
        guard !lines.isEmpty else { return }
        printError("the account has changed since the plan was made:")
        for line in lines { printError("  \(printable(line))") }
        printError("steps that this concerns stop, with those that wait for them; nothing is done instead")
    }
}

extension [Objection] {
    /// What is wrong with objects that a plan does not touch: nothing stops for that, and it is not to be forgotten.
    func warnings(beside plan: Plan) -> [String] {
        let findings = filter { objection in
            !contains { other in
                other.finding == objection.finding && plan.steps.contains { $0.address == other.address }
            }
        }.map(\.finding)
        return findings.indices.filter { index in !findings[..<index].contains(findings[index]) }
            .map { "\(findings[$0].code): \(findings[$0].message)" }
    }
}

/// Before anything else: a private key that is set must be the one that the project names.
func checkKey(_ connection: AccountConnection, for desired: DesiredState) throws {
    guard let privateKey = connection.privateKey, let declared = desired.application.publicKey else { return }
    guard privateKey.publicKey == declared else {
        throw ProgramFailure(
            "VONAGE_PRIVATE_KEY does not belong to the project's 'app.public_key'",
            help: "set it to the private half that 'ccplan keygen' wrote with that public key"
        ).reported()
    }
}

/// What the command line allows.
struct ApplyRights {
    /// Whether numbers may be given back.
    var allowCancel: Bool

    /// Whether numbers in use, and many users, may be removed.
    var force: Bool
}

/// A release with a stand-in for a number that is still to be bought is none.
func requireBoughtNumbers(_ desired: DesiredState) throws {
    guard let wanted = desired.numbers.first(where: { $0.search != nil }) else { return }
    throw ProgramFailure(
        "number '\(wanted.name)' is not bought yet: the project searches for \(wanted.search ?? "it")",
        help: "run 'ccapply buy', which finds one, shows what it costs, and asks"
    ).reported()
}

/// What the plan needs that was not given.
func checkRights(
    _ plan: Plan,
    _ prepared: PreparedProject,
    _ connection: AccountConnection,
    _ rights: ApplyRights
) throws {
    if connection.privateKey == nil, plan.needsPrivateKey(for: prepared.desired) {
        throw ProgramFailure(
            "users are to be made or changed, which needs the application's private key",
            help: "set VONAGE_PRIVATE_KEY to the PEM, or to its path"
        ).reported()
    }
    try requireBoughtNumbers(prepared.desired)
    let missing = Set(prepared.desired.users.flatMap { $0.channels?.missingSecrets ?? [] }).sorted()
    if !missing.isEmpty {
        throw ProgramFailure(
            "the environment has no \(missing.joined(separator: ", ")), which users of the project need",
            help: "set what '{secret: NAME}' names"
        ).reported()
    }
    let cancellations = plan.cancellations
    if !rights.allowCancel, !cancellations.isEmpty {
        throw ProgramFailure(
            "the plan gives numbers back for good: \(cancellations.joined(separator: ", "))",
            help: "pass --allow-cancel if that is meant, or write 'unlink' in 'removed'"
        ).reported()
    }
    let removals = plan.largeRemovals
    if !rights.force, !removals.isEmpty {
        let shown = removals.map(\.address)
        let rest = shown.count > 20 ? ", and \(shown.count - 20) more" : ""
        throw ProgramFailure(
            "the plan removes numbers in use, or many of the users: \(shown.prefix(20).joined(separator: ", "))\(rest)",
            help: "pass --force if that is meant"
        ).reported()
    }
}
