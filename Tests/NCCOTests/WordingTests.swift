import NCCO
import Testing

struct WordingTests {
    @Test(
        "a message states the rule, and help says what to do",
        arguments: [
            (
                #"{"action": "wait", "timeOut": 3}"#, "a wait has no option 'timeOut'", "did you mean 'timeout'?"
            ),
            (
                #"{"action": "record", "timeout": 3}"#, "a record has no option 'timeout'", "did you mean 'timeOut'?"
            ),
            (
                #"{"action": "input", "type": ["dtmf"], "eventurl": []}"#, "an input has no option 'eventurl'",
                "did you mean 'eventUrl'?"
            ),
            (
                #"{"action": "input", "type": ["dtmf"], "maxDigits": 1}"#, "an input has no option 'maxDigits'",
                "put it into 'dtmf'"
            ),
            (
                #"{"action": "wait", "colour": 3}"#, "a wait has no option 'colour'", "its options are 'timeout'"
            ),
            (
                #"{"action": "tlak"}"#, "the platform knows no action 'tlak'", "did you mean 'talk'?"
            ),
            (
                #"{"action": "record", "timeOut": 2}"#, "'timeOut' of a record is 3 to 7200 seconds", nil
            ),
            (
                #"{"action": "record", "timeOut": "20"}"#, "'timeOut' of a record is a number, not a text",
                "write 20 without quotes"
            ),
            (
                #"{"action": "talk", "text": "a", "loop": -1}"#, "'loop' of a talk is a whole number from 0 on", nil
            ),
            (
                #"{"action": "record", "format": "mp4"}"#, "'format' of a record is 'mp3', 'wav' or 'ogg'",
                "did you mean 'mp3'?"
            ),
            (
                #"{"action": "wait", "timeout": 0.01}"#, "'timeout' of a wait is 0.1 to 7200 seconds",
                "the platform takes 0.1 instead"
            ),
            (
                #"{"action": "connect", "eventType": "synchronous", "from": "+44 7700 900000", "#
                    + #""endpoint": [{"type": "app", "user": "Jane"}]}"#,
                "'from' of a connect is an international number of 7 to 15 bare digits", "write '447700900000'"
            ),
        ] as [(String, String, String?)]
    )
    func wording(action: String, message: String, help: String?) throws {
        let problem = try onlyProblem("[\(action)]")
        #expect(problem.message == message)
        #expect(problem.help == help)
    }

    @Test("the names of rules are stable and in kebab case")
    func ruleNames() {
        for rule in NCCORule.allCases {
            #expect(rule.rawValue.utf8.allSatisfy { $0 == UInt8(ascii: "-") || (97...122).contains($0) })
        }
        #expect(NCCORule.dialledToken.rawValue == "dialled-token")
    }

    @Test("a path is written as JavaScript would")
    func paths() {
        let path: [NCCOProblem.PathStep] = [.index(1), .key("endpoint"), .index(0), .key("content-type"), .key("9")]
        let problem = NCCOProblem(path: path, severity: .error, rule: .badURL, message: "")
        #expect(problem.pathText == #"[1].endpoint[0]["content-type"]["9"]"#)
        #expect(NCCOProblem(path: [], severity: .error, rule: .badURL, message: "").pathText == "")
        #expect(NCCOProblem(path: [.key("a")], severity: .error, rule: .badURL, message: "").pathText == "a")
    }
}
