package import ArgumentParser
package import CallBundle
internal import ContactCenter
package import Diagnostics
package import ProjectLoading
package import Provisioning
package import VonageAPI

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// A project that compiled, and what it asks of the account.
package struct PreparedProject: Sendable {
    package let loaded: LoadedProject
    package let release: Release
    package let desired: DesiredState

    /// Reads, compiles and prepares a project; its findings are printed.
    ///
    /// - Parameters:
    ///   - path: A project's folder, or its root file.
    ///   - variables: What chooses its environment and sets its variables.
    ///   - toleratesTestErrors: Whether errors about its tests do not count; nothing may be applied then.
    /// - Throws: The exit status, when there is an error and it was printed.
    package init(
        _ path: String,
        _ variables: VariableArguments,
        toleratingTestErrors toleratesTestErrors: Bool = false
    ) throws {
        let loaded = try loadProjectOrFail(
            path,
            variables,
            through: .bundle,
            toleratingTestErrors: toleratesTestErrors
        )
        var findings = loaded.diagnostics
        func isForbidden() -> Bool { toleratesTestErrors ? findings.hasErrorsBesidesTests : findings.hasErrors }
        if !isForbidden(), loaded.publicKeyPEM == nil, let file = loaded.project?.app.publicKeyPath {
            findings.append(.missingPublicKeyFile(file))
        }
        if !isForbidden(), loaded.previousKeyPEM == nil, let file = loaded.project?.app.previousPublicKeyPath {
            findings.append(.missingPublicKeyFile(file))
        }
        printDiagnostics(findings, sources: loaded.sources)
        guard !isForbidden(), let project = loaded.project, let release = loaded.release else {
            throw ProgramFailure.alreadyPrinted
        }
        do {
            desired = try DesiredState(project, release, of: loaded)
        } catch {
            throw ProgramFailure("'app.public_key': \(error)", help: "make the pair with 'ccplan keygen'").reported()
        }
        self.loaded = loaded
        self.release = release
    }

    /// The account as a snapshot in a file has it.
    ///
    /// - Throws: The exit status, when it cannot be used for this project and that was printed.
    package func snapshotAccount(_ path: String) throws -> SnapshotAccount {
        let account = SnapshotAccount(try loadSnapshot(path))
        if account.knowsOnlyOutline(of: desired.application) {
            throw ProgramFailure(
                "the snapshot '\(path)' was taken for another application: of this one it has the name only",
                help: "take one for this project with 'ccplan snapshot --out \(path)'"
            ).reported()
        }
        return account
    }

    /// Before anything else: the credentials must be those of the account that the project belongs to.
    ///
    /// - Throws: The exit status, when they are not and that was printed.
    package func requireAccount(of connection: AccountConnection) throws {
        let findings = checkAccount(loaded.project?.app.account, apiKey: connection.apiKey)
        printDiagnostics(findings, sources: loaded.sources)
        if findings.hasErrors { throw ProgramFailure.alreadyPrinted }
    }

    /// What a read of the account that failed means; a refusal is a finding about the project's account.
    package func reported(_ error: APIError) -> ExitCode {
        guard let finding = AccessRefusal(error)?.finding(at: nil) else { return ProgramFailure(error).reported() }
        return ProgramFailure(finding.message, help: finding.help, code: finding.code).reported()
    }

    /// Compares with the account; what is found there is printed.
    ///
    /// - Parameters:
    ///   - reader: The account.
    ///   - isPruning: Whether what is neither named nor removed goes.
    /// - Returns: The plan, and what forbids applying it or parts of it.
    /// - Throws: The exit status, when the account cannot be read or the application not be told, and that was printed.
    package func plan(
        against reader: some AccountReading,
        pruning isPruning: Bool = false
    ) async throws -> PreparedPlan {
        let live: LiveState
        do {
            live = try await readLiveState(reader, for: desired)
        } catch let error as APIError {
            throw reported(error)
        } catch {
            throw ProgramFailure("\(error)", help: nil).reported()
        }
        var options = PlanOptions()
        options.prunes = isPruning
        options.now = Int(Date().timeIntervalSince1970)
        options.releases = await PublishedReleases(
            of: loaded,
            since: options.now - desired.drain,
            removesUsers: isPruning || !desired.removedUsers.isEmpty
        )
        let examined = examinePlan(desired, against: live, options)
        let findings = loaded.applyPolicy(toAccount: examined.checked.diagnostics)
        printDiagnostics(findings, sources: loaded.sources)
        guard var plan = examined.checked.output else { throw ProgramFailure.alreadyPrinted }
        plan.source = loaded.path
        plan.environment = loaded.environment
        plan.live = LiveOrigin(of: live, for: desired)
        return PreparedPlan(plan: plan, against: live, findings: findings, examined.objections)
    }
}

/// A plan, and what forbids it.
package struct PreparedPlan: Sendable {
    package let plan: Plan

    /// The account that it was made against.
    package let live: LiveState

    /// Errors about single objects, with the steps that each forbids.
    package let objections: [Objection]

    /// Whether no error was found.
    package let isSound: Bool

    /// Whether all errors are about single objects: of a plan that was reviewed, only those steps are forbidden then.
    package let isSoundElsewhere: Bool

    /// What was found in the account, and printed.
    package let findings: [Diagnostic]

    init(plan: Plan, against live: LiveState, findings: [Diagnostic], _ objections: [Objection]) {
        self.plan = plan
        self.live = live
        self.findings = findings
        let errors = findings.filter { $0.severity == .error }
        self.objections = objections.filter { $0.stands(among: errors) }
        isSound = errors.isEmpty
        isSoundElsewhere = errors.allSatisfy { error in objections.contains { $0.stands(among: [error]) } }
    }
}

extension DesiredState {
    /// What a project that compiled asks of the account; nil for one that did not.
    package init?(loaded: LoadedProject) {
        // A key that is none: it asks nothing that could be done.
        guard let project = loaded.project, let release = loaded.release,
            let state = try? DesiredState(project, release, of: loaded)
        else { return nil }
        self = state
    }

    fileprivate init(_ project: Project, _ release: Release, of loaded: LoadedProject) throws(KeyError) {
        let environment = ProcessInfo.processInfo.environment
        try self.init(
            project: project,
            release: release,
            publicKeyPEM: loaded.publicKeyPEM,
            previousKeyPEM: loaded.previousKeyPEM,
            secrets: { environment[$0] }
        )
    }
}
