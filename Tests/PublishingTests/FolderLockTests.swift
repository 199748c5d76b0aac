import Foundation
import JSONTree
import ReleaseRecords
import Testing

@testable import Publishing

@Suite("The lock of a folder")
struct FolderLockTests {
    private func owner(_ name: String = "ann@desk", process: Int32 = getpid()) throws -> LockOwner {
        LockOwner(
            owner: name,
            host: "desk",
            processID: Int(process),
            startedAt: try #require(UTCTime("2026-11-26T06:10:11Z")),
            purpose: "apply"
        )
    }

    @Test("who comes second learns who holds it, and gets it afterwards")
    func second() throws {
        let folder = try TemporaryFolder()
        let first = try FolderLock(path: "\(folder.path)/deep/", owner: try owner())
        #expect(first.leftover == nil)
        let failure = #expect(throws: LockFailure.self) {
            try FolderLock(path: "\(folder.path)/deep", owner: try owner("bob@desk"))
        }
        #expect(failure == .held(by: try owner()))
        #expect(try FolderLock.state(of: "\(folder.path)/deep") == .held(by: try owner()))
        #expect(try owner().sentence == "apply by ann@desk, process \(getpid()) on desk, since 2026-11-26T06:10:11Z")
        first.giveBack()
        first.giveBack()
        #expect(try FolderLock.state(of: "\(folder.path)/deep") == .free(leftover: nil))
        let second = try FolderLock(path: "\(folder.path)/deep", owner: try owner("bob@desk"))
        #expect(second.leftover == nil)
    }

    @Test("what a killed holder left behind locks nothing, and is told")
    func leftover() throws {
        let folder = try TemporaryFolder()
        var gone = try owner()
        gone.isChanging = true
        try Data(gone.json.serializedBytes()).write(to: URL(filePath: "\(folder.path)/.ccapply.lock.owner"))
        #expect(try FolderLock.state(of: folder.path) == .free(leftover: gone))
        #expect(folder.files() == [".ccapply.lock.owner"])  // Looking makes no file where there was no lock.
        let next = try FolderLock(path: folder.path, owner: try owner("bob@desk"))
        #expect(next.leftover == gone)
        next.giveBack()
        #expect(folder.files() == [".ccapply.lock"])
    }

    @Test("an owner's file that is no such file names nobody", arguments: ["", "{", "[]", "{\"owner\": 1}", "\u{0}"])
    func garbage(content: String) throws {
        let folder = try TemporaryFolder()
        try Data(content.utf8).write(to: URL(filePath: "\(folder.path)/.ccapply.lock.owner"))
        let lock = try FolderLock(path: folder.path, owner: nil)
        #expect(lock.leftover == nil)
        #expect(throws: LockFailure.held(by: nil)) { try FolderLock(path: folder.path, owner: nil) }
    }

    @Test("a lock that was taken away is the next one's, whatever its first holder does then")
    func takenAway() throws {
        let folder = try TemporaryFolder()
        let first = try FolderLock(path: folder.path, owner: try owner())
        try FolderLock.remove(at: folder.path)
        try FolderLock.remove(at: folder.path)  // Nothing to remove is fine.
        let second = try FolderLock(path: folder.path, owner: try owner("bob@desk"))
        first.giveBack()
        #expect(try FolderLock.state(of: folder.path) == .held(by: try owner("bob@desk")))
        second.giveBack()
        #expect(try FolderLock.state(of: folder.path) == .free(leftover: nil))
    }

    @Test("from the first change on the owner's file says so")
    func changing() throws {
        let folder = try TemporaryFolder()
        let lock = try FolderLock(path: folder.path, owner: try owner())
        lock.tellOfChanges()
        var expected = try owner()
        expected.isChanging = true
        #expect(try FolderLock.state(of: folder.path) == .held(by: expected))
    }

    @Test("an owner survives its JSON form, and is gone only elsewhere and after its time")
    func owners() throws {
        let owner = try owner()
        #expect(LockOwner(json: owner.json) == owner)
        #expect("\(owner.expiresAt)" == "2026-11-26T08:10:11Z")
        #expect(!owner.isPresumedGone(on: "desk", at: owner.expiresAt))
        #expect(!owner.isPresumedGone(on: "other", at: owner.startedAt))
        #expect(owner.isPresumedGone(on: "other", at: owner.expiresAt))
    }

    @Test(
        "who is at work is the pipeline where there is one",
        arguments: [
            (["": ""], "ann@desk"),
            (["CI": "true"], "ci: ann@desk"),
            (
                [
                    "CI": "true", "GITHUB_ACTIONS": "true", "GITHUB_ACTOR": "bob", "GITHUB_RUN_ID": "17",
                    "GITHUB_REPOSITORY": "acme/voice",
                ], "github: bob, run 17 of acme/voice"
            ),
            (["GITHUB_ACTIONS": "true"], "github: somebody"),
            (
                ["GITLAB_CI": "true", "GITLAB_USER_LOGIN": "bob", "CI_JOB_ID": "9", "CI_PROJECT_PATH": "acme/voice"],
                "gitlab: bob, job 9 of acme/voice"
            ),
        ]
    )
    func runner(environment: [String: String], name: String) {
        #expect(runnerName(environment: environment, user: "ann", host: "desk") == name)
    }
}
