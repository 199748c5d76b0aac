import Foundation
import JSONTree
import Testing

@Suite("ccplan diff --live")
struct LiveDiffTests {
    private static let greeting = (
        old: "Thank you for calling my contact center.", new: "Thank you for calling our contact center."
    )
    private static let told = """

        1. call +442079460002 (ivr)
             said: Thank you for calling [-my-] {+our+} contact center.

        """

    private func git(_ arguments: String..., in site: Site) async throws -> String {
        let settings = ["-c", "user.name=A", "-c", "user.email=a@a.example", "-c", "commit.gpgsign=false"]
        let result = try await finish(
            URL(filePath: "/usr/bin/git"),
            ["-C", site.project.path] + settings + arguments,
            environment: bareEnvironment
        )
        try #require(result.status == 0, "\(result.errors)")
        return result.output.trimmingCharacters(in: .whitespacesAndNewlines)
    }

    /// Commits the project as it is; the commit.
    private func commit(_ site: Site) async throws -> String {
        if !FileManager.default.fileExists(atPath: site.project.appending(path: ".git").path) {
            _ = try await git("init", "--quiet", in: site)
        }
        _ = try await git("add", "--all", "--", ".", ":(exclude)public", in: site)
        _ = try await git("commit", "--quiet", "--message", "change", in: site)
        return try await git("rev-parse", "HEAD", in: site)
    }

    private func diff(_ site: Site, _ arguments: String...) async throws -> ProgramResult {
        try await site.ccplan(["diff", "--live", "--rate", "off"] + arguments)
    }

