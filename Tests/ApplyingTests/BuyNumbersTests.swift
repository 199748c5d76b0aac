import ContactCenter
import JSONTree
import Provisioning
import Synchronization
import Testing
import VonageAPI

@testable import Applying

extension FakeAccount: NumberBuying {
    /// Sells every number that nobody has; those that end in 66 somebody else has bought.
    func buyNumber(country: String, digits: String) async throws(PurchaseFailure) {
        do {
            try exchange("buy number") { state, _ in
                guard state.numbers[digits] == nil, !digits.hasSuffix("66") else {
                    throw PurchaseFailure(.notForSale, "method failed")
                }
                state.numbers[digits] = ["country": .string(country), "msisdn": .string(digits), "features": ["VOICE"]]
            }
        } catch let failure as PurchaseFailure {
            throw failure
        } catch let failure as AccountFailure {
            throw PurchaseFailure(
                failure.kind == .outcomeUnknown ? .outcomeUnknown : .refused,
                failure.message,
                help: failure.help
            )
        } catch {
            throw PurchaseFailure(.refused, "\(error)")
        }
    }
}

/// Pins in memory, with what became of them in order.
private final class Pins: PinKeeping {
    let events = Mutex<[String]>([])

    func pins() -> NumberPins { NumberPins() }
    func intents() -> [NumberPins.Pin] { [] }
    func intend(_ pin: NumberPins.Pin) { note("intend", pin) }
    func pin(_ pin: NumberPins.Pin) { note("pin", pin) }
    func drop(_ pin: NumberPins.Pin) { note("drop", pin) }

    private func note(_ what: String, _ pin: NumberPins.Pin) {
        events.withLock { $0.append("\(what) \(pin.name) \(pin.number)") }
    }
}

@Suite("Buying numbers")
struct BuyNumbersTests {
    private func offer(_ digits: String) throws -> NumberOffer {
        try #require(NumberOffer(body: ["country": "US", "msisdn": .string(digits), "cost": "0.90"]))
    }

    private func choice(_ name: String, _ digits: String...) throws -> NumberChoice {
        let offers = try digits.map(offer)
        return NumberChoice(
            name: name,
            number: offers[0].number,
            country: "US",
            source: .offer(offers[0], others: Array(offers.dropFirst()))
        )
    }

    private func buy(_ choices: [NumberChoice], _ account: FakeAccount, _ pins: Pins, application: String? = nil) async
        -> [String]
    {
        await buyNumbers(
            choices,
            environment: nil,
            application: application,
            account: account,
            pins: pins,
            settle: {},
            stop: StopRequest()
        ) { _ in
        }.map { "\($0.address) \($0.action) \($0.status)" }
    }

    @Test("a number is intended, bought, pinned, and then linked")
    func order() async throws {
        let (account, pins) = (FakeAccount(), Pins())
        let steps = await buy([try choice("a", "14155550101")], account, pins, application: "A")
        #expect(steps == ["number.a buy done", "number.a link done"])
        #expect(pins.events.withLock { $0 } == ["intend a +14155550101", "pin a +14155550101"])
        #expect(account.requests == ["buy number", "read number", "update number"])
        #expect(account.state.numbers["14155550101"]?["app_id"] == "A")
    }

    @Test(
        "a lost answer is looked after before the number is asked for again",
        arguments: [FakeAccount.Fault.lostRequest, .lostAnswer]
    )
    func lost(_ fault: FakeAccount.Fault) async throws {
        let (account, pins) = (FakeAccount(), Pins())
        account.fail(request: 0, fault)
        let steps = await buy([try choice("a", "14155550101", "14155550102")], account, pins)
        #expect(steps == ["number.a buy done"])
        #expect(account.state.numbers.keys.sorted() == ["14155550101"])
        #expect(account.requests == ["buy number", "read number"] + (fault == .lostRequest ? ["buy number"] : []))
        #expect(pins.events.withLock { $0 } == ["intend a +14155550101", "pin a +14155550101"])
    }

    @Test("when nobody knows, it is told as unknown, no other number is bought, and the intent stays")
    func unknown() async throws {
        let (account, pins) = (FakeAccount(), Pins())
        account.kill(at: 0, carriedOut: true)
        let steps = await buy([try choice("a", "14155550101", "14155550102")], account, pins)
        #expect(steps == ["number.a buy unknown"])
        #expect(pins.events.withLock { $0 } == ["intend a +14155550101"])
        #expect(account.state.numbers.count == 1)
    }

    @Test("of a number that somebody else was faster with, the next that costs no more is bought")
    func faster() async throws {
        let (account, pins) = (FakeAccount(), Pins())
        let steps = await buy([try choice("a", "14155550166", "14155550102")], account, pins)
        #expect(steps == ["number.a buy done"])
        #expect(
            pins.events.withLock { $0 } == [
                "intend a +14155550166", "drop a +14155550166", "intend a +14155550102", "pin a +14155550102",
            ]
        )
        #expect(await buy([try choice("b", "14155550266")], account, pins) == ["number.b buy failed"])
    }

    @Test("a number that is said to be taken, and is ours, is pinned")
    func ours() async throws {
        var state = FakeAccount.State()
        state.numbers["14155550101"] = ["country": "US", "msisdn": "14155550101"]
        let (account, pins) = (FakeAccount(state), Pins())
        #expect(await buy([try choice("a", "14155550101", "14155550102")], account, pins) == ["number.a buy done"])
        #expect(account.state.numbers.count == 1)
    }

    @Test("a refusal ends it, and the intent is dropped")
    func refused() async throws {
        let (account, pins) = (FakeAccount(), Pins())
        account.fail(request: 0, .refused)
        #expect(await buy([try choice("a", "14155550101", "14155550102")], account, pins) == ["number.a buy failed"])
        #expect(pins.events.withLock { $0 } == ["intend a +14155550101", "drop a +14155550101"])
    }

    @Test("a spare number on which something hangs by now is not taken")
    func noLongerSpare() async throws {
        var state = FakeAccount.State()
        state.numbers["14155550101"] = ["country": "US", "msisdn": "14155550101", "moHttpUrl": "https://a.example"]
        let (account, pins) = (FakeAccount(state), Pins())
        let number = try #require(PhoneNumber(digits: "14155550101"))
        let spare = NumberChoice(name: "a", number: number, country: "US", source: .spare)
        #expect(await buy([spare], account, pins, application: "A") == ["number.a buy failed"])
        #expect(account.writes == [])
        #expect(pins.events.withLock { $0 } == [])
    }
}
