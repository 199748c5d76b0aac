package import ContactCenter
internal import JSONTree
package import Provisioning

/// Buys the chosen numbers, one after the other, and links each at once.
///
/// A number is written down as intended before it is bought, and pinned before anything else happens after. So whatever
/// ends the process, a second run finds what the first one bought. A purchase is never repeated blindly: when its answer
/// is lost, or says that the number is not for sale, the account's numbers are read again first.
///
/// - Parameters:
///   - choices: What to buy and take.
///   - environment: What the pins are for.
///   - application: The application to link to; nil when it is not there yet, and the next apply links.
///   - account: Where it is done.
///   - pins: Where it is written down.
///   - settle: Waits before looking for what a lost answer may have bought.
///   - stop: Asked before each number.
///   - report: Called with each step as it ends.
/// - Returns: What became of each number, a purchase and its link being two steps.
package func buyNumbers(
    _ choices: [NumberChoice],
    environment: String?,
    application: String?,
    account: some NumberBuying,
    pins: some PinKeeping,
    settle: @escaping @Sendable () async -> Void,
    stop: StopRequest,
    report: (StepReceipt) -> Void
) async -> [StepReceipt] {
    var receipts: [StepReceipt] = []
    let buyer = NumberBuyer(
        environment: environment,
        application: application,
        account: account,
        pins: pins,
        settle: settle
    )
    func tell(_ choice: NumberChoice, _ action: PlanStep.Action, _ outcome: StepOutcome) {
        let receipt = StepReceipt(
            address: "number.\(choice.name)",
            action: action,
            status: outcome.status,
            detail: outcome.detail,
            help: outcome.help
        )
        receipts.append(receipt)
        report(receipt)
    }
    for choice in choices {
        guard !stop.isStopping else {
            tell(choice, .buy, .blocked("stopped before it"))
            continue
        }
        let (outcome, number) = await buyer.get(choice)
        tell(choice, .buy, outcome)
        if let number, let linked = await buyer.link(number) { tell(choice, .link, linked) }
    }
    return receipts
}

private struct NumberBuyer<Account: NumberBuying, Pins: PinKeeping>: Sendable {
    let environment: String?
    let application: String?
    let account: Account
    let pins: Pins
    let settle: @Sendable () async -> Void

    /// Gets a number and pins it; the number is nil when there is none.
    func get(_ choice: NumberChoice) async -> (StepOutcome, PhoneNumber?) {
        do {
            switch choice.source {
            case .spare:
                let body = try await account.ownedNumber(digits: choice.number.digits)
                guard let body, LiveNumber(body: body).isSpare else {
                    return (.failed("\(choice.number) is no longer spare", help: "run this again"), nil)
                }
                try pins.pin(pin(choice, choice.number))
                return (.skipped("\(choice.number), a spare number of the account"), choice.number)
            case .bought:
                try pins.pin(pin(choice, choice.number))
                return (.skipped("\(choice.number), bought by an earlier run"), choice.number)
            case .offer(let offer, let others):
                return try await buy(choice, [offer] + others)
            }
        } catch {
            return (StepOutcome(error), nil)
        }
    }

    private func buy(_ choice: NumberChoice, _ offers: [NumberOffer]) async throws -> (StepOutcome, PhoneNumber?) {
        var last: PurchaseFailure?
        for offer in offers {
            let pin = pin(choice, offer.number)
            try pins.intend(pin)
            do throws(PurchaseFailure) {
                try await buyOnce(offer)
            } catch {
                if error.kind == .outcomeUnknown {
                    // The intent stays: the next run looks whether the number came.
                    return (StepOutcome(status: .unknown, detail: error.message, help: error.help), nil)
                }
                try pins.drop(pin)
                guard error.kind == .notForSale else { return (.failed(error.message, help: error.help), nil) }
                last = error
                continue
            }
            try pins.pin(pin)
            return (.done("\(offer.number), \(offer.priceText)"), offer.number)
        }
        return (.failed(last?.message ?? "nothing is on sale", help: last?.help), nil)
    }

    /// Buys one number; returns only when the account owns it.
    private func buyOnce(_ offer: NumberOffer) async throws(PurchaseFailure) {
        var wasUnknown = false
        for isLastTry in [false, true] {
            let failure: PurchaseFailure
            do throws(PurchaseFailure) {
                return try await account.buyNumber(country: offer.country, digits: offer.number.digits)
            } catch {
                failure = error
            }
            guard failure.kind != .refused else { throw failure }
            if failure.kind == .outcomeUnknown || wasUnknown { await settle() }
            if try await isOwned(offer, after: failure) { return }
            wasUnknown = wasUnknown || failure.kind == .outcomeUnknown
            guard wasUnknown else { throw failure }
            // The same number cannot be bought twice: asking for it again is the way to know.
            guard !isLastTry, failure.kind == .outcomeUnknown else {
                throw PurchaseFailure(.outcomeUnknown, failure.message, help: failure.help)
            }
        }
    }

    private func isOwned(_ offer: NumberOffer, after failure: PurchaseFailure) async throws(PurchaseFailure) -> Bool {
        do {
            return try await account.ownedNumber(digits: offer.number.digits) != nil
        } catch {
            throw PurchaseFailure(
                .outcomeUnknown,
                "\(failure.message); and the account's numbers cannot be read",
                help: "run this again: it looks for the number first"
            )
        }
    }

    private func pin(_ choice: NumberChoice, _ number: PhoneNumber) -> NumberPins.Pin {
        NumberPins.Pin(environment: environment, name: choice.name, number: number)
    }

    /// Links a number on which nothing hangs; nil when there is no application yet, or it is linked already.
    func link(_ number: PhoneNumber) async -> StepOutcome? {
        guard let application else { return nil }
        do {
            guard let body = try await account.ownedNumber(digits: number.digits) else {
                return .failed(
                    "the account does not show \(number) yet",
                    help: "run this again, or apply: both link it"
                )
            }
            let live = LiveNumber(body: body)
            if isSameApplication(live.applicationID, application) { return nil }
            guard live.isSpare else {
                return .failed("somebody set something on \(number) meanwhile", help: "make a plan, and look at it")
            }
            try await account.updateNumber(live.updateForm(application: application))
            return .done("\(number) → app")
        } catch {
            return StepOutcome(error)
        }
    }
}

/// Links numbers that an earlier run bought or took, and did not get to linking.
package func linkNumbers(
    _ numbers: [(name: String, number: PhoneNumber)],
    to application: String,
    account: some NumberBuying,
    stop: StopRequest,
    report: (StepReceipt) -> Void
) async -> [StepReceipt] {
    var receipts: [StepReceipt] = []
    for (name, number) in numbers where !stop.isStopping {
        let buyer = NumberBuyer(
            environment: nil,
            application: application,
            account: account,
            pins: NoPins(),
            settle: {}
        )
        guard let outcome = await buyer.link(number) else { continue }
        let receipt = StepReceipt(
            address: "number.\(name)",
            action: .link,
            status: outcome.status,
            detail: outcome.detail,
            help: outcome.help
        )
        receipts.append(receipt)
        report(receipt)
    }
    return receipts
}

/// For links, which pin nothing.
private struct NoPins: PinKeeping {
    func pins() -> NumberPins { NumberPins() }
    func intents() -> [NumberPins.Pin] { [] }
    func intend(_ pin: NumberPins.Pin) {}
    func pin(_ pin: NumberPins.Pin) {}
    func drop(_ pin: NumberPins.Pin) {}
}