    @Test("what is published tells what calls meet now, and nothing is changed by looking")
    func published() async throws {
        let site = try await Site()
        try await site.applied()
        let live = try await site.liveRelease()
        let before = try await site.account.mutationCount()
        let files = try site.published()
        let same = try await diff(site, "--exit-code")
        #expect(same.status == 0, "\(same.errors)")
        #expect(same.output == "No caller can tell the files as they are from release \(live) (live).\n")

        try site.edit(Self.greeting)
        let result = try await diff(site, "--exit-code")
        #expect(result.status == 2, "\(result.errors)")
        #expect(
            result.output == "1 difference for callers, from release \(live) (live) to the files as they are:\n"
                + Self.told
        )
        #expect(try await site.account.mutationCount() == before)
        #expect(try site.published() == files)
        let json = try JSONValue(parsing: Array(try await diff(site, "--format", "json").output.utf8))
        #expect(json["before"]?.stringValue == "release \(live) (live)")
    }

    @Test(
        "the log has the commit where the project's folder was as in it, and the release's names are taken from there"
    )
    func recordedCommit() async throws {
        let site = try await Site()
        let clean = try await commit(site)
        try await site.applied()
        #expect(
            try site.log().last?["commit"]?.stringValue == clean,
            "what is published into the folder does not count"
        )
        let live = try await site.liveRelease()
        try site.edit(Self.greeting, ("  ivr:\n", "  voice-menu:\n"))
        let result = try await diff(site)
        #expect(
            result.output.hasPrefix(
                "1 difference for callers, from release \(live) (live, commit \(clean.prefix(12))) to the files as they are:\n"
            ),
            "\(result.output)\(result.errors)"
        )
        #expect(result.output.contains("\n1. call +442079460002 (voice-menu)\n"), "\(result.output)")
        try await site.applied()
        #expect(try site.log().last?["commit"] == nil, "the folder has changes that are not committed")

        // A version of the project in place of its files.
        let version = try await diff(site, "HEAD")
        #expect(version.output.contains(" (live) to HEAD:\n"), "\(version.output)\(version.errors)")
        #expect(version.output.contains("\n     said: Thank you for calling [-our-] {+my+} contact center.\n"))
    }

    @Test(
        "where the target cannot be read, the release is looked for in git",
        arguments: ["gone", "damaged", "command", "nowhere"]
    )
    func fromGit(trouble: String) async throws {
        let site = try await Site()
        let first = try await commit(site)
        try await site.applied()
        let live = try await site.liveRelease()
        var changes = [Self.greeting]
        let manifest = site.publish.appending(path: "manifests/\(live).json")
        let document = site.publish.appending(path: "r/\(live)/e/answer.json")
        let reason: String
        switch trouble {
        case "gone":
            try FileManager.default.removeItem(at: manifest)
            try FileManager.default.removeItem(at: site.logFile)
            reason = "'public' does not have it any more"
        case "damaged":
            try Data("{}".utf8).write(to: document)
            try FileManager.default.removeItem(at: site.logFile)
            reason = "in 'public', 'r/\(live)/e/answer.json' is not what was published"
        case "command":
            changes.append(("publish: dir:public ", "publish: {command: [./publish.sh]} "))
            reason = "a command publishes, and tells nothing of what is there"
        default:
            changes.append(("  publish: dir:public ", "  # "))
            reason = "the project does not say where it is published ('hosting.publish')"
        }
        try site.edit(changes)
        _ = try await commit(site)
        let result = try await diff(site)
        #expect(
            result.output
                == "1 difference for callers, from release \(live) (live, commit \(first.prefix(12))) to the files as they are:\n"
                + Self.told,
            "\(result.errors)"
        )
        // The commit tells what was published; of what is damaged there, callers hear the damage.
        let isDamaged = ["gone", "damaged"].contains(trouble)
        #expect(result.errors.contains("warning: calls may meet something else: ") == isDamaged, "\(result.errors)")
        #expect(result.errors.contains("release \(live) is live, but \(reason); it is taken from") == isDamaged)
        // Without git nobody has it.
        try FileManager.default.removeItem(at: site.project.appending(path: ".git"))
        let lost = try await diff(site)
        #expect(lost.status == 1)
        #expect(lost.output == "")
        #expect(
            lost.errors.contains(
                "error[CC8022]: what calls meet now cannot be had: release \(live) is live, but \(reason), and the project "
                    + "is in no git repository\n"
            ),
            "\(lost.errors)"
        )
    }

    @Test("a release of another commit than the log names, or of none, is not taken for it")
    func wrongCommit() async throws {
        let site = try await Site()
        _ = try await commit(site)
        try site.edit(Self.greeting)
        try await site.applied()
        let live = try await site.liveRelease()
        let wrong = try await git("rev-parse", "HEAD", in: site)
        var line = try #require(try site.log().last?.objectValue)
        line["commit"] = .string(wrong)
        try Data((JSONValue.object(line).serialized() + "\n").utf8).write(to: site.logFile)
        #expect(try await diff(site).output.contains("from release \(live) (live)."))
        try site.edit()
        let published = try await diff(site)
        #expect(published.output.hasPrefix("1 difference for callers, from release \(live) (live) to"))
        try FileManager.default.removeItem(at: site.publish.appending(path: "manifests/\(live).json"))
        let lost = try await diff(site)
        #expect(lost.status == 1)
        #expect(
            lost.errors.contains(
                "it is of none of the last 1 versions of the project, nor of commit \(wrong.prefix(12)), which the log names"
            ),
            "\(lost.errors)"
        )
    }

    @Test("the numbers are those that are linked to the application, whatever the release names")
    func numbers() async throws {
        let site = try await Site(["--own", "442079460009:GB"])
        try await site.applied()
        let id = try #require(try await site.application()["id"]?.stringValue)
        // One that the release names goes, one that nobody names comes.
        var state = try await site.account.state()
        var numbers = try #require(state["numbers"]?.arrayValue)
        for index in numbers.indices {
            guard var number = numbers[index].objectValue else { continue }
            switch number["msisdn"]?.stringValue {
            case "442079460003": number["app_id"] = nil
            case "442079460009": number["app_id"] = .string(id)
            default: continue
            }
            numbers[index] = .object(number)
        }
        var object = try #require(state.objectValue)
        object["numbers"] = .array(numbers)
        state = .object(object)
        try await site.account.set(state: state)

        let same = try await diff(site)
        #expect(
            same.output.contains("\n1. call +442079460003 (custom): answered, and was not before\n"),
            "\(same.output)"
        )
        #expect(same.output.hasPrefix("1 difference"), "\(same.output)")
        try site.edit(("say: This line is not in service.", "say: This number is not in service."))
        let result = try await diff(site)
        #expect(
            result.output.contains(
                "\n2. call +442079460009\n     said: This [-line-] {+number+} is not in service.\n"
            ),
            "\(result.output)"
        )
        #expect(!result.output.contains("any other number"))
        try site.edit(
            (
                "  # Any other number",
                "  fourth: {number: +44 20 7946 0009, inbound: {agent: Joe}}\n  # Any other number"
            )
        )
        let named = try await diff(site)
        #expect(
            named.output.contains(
                "\n2. call +442079460009 (fourth)\n     was: “This line is not in service.”\n     now: rings Joe"
            ),
            "\(named.output)"
        )
    }

    @Test("a snapshot tells what was live when it was taken, with no credential")
    func snapshot() async throws {
        let site = try await Site()
        try await site.applied()
        let live = try await site.liveRelease()
        let file = try await site.snapshot()
        try site.edit(Self.greeting)
        let result = try await site.ccplanWithoutCredentials(["diff", "--snapshot", file.path])
        #expect(result.status == 0, "\(result.errors)")
        let pattern =
            /1 difference for callers, from release ([0-9a-f]{16}) \(live at [0-9TZ:-]+\) to the files as they are:\n/
        let match = try #require(result.output.prefixMatch(of: pattern), "\(result.output)")
        #expect(match.1 == live)
        #expect(result.output.hasSuffix(Self.told))
        let plan = try await site.ccplanWithoutCredentials(["plan", "--snapshot", file.path])
        #expect(plan.status == 0, "the other commands call it so, too: \(plan.errors)")
    }

    @Test("where nothing of the project is live, that is said")
    func nothingLive() async throws {
        let site = try await Site()
        func refused(_ message: String, sourceLocation: SourceLocation = #_sourceLocation) async throws {
            let result = try await diff(site)
            #expect(result.status == 1, sourceLocation: sourceLocation)
            #expect(result.output == "", sourceLocation: sourceLocation)
            #expect(result.errors.contains(message), "\(result.errors)", sourceLocation: sourceLocation)
        }
        try await refused("error[CC8020]: nothing is live: the account has no application 'Contact Center Quickstart'")
        try await site.applied()
        // A key has any text in it but this one.
        let live = try await site.liveRelease()
        try await site.changeAccount(("/r/\(live)", "/x/\(live)"))
        try await refused("error[CC8021]: calls go to '\(site.hostURL)/x/")
        let state = try await site.account.state()
        var object = try #require(state.objectValue)
        var second = try #require(state["applications"]?.arrayValue?.first?.objectValue)
        second["id"] = "11111111-0000-4000-8000-000000000000"
        object["applications"] = .array((state["applications"]?.arrayValue ?? []) + [.object(second)])
        try await site.account.set(state: .object(object))
        try await refused("error[CC8003]: 2 applications have the public key of 'app.public_key': ")
        #expect(try await site.ccplanWithoutCredentials(["diff", "--live"]).status == 1)
    }

    @Test("a bucket is read as a folder is, and without its key git is asked")
    func bucket() async throws {
        let site = try await BucketSite()
        try await site.applied()
        let live = try await site.site.liveRelease()
        try site.edit(Self.greeting)
        let result = try await site.ccplan("diff", "--live", "--rate", "off")
        #expect(
            result.output == "1 difference for callers, from release \(live) (live) to the files as they are:\n"
                + Self.told,
            "\(result.errors)"
        )
        let missing = try await site.ccplan("diff", "--live", "--rate", "off", without: "AWS_ACCESS_KEY_ID")
        #expect(missing.status == 1)
        #expect(missing.errors.contains("error[CC8022]: "), "\(missing.errors)")
        #expect(missing.errors.contains("is not read, since AWS_ACCESS_KEY_ID is not set"), "\(missing.errors)")
    }
}
