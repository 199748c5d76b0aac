import Applying
import ContactCenter
import Diagnostics
import Provisioning
import Synchronization
import Testing
import VonageAPI

/// What was bought, in memory, as the files beside a project hold it.
///
/// Whoever is dead writes nothing any more.
final class SweptPins: PinKeeping {
    private struct Files {
        var pins = NumberPins()
        var intents: [NumberPins.Pin] = []
    }

    private let files = Mutex(Files())
    private let isDead: @Sendable () -> Bool

    init(isDead: @escaping @Sendable () -> Bool = { false }) {
        self.isDead = isDead
    }

    /// What the dead left, for those who come after.
    convenience init(leftBy other: SweptPins) {
        self.init()
        let left = other.files.withLock { $0 }
        files.withLock { $0 = left }
    }

    var text: String { files.withLock { $0.pins.text } }

    func pins() -> NumberPins { files.withLock { $0.pins } }
    func intents() -> [NumberPins.Pin] { files.withLock { $0.intents } }

    func intend(_ pin: NumberPins.Pin) throws {
        try write { files in
            files.intents.removeAll { $0.name == pin.name }
            files.intents.append(pin)
        }
    }

    func pin(_ pin: NumberPins.Pin) throws {
        try write { files in
            files.pins.pins.append(pin)
            files.intents.removeAll { $0.name == pin.name }
        }
    }

    func drop(_ pin: NumberPins.Pin) throws {
        try write { files in files.intents.removeAll { $0.name == pin.name } }
    }

    private func write(_ body: (inout sending Files) -> Void) throws {
        guard !isDead() else { throw AccountFailure(.refused, "dead") }
        files.withLock { body(&$0) }
    }
}

/// A project that searches for numbers.
struct SweptPurchase: Sendable {
    let desired: DesiredState
    let wanted: [WantedNumber]

    /// Two that ask for the same, one that takes a spare number, one of another country.
    init(_ desired: DesiredState) {
        self.desired = desired
        let span = Span(file: FileID(index: 0), start: 0, end: 0)
        func search(_ name: String, _ country: String, reuse: Bool = false) -> WantedNumber {
            var search = NumberSearch(span: span, country: Located(country, at: span))
            search.reusesSpare = Located(reuse, at: span)
            return WantedNumber(name: name, search: search)
        }
        wanted = [
            search("us-sales", "US"), search("us-support", "US"), search("gb", "GB", reuse: true), search("de", "DE"),
        ]
    }

    /// Buys, as `ccapply buy` does; whether every search has its number then.
    func run(_ account: SweptAccount, _ session: APISession, _ pins: SweptPins) async throws -> Bool {
        let had = pins.pins().pins
        let names = Set(had.map(\.name))
        var request = PurchaseRequest(
            application: desired.application,
            environment: nil,
            wanted: wanted.filter { !names.contains($0.name) }
        )
        request.pinned = had.map { ($0.name, $0.number) }
        request.used = Set((desired.numbers.map(\.number) + had.map(\.number)).map(\.digits))
        let proposal: PurchaseProposal
        do {
            proposal = try await proposePurchase(request, pins: pins, account: account.live(session))
        } catch is APIError {
            return false
        } catch is AccountFailure {
            return false
        }
        guard let shopping = proposal.checked.output, case .found(let application) = proposal.application else {
            return false
        }
        let changeable = account.changeable(session)
        var receipts = await buyNumbers(
            shopping.choices,
            environment: nil,
            application: application.id,
            account: changeable,
            pins: pins,
            settle: {},
            stop: StopRequest()
        ) { _ in }
        receipts += await linkNumbers(
            proposal.unlinked,
            to: application.id,
            account: changeable,
            stop: StopRequest()
        ) { _ in }
        return receipts.allSatisfy { $0.status == .done || $0.status == .skipped }
    }
}
