import Diagnostics
import Glibc
import ProjectLoading
import SeededRandom
import Testing

/// The head of a project that is whole but for what a test adds.
private let head = """
    version: 1
    app: {name: Test}
    hosting: {url: "https://voice.example.com"}

    """

/// A finding as a row of a table: code, message, and the text that is underlined.
private struct Finding: Equatable, CustomStringConvertible {
    let code: String
    let message: String
    let marked: String

    var description: String { "\(code) '\(message)' at '\(marked)'" }
}

/// What is found in a project of `head` and `body`.
private func findings(_ body: String) throws -> [Finding] {
    let project = try loadText(head + body)
    return project.diagnostics.map { diagnostic in
        let marked = diagnostic.span.map { span in
            String(decoding: project.sources[span.file].bytes[Int(span.start)..<Int(span.end)], as: UTF8.self)
        }
        return Finding(code: diagnostic.code.text, message: diagnostic.message, marked: marked ?? "")
    }
}

/// Compiles a text as the root file of a project in a folder of its own.
func loadText(_ text: String) throws -> LoadedProject {
    try loadBytes(Array(text.utf8))
}

func loadBytes(_ bytes: [UInt8]) throws -> LoadedProject {
    let folder = "/tmp/ccplan-test-\(UInt64.random(in: 0 ... .max))"
    let made = unsafe mkdir(folder, 0o700)
    #expect(made == 0)
    let file = "\(folder)/contact-center.yaml"
    defer {
        unsafe unlink(file)
        unsafe rmdir(folder)
    }
    let handle = unsafe fopen(file, "w")
    if let handle = unsafe handle {
        let written = unsafe fwrite(bytes, 1, bytes.count, handle)
        unsafe fclose(handle)
        #expect(written == bytes.count)
    }
    return try loadProject(at: folder)
}

@Suite("what is wrong with a project is said where it stands")
struct DiagnosticTests {
    @Test(
        "one mistake, one finding",
        arguments: [
            (
                "numbers: {a: {number: +44 20 7946 0000, inbound: {agnet: Jane}}}\nagents: {Jane: {otherwise: hangup}}",
                "CC0102", "a destination has no key 'agnet'", "agnet"
            ),
            (
                "numbers: {a: {number: +44 20 7946 0000, inbound: {menu: mian}}}\nmenus: {main: {prompt: Press 1., "
                    + "options: {1: {menu: main}}, otherwise: hangup}}",
                "CC1004", "menu 'mian' is not defined", "mian"
            ),
            (
                "numbers: {a: {number: 020 7946 0000, inbound: hangup}}",
                "CC2001", "a phone number is international: '+', the country code, 7 to 15 digits in all",
                "020 7946 0000"
            ),
            (
                "numbers: {default: {inbound: {phone: +44 7700 900001, otherwise: hangup}}}",
                "CC2007", "a phone is rung with a caller id, and none is set", "+44 7700 900001"
            ),
            (
                "numbers: {default: {inbound: {say: Hello., hangup: yes, menu: main}}}",
                "CC3001", "a destination needs exactly one place to go, this has menu and hangup", "hangup"
            ),
            (
                "voice: {language: en-GX}", "CC3023", "the platform does not speak 'en-GX'", "en-GX"
            ),
            (
                "removed: {numbers: {+44 20 7946 0001: sell}}",
                "CC0104", "a number is removed by 'unlink' or 'cancel'", "sell"
            ),
        ]
    )
    func oneMistake(body: String, code: String, message: String, marked: String) throws {
        #expect(try findings(body) == [Finding(code: code, message: message, marked: marked)])
    }

    @Test("a caller who does nothing must not go round for ever")
    func loop() throws {
        let found = try findings(
            """
            numbers: {default: {inbound: {menu: a}}}
            menus:
              a: {prompt: Press 1., options: {1: hangup}, otherwise: {menu: b}}
              b: {prompt: Press 1., options: {1: hangup}, otherwise: {agent: Jane}}
            agents:
              Jane: {otherwise: {menu: a}}
            """
        )
        #expect(found.map(\.code) == ["CC3004"])
        #expect(found.first?.message.contains("menu 'a' → menu 'b' → agent 'Jane' → menu 'a'") == true)
    }

    @Test("the comma that ends a text in braces is explained")
    func comma() throws {
        let found = try findings("numbers: {default: {inbound: {say: Sorry, I did not hear you., hangup: yes}}}")
        #expect(found.count == 1)
        #expect(found.first?.marked == "Sorry, I did not hear you.")
    }

    @Test("an empty file and a file of nonsense are findings, not crashes", arguments: ["", "[]", "- a\n- b", "hello"])
    func nonsense(text: String) throws {
        let project = try loadText(text)
        #expect(project.diagnostics.count == 1)
        #expect(project.release == nil)
    }
}

@Suite("hostile bytes end in findings")
struct MutationTests {
    /// 16 seeds here; all of them make 5,000 mutations when `CCPLAN_SOAK` is set.
    private static let seeds: Range<UInt64> = unsafe getenv("CCPLAN_SOAK") == nil ? 0..<16 : 0..<250

    @Test("mutations of the quickstart never crash the compiler", arguments: seeds)
    func mutations(seed: UInt64) throws {
        let path = "\(repositoryRoot)/examples/quickstart/contact-center.yaml"
        let original = try #require(readBytes(path))
        var random = SeededGenerator(seed: seed)
        for _ in 0..<20 {
            var bytes = original
            for _ in 0..<Int.random(in: 1...6, using: &random) {
                let place = Int.random(in: 0..<bytes.count, using: &random)
                switch Int.random(in: 0..<4, using: &random) {
                case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
                case 1: bytes.remove(at: place)
                case 2:
                    bytes.insert(
                        contentsOf: Array(": {[*&!|>'\"#%@,-".utf8).shuffled(using: &random).prefix(2),
                        at: place
                    )
                default:
                    let end = min(bytes.count, place + Int.random(in: 1...80, using: &random))
                    bytes.insert(contentsOf: bytes[place..<end], at: Int.random(in: 0..<bytes.count, using: &random))
                }
            }
            let project = try loadBytes(bytes)
            // Findings or a release, never neither; and all of them can be printed.
            #expect(project.diagnostics.hasErrors == (project.release == nil))
            let text = TextRenderer().render(project.diagnostics, sources: project.sources)
            #expect(text.isEmpty == project.diagnostics.isEmpty)
        }
    }
}
