package import ContactCenter
package import Diagnostics
package import Provisioning

/// What a project wants to buy, and what it has already.
package struct PurchaseRequest: Sendable {
    /// Whose numbers they are to be.
    package var application: DesiredState.Application
    package var environment: String?

    /// Searches that have no number yet.
    package var wanted: [WantedNumber]

    /// Searches that have theirs, by the name of the number.
    package var pinned: [(name: String, number: PhoneNumber)]

    /// Digits that the project uses in any place: none of these is spare.
    package var used: Set<String>

    /// What the other numbers cost.
    package var standing: NumberCosts
    package var limits: [CostLimit]

    package init(application: DesiredState.Application, environment: String?, wanted: [WantedNumber]) {
        self.application = application
        self.environment = environment
        self.wanted = wanted
        pinned = []
        used = []
        standing = NumberCosts()
        limits = []
    }
}

/// What there is to buy, to take and to link.
package struct PurchaseProposal: Sendable {
    package var application: ApplicationMatch

    /// The numbers that earlier runs bought come first.
    package var checked: Checked<Shopping>

    /// Pinned numbers on which nothing hangs, so that an earlier run did not get to linking them.
    package var unlinked: [(name: String, number: PhoneNumber)]

    /// Bought by an earlier run for names that the project no longer searches for, and pinned nowhere.
    package var strays: [NumberPins.Pin]
}

/// Reads the account, drops the intents that came to nothing, and chooses a number for each search.
///
/// - Parameters:
///   - request: What is wanted.
///   - pins: What earlier runs wrote down.
///   - account: Where to look.
/// - Returns: What there is to do; nothing was changed in the account.
/// - Throws: What the account and the pins throw.
package func proposePurchase(
    _ request: PurchaseRequest,
    pins: some PinKeeping,
    account: some AccountReading
) async throws -> PurchaseProposal {
    async let applications = account.applications()
    let owned = try await account.ownedNumbers().map(LiveNumber.init(body:))
    let application = findApplication(
        request.application,
        among: try await applications.map(LiveApplication.init(body:))
    )
    let pinned = Set(try pins.pins().pins.map(\.number.digits))
    var wanted = request.wanted
    var found: [NumberChoice] = []
    var strays: [NumberPins.Pin] = []
    for intent in try pins.intents() where intent.environment == request.environment {
        let number = owned.first { $0.digits == intent.number.digits }
        guard let place = wanted.firstIndex(where: { $0.name == intent.name }), let number else {
            if number != nil, !pinned.contains(intent.number.digits) { strays.append(intent) }
            try pins.drop(intent)
            continue
        }
        wanted.remove(at: place)
        found.append(NumberChoice(name: intent.name, number: intent.number, country: number.country, source: .bought))
    }
    let offers = try await findOffers(wanted, from: account.numbersOnSale)
    var checked = chooseNumbers(
        wanted,
        offers: offers,
        owned: owned,
        taken: request.used.union(pinned).union(found.map(\.number.digits)),
        standing: request.standing,
        limits: request.limits
    )
    checked.output?.choices.insert(contentsOf: found, at: 0)
    let spare = Set(owned.filter(\.isSpare).map(\.digits))
    return PurchaseProposal(
        application: application,
        checked: checked,
        unlinked: request.pinned.filter { spare.contains($0.number.digits) },
        strays: strays
    )
}
