import Foundation
import Glibc
import JSONTree
import ObjectStore
import ObjectStoreServing
import Testing

@Suite("publishing to a bucket")
struct BucketTests {
    @Test("apply, releases, rollback and destroy work as with a folder, and leave no lock")
    func everything() async throws {
        let site = try await BucketSite()
        let first = try await site.apply()
        #expect(first.status == 0, "\(first.output)\(first.errors)")
        #expect(first.output.contains("16 files written, 16 URLs verified at http"))
        let releaseA = try await site.site.liveRelease()
        #expect(try await site.names().count == 16 + 3)
        try await site.expectLiveIsWhole()
        #expect(try await site.apply().output.contains("No changes."))

        try site.greet("Welcome.")
        try await site.applied()
        let releaseB = try await site.site.liveRelease()
        let list = try await site.ccapply("releases", "--rate", "off")
        #expect(list.output.contains("  live      \(releaseB)"), "\(list.output)\(list.errors)")
        #expect(list.output.contains("  draining  \(releaseA)"))

        let back = try await site.ccapply("rollback", "--auto-approve", "--rate", "off")
        #expect(back.status == 0, "\(back.output)\(back.errors)")
        #expect(try await site.site.liveRelease() == releaseA)
        #expect(try await site.history() == ["apply \(releaseA)", "apply \(releaseB)", "rollback \(releaseA)"])

        let destroyed = try await site.ccapply("destroy", "--confirm", "Contact Center Quickstart", "--rate", "off")
        #expect(destroyed.status == 0, "\(destroyed.output)\(destroyed.errors)")
        #expect(destroyed.output.contains("Published files stay in '\(site.bucket.place)'"))
        #expect(try await site.history().last == "destroy -")
        #expect(try await !site.names().contains(".ccapply.lock"))
    }

