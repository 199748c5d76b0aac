import CallBundle
import ContactCenter
import Diagnostics
import Foundation
import Testing

@testable import ProjectLoading

private let head = "version: 1\napp: {name: Test}\nhosting: {url: \"https://voice.example.com\"}\n"

@Suite("Files of a project")
struct IncludeFileTests {
    private func including(_ patterns: String, _ files: [String: String]) throws -> ProjectFolder {
        try ProjectFolder(files.merging(["contact-center.yaml": head + "include: \(patterns)\n"]) { $1 })
    }

    private func findings(_ folder: ProjectFolder) throws -> [String] {
        let loaded = try folder.loaded()
        return folder.outline(loaded.diagnostics, loaded.sources)
    }

    @Test("are read in the order of the patterns, then of their bytes, each once and the root file never")
    func order() throws {
        let folder = try including(
            "[z.yaml, '*.yaml', 'deep/**/*.yaml', ./z.yaml]",
            [
                "z.yaml": "", "a.yaml": "", "B.yaml": "", "é.yaml": "", "deep/y.yaml": "", "deep/x/a.yaml": "",
                "deep/.hidden/a.yaml": "", ".b.yaml": "", "a.yml": "- not included",
            ]
        )
        try folder.link("again.yaml", to: "a.yaml")
        let loaded = try folder.loaded()
        #expect(loaded.diagnostics.isEmpty)
        #expect(
            loaded.sources.files.map { $0.path.dropFirst(folder.url.path.count + 1) }
                == ["contact-center.yaml", "z.yaml", "B.yaml", "a.yaml", "é.yaml", "deep/x/a.yaml", "deep/y.yaml"]
        )
    }

    @Test(
        "that cannot be included are findings at the pattern",
        arguments: [
            ("[no.yaml]", "CC0042 'no.yaml'"), ("['${x}.yaml']", "CC0042 '${x}.yaml'"),
            ("[no/*.yaml]", "CC0041 'no/*.yaml'"),
            ("[/etc/hosts]", "CC0043 '/etc/hosts'"), ("[../*.yaml]", "CC0043 '../*.yaml'"),
            ("[x/../a.yaml]", "CC0043 'x/../a.yaml'"), ("[folder.yaml]", "CC0044 'folder.yaml'"),
            ("['*.yaml']", "CC0044 '*.yaml'"), ("[out/hosts]", "CC0043 'out/hosts'"), ("[link]", "CC0043 'link'"),
            ("[round]", "CC0044 'round'"), ("[a.yaml/b]", "CC0042 'a.yaml/b'"), ("[.]", "CC0044 '.'"),
            ("[pipe]", "CC0044 'pipe'"), ("x", "CC0040 'x'"),
        ]
    )
    func refused(patterns: String, wanted: String) throws {
        let folder = try including(patterns, ["a.yaml": "", "folder.yaml/b.txt": ""])
        try folder.link("link", to: "/etc/hosts")
        try folder.link("out", to: "/etc")
        try folder.link("round", to: "round")
        let made = unsafe mkfifo(folder.url.appending(path: "pipe").path, 0o600)
        #expect(made == 0)
        #expect(try findings(folder) == [wanted.replacing(" ", with: " contact-center.yaml ")])
    }

    @Test("are found without going round in links")
    func cycles() throws {
        let folder = try including("['**/*.yaml', '*/*/*/*/*.yaml']", ["menus/a.yaml": "users: {Bob: {}}"])
        try folder.link("menus/up", to: "..")
        try folder.link("menus/self", to: ".")
        try folder.link("menus/root.yaml", to: "../contact-center.yaml")
        try folder.link("loop/a", to: "../loop")
        let loaded = try folder.loaded()
        #expect(loaded.diagnostics.map(\.code.text) == [])
        #expect(loaded.project?.users.map(\.name.value) == ["Bob"])
    }

    @Test("may be many, but not too many")
    func many() throws {
        var files: [String: String] = [:]
        for number in 0..<10_000 { files["many/\(number).yaml"] = "" }
        let folder = try including("[many/*.yaml]", files)
        #expect(try findings(folder) == ["CC0047 contact-center.yaml 'many/*.yaml'"])
        for pattern in ["many/1*.yaml", "many/99??.yaml", "**/**/**/1.yaml"] {
            var sources = SourceMap()
            let file = sources.add(SourceFile(path: "x", bytes: []))
            let read = readIncludedFiles(
                [Located(pattern, at: Span(file: file, start: 0, end: 0))],
                root: (folder.url.appending(path: "contact-center.yaml").path, folder.url.path),
                into: &sources,
                limits: IncludeLimits(files: 2_000, names: 10_010)
            )
            #expect(read.diagnostics.isEmpty)
            #expect(read.files.count == ["many/1*.yaml": 1_111, "many/99??.yaml": 100][pattern, default: 1])
        }
        var left = 9_999
        #expect(findFiles(PathPattern("**/*"), below: folder.url.path, left: &left) == nil)
    }

    @Test("are limited together")
    func bytes() throws {
        let folder = try including("[]", ["a.yaml": "# 345678", "b.yaml": "# 345678"])
        var sources = SourceMap()
        let file = sources.add(SourceFile(path: "x", bytes: []))
        let read = readIncludedFiles(
            [Located("*.yaml", at: Span(file: file, start: 0, end: 0))],
            root: (folder.url.appending(path: "contact-center.yaml").path, folder.url.path),
            into: &sources,
            limits: IncludeLimits(bytes: 12)
        )
        #expect(!read.isWhole)
        #expect(read.diagnostics.map(\.code.text) == ["CC0044"])
    }

    @Test("that are no YAML, or no text, are findings in them, all at once and without what follows")
    func broken() throws {
        let folder = try including(
            "['*.yaml']",
            ["a.yaml": "users: [", "b.yaml": "teams: {t: {agents: [Jane]}}", "c.yaml": "users: {Bob: {}}\nusers: {}"]
        )
        try folder.write("d.yaml", Data([0x61, 0x3A, 0x20, 0xFF]))
        let loaded = try folder.loaded()
        #expect(
            loaded.diagnostics.map { "\($0.code) \($0.span.map { Int($0.file.index) } ?? -1)" }
                == ["CC0005 1", "CC0017 3", "CC0013 4"]
        )
        #expect(loaded.project == nil)
    }

    @Test("of which some are missing hide nothing that is wrong in the others, and nothing is said that may follow")
    func part() throws {
        let folder = try including(
            """
            [b.yaml, people.yaml, "*.txt", "d*.txt"]
            agnets: 3
            voice: {caller_id: nowhere}
            numbers: {a: {number: "${digits}", inbound: {menu: m}}}
            schedules: {hours: {open: {mon: 09:00-17:00}}}
            menus: {m: {prompt: "Press 1 for ${who}.", options: {1: {agent: Nobody}}, retries: 12}}
            """,
            ["people.yaml": "users: {me: {}}\nagents: {Jane: {att: app}}"]
        )
        try folder.link("dangling.txt", to: "nothing")
        let wanted = [
            "CC0042 contact-center.yaml 'b.yaml'", "CC0042 contact-center.yaml '*.txt'",
            "CC0102 contact-center.yaml 'agnets'", "CC0105 contact-center.yaml '12'",
            "CC2004 people.yaml 'me'", "CC0102 people.yaml 'att'",
        ]
        #expect(try findings(folder) == wanted)
        let checked = try folder.checked()
        #expect(folder.outline(checked.diagnostics, checked.sources) == wanted)
        #expect(try folder.loaded().project == nil)
    }

    @Test("of which some are missing: what an environment changes may be in them")
    func partOfEnvironment() throws {
        let folder = try including(
            """
            {}
            environments:
              one: {agents: {Jane: null}, numbers: {a: {inbound: hangup}}, menuz: {}}
            """,
            [:]
        )
        let checked = try folder.checked()
        #expect(
            folder.outline(checked.diagnostics, checked.sources)
                == ["CC0040 contact-center.yaml '{}'", "CC0102 contact-center.yaml 'menuz'"]
        )
    }

    @Test("that cannot be read are findings", .enabled(if: geteuid() != 0))
    func rights() throws {
        let folder = try including("[a.yaml]", ["a.yaml": ""])
        try FileManager.default.setAttributes(
            [.posixPermissions: 0],
            ofItemAtPath: folder.url.appending(path: "a.yaml").path
        )
        #expect(try findings(folder) == ["CC0044 contact-center.yaml 'a.yaml'"])
    }

    @Test("have their findings in their own lines")
    func places() throws {
        let folder = try including(
            "[menus/*.yaml]",
            [
                "menus/main.yaml":
                    "# ü\nmenus:\n  main: {prompt: Press 1., options: {1: {menu: mian}}, otherwise: hangup}\n",
                "menus/twice.yaml": "menus: {main: {prompt: Press 1.}}\nmenuz: {}\n",
            ]
        )
        #expect(
            try findings(folder) == [
                "CC1004 menus/main.yaml 'mian'", "CC1010 menus/twice.yaml 'main'", "CC0102 menus/twice.yaml 'menuz'",
            ]
        )
        let loaded = try folder.loaded()
        let text = TextRenderer().render(loaded.diagnostics, sources: loaded.sources)
        #expect(text.contains("menus/main.yaml:3:48"))
        #expect(text.contains("::: \(folder.url.path)/menus/main.yaml:3:3"))
    }
}
