import ContactCenter
import Diagnostics
import JSONTree
import ProjectLoading
import Testing

@testable import Review

@Suite("What callers hear when a host is dead")
struct OutageTests {
    private func report(_ project: LoadedProject) throws -> OutageReport {
        let release = try #require(project.release, "\(project.diagnostics)")
        let hosting = try #require(project.project?.hosting)
        return reportOutage(
            of: release,
            fallbackBase: hosting.fallback?.url?.value,
            fallbackIsStatic: hosting.fallbackIsStatic
        )
    }

    @Test("is as its golden files", arguments: SampleProject.allCases)
    func golden(_ sample: SampleProject) throws {
        let report = try report(sample.load())
        try expectGolden(report.text, "\(sample)-outage.txt")
        try expectGolden(report.json.serialized(.pretty) + "\n", "\(sample)-outage.json")
    }

    @Test("says that a sound file of the dead host is silence, and that one from elsewhere plays")
    func sounds() throws {
        let report = try report(
            load(
                """
                numbers: {one: {number: +44 20 7946 0000, inbound: {menu: main}}}
                menus:
                  main:
                    prompt: Press 1
                    retries: 0
                    options: {1: hangup}
                    otherwise: {flow: last}
                flows:
                  last:
                    - play: https://voice.example/mine.mp3
                    - play: https://other.example/theirs.mp3
                    - hangup: yes
                """
            )
        )
        #expect(
            report.points == [
                OutageReport.Point(
                    place: .attempt(1, menu: "main", variant: 0),
                    steps: [
                        .playsNothing("https://voice.example/mine.mp3"), .plays("https://other.example/theirs.mp3"),
                    ]
                )
            ]
        )
    }

    @Test("says that a fallback with a program lets calls in progress go on, and who calls then hears it")
    func goesOn() throws {
        let project = try SampleProject.rich.load()
        let report = reportOutage(
            of: try #require(project.release),
            fallbackBase: "https://static.acme.example",
            fallbackIsStatic: false
        )
        #expect(report.json["mid_call"] == "held")
        #expect(report.text.contains("\n  A call that comes in then hears:\n    “We have a technical problem.”"))
        #expect(report.text.contains("\nIn mid-call the platform goes on with what it holds"))
        #expect(report.text.contains("or an app user calls, while the fallback is dead too\n    nothing"))
    }

    @Test("knows no fallback where 'hosting.fallback' has no URL of its own")
    func noFallback() throws {
        let report = try report(SampleProject.quickstart.load())
        #expect(report.fallback == nil)
        #expect(report.json["host_dead"] == .null)
        #expect(!report.text.contains("the fallback"))
    }

    @Test("fits a screen or two with twelve menus")
    func short() throws {
        let menus = (1...12).map { index in
            """
              m\(index):
                prompt: Menu \(index), press 1 or 2.
                options: {1: {menu: m\(index % 12 + 1)}, 2: {agent: a\(index % 5)}}
                otherwise: {\(["agent: a1", "hangup: yes", "say: Goodbye now, hangup: yes"][index % 3])}
            """
        }
        let text = """
            numbers: {one: {number: +44 20 7946 0000, inbound: {menu: m1}}}
            agents: {\((0..<5).map { "a\($0): {otherwise: {menu: m1}}" }.joined(separator: ", "))}
            menus:
            \(menus.joined(separator: "\n"))
            """
        let lines = try report(load(text)).text.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count < 50, "\(lines.joined(separator: "\n"))")
    }
}