    @Test(
        "without a key, or with a wrong one, nothing begins, and the variable is named",
        arguments: ["apply", "rollback", "releases", "unlock"]
    )
    func credentials(command: String) async throws {
        let site = try await BucketSite()
        let missing = try await site.ccapply(command, without: "AWS_ACCESS_KEY_ID")
        #expect(missing.status == 1)
        #expect(
            missing.errors.contains("error: AWS_ACCESS_KEY_ID is not set, while its secret is"),
            "\(missing.errors)"
        )
        let nowhere = try await site.ccapply(command, without: "AWS_ENDPOINT_URL_S3")
        #expect(nowhere.status == 1)
        #expect(try await site.site.account.mutationCount() == 0)
    }

    @Test("the way out goes to a bucket of its own, and is looked at where it is served; --verify says what else is")
    func fallback() async throws {
        let site = try await BucketSite()
        let other = try await ObjectStoreServer.shared.value.newBucket()
        try site.edit(("\nnumbers:\n", "\n  fallback: {publish: \"\(other.place)\"}\n\nnumbers:\n"))
        let result = try await site.apply("--verify", "routes")
        #expect(result.status == 0, "\(result.output)\(result.errors)")
        #expect(result.output.contains("16 files written, "))
        #expect(!result.output.contains("16 URLs verified"))
        let live = try await site.site.liveRelease()
        let names = try await other.list("").entries.map(\.name)
        #expect(names == ["manifests/\(live).fallback", "r/\(live)/fallback.json"])
        let back = try await site.ccapply("rollback", live, "--verify", "sample:3", "--rate", "off")
        #expect(back.status == 0, "\(back.output)\(back.errors)")
        for scope in ["some", "sample:", "sample:0", "sample:-1", "sample:1e9"] {
            #expect(try await site.apply("--verify", scope).status == 64)
        }
    }

    @Test("a user whom calls on an earlier release may still ring is held, as the bucket's log and manifests tell")
    func drainingUser() async throws {
        let site = try await BucketSite()
        try await site.applied()
        let old = try await site.site.liveRelease()
        let agent =
            "  Joe:\n    otherwise: {say: Joe cannot take your call right now. Please call again later., hangup: yes}\n"
        try site.edit(
            (agent, ""),
            ("      2: {say: Please wait while we connect you to Joe, agent: Joe}\n", ""),
            ("# \"Make a Phone Call\"", "removed: {users: {Joe: delete}}\n\n# \"Make a Phone Call\"")
        )
        try await site.applied()
        #expect(try await site.site.liveRelease() != old)
        let store = try await ObjectStoreServer.shared.value.environment
        let plan = try await site.site.plan("--detailed-exitcode", environment: store)
        #expect(plan.status == 0, "\(plan.output)\(plan.errors)")
        #expect(plan.output.contains("Held: 1."))
        #expect(!plan.errors.contains("note: "))
        // Without a key to the bucket that is not known, and told.
        let blind = try await site.site.plan()
        #expect(blind.errors.contains("note: '\(site.bucket.place)' is not read, since AWS_ACCESS_KEY_ID is not set"))
    }

    /// Fifty rounds in `make soak`.
    private static let isSoak = ProcessInfo.processInfo.environment["CCPLAN_SOAK"] != nil

    @Test(
        "two that start together: one publishes and moves calls, the other waits and has nothing to do, or is told who holds"
    )
    func race() async throws {
        let site = try await BucketSite()
        let rounds = Self.isSoak ? 50 : 3
        var waited = 0
        for round in 0..<rounds {
            try site.greet("Welcome, round \(round).")
            let isWaiting = round % 2 == 0
            let arguments =
                ["apply", "--auto-approve", "--force", "--rate", "off"]
                + (isWaiting ? ["--lock-timeout", "2m"] : [])
            let programs = try (0..<2).map { _ in try site.launch(arguments) }
            var results: [ProgramResult] = []
            for program in programs { results.append(try await program.result()) }
            let done = results.filter { $0.status == 0 }
            for result in results where result.status != 0 {
                #expect(!isWaiting, "round \(round): \(result.output)\(result.errors)")
                #expect(result.errors.contains("error: '\(site.bucket.place)' is held: apply by "), "\(result.errors)")
                #expect(result.output.isEmpty)
            }
            #expect(!done.isEmpty, "round \(round)")
            #expect(done.filter { $0.output.contains("Applied: ") }.count == 1, "round \(round)")
            waited += done.count - 1
            try await site.expectLiveIsWhole()
            #expect(try await site.history().count == round + 1)
            #expect(try await !site.names().contains(".ccapply.lock"))
        }
        #expect(try await site.site.account.state()["applications"]?.arrayValue?.count == 1)
        print(
            "races of two ccapply on one bucket: \(rounds) rounds, one moved calls in each, \(waited) waited for the other"
        )
    }

    @Test(
        "killed at any write to the bucket, before or after it took effect: nothing points at a half, and the next run goes on",
        arguments: [true, false]
    )
    func killed(before: Bool) async throws {
        let site = try await BucketSite()
        try await site.applied()
        // Every write of an apply: the lock, the claim, sixteen files, the manifest, the log, the lock's end.
        let counting = try await StoreProxy()
        try site.greet("Welcome.")
        let whole = try await site.launch(Self.arguments, endpoint: counting.url).result()
        #expect(whole.status == 0, "\(whole.output)\(whole.errors)")
        let count = counting.writeCount
        #expect(count > 20)
        var halves = 0
        let ordinals = Self.isSoak ? Array(1...count) : [before ? 1 : 2, count / 3, count / 2, count - 2]
        for ordinal in ordinals {
            let live = try await site.site.liveRelease()
            try site.greet("Welcome, write \(ordinal).")
            let proxy = try await StoreProxy()
            proxy.stop(at: ordinal, before: before)
            let program = try site.launch(Self.arguments, endpoint: proxy.url)
            try await proxy.waitUntilStopped()
            program.signal(SIGKILL)
            #expect(try await program.result().status == 128 + SIGKILL, "write \(ordinal)")
            if try await site.site.liveRelease() == live { halves += 1 }
            try await site.expectLiveIsWhole()
            // The process is gone: its lock keeps nobody waiting.
            let next = try await site.apply()
            #expect(next.status == 0, "write \(ordinal): \(next.output)\(next.errors)")
            #expect(try await site.site.liveRelease() != live, "write \(ordinal)")
            try await site.expectLiveIsWhole()
            #expect(try await site.history().last?.hasSuffix(try await site.site.liveRelease()) == true)
            #expect(try await !site.names().contains(".ccapply.lock"))
        }
        #expect(halves > 1)
        print(
            "ccapply killed \(before ? "before" : "after") a write to a bucket: \(ordinals.count) of \(count) writes, "
                + "\(halves) before calls were moved"
        )
    }

    private static let arguments = ["apply", "--auto-approve", "--force", "--rate", "off"]

    @Test("unlock shows the holder, refuses while it lives, and takes the bucket away with --force")
    func unlock() async throws {
        let site = try await BucketSite()
        #expect(try await site.ccapply("unlock").output == "'\(site.bucket.place)' is not locked.\n")
        try await site.site.account.add(fault: ["action": "hang-before", "match": ["method": "GET"]])
        let program = try site.launch(["apply", "--auto-approve", "--rate", "off"])
        try await site.site.account.waitForHanging()
        let refused = try await site.ccapply("unlock")
        #expect(refused.status == 1)
        #expect(refused.errors.contains("is held by a running process: apply by "))
        let forced = try await site.ccapply("unlock", "--force")
        #expect(forced.status == 0)
        #expect(forced.output.contains("' was taken away from apply by "))
        #expect(try await !site.names().contains(".ccapply.lock"))
        program.signal(SIGKILL)
        _ = try await program.result()
    }

    @Test("--gc removes what is old, and never what is live or what calls could be on")
    func prune() async throws {
        let site = try await BucketSite()
        for text in ["One.", "Two.", "Three."] {
            try site.greet(text)
            try await site.applied()
        }
        let everything = try await site.names()
        let rules = ["releases", "--gc", "--keep", "0", "--older-than", "0", "--rate", "off"]
        // All of them took calls a moment ago.
        let none = try await site.launch(rules + ["--auto-approve"]).result()
        #expect(none.status == 0, "\(none.errors)")
        #expect(none.output.contains("kept: calls go there"))
        #expect(none.output.matches(of: /kept: calls may be on it until 2/).count == 2)
        #expect(none.output.hasSuffix("Nothing to remove.\n"))
        #expect(try await site.names() == everything)

        try site.edit(
            ("Thank you for calling my contact center.", "Three."),
            ("version: 1\n", "version: 1\npolicy: {drain: 1s}\n")
        )
        try await Task.sleep(for: .seconds(2))
        let shown = try await site.launch(rules + ["--dry-run"]).result()
        #expect(shown.output.matches(of: /would go/).count == 2, "\(shown.output)\(shown.errors)")
        #expect(shown.output.hasSuffix("Nothing was removed.\n"))
        let refused = try await site.launch(rules, answer: "no\n").result()
        #expect(refused.status == 1)
        #expect(refused.errors.contains("Remove these 2 releases from '\(site.bucket.place)' for good?"))
        #expect(try await site.names() == everything)
        let done = try await site.launch(rules, answer: "yes\n").result()
        #expect(done.status == 0, "\(done.output)\(done.errors)")
        #expect(done.output.hasSuffix("Removed: 2 of 2.\n"))
        let live = try await site.site.liveRelease()
        #expect(try await site.names().allSatisfy { $0.contains(live) || $0 == "releases.jsonl" })
        try await site.expectLiveIsWhole()
    }
}
