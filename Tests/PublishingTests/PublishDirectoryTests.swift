import CallBundle
import Foundation
import Synchronization
import Testing

@testable import Publishing

/// What happened, in order.
private final class Events: Sendable {
    let names = Mutex<[String]>([])
}

@Suite("Publishing to a folder")
struct PublishDirectoryTests {
    @Test("all files and the manifest arrive, byte for byte, and nothing else stays behind")
    func everything() async throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        let outcome = try await PublishDirectory(path: "\(folder.path)/deep/site/").publish(release)
        #expect(outcome == .files(written: release.files.count, kept: 0))
        let manifest = "deep/site/manifests/\(release.id).json"
        #expect(
            folder.files()
                == (release.files.map { "deep/site/\($0.path)" } + [manifest, "deep/site/.ccapply.lock.files"]).sorted()
        )
        for file in release.files {
            #expect(try Data(contentsOf: URL(filePath: "\(folder.path)/deep/site/\(file.path)")) == Data(file.bytes))
        }
    }

    @Test("publishing again keeps what is there")
    func again() async throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        _ = try await PublishDirectory(path: folder.path).publish(release)
        let before = folder.files()
        #expect(
            try await PublishDirectory(path: folder.path).publish(release)
                == .files(written: 0, kept: release.files.count)
        )
        #expect(folder.files() == before)
    }

    @Test("an interrupted publication is completed, and what it left aside is cleared")
    func resumed() async throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        _ = try await PublishDirectory(path: folder.path).publish(release)
        let whole = folder.files()
        try FileManager.default.removeItem(atPath: "\(folder.path)/\(release.files[0].path)")
        let staging = "\(folder.path)/.staging-\(release.id)"
        try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(filePath: "\(staging)/0"))
        let outcome = try await PublishDirectory(path: folder.path).publish(release)
        #expect(outcome == .files(written: 1, kept: release.files.count - 1))
        #expect(folder.files() == whole)
    }

    @Test("a file with other content is never overwritten", arguments: ["", "x", "same length?"])
    func different(content: String) async throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        let file = release.files[1]
        let path = "\(folder.path)/\(file.path)"
        _ = try await PublishDirectory(path: folder.path).publish(release)
        let changed =
            content == "same length?" ? Data(repeating: 0x20, count: file.bytes.count) : Data(content.utf8)
        try changed.write(to: URL(filePath: path))
        let error = await #expect(throws: PublishingError.self) {
            try await PublishDirectory(path: folder.path).publish(release)
        }
        #expect(error?.message == "'\(path)' is published already, with other content")
        #expect(try Data(contentsOf: URL(filePath: path)) == changed)
    }

    @Test("two releases live side by side")
    func twoReleases() async throws {
        let folder = try TemporaryFolder()
        let directory = PublishDirectory(path: folder.path)
        let first = sampleRelease()
        let second = sampleRelease(says: "Good morning")
        _ = try await directory.publish(first)
        let outcome = try await directory.publish(second)
        #expect(outcome == .files(written: second.files.count, kept: 0))
        #expect(folder.files().count == first.files.count + second.files.count + 3)
    }

    @Test("what an earlier release has with the same bytes is one file with several names, unless somebody changed it")
    func hardLinks() async throws {
        func inode(_ path: String) throws -> Int {
            try #require(try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int)
        }
        let folder = try TemporaryFolder()
        let directory = PublishDirectory(path: folder.path)
        let releases = ["Hello", "Good morning", "Good evening"].map { sampleRelease(says: $0) }
        let shared = try #require(
            releases[0].files.last { file in releases[1].files.contains { $0.sha256 == file.sha256 } }
        )
        func place(_ release: Release) throws -> String {
            let file = try #require(release.files.first { $0.sha256 == shared.sha256 })
            return "\(folder.path)/\(file.path)"
        }
        _ = try await directory.publish(releases[0])
        _ = try await directory.publish(releases[1])
        #expect(try inode(place(releases[0])) == inode(place(releases[1])))
        // Not what differs.
        let own = try releases.prefix(2).map { try inode("\(folder.path)/r/\($0.id)/e/answer.json") }
        #expect(Set(own).count == 2)
        for release in releases.prefix(2) {
            try Data("changed".utf8).write(to: URL(filePath: place(release)), options: .atomic)
        }
        _ = try await directory.publish(releases[2])
        #expect(try Data(contentsOf: URL(filePath: place(releases[2]))) == Data(shared.bytes))
    }

    @Test("what is removed is gone whole, and only that")
    func removal() async throws {
        let folder = try TemporaryFolder()
        let (first, second) = (sampleRelease(), sampleRelease(says: "Good morning"))
        do {
            let directory = PublishDirectory(path: folder.path)
            for release in [first, second] { _ = try await directory.publish(release) }
            _ = try await directory.publishFallback(of: sampleRelease(says: "Half"))
        }
        let shelf = DirectoryShelf(path: folder.path)
        #expect(try shelf.contents().map(\.isFinished).filter { !$0 }.count == 1)
        #expect(try shelf.contents().count == 3)
        try await shelf.remove(first.id)
        try await shelf.remove(sampleRelease(says: "Half").id)
        #expect(folder.files().allSatisfy { $0.contains(second.id.text) || $0 == ".ccapply.lock.files" })
        #expect(try shelf.condition(of: second.manifest) == .whole)
        try await shelf.remove(first.id)  // Again is no error.
    }

    @Test("a publication waits for none that holds the folder, only for one that writes or removes files")
    func turns() async throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        let lock = try FolderLock(path: folder.path, owner: nil)
        #expect(try await PublishDirectory(path: folder.path).publish(release).sentence.hasSuffix(" files written"))
        lock.giveBack()
        let turn = try await FolderTurn(in: folder.path)
        let (path, events) = (folder.path, Events())
        try await withThrowingTaskGroup { group in
            group.addTask {
                _ = try await PublishDirectory(path: path).publish(sampleRelease(says: "Good morning"))
                events.names.withLock { $0.append("published") }
            }
            group.addTask {
                try await DirectoryShelf(path: path).remove(release.id)
                events.names.withLock { $0.append("removed") }
            }
            // Long enough for both, did they not wait.
            try await Task.sleep(for: .milliseconds(200))
            events.names.withLock { $0.append("turn over") }
            turn.end()
            try await group.waitForAll()
        }
        #expect(events.names.withLock(\.first) == "turn over")
        #expect(events.names.withLock(\.count) == 3)
        #expect(try DirectoryShelf(path: folder.path).storedReleases() == [sampleRelease(says: "Good morning").id])
    }

    @Test("a wait for a turn ends when it is cancelled, and nothing is written then")
    func cancelledWait() async throws {
        let folder = try TemporaryFolder()
        let turn = try await FolderTurn(in: folder.path)
        let (path, release) = (folder.path, sampleRelease())
        let task = Task { try await PublishDirectory(path: path).publish(release) }
        task.cancel()
        await #expect(throws: PublishingError.self) { try await task.value }
        turn.end()
        #expect(folder.files() == [".ccapply.lock.files"])
    }

    @Test("a place that cannot be a folder is a one-line error")
    func unwritable() async throws {
        let folder = try TemporaryFolder()
        try Data().write(to: URL(filePath: "\(folder.path)/file"))
        let error = await #expect(throws: PublishingError.self) {
            try await PublishDirectory(path: "\(folder.path)/file/site").publish(sampleRelease())
        }
        #expect(error?.message == "cannot write '\(folder.path)/file/site': not a directory")
    }

    @Test("a failure while files are written aside leaves nothing under a served name")
    func failureWhileStaging() async throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        let directory = PublishDirectory(path: folder.path)
        // Where the folder for the documents should be made, a file is in the way.
        try FileManager.default.createDirectory(atPath: "\(folder.path)/r", withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: "\(folder.path)/r/\(release.id)"))
        let error = await #expect(throws: PublishingError.self) { try await directory.publish(release) }
        #expect(error?.message.hasSuffix(": not a directory") == true)
        #expect(folder.files() == [".ccapply.lock.files", "r/\(release.id)"])
    }

    @Test("the way out goes to its own folder alone")
    func fallback() async throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        _ = try await PublishDirectory(path: folder.path).publishFallback(of: release)
        #expect(folder.files() == [".ccapply.lock.files", "r/\(release.id)/fallback.json"])
    }
}
