import CallBundle
import Diagnostics
import JSONTree
import NCCO
import ProjectLoading
import Testing

private let head = """
    version: 1
    app: {name: Test}
    hosting: {url: "https://voice.example.com"}
    numbers: {default: {inbound: {menu: main}}}
    agents: {Jane: {otherwise: hangup}, Joe: {otherwise: hangup}}

    """

/// A menu of an option 1 for Jane and an option 2 for Joe, with more keys.
private func menu(_ more: String, one: String = "words: [sales]", two: String = "words: [support, a human being]")
    -> String
{
    head + """
        menus:
          main:
            prompt: Say sales or support.
            options: {1: {agent: Jane, \(one)}, 2: {say: To Joe., agent: Joe, \(two)}}
            otherwise: hangup
            \(more)
        """
}

@Suite("menus that listen")
struct SpeechMenuTests {
    private func input(of text: String) throws -> JSONValue {
        let project = try loadText(text)
        let release = try #require(project.release, "\(project.diagnostics.map(\.message))")
        let actions = try #require(try release.answer("answer", .init()))
        for file in release.files where file.path.contains("/d/") {
            let problems = checkNCCO(try JSONValue(parsing: file.bytes))
            #expect(problems.filter { $0.severity == .error }.isEmpty, "\(file.path)")
        }
        return try #require(actions.first { $0["action"] == "input" })
    }

    @Test(
        "say how they listen",
        arguments: [
            (
                "speech: yes",
                #"{"context":["sales","support","a human being"],"startTimeout":5,"maxDuration":10}"#
            ),
            (
                "speech: {language: en-gb, timeout: 3s, max: 20s, hints: [billing, sales]}",
                #"{"language":"en-GB","context":["sales","support","a human being","billing"],"#
                    + #""startTimeout":3,"maxDuration":20}"#
            ),
            (
                "speech: {}\n    voice: {language: de-DE}\n    digits: {timeout: 0s}",
                #"{"language":"de-DE","context":["sales","support","a human being"],"startTimeout":1,"maxDuration":10}"#
            ),
        ]
    )
    func settings(more: String, speech: String) throws {
        let input = try input(of: menu(more))
        #expect(input["type"] == ["dtmf", "speech"])
        #expect(input["speech"]?.serialized() == speech)
    }

    @Test("a menu whose speech is off takes keys as ever", arguments: ["", "speech: no"])
    func off(more: String) throws {
        let input = try input(of: menu(more, one: "", two: ""))
        #expect(input["type"] == ["dtmf"])
        #expect(input["speech"] == nil)
    }

    @Test("words lead where keys lead; other words are wrong, and silence goes on")
    func words() throws {
        let release = try #require(try loadText(menu("speech: yes\n    wrong_input: {say: No such option.}")).release)
        for attempt in 1...3 {
            let route = "main~\(attempt)"
            #expect(try release.answer(route, .init(speech: ["sales"])) == release.answer(route, .init(digits: "1")))
            let joe = try #require(try release.answer(route, .init(speech: ["er, a Human Being!"])))
            #expect(joe.first?["text"] == "To Joe.")
            #expect(try release.answer(route, .init(speech: ["hm"])) == release.answer(route, .init(digits: "9")))
            #expect(try release.answer(route, .init()) == nil)
        }
        #expect(try release.answer("main~1", .init(speech: ["hm"]))?.first?["text"] == "No such option.")
    }

    @Test("an NCCO that asks for a menu's input hears its words, too")
    func referred() throws {
        let text = menu("speech: yes").replacing(
            "{inbound: {menu: main}}",
            with:
                "{inbound: {ncco: [{action: input, type: [speech], speech: {}, eventUrl: [\"ccplan://menu/main/input\"]}]}}"
        )
        let release = try #require(try loadText(text).release)
        #expect(try release.answer("main~keys", .init(speech: ["support"]))?.first?["text"] == "To Joe.")
        #expect(try release.answer("main~keys", .init(speech: ["hm"])) == nil)
    }

    @Test(
        "what is wrong with words is said where it stands",
        arguments: [
            (menu("speech: {language: en-UK}"), "CC3060", "the platform does not understand 'en-UK'", "en-UK"),
            (
                menu("speech: yes\n    voice: {language: ar}"), "CC3060",
                "the platform does not understand 'ar', the language of the prompt", "yes"
            ),
            (menu(""), "CC3061", "nobody listens for these words: menu 'main' has no 'speech'", "sales"),
            (
                menu("speech: yes", one: "", two: ""), "CC3062",
                "menu 'main' listens, and no option has words: whatever is said fits none", "yes"
            ),
            (
                menu("speech: yes", one: "words: [Sales]", two: "words: [sales]"), "CC3063",
                "'sales' never chooses option '2': option '1' comes first and takes it", "sales"
            ),
            (
                menu("speech: yes", two: "words: [the sales-manager]"), "CC3063",
                "'the sales-manager' never chooses option '2': option '1' comes first and takes it", "the sales-manager"
            ),
            (
                menu("speech: yes", one: "words: [\"*\", sales]"), "CC3064",
                "'*' has no letter or digit: nobody can say it", "*"
            ),
            (
                menu("speech: {hints: [\(String(repeating: "a", count: 101))]}"), "CC3065",
                "words that callers are to say have at most 100 characters", String(repeating: "a", count: 101)
            ),
            (
                menu("speech: yes", one: "words: sales"), "CC0101",
                "'words' is a list of at least one word or phrase, not a text", "sales"
            ),
            (
                menu("speech: yes", one: "words: []"), "CC0101",
                "'words' is a list of at least one word or phrase, not an empty one", "[]"
            ),
            (menu("speech: maybe"), "CC0101", "'speech' is yes, no or a mapping of keys, not a text", "maybe"),
            (menu("speech: {timeout: 11s}"), "CC0105", "'timeout' is 1s to 10s", "11s"),
        ]
    )
    func findings(text: String, code: String, message: String, marked: String) throws {
        let project = try loadText(text)
        #expect(project.diagnostics.map(\.code.text) == [code])
        #expect(project.diagnostics.first?.message == message)
        let span = try #require(project.diagnostics.first?.span)
        let bytes = project.sources[span.file].bytes[Int(span.start)..<Int(span.end)]
        #expect(String(decoding: bytes, as: UTF8.self).replacing("\"", with: "") == marked)
    }

    @Test("the longer words may come first, and an option may repeat itself")
    func sound() throws {
        let text = menu(
            "speech: yes",
            one: "words: [sales manager, the sales manager]",
            two: "words: [sales, managers]"
        )
        #expect(try loadText(text).diagnostics.isEmpty)
    }
}
