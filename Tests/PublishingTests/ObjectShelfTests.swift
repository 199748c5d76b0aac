import CallBundle
import JSONTree
import ObjectStore
import ObjectStoreServing
import ObjectStoreWrites
import ReleaseRecords
import Testing

@testable import Publishing

@Suite("The shelf of a bucket")
struct ObjectShelfTests {
    private func move(_ number: Int, by: String = "ann") -> PointerMove {
        PointerMove(cause: .apply, at: UTCTime(seconds: 1_795_000_000 + number), by: by, applicationID: "app")
    }

    @Test("the log begins empty, and keeps its lines in order")
    func log() async throws {
        let bucket = try await ObjectStoreServer.shared.value.newBucket()
        let shelf = ObjectShelf(bucket)
        #expect(try await shelf.log() == ReleaseLog())
        let moves = (0..<3).map { move($0) }
        for move in moves { try await shelf.append(move) }
        #expect(try await shelf.log() == ReleaseLog(moves: moves))
        #expect(try await bucket.object("releases.jsonl")?.bytes.last == UInt8(ascii: "\n"))
    }

    @Test("lines of two who write at the same time are all there, once")
    func concurrent() async throws {
        let bucket = try await ObjectStoreServer.shared.value.newBucket()
        let wanted = (0..<2).flatMap { writer in (0..<8).map { move($0, by: "writer \(writer)") } }
        await withTaskGroup(of: Void.self) { group in
            for writer in 0..<2 {
                group.addTask {
                    for number in 0..<8 {
                        do {
                            try await ObjectShelf(bucket).append(move(number, by: "writer \(writer)"))
                        } catch {
                            Issue.record(error)
                        }
                    }
                }
            }
        }
        let moves = try await ObjectShelf(bucket).log().moves
        #expect(moves.count == wanted.count)
        #expect(Set(moves) == Set(wanted))
    }

    @Test("a line that was cut short keeps a line of its own")
    func cutShort() async throws {
        let bucket = try await ObjectStoreServer.shared.value.newBucket()
        let shelf = ObjectShelf(bucket)
        _ = try await bucket.write(Array("{\"version\":1,".utf8), to: "releases.jsonl", .internalText, if: .none)
        try await shelf.append(move(1))
        let log = try await shelf.log()
        #expect(log.moves == [move(1)])
        #expect(log.unreadableLines == [1])
    }

    @Test("a manifest of another release is an error, and none is none")
    func manifests() async throws {
        let bucket = try await ObjectStoreServer.shared.value.newBucket()
        let shelf = ObjectShelf(bucket)
        let (first, second) = (sampleRelease(), sampleRelease(says: "Other"))
        #expect(try await shelf.manifest(of: first.id) == nil)
        let bytes = second.manifest.json.serializedBytes()
        _ = try await bucket.write(bytes, to: "manifests/\(first.id).json", .internalJSON, if: .none)
        let error = await #expect(throws: PublishingError.self) { try await shelf.manifest(of: first.id) }
        #expect(error?.message.contains("is not the manifest of that release: it is that of") == true)
    }

    @Test("what is removed is gone whole, and only that")
    func removal() async throws {
        let bucket = try await ObjectStoreServer.shared.value.newBucket()
        let shelf = ObjectShelf(bucket)
        let (first, second) = (sampleRelease(), sampleRelease(says: "Other"))
        for release in [first, second] { _ = try await ObjectPublisher(bucket).publish(release) }
        let half = sampleRelease(says: "Half")
        _ = try await ObjectPublisher(bucket).publishFallback(of: half)
        let contents = try await shelf.contents()
        #expect(Set(contents.map(\.release)) == [first.id, second.id, half.id])
        #expect(contents.filter { !$0.isFinished }.map(\.release) == [half.id])
        #expect(contents.allSatisfy { abs($0.storedAt.seconds - bucket.now) < 600 })
        try await shelf.remove(first.id)
        try await shelf.remove(half.id)
        #expect(try await bucket.list("").entries.allSatisfy { $0.name.contains(second.id.text) })
        #expect(try await shelf.condition(of: second.manifest) == .whole)
        try await shelf.remove(first.id)  // Again is no error.
    }
}
