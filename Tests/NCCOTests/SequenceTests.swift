import NCCO
import Testing

struct SequenceTests {
    private static let talk = #"{"action": "talk", "text": "a"}"#
    private static let prompt = #"{"action": "talk", "text": "a", "bargeIn": true}"#
    private static let input = #"{"action": "input", "type": ["dtmf"]}"#
    private static let connect = #"{"action": "connect", "endpoint": [{"type": "app", "user": "Jane"}]}"#
    private static let synchronous =
        #"{"action": "connect", "eventType": "synchronous", "endpoint": [{"type": "app", "user": "Jane"}]}"#
    private static let wait = #"{"action": "wait"}"#
    private static let music = #"{"action": "stream", "streamUrl": ["https://a.example"], "loop": 0}"#
    private static let stoppableMusic =
        #"{"action": "stream", "streamUrl": ["https://a.example"], "loop": 0, "bargeIn": true}"#
    private static let transfer = #"{"action": "transfer", "conversationId": "CON-1"}"#
    private static let record = #"{"action": "record"}"#
    private static let message = #"{"action": "record", "endOnKey": "*"}"#

    @Test(
        "actions fit behind one another",
        arguments: [
            // Barge-in.
            ([talk, prompt, input], []),
            ([prompt, input], []),
            ([prompt, input, wait], []),
            ([prompt], ["error barge-in-without-input [0].bargeIn"]),
            ([prompt, wait], ["error barge-in-without-input [1].action"]),
            ([talk, prompt, talk, wait, input], ["error barge-in-without-input [3].action"]),
            ([talk, prompt, input, talk, prompt], ["error barge-in-without-input [4].bargeIn"]),
            ([prompt, talk, input], ["warning greeting-with-barge-in [0].bargeIn"]),
            ([prompt, #"{"action": "tlak"}"#], ["error unknown-action [1].action"]),
            // Loops.
            ([music], []),
            ([talk, music], []),
            ([music, talk], ["error endless-loop [0].loop"]),
            ([talk, stoppableMusic, input], []),
            ([talk, prompt, music, input], []),
            // Transfer.
            ([talk, transfer], []),
            ([transfer, talk], ["warning unreachable-action [1]"]),
            // Connect.
            ([connect], ["warning last-connect [0]"]),
            ([connect, connect], ["warning last-connect [1]"]),
            ([connect, talk], []),
            ([synchronous], []),
            // Record.
            ([record, connect, talk], []),
            ([connect, record], ["warning record-behind-connect [1]"]),
            ([connect, talk, message], []),
        ] as [([String], [String])]
    )
    func sequences(actions: [String], expected: [String]) throws {
        try expectProblems("[\(actions.joined(separator: ", "))]", expected)
    }

    @Test("problems come in the order of the actions")
    func order() throws {
        try expectProblems(
            "[\(Self.music), {\"action\": \"talk\"}, {\"action\": 7}, \(Self.connect)]",
            [
                "error endless-loop [0].loop", "error missing-option [1]", "error wrong-type [2].action",
                "warning last-connect [3]",
            ]
        )
    }
}
