import Foundation
import Glibc
import JSONTree
import LoopbackServing
import Testing

@Suite("ccapply publish")
struct PublishTests {
    /// Another branch than what was applied.
    private let branch = (old: "Thank you for calling my contact center.", new: "Thank you for calling the branch.")

    /// As a pipeline has it: no credential at all.
    private func publish(_ site: Site, _ arguments: String...) async throws -> ProgramResult {
        try await finish("ccapply", ["publish"] + arguments, in: site.project)
    }

    private func json(_ result: ProgramResult) throws -> JSONValue {
        try JSONValue(parsing: Array(result.output.utf8))
    }

    @Test("puts the release where it is served, without the account and a line in the log; again is nothing to do")
    func everything() async throws {
        let site = try await Site()
        let first = try await publish(site, "--format", "json", "--receipt", "receipt.json")
        #expect(first.status == 0, "\(first.errors)")
        let report = try json(first)
        let release = try #require(report["release"]?.stringValue)
        #expect(report["status"] == "published")
        #expect(report["answer_url"]?.stringValue == "\(site.hostURL)/r/\(release)/e/answer")
        #expect(report["files"]?["kept"]?.intValue == 0)
        #expect(report["verified_urls"]?.intValue == 16)
        let receipt = try Data(contentsOf: site.project.appending(path: "receipt.json"))
        #expect(receipt == Data(first.output.utf8))
        #expect(try await site.account.requests().isEmpty)
        #expect(!FileManager.default.fileExists(atPath: site.logFile.path))
        let published = try site.published()
        let again = try await publish(site)
        #expect(again.status == 0)
        #expect(
            site.normalised(again.output) == """
                release     HASH-1
                answer_url  http://HOST/r/HASH-1/e/answer
                unchanged: all 16 files were there, 16 URLs verified; nothing points at it by this

                """
        )
        #expect(again.errors.isEmpty)
        #expect(try site.published() == published)
        // What was published is what an apply would publish.
        let applied = try await site.apply()
        #expect(applied.output.contains("all 16 files were there"), "\(applied.output)\(applied.errors)")
        #expect(try await site.liveRelease() == release)
    }

    @Test("goes on beside an apply that holds the target, and disturbs nothing")
    func besideApply() async throws {
        let site = try await Site()
        try await site.account.add(fault: ["action": "hang-before", "match": ["method": "POST"]])
        let apply = try site.launchApply()
        try await site.account.waitForHanging()
        try site.edit(branch)
        let result = try await publish(site)
        #expect(result.status == 0, "\(result.errors)")
        #expect(result.output.contains("published: "))
        try await site.account.release()
        #expect(try await apply.result().status == 0)
        #expect(try site.history() == ["apply A"])
        let live = try await site.liveRelease()
        #expect(!result.output.contains(live))
    }

    @Test(
        "what it published is listed as never live, goes by its age alone, and takes nobody's place; the live one stays"
    )
    func collected() async throws {
        let site = try await Site()
        try await site.applied()
        let live = try await site.liveRelease()
        var branches: Set<String> = []
        for index in 0..<3 {
            try site.edit((branch.old, "Branch \(index)."))
            let report = try json(try await publish(site, "--format", "json"))
            branches.insert(try #require(report["release"]?.stringValue))
        }
        let list = try await site.ccapply("releases", "--format", "json")
        let unused = try json(list)["unused"]?.arrayValue?.compactMap { $0["release"]?.stringValue } ?? []
        #expect(Set(unused) == branches, "\(list.output)")
        let kept = try await site.ccapply("releases", "--gc", "--keep", "1", "--auto-approve")
        #expect(kept.output.contains("Nothing to remove."), "\(kept.output)\(kept.errors)")
        let gone = try await site.ccapply("releases", "--gc", "--keep", "1", "--older-than", "0", "--auto-approve")
        #expect(gone.status == 0, "\(gone.errors)")
        #expect(gone.output.contains("Removed: 3 of 3."), "\(gone.output)")
        let left = try FileManager.default.contentsOfDirectory(atPath: site.publish.appending(path: "manifests").path)
        #expect(left == ["\(live).json"])
        // A branch whose release went is published again.
        #expect(try await publish(site).output.contains("16 files written"))
    }

    @Test("killed anywhere, it leaves no half release under a served name, and run again it is whole")
    func killed() async throws {
        let site = try await Site()
        for step in 0..<12 {
            try site.edit((branch.old, "Branch \(step)."))
            let program = try LaunchedProgram("ccapply", ["publish"], in: site.project)
            try await Task.sleep(for: .milliseconds(8 * step))
            program.signal(SIGKILL)
            _ = try await program.result()
            try expectWhole(site)
            let again = try await publish(site, "--format", "json")
            #expect(again.status == 0, "\(step): \(again.errors)")
            try expectWhole(site)
        }
        let names = try FileManager.default.contentsOfDirectory(atPath: site.publish.path)
        #expect(!names.contains { $0.hasPrefix(".staging") }, "\(names)")
        #expect(try await site.account.requests().isEmpty)
    }

    /// Whatever has a served name has all of its files; only the manifest may be missing yet.
    private func expectWhole(_ site: Site) throws {
        let published = try site.published()
        let files = published.keys.filter { $0.hasPrefix("r/") }
        let releases = Set(files.compactMap { $0.split(separator: "/").dropFirst().first })
        for release in releases {
            #expect(published.keys.count { $0.hasPrefix("r/\(release)/") } == 16, "\(release)")
        }
        for (name, data) in published where name.hasPrefix("manifests/") && name.hasSuffix(".json") {
            for file in try JSONValue(parsing: Array(data))["files"]?.arrayValue ?? [] {
                let path = file["path"]?.stringValue ?? ""
                #expect(published[path]?.count == file["size"]?.intValue, "\(path)")
            }
        }
    }

    @Test("says what the host does not serve, and the receipt has it")
    func deadHost() async throws {
        let site = try await Site()
        try site.edit((site.hostURL, "http://127.0.0.1:9"))
        let dead = try await publish(site, "--format", "json", "--receipt", "receipt.json", "--verify", "routes")
        #expect(dead.status == 1)
        #expect(dead.errors.contains("error[CC4030]: release "), "\(dead.errors)")
        let report = try json(dead)
        #expect(report["status"] == "failed")
        #expect(report["files"]?["written"]?.intValue == 16)
        #expect(report["verified_urls"] == .null)
        #expect(report["error"]?["message"]?.stringValue?.contains("[CC4030]") == true)
        let receipt = site.project.appending(path: "receipt.json")
        #expect(try Data(contentsOf: receipt) == Data(dead.output.utf8))
    }

    @Test("stops at a signal while the host does not answer, says so, and a second run goes on from there")
    func stopped() async throws {
        let site = try await Site()
        let silent = try LoopbackServer { _, _ in .hang }
        try site.edit((site.hostURL, silent.base))
        let receipt = site.project.appending(path: "receipt.json")
        func status() throws -> JSONValue? { try JSONValue(parsing: Array(Data(contentsOf: receipt)))["status"] }
        let program = try LaunchedProgram("ccapply", ["publish", "--receipt", "receipt.json"], in: site.project)
        while silent.received.isEmpty { try await Task.sleep(for: .milliseconds(5)) }
        #expect(try status() == "unknown")
        program.signal(SIGTERM)
        let result = try await program.result()
        #expect(result.status == 1)
        #expect(result.errors.contains("error: stopped by a signal before the release was seen"), "\(result.errors)")
        #expect(try status() == "failed")
    }

    @Test(
        "refuses what apply and build refuse: a number that is to be bought, and a project with nowhere to publish to"
    )
    func refused() async throws {
        let site = try await Site()
        try site.edit(("number: +44 20 7946 0001", "search: {country: GB, features: [VOICE]}"))
        let unbought = try await publish(site)
        #expect(unbought.status == 1)
        #expect(unbought.errors.contains("is not bought yet: the project searches for "), "\(unbought.errors)")
        let text = try site.originalText
        let line = try #require(text.split(separator: "\n").first { $0.contains("publish: dir:public") })
        try site.edit((String(line), ""))
        let nowhere = try await publish(site)
        #expect(nowhere.status == 1)
        #expect(nowhere.errors.contains("error: the project has no 'hosting.publish'"), "\(nowhere.errors)")
        #expect(try site.published().isEmpty)
    }

    @Test("lets a command publish, and prints JSON by its schema")
    func schema() async throws {
        let site = try await Site()
        var reports: [JSONValue] = []
        for _ in 0..<2 { reports.append(try json(try await publish(site, "--format", "json"))) }
        try Data("cp -r \"$1\"/. public/\n".utf8).write(to: site.project.appending(path: "publish.sh"))
        try site.edit(("publish: dir:public ", "publish: {command: [sh, ./publish.sh]} "))
        reports.append(try json(try await publish(site, "--format", "json")))
        #expect(reports.last?["files"]?["handed_over"]?.intValue == 16)
        try site.edit((site.hostURL, "http://127.0.0.1:9"))
        reports.append(try json(try await publish(site, "--format", "json", "--verify", "routes")))
        #expect(reports.compactMap { $0["status"]?.stringValue } == ["published", "unchanged", "published", "failed"])
        let schema = "docs/publication.schema.json"
        #expect(try await verdicts(on: reports, schema: schema) == ["valid", "valid", "valid", "valid"])
        for report in reports {
            for verdict in try await verdicts(on: report.damaged(keeping: []), schema: schema) {
                #expect(verdict != "valid")
            }
        }
    }

    @Test("publishes to a bucket, beside its lock and its log, which stay as they are")
    func bucket() async throws {
        let bucket = try await BucketSite()
        try await bucket.applied()
        let before = try await bucket.history()
        try bucket.greet("Thank you for calling the branch.")
        let result = try await bucket.ccapply("publish", "--format", "json")
        #expect(result.status == 0, "\(result.errors)")
        let release = try #require(try json(result)["release"]?.stringValue)
        let names = try await bucket.names()
        #expect(names.contains("manifests/\(release).json"))
        #expect(!names.contains(".ccapply.lock"))
        #expect(try await bucket.history() == before)
        try await bucket.expectLiveIsWhole()
        #expect(try await bucket.site.liveRelease() != release)
        let again = try await bucket.ccapply("publish")
        #expect(again.output.contains("unchanged: all "), "\(again.output)\(again.errors)")
        let refused = try await bucket.ccapply("publish", without: "AWS_ACCESS_KEY_ID")
        #expect(refused.status == 1)
    }
}

@Suite("the rights of what is published")
struct PublishedRightsTests {
    @Test("everybody may read what is published, whatever the mask of who publishes it")
    func mask() async throws {
        let site = try await Site()
        let result = try await finish(
            URL(filePath: "/bin/sh"),
            ["-c", #"umask 077; cd "$0"; exec "$@""#, site.project.path, builtProgram("ccapply"), "apply"]
                + ["--auto-approve", "--force", "--rate", "off"],
            environment: site.account.environment.merging([
                "VONAGE_PRIVATE_KEY": try await KeyPair.first.value.privatePEM
            ]) { $1 }
        )
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        let files = FileManager.default
        let places = try files.subpathsOfDirectory(atPath: site.publish.path).filter {
            $0 == "r" || $0 == "manifests" || $0.hasPrefix("r/") || $0.hasPrefix("manifests/")
        }
        #expect(places.count > 20)
        for place in places {
            let attributes = try files.attributesOfItem(atPath: site.publish.appending(path: place).path)
            let rights = try #require(attributes[.posixPermissions] as? Int)
            let isFolder = attributes[.type] as? FileAttributeType == .typeDirectory
            #expect(rights == (isFolder ? 0o755 : 0o644), "\(place)")
        }
    }
}
