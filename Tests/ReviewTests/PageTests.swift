import CallBundle
import CallFlow
import ContactCenter
import Glibc
import Journeys
import ProjectLoading
import Testing

@testable import Provisioning
@testable import Review

@Suite("The page of what a change does")
struct PageTests {
    /// Two versions of a project, of which the second has other words and another way behind a key.
    private static func report(project: String = "Acme") throws -> ChangeReport {
        let text = """
            version: 1
            timezone: Europe/London
            app: {name: Acme}
            hosting: {url: https://voice.example.com}
            voice: {language: en-GB, caller_id: main}
            numbers: {main: {number: +44 20 7946 0000, inbound: {schedule: office, open: {menu: main}, closed: {voicemail: box}}}}
            agents: {Jane: {otherwise: {voicemail: box}}, Joe: {otherwise: {voicemail: box}}}
            teams: {support: {agents: [Jane, Joe], otherwise: {voicemail: box}}}
            menus:
              main:
                prompt: To talk to Jane, press 1. For support, press 2.
                options: {1: {agent: Jane}, 2: {team: support}}
                otherwise: {voicemail: box}
            voicemails: {box: {say: Speak now}}
            schedules: {office: {open: {mon-fri: 09:00-17:00}}}

            """
        let before = try load(text)
        let after = try load(
            text.replacing("For support, press 2.", with: "For support, please press 2.")
                .replacing("1: {agent: Jane}", with: "1: {agent: Joe}").replacing("<", with: "&lt;")
        )
        let old = try #require(before.graph.flatMap { makeFlowPicture($0, title: project) })
        let new = try #require(after.graph.flatMap { makeFlowPicture($0, title: project) })
        let comparison = compareJourneys(
            try #require(before.release),
            try #require(after.release),
            now: 1_799_020_800
        )
        let user = PlanStep("user.\(project)", .user(name: project), .delete, project, dangers: [.deletesUser])
        let none = ConfigurationFingerprint(application: "", numbers: "", users: "", removed: "", release: "")
        let plan = Plan(
            project: project,
            environment: nil,
            source: nil,
            configuration: none,
            release: try #require(after.release).id,
            baseURL: "https://voice.example.com",
            applicationID: nil,
            steps: [user],
            unmanaged: [UnmanagedObject(address: project)],
            users: .compared
        )
        let finding = DriftFinding(
            kind: .drift,
            address: user.address,
            subject: user.subject,
            action: .delete,
            change: nil
        )
        let drift = DriftReport(plan: plan, liveRelease: nil, applied: .unknown(reason: project), findings: [finding])
        return ChangeReport(
            plan: plan,
            journeys: JourneyReport(comparison, numberNames: ["442079460000": project], before: "main", after: "HEAD"),
            inherited: InheritedChanges(from: project, drift, in: plan),
            picture: new,
            change: PictureChange(from: old, to: new),
            findings: [ChangeReport.Finding(isError: false, code: "CC3010", message: project, place: project)]
        )
    }

    private static func load(_ text: String) throws -> LoadedProject {
        let folder = "/tmp/ccplan-page-\(UInt64.random(in: 0 ... .max))"
        let made = unsafe mkdir(folder, 0o700)
        try #require(made == 0)
        defer {
            unsafe unlink("\(folder)/contact-center.yaml")
            unsafe rmdir(folder)
        }
        try write(text, to: "\(folder)/contact-center.yaml")
        return try loadProject(at: folder, now: 1_798_000_000)
    }

    private static func write(_ text: String, to path: String) throws {
        guard let file = unsafe fopen(path, "w") else { throw Failure() }
        let written = unsafe fwrite(text, 1, text.utf8.count, file)
        unsafe fclose(file)
        try #require(written == text.utf8.count)
    }

    private struct Failure: Error {}

    @Test("in a browser it is used by mouse and keyboard, is legible in light and dark, and loads nothing")
    func browser() throws {
        let path = "/tmp/ccplan-page-\(UInt64.random(in: 0 ... .max)).html"
        defer { unsafe unlink(path) }
        try Self.write(try Self.report().page, to: path)
        let script = #filePath.replacing("PageTests.swift", with: "page_check.py")
        let pipe = unsafe popen("python3 '\(script)' '\(path)' 2>&1", "r")
        let stream = try unsafe #require(pipe)
        var said = ""
        while case let byte = unsafe fgetc(stream), byte != EOF {
            said.unicodeScalars.append(Unicode.Scalar(UInt8(truncatingIfNeeded: byte)))
        }
        let status = unsafe pclose(stream)
        #expect(status == 0, "\(said)")
    }

    @Test(
        "no name is more than a name",
        arguments: [
            "</script><script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "'; --", "<!--", "]]>",
            "\u{202E}x",
        ]
    )
    func hostile(name: String) throws {
        let page = try Self.report(project: name).page
        let plain = try Self.report(project: "Acme").page
        func count(_ mark: String, in text: String) -> Int {
            text.split(separator: mark, omittingEmptySubsequences: false).count
        }
        for mark in ["<script", "</script", "<img", "<!--", "onerror=alert(1)>", "\u{202E}"] {
            #expect(count(mark, in: page) == count(mark, in: plain), "\(mark)")
        }
        #expect(count("<", in: page) == count("<", in: plain))
    }
}
