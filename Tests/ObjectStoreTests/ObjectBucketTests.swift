import Foundation
import ObjectStore
import ObjectStoreServing
import ObjectStoreWrites
import Testing

@Suite("Objects in a real store")
struct ObjectBucketTests {
    private let json = ObjectTraits(contentType: "application/json", cacheControl: "no-store")

    private func bucket() async throws -> ObjectBucket { try await ObjectStoreServer.shared.value.newBucket() }

    @Test("what is written is read back, byte for byte, with the tag that its content has")
    func roundTrip() async throws {
        let bucket = try await bucket()
        for bytes in [[], [0], Array("grüße\n".utf8), (0..<100_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }] {
            #expect(try await bucket.write(bytes, to: "a/b.json", json, if: .none) == .done(tag: plainTag(of: bytes)))
            let object = try #require(try await bucket.object("a/b.json"))
            #expect(object.bytes == bytes)
            #expect(object.tag == plainTag(of: bytes))
        }
        #expect(try await bucket.object("a/c.json") == nil)
    }

    @Test(
        "names of all characters that releases and more have",
        arguments: ["main~1.json", "a b+c&d=e.json", "ü.json"]
    )
    func names(name: String) async throws {
        let bucket = try await bucket()
        _ = try await bucket.write([1], to: "r/\(name)", json, if: .isAbsent)
        #expect(try await bucket.object("r/\(name)")?.bytes == [1])
        #expect(try await bucket.list("r/").entries.map(\.name) == ["r/\(name)"])
        #expect(try await bucket.remove("r/\(name)") == .done(tag: ""))
        #expect(try await bucket.list("").entries == [])
    }

    @Test("an object is made only where none is, and replaced or removed only while it is the one that is meant")
    func conditions() async throws {
        let bucket = try await bucket()
        #expect(try await bucket.write([1], to: "x", json, if: .hasTag("\"0\"")) == .refused)
        guard case .done(let tag) = try await bucket.write([1], to: "x", json, if: .isAbsent) else {
            Issue.record("it could not be made")
            return
        }
        #expect(try await bucket.write([2], to: "x", json, if: .isAbsent) == .refused)
        #expect(try await bucket.object("x")?.bytes == [1])
        guard case .done(let next) = try await bucket.write([3], to: "x", json, if: .hasTag(tag)) else {
            Issue.record("it could not be replaced")
            return
        }
        #expect(try await bucket.write([4], to: "x", json, if: .hasTag(tag)) == .refused)
        #expect(try await bucket.remove("x", if: .hasTag(tag)) == .refused)
        #expect(try await bucket.object("x")?.bytes == [3])
        #expect(try await bucket.remove("x", if: .hasTag(next)) == .done(tag: ""))
        #expect(try await bucket.remove("x", if: .hasTag(next)) == .refused)
        #expect(try await bucket.remove("x") == .done(tag: ""))
    }

    @Test("of twenty who make one object at the same time exactly one does")
    func creation() async throws {
        let bucket = try await bucket()
        let outcomes = try await withThrowingTaskGroup(of: WriteOutcome.self) { group in
            for index in UInt8(0)..<20 {
                group.addTask { try await bucket.write([index], to: "x", json, if: .isAbsent) }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(outcomes.filter { $0 != .refused }.count == 1)
    }

    @Test("a list of more than a page is whole, in the order of the names; folders are told once")
    func list() async throws {
        let bucket = try await bucket()
        let names = (0..<1_050).map { "r/\($0 / 350)/\(1_000 + $0)" }
        try await withThrowingTaskGroup(of: Void.self) { group in
            for (index, name) in names.enumerated() {
                if index >= 16 { try await group.next() }
                group.addTask { _ = try await bucket.write([UInt8(index % 7)], to: name, json, if: .none) }
            }
            try await group.waitForAll()
        }
        _ = try await bucket.write([1], to: "other", json, if: .none)
        let listing = try await bucket.list("r/")
        #expect(listing.entries.map(\.name) == names)
        #expect(listing.entries.first?.size == 1)
        #expect(listing.entries.first?.tag == plainTag(of: [0]))
        let folders = try await bucket.list("r/", stopsAtSlashes: true)
        #expect(folders.entries == [])
        #expect(folders.folders == ["r/0/", "r/1/", "r/2/"])
        #expect(try await bucket.list("nothing/").entries == [])
    }

    @Test("a wrong secret and a bucket that is not there are told as such, and no secret is")
    func refused() async throws {
        let server = try await ObjectStoreServer.shared.value
        var settings = server.settings
        settings.credentials?.secret = "another-secret"
        let stranger = ObjectBucket(server.newPlace(), settings: settings)
        let refusal = await #expect(throws: ObjectStoreError.self) { try await stranger.object("x") }
        guard case .refused(let code) = refusal?.kind else {
            Issue.record("\(String(describing: refusal))")
            return
        }
        #expect(code == "SignatureDoesNotMatch")
        for text in ["\(settings)", String(reflecting: settings), "\(String(describing: refusal))"] {
            #expect(!text.contains("another-secret"))
            #expect(!text.contains(ObjectStoreServer.keyID))
        }
        let nowhere = ObjectBucket(ObjectPlace(bucket: "no-such-bucket", prefix: ""), settings: server.settings)
        let missing = await #expect(throws: ObjectStoreError.self) { try await nowhere.object("x") }
        #expect(missing?.message == "there is no bucket for 's3://no-such-bucket/x'")
    }

    @Test("the store's clock is heard")
    func clock() async throws {
        let bucket = try await bucket()
        _ = try await bucket.object("x")
        #expect(abs(bucket.now - Int(Date().timeIntervalSince1970)) < 5)
    }
}
