import CallTesting
import ContactCenter
import Diagnostics
import Foundation
import ProjectLoading
import Testing

/// A project in memory, loaded from a folder that is gone already.
func load(_ text: String, files: [String: String] = [:]) throws -> LoadedProject {
    let folder = FileManager.default.temporaryDirectory.appending(path: "ccplan-calls-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: folder) }  // Nothing hangs on what stays in /tmp.
    for (path, text) in files.merging(["contact-center.yaml": text], uniquingKeysWith: { $1 }) {
        let place = folder.appending(path: path)
        try FileManager.default.createDirectory(
            at: place.deletingLastPathComponent(),
            withIntermediateDirectories: true
        )
        try Data(text.utf8).write(to: place)
    }
    return try loadProject(at: folder.path)
}

/// A support line: a menu with Jane, a team and a voicemail, hours, known callers, and outbound calls.
let support = """
    version: 1
    timezone: Europe/London
    app: {name: Support}
    hosting: {url: "https://voice.example", fallback: {url: "https://static.example", say: We have a problem., phone: +44 20 7946 0999}}
    voice: {caller_id: line, goodbye: Thank you. Goodbye.}
    numbers:
      line: {number: +44 20 7946 0001, inbound: {schedule: office, open: {menu: main}, closed: {voicemail: box}}}
      known:
        number: +44 20 7946 0002
        inbound: {caller: {"+44": {agent: Jane}, withheld: {say: Show yourself., hangup: yes}, otherwise: {team: all}}}
      lots: {number: +44 20 7946 0003, inbound: {split: [{weight: 2, agent: Jane}, {weight: 1, agent: Joe}]}}
    agents:
      Jane: {otherwise: {voicemail: box}}
      Joe: {at: {phone: +44 7700 900001, announce: A call for Joe., machine: hang-up}, otherwise: {voicemail: box}}
      Ann: {at: {sip: "sip:ann@pbx.example"}}
    teams:
      all: {agents: [Jane, Joe, Ann], order: spread, ring_for: 15s, otherwise: {voicemail: box}}
    menus:
      main:
        say: "Welcome to the line!"
        prompt: For Jane, press 1. For the team, press 2 or say team.
        options:
          1: {say: "<speak>One moment, <break time='1s'/>please.</speak>", agent: Jane}
          2: {team: all, words: [team]}
        speech: {language: en-GB}
        retries: 1
        no_input: {say: I did not hear you.}
        wrong_input: {say: There is no such choice.}
        otherwise: {say: Good day., hangup: yes}
    voicemails: {box: {say: Leave a message.}}
    schedules: {office: {open: {mon-fri: 09:00-17:00}}}
    outbound:
      say: Connecting.
      allow: ["+44"]
      deny: ["+449"]
      national: {trunk: 0, code: 44}
      refuse: {say: You cannot call that.}
      extensions: {7: {conference: room}}
      otherwise: {say: Nobody is there., hangup: yes}
    policy: {allow: [{code: CC4013, because: a person answers there}]}

    """

/// What comes of a test on the support line: its verdict, and the message where there is one.
func play(_ test: String, in center: String = support) async throws -> String {
    let loaded = try load(center + "tests:\n  - {name: t, \(test)}\n")
    try #require(loaded.diagnostics.isEmpty, "\(loaded.diagnostics)")
    let project = try #require(loaded.project)
    let bench = try bench(loaded)
    let played = await bench.play(try #require(project.tests.first))
    return played.diagnostic.map { "\(played.verdict.rawValue): \($0.message)" } ?? played.verdict.rawValue
}

func bench(_ loaded: LoadedProject) throws -> TestBench {
    // Some of the projects are wrong in what a warning tells of, and tests are to find it.
    try #require(!loaded.diagnostics.contains { $0.severity == .error }, "\(loaded.diagnostics)")
    return TestBench(
        try #require(loaded.project),
        graph: try #require(loaded.graph),
        release: try #require(loaded.release)
    )
}

/// The report on a project's tests.
func report(on loaded: LoadedProject, mutating: Mutating = .no) async throws -> TestReport {
    let bench = try bench(loaded)
    let project = try #require(loaded.project)
    var played: [PlayedTest] = []
    for test in project.tests { played.append(await bench.play(test)) }
    var report = TestReport(
        title: project.app.name.value,
        environment: loaded.environment,
        tests: played,
        coverage: Coverage(of: bench, by: played),
        sources: loaded.sources
    )
    if mutating == .yes { report.mutations = await bench.mutations(noticedBy: played) }
    return report
}

/// Whether changes are tried.
enum Mutating {
    case yes, no
}
