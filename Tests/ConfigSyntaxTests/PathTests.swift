import ConfigSyntax
import Diagnostics
import Testing

@Suite("Things of a project by their path")
struct PathTests {
    private let text = """
        menus:
          main: {prompt: Hello}
          main.more:
            prompt: More
            options: {1: hangup}
        flows: {closed: [{say: a}, {say: b}]}
        """

    @Test(
        "stand from their key to the end of their value",
        arguments: [
            ("menus.main", ["main: {prompt: Hello}"]), ("menus.main.prompt", ["prompt: Hello"]),
            ("menus.main.more.options.1", ["1: hangup"]), ("menus.main.more.prompt", ["prompt: More"]),
            ("flows.closed.2", ["{say: b}"]), ("flows.closed.2.say", ["say: b"]),
            ("menus.mian", []), ("", []), (".", []), ("menus.", []), ("flows.closed.0", []), ("flows.closed.3", []),
            ("flows.closed.x", []), ("menus.main.prompt.x", []), ("flows.closed.-1", []),
        ]
    )
    func spans(path: String, wanted: [String]) throws {
        let tree = try #require(parse(text).output)
        #expect(tree.spans(at: path).map { written($0, in: text) } == wanted)
    }
}
