import Foundation
import LoopbackServing
import ObjectStore
import ObjectStoreServing
import ObjectStoreWrites
import ReleaseRecords
import Testing

@testable import Publishing

@Suite("The lock of a bucket")
struct ObjectLockTests {
    private func owner(_ name: String = "ann@desk") -> LockOwner {
        LockOwner(
            owner: name,
            host: "desk",
            processID: Int(getpid()),
            startedAt: UTCTime(seconds: 1_795_000_000),
            purpose: "apply"
        )
    }

    /// A process of a machine that nobody here can look into.
    private let elsewhere = ProcessMark(machine: "another machine", processID: 17, started: "1")

    private func take(
        _ bucket: ObjectBucket,
        _ name: String = "ann@desk",
        lifetime: Int = 120,
        renewal: Duration = .seconds(30)
    ) async throws(LockFailure) -> ObjectLock {
        try await ObjectLock.take(
            bucket,
            owner: owner(name),
            process: elsewhere,
            pace: ObjectLock.Pace(lifetime: lifetime, renewal: renewal)
        )
    }

    /// The locks of so many who reach for one at the same time.
    private func reach(for bucket: ObjectBucket, _ count: Int) async -> [ObjectLock] {
        await withTaskGroup(of: ObjectLock?.self) { group in
            for index in 0..<count {
                group.addTask { try? await take(bucket, "runner \(index)") }  // The others are refused.
            }
            return await group.reduce(into: []) { if let lock = $1 { $0.append(lock) } }
        }
    }

    private func holder(_ bucket: ObjectBucket) async throws -> String? {
        if case .held(let owner) = try await ObjectLockFile(bucket).state() { owner?.owner } else { nil }
    }

    @Test("who comes second learns who holds it, and gets it afterwards")
    func second() async throws {
        let bucket = try await ObjectStoreServer.shared.value.newBucket()
        let first = try await take(bucket)
        #expect(first.leftover == nil)
        let failure = await #expect(throws: LockFailure.self) { try await take(bucket, "bob@desk") }
        guard case .held(let owner) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(owner?.owner == "ann@desk")
        let left = (owner?.expiresAt.seconds ?? 0) - bucket.now
        #expect((60...125).contains(left))
        await first.giveBack()
        await first.giveBack()
        #expect(try await ObjectLockFile(bucket).state() == .free(leftover: nil))
        #expect(try await bucket.list("").entries == [])
        let second = try await take(bucket, "bob@desk")
        #expect(second.leftover == nil)
        await second.giveBack()
    }

    @Test("of many who reach for it at the same time exactly one gets it", arguments: 0..<4)
    func race(_ round: Int) async throws {
        let bucket = try await ObjectStoreServer.shared.value.newBucket()
        let locks = await reach(for: bucket, 8)
        #expect(locks.count == 1)
        for lock in locks { await lock.giveBack() }
    }

    @Test(
        "one whose time is up is taken over by exactly one, who is told of it, and the first holder learns that it is lost"
    )
    func takenOver() async throws {
        let bucket = try await ObjectStoreServer.shared.value.newBucket()
        let first = try await take(bucket, lifetime: 0)
        await first.tellOfChanges()
        let taken = await reach(for: bucket, 6)
        #expect(taken.count == 1)
        #expect(taken.first?.leftover?.owner == "ann@desk")
        #expect(taken.first?.leftover?.isChanging == true)
        #expect(!first.isLost)
        await first.tellOfChanges()
        #expect(first.isLost)
        #expect(await first.loss()?.hasPrefix("taken by apply by runner ") == true)
        // What is lost is not given back: it is another one's.
        await first.giveBack()
        #expect(try await holder(bucket)?.hasPrefix("runner ") == true)
        for lock in taken { await lock.giveBack() }
    }

    @Test("it lives as long as it is renewed, beyond its first time")
    func renewed() async throws {
        let bucket = try await ObjectStoreServer.shared.value.newBucket()
        let lock = try await take(bucket, lifetime: 8, renewal: .milliseconds(300))
        let start = ContinuousClock.now
        while ContinuousClock.now - start < .seconds(10) {
            let failure = await #expect(throws: LockFailure.self) { try await take(bucket, "bob@desk") }
            guard case .held = failure else { break }
            try await Task.sleep(for: .milliseconds(200))
        }
        #expect(!lock.isLost)
        await lock.giveBack()
        #expect(try await bucket.list("").entries == [])
    }

    @Test("one that is cleared by hand is noticed, and whoever waits for that is woken")
    func cleared() async throws {
        let bucket = try await ObjectStoreServer.shared.value.newBucket()
        let lock = try await take(bucket, renewal: .milliseconds(100))
        async let loss = lock.loss()
        try await ObjectLockFile(bucket).clear()
        #expect(await loss == "somebody removed it")
        #expect(lock.isLost)
        await lock.giveBack()
        let other = try await take(bucket)
        async let quiet = other.loss()
        await other.giveBack()
        #expect(await quiet == nil)
    }

    @Test("one of a process of this machine that is gone is taken over at once")
    func goneProcess() async throws {
        let bucket = try await ObjectStoreServer.shared.value.newBucket()
        let own = try #require(ProcessMark.current)
        #expect(!own.isGone)
        #expect(!elsewhere.isGone)
        // The number is another process's now, or nobody's.
        let gone = ProcessMark(machine: own.machine, processID: own.processID, started: "1")
        #expect(gone.isGone)
        #expect(ProcessMark(machine: own.machine, processID: 4_194_304, started: "1").isGone)
        let first = try await ObjectLock.take(bucket, owner: owner(), process: gone)
        #expect(try await ObjectLockFile(bucket).state() != .free(leftover: nil))
        let second = try await ObjectLock.take(bucket, owner: owner("bob@desk"))
        #expect(second.leftover?.owner == "ann@desk")
        await first.giveBack()
        #expect(try await holder(bucket) == "bob@desk")
        await second.giveBack()
    }

    @Test("a lock's object that is no such object names nobody, and locks", arguments: ["", "{", "[]", "\u{0}"])
    func garbage(content: String) async throws {
        let bucket = try await ObjectStoreServer.shared.value.newBucket()
        _ = try await bucket.write(Array(content.utf8), to: ".ccapply.lock", .internalJSON, if: .none)
        let failure = await #expect(throws: LockFailure.self) { try await take(bucket) }
        #expect(failure == .held(by: nil))
        try await ObjectLockFile(bucket).clear()
        await (try await take(bucket)).giveBack()
    }

    @Test("a store that overwrites what a condition protects has no locks, and is refused")
    func ignorant() async throws {
        let server = try LoopbackServer { request, _ in
            switch request.method {
            case "GET": .answer(status: 404, body: [])
            default: .answer(status: 200, headers: [("ETag", "\"1\"")], body: [])
            }
        }
        let settings = ObjectStoreSettings(credentials: nil, endpoint: server.base)
        let bucket = ObjectBucket(ObjectPlace(bucket: "tests", prefix: ""), settings: settings)
        let failure = await #expect(throws: LockFailure.self) { try await take(bucket) }
        guard case .failed(let error) = failure else {
            Issue.record("\(String(describing: failure))")
            return
        }
        #expect(error.message == "the store of 's3://tests/.ccapply.lock' overwrites objects that it was told to keep")
    }
}
