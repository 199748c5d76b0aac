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
            async let applications = account.live.applications()
            let owned = try await account.live.ownedNumbers().map(LiveNumber.init(body:))
            let application = findApplication(
                prepared.desired.application,
                among: try await applications.map(LiveApplication.init(body:))
            )
            applicationID = try prepared.identified(application)
            var wanted = project.wantedNumbers
            let found = try Self.findBought(&wanted, environment, owned, pins)
            let offers = try await findOffers(wanted, account: account)
            let checked = chooseNumbers(
                wanted,
                offers: offers,
                owned: owned,
                taken: project.digitsInUse(prepared).union(try pins.pins().pins.map(\.number.digits))
                    .union(found.map(\.number.digits)),
                standing: project.standingCosts(without: Set(wanted.map(\.name))),
                limits: project.costLimits(and: limit)
            )
            let findings = prepared.loaded.applyPolicy(toAccount: checked.diagnostics)
            printDiagnostics(findings, sources: prepared.loaded.sources)
            guard !findings.hasErrors, var shopping = checked.output else { throw ProgramFailure.alreadyPrinted }
            shopping.choices = found + shopping.choices
            self.shopping = shopping
            unlinked = applicationID == nil ? [] : project.unlinkedPins(owned)
        } catch let error as APIError {
            throw prepared.reported(error)
        } catch let error as AccountFailure {
            throw ProgramFailure(error.message, help: error.help).reported()
        }
    }

    /// Takes out of `wanted` what an earlier run bought and did not pin; drops intents that came to nothing.
    private static func findBought(
        _ wanted: inout [WantedNumber],
        _ environment: String?,
        _ owned: [LiveNumber],
        _ pins: PinFile
    ) throws -> [NumberChoice] {
        var found: [NumberChoice] = []
        for intent in try pins.intents() where intent.environment == environment {
            let number = owned.first { $0.digits == intent.number.digits }
            guard let place = wanted.firstIndex(where: { $0.name == intent.name }), let number else {
                if let number, try !pins.pins().pins.contains(where: { $0.number.digits == number.digits }) {
                    printError(
                        "warning: +\(number.digits) was bought for '\(intent.name)', which the project no longer searches for"
                            + "\n  help: name it in 'numbers', or cancel it"
                    )
                }
                try pins.drop(intent)
                continue
            }
            wanted.remove(at: place)
            found.append(
                NumberChoice(name: intent.name, number: intent.number, country: number.country, source: .bought)
            )
        }
        return found
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
    /// Digits of numbers that the project uses in any place.
    fileprivate func digitsInUse(_ prepared: PreparedProject) -> Set<String> {
        Set(numbers.map(\.number.value.digits))
            .union(removed.numbers.map(\.number.value.digits))
            .union(prepared.desired.release.requires.callerIDs)
    }

    /// Pinned numbers on which nothing hangs, so that an earlier run did not get to linking them.
    fileprivate func unlinkedPins(_ owned: [LiveNumber]) -> [(name: String, number: PhoneNumber)] {
        let spare = Set(owned.filter(\.isSpare).map(\.digits))
        return numbers.filter { $0.search != nil && !$0.isStandIn && spare.contains($0.number.value.digits) }
            .map { ($0.name.value, $0.number.value) }
    }
}
