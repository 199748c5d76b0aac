import Diagnostics
import JSONTree
import Testing
import VonageAPI

@testable import Provisioning

@Suite("The application while its key is exchanged")
struct IdentityConflictTests {
    private func application(_ id: String, _ name: String, _ key: String) -> LiveApplication {
        LiveApplication(body: object(["id": .string(id), "name": .string(name), "keys": ["public_key": .string(key)]]))
    }

    private func desired() throws -> DesiredState {
        var desired = try Sample.acme()
        desired.application.publicKey = try ApplicationPublicKey(pem: Sample.keyB)
        desired.application.previousKey = try ApplicationPublicKey(pem: Sample.keyA)
        return desired
    }

    @Test("it is found by the new key, else by the key before, else by its name")
    func order() throws {
        let wanted = try desired().application
        let old = application("A", "Renamed", Sample.keyA)
        let new = application("B", "Renamed", Sample.keyB)
        #expect(findApplication(wanted, among: [old]) == .found(old))
        #expect(findApplication(wanted, among: [new]) == .found(new))
        #expect(findApplication(wanted, among: [old, new]) == .ambiguous([old, new], sharing: .bothKeys))
        var same = wanted
        same.previousKey = same.publicKey
        #expect(findApplication(same, among: [new]) == .found(new))
    }

    @Test(
        "the exchange is told, users come after it, and without any key that is the reason",
        arguments: [true, false]
    )
    func exchange(hasKey: Bool) throws {
        let reason = hasKey ? "the key does not fit" : UserAccess.noKey
        let live = LiveState(
            applications: [application("A", "Acme Support", Sample.keyA)],
            numbers: [Sample.owned("442079460000")],
            users: .notCompared(reason: reason)
        )
        let plan = try #require(makePlan(try desired(), against: live).output)
        #expect(plan.exchangesKey)
        #expect(plan.comparesUsersLater == hasKey)
        #expect(plan.untilKeyExchange.steps.map(\.address) == ["release", "app"])
        #expect(plan.steps[1].reason == "the application's key is exchanged")
        #expect(plan.users == .notCompared(reason: hasKey ? "the application gets its new key first" : reason))
    }
}
