internal import Applying
internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import JSONTree
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import VonageAPI

/// What `ccapply buy` is about to do, before anybody was asked.
struct PreparedPurchase {
    let account: ChangeableAccount
    let environment: String?
    let shopping: Shopping

    /// Nil when the application is not there yet.
    let applicationID: String?

    /// Numbers that an earlier run got and did not link.
    let unlinked: [(name: String, number: PhoneNumber)]

    /// Reads the account, finishes what an earlier run left, and chooses.
    ///
    /// - Parameters:
    ///   - prepared: The project.
    ///   - pins: What was bought.
    ///   - account: Where to look.
    ///   - limit: Of the command line.
    /// - Throws: The exit status, when something forbids it and that was printed.
    init(_ prepared: PreparedProject, pins: PinFile, account: ChangeableAccount, limit: EuroAmount?) async throws {
        guard let project = prepared.loaded.project else { throw ProgramFailure.alreadyPrinted }
        self.account = account
        environment = prepared.loaded.environment
        do {
            let proposal = try await proposePurchase(
                project.request(prepared, limit),
                pins: pins,
                account: account.live
            )
            applicationID = try prepared.identified(proposal.application)
            for stray in proposal.strays {
                printError(
                    "warning: \(stray.number) was bought for '\(stray.name)', which the project no longer searches for"
                        + "\n  help: name it in 'numbers', or cancel it"
                )
            }
            let findings = prepared.loaded.applyPolicy(toAccount: proposal.checked.diagnostics)
            printDiagnostics(findings, sources: prepared.loaded.sources)
            guard !findings.hasErrors, let shopping = proposal.checked.output else {
                throw ProgramFailure.alreadyPrinted
            }
            self.shopping = shopping
            unlinked = applicationID == nil ? [] : proposal.unlinked
        } catch let error as APIError {
            throw prepared.reported(error)
        } catch let error as AccountFailure {
            throw ProgramFailure(error.message, help: error.help).reported()
        }
    }
}

extension PreparedProject {
    /// The id of the application; nil when it is not there yet.
    fileprivate func identified(_ match: ApplicationMatch) throws -> String? {
        switch match {
        case .found(let application): return application.id
        case .missing: return nil
        case .unknownID, .ambiguous:
            throw ProgramFailure(
                "which application the numbers are for cannot be told",
                help: "run 'ccplan plan', which says why"
            ).reported()
        }
    }
}

extension Project {
    /// What is to be bought; `limit` is the command line's.
    fileprivate func request(_ prepared: PreparedProject, _ limit: EuroAmount?) -> PurchaseRequest {
        let wanted = wantedNumbers
        var request = PurchaseRequest(
            application: prepared.desired.application,
            environment: prepared.loaded.environment,
            wanted: wanted
        )
        request.pinned = numbers.filter { $0.search != nil && !$0.isStandIn }.map { ($0.name.value, $0.number.value) }
        request.used = Set(numbers.map(\.number.value.digits))
            .union(removed.numbers.map(\.number.value.digits))
            .union(prepared.desired.release.requires.callerIDs)
        request.standing = standingCosts(without: Set(wanted.map(\.name)))
        request.limits = costLimits(and: limit)
        return request
    }
}
