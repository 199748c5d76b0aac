import CallBundle
import Foundation
import Testing

@testable import Publishing

@Suite("Publishing to a folder")
struct PublishDirectoryTests {
    @Test("all files and the manifest arrive, byte for byte, and nothing else stays behind")
    func everything() throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        let outcome = try PublishDirectory(path: "\(folder.path)/deep/site/").publish(release)
        #expect(outcome == .files(written: release.files.count, kept: 0))
        let manifest = "deep/site/manifests/\(release.id).json"
        #expect(
            folder.files()
                == (release.files.map { "deep/site/\($0.path)" } + [manifest, "deep/site/.ccapply.lock"]).sorted()
        )
        for file in release.files {
            #expect(try Data(contentsOf: URL(filePath: "\(folder.path)/deep/site/\(file.path)")) == Data(file.bytes))
        }
    }

    @Test("publishing again keeps what is there")
    func again() throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        _ = try PublishDirectory(path: folder.path).publish(release)
        let before = folder.files()
        #expect(
            try PublishDirectory(path: folder.path).publish(release) == .files(written: 0, kept: release.files.count)
        )
        #expect(folder.files() == before)
    }

    @Test("an interrupted publication is completed, and what it left aside is cleared")
    func resumed() throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        _ = try PublishDirectory(path: folder.path).publish(release)
        let whole = folder.files()
        try FileManager.default.removeItem(atPath: "\(folder.path)/\(release.files[0].path)")
        let staging = "\(folder.path)/.staging-\(release.id)"
        try FileManager.default.createDirectory(atPath: staging, withIntermediateDirectories: true)
        try Data("half".utf8).write(to: URL(filePath: "\(staging)/0"))
        let outcome = try PublishDirectory(path: folder.path).publish(release)
        #expect(outcome == .files(written: 1, kept: release.files.count - 1))
        #expect(folder.files() == whole)
    }

    @Test("a file with other content is never overwritten", arguments: ["", "x", "same length?"])
    func different(content: String) throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        let file = release.files[1]
        let path = "\(folder.path)/\(file.path)"
        _ = try PublishDirectory(path: folder.path).publish(release)
        let changed =
            content == "same length?" ? Data(repeating: 0x20, count: file.bytes.count) : Data(content.utf8)
        try changed.write(to: URL(filePath: path))
        let error = #expect(throws: PublishingError.self) {
            try PublishDirectory(path: folder.path).publish(release)
        }
        #expect(error?.message == "'\(path)' is published already, with other content")
        #expect(try Data(contentsOf: URL(filePath: path)) == changed)
    }

    @Test("two releases live side by side")
    func twoReleases() throws {
        let folder = try TemporaryFolder()
        let directory = try PublishDirectory(path: folder.path)
        let first = sampleRelease()
        let second = sampleRelease(says: "Good morning")
        _ = try directory.publish(first)
        let outcome = try directory.publish(second)
        #expect(outcome == .files(written: second.files.count, kept: 0))
        #expect(folder.files().count == first.files.count + second.files.count + 3)
    }

    @Test("what an earlier release has with the same bytes is one file with several names, unless somebody changed it")
    func hardLinks() throws {
        func inode(_ path: String) throws -> Int {
            try #require(try FileManager.default.attributesOfItem(atPath: path)[.systemFileNumber] as? Int)
        }
        let folder = try TemporaryFolder()
        let directory = try PublishDirectory(path: folder.path)
        let releases = ["Hello", "Good morning", "Good evening"].map { sampleRelease(says: $0) }
        let shared = try #require(
            releases[0].files.last { file in releases[1].files.contains { $0.sha256 == file.sha256 } }
        )
        func place(_ release: Release) throws -> String {
            let file = try #require(release.files.first { $0.sha256 == shared.sha256 })
            return "\(folder.path)/\(file.path)"
        }
        _ = try directory.publish(releases[0])
        _ = try directory.publish(releases[1])
        #expect(try inode(place(releases[0])) == inode(place(releases[1])))
        // Not what differs.
        let own = try releases.prefix(2).map { try inode("\(folder.path)/r/\($0.id)/e/answer.json") }
        #expect(Set(own).count == 2)
        for release in releases.prefix(2) {
            try Data("changed".utf8).write(to: URL(filePath: place(release)), options: .atomic)
        }
        _ = try directory.publish(releases[2])
        #expect(try Data(contentsOf: URL(filePath: place(releases[2]))) == Data(shared.bytes))
    }

    @Test("what is removed is gone whole, and only that")
    func removal() throws {
        let folder = try TemporaryFolder()
        let (first, second) = (sampleRelease(), sampleRelease(says: "Good morning"))
        do {
            let directory = try PublishDirectory(path: folder.path)
            for release in [first, second] { _ = try directory.publish(release) }
            _ = try directory.publishFallback(of: sampleRelease(says: "Half"))
        }
        let shelf = DirectoryShelf(path: folder.path)
        #expect(try shelf.contents().map(\.isFinished).filter { !$0 }.count == 1)
        #expect(try shelf.contents().count == 3)
        try shelf.remove(first.id)
        try shelf.remove(sampleRelease(says: "Half").id)
        #expect(folder.files().allSatisfy { $0.contains(second.id.text) || $0 == ".ccapply.lock" })
        #expect(try shelf.condition(of: second.manifest) == .whole)
        try shelf.remove(first.id)  // Again is no error.
    }

    @Test("only one apply at a time holds a folder")
    func lock() throws {
        let folder = try TemporaryFolder()
        var holder: PublishDirectory? = try PublishDirectory(path: folder.path)
        #expect(holder?.path == folder.path)
        let error = #expect(throws: PublishingError.self) { try PublishDirectory(path: folder.path) }
        #expect(error?.message == "'\(folder.path)' is being published to")
        holder = nil
        #expect(throws: Never.self) { try PublishDirectory(path: folder.path) }
    }

    @Test("a place that cannot be a folder is a one-line error")
    func unwritable() throws {
        let folder = try TemporaryFolder()
        try Data().write(to: URL(filePath: "\(folder.path)/file"))
        let error = #expect(throws: PublishingError.self) { try PublishDirectory(path: "\(folder.path)/file/site") }
        #expect(error?.message == "cannot write '\(folder.path)/file/site': not a directory")
    }

    @Test("a failure while files are written aside leaves nothing under a served name")
    func failureWhileStaging() throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        let directory = try PublishDirectory(path: folder.path)
        // Where the folder for the documents should be made, a file is in the way.
        try FileManager.default.createDirectory(atPath: "\(folder.path)/r", withIntermediateDirectories: true)
        try Data().write(to: URL(filePath: "\(folder.path)/r/\(release.id)"))
        let error = #expect(throws: PublishingError.self) { try directory.publish(release) }
        #expect(error?.message.hasSuffix(": not a directory") == true)
        #expect(folder.files() == [".ccapply.lock", "r/\(release.id)"])
    }

    @Test("the way out goes to its own folder alone")
    func fallback() throws {
        let folder = try TemporaryFolder()
        let release = sampleRelease()
        _ = try PublishDirectory(path: folder.path).publishFallback(of: release)
        #expect(folder.files() == [".ccapply.lock", "r/\(release.id)/fallback.json"])
    }
}
