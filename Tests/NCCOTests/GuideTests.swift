import NCCO
import Testing

/// The samples of the platform's contact center guide, with its placeholders filled in.
struct GuideTests {
    @Test("the guide's inbound call passes")
    func inbound() throws {
        try expectProblems(Self.agent(saying: "Thank you for calling Jane"), ["warning last-connect [1]"])
    }

    @Test("the guide's outbound call passes where the dialled token is allowed")
    func outbound() throws {
        try expectProblems(
            #"""
            [
                {"action": "talk", "text": "Please wait while we connect you."},
                {"action": "connect", "timeout": 20, "from": "447700900000",
                 "endpoint": [{"type": "phone", "number": "PARAMS_TO"}]}
            ]
            """#,
            [],
            allowingDialledToken: true
        )
    }

    @Test("the guide's IVR passes with a warning about its old input")
    func ivr() throws {
        try expectProblems(
            #"""
            [
                {"action": "talk", "text": "Thank you for calling my contact center."},
                {"action": "talk", "text": "To talk to Jane, please press 1, or, to talk to Joe, press 2."},
                {"action": "input", "eventUrl": ["https://voice.acme.example/dtmf"]}
            ]
            """#,
            ["warning legacy-input [2]"]
        )
    }

    @Test("the guide's answer to a key passes")
    func key() throws {
        try expectProblems(
            Self.agent(saying: "Please wait while we connect you to Jane"),
            ["warning last-connect [1]"]
        )
    }

    private static func agent(saying text: String) -> String {
        #"[{"action": "talk", "text": "\#(text)"}, "#
            + #"{"action": "connect", "endpoint": [{"type": "app", "user": "Jane"}]}]"#
    }
}
