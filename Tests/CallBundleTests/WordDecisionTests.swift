import CallBundle
import JSONTree
import Testing

@Suite("a decision by keys and words")
struct WordDecisionTests {
    private static let documents = (0...9).compactMap { DocumentID(String(repeating: "\($0)", count: 16)) }

    private static func document(_ index: Int) -> Decision { .document(documents[index]) }

    /// 1 or "sales" leads to 1, "human being" to 2, "support" to 3; nothing heard to 8, anything else to 9.
    private static let menu = Decision.digits(
        cases: ["1": document(1), "2": document(2)],
        words: [
            WordCase(phrase: "Sales", decision: document(1)), WordCase(phrase: "human being", decision: document(2)),
            WordCase(phrase: "support", decision: document(3)),
        ].compactMap(\.self),
        none: document(8),
        otherwise: document(9)
    )

    private func answer(_ decision: Decision, _ request: WebhookRequest) -> DocumentID? {
        guard case .document(let id, _) = decision.outcome(for: request, at: 0) else { return nil }
        return id
    }

    @Test(
        "keys go before words, the first result with a case decides, and silence is neither key nor word",
        arguments: [
            (WebhookRequest(speech: ["to sales please"]), 1),
            (WebhookRequest(speech: ["A human, being SALES"]), 1),
            (WebhookRequest(speech: ["give me a Human Being"]), 2),
            (WebhookRequest(speech: ["nonsense", "support", "sales"]), 3),
            (WebhookRequest(speech: ["nonsense"]), 9),
            (WebhookRequest(speech: ["", "…", "?!"]), 8),
            (WebhookRequest(speech: []), 8),
            (WebhookRequest(digits: "2", speech: ["sales"]), 2),
            (WebhookRequest(digits: "7", speech: ["sales"]), 9),
            (WebhookRequest(speech: [String(repeating: "la ", count: 199) + "sales"]), 1),
            (WebhookRequest(speech: [String(repeating: "la ", count: 200) + "sales"]), 9),
        ]
    )
    func decides(request: WebhookRequest, wanted: Int) {
        #expect(answer(Self.menu, request) == Self.documents[wanted])
    }

    @Test("a menu for keys only does not hear words")
    func keysOnly() {
        let menu = Decision.digits(cases: [:], none: Self.document(8), otherwise: Self.document(9))
        #expect(answer(menu, WebhookRequest(speech: ["sales"])) == Self.documents[8])
        let deaf = Decision.digits(cases: [:], words: [], none: Self.document(8), otherwise: Self.document(9))
        #expect(answer(deaf, WebhookRequest(speech: ["sales"])) == Self.documents[9])
    }

    @Test("is written and read as the same, and without words as it always was")
    func json() throws {
        #expect(try Decision(file: Self.menu.fileJSON) == Self.menu)
        let old = try JSONValue(
            parsing:
                #"{"format":1,"decide":{"by":"digits","cases":{},"none":{"proceed":true},"otherwise":{"proceed":true}}}"#
        )
        #expect(try Decision(file: old) == .digits(cases: [:], words: nil, none: .proceed, otherwise: .proceed))
        #expect(try Decision(file: old).fileJSON == old)
    }

    @Test(
        "words that would never be found are refused",
        arguments: [
            #"{"phrase":"Sales","then":{"proceed":true}}"#, #"{"phrase":"a  b","then":{"proceed":true}}"#,
            #"{"phrase":"","then":{"proceed":true}}"#, #"{"phrase":"caf\u00e9","then":{"proceed":true}}"#,
            #"{"phrase":1,"then":{"proceed":true}}"#, #"{"phrase":"a"}"#, #"{"then":{"proceed":true}}"#, "1",
        ]
    )
    func refused(word: String) throws {
        let head =
            #"{"format":1,"decide":{"by":"digits","cases":{},"none":{"proceed":true},"otherwise":{"proceed":true}"#
        for words in ["[\(word)]", word] {
            let json = try JSONValue(parsing: "\(head),\"words\":\(words)}}")
            #expect(throws: DecisionFormatError.self, "\(words)") { try Decision(file: json) }
        }
    }

    @Test(
        "results come by POST and by GET; what is no result counts for nothing",
        arguments: [
            (#"{"results":[{"text":"sales","confidence":"0.9"},{"text":"sails"}]}"#, ["sales", "sails"]),
            (#"{"timeout_reason":"start_timeout","results":[]}"#, []),
            (#"{"error":"Speech was not enabled"}"#, []), ("{}", []), ("null", []), ("[]", []), (#""sales""#, []),
            (#"{"results":"sales"}"#, []), (#"{"results":{"text":"sales"}}"#, []),
            (#"{"results":["a",{"text":5},{"text":null},{"confidence":1},{"text":"b"}]}"#, ["b"]),
            (
                #"{"results":[\#((0..<12).map { #"{"text":"\#($0)"}"# }.joined(separator: ","))]}"#,
                (0..<10).map(String.init)
            ),
        ]
    )
    func results(speech: String, texts: [String]) throws {
        let body = Array(#"{"speech":\#(speech),"dtmf":{"digits":"","timed_out":true}}"#.utf8)
        #expect(try WebhookRequest(query: [], body: body).speech == texts)
        #expect(try WebhookRequest(query: [("speech", speech), ("dtmf", "{}")], body: []).speech == texts)
    }

    @Test("the body's words go before the query's, and what is not JSON is nothing")
    func places() throws {
        let query = [("speech", #"{"results":[{"text":"query"}]}"#)]
        let body = Array(#"{"speech":{"results":[{"text":"body"}]}}"#.utf8)
        #expect(try WebhookRequest(query: query, body: body).speech == ["body"])
        #expect(try WebhookRequest(query: query, body: Array(#"{"speech":{}}"#.utf8)).speech == ["query"])
        #expect(try WebhookRequest(query: [("speech", "{results")], body: []).speech.isEmpty)
        #expect(try WebhookRequest(query: [("dtmf", "1"), ("timed_out", "false")], body: []).digits == "1")
    }

    @Test("a route where only words lead somewhere is probed by them")
    func probe() throws {
        var draft = BundleDraft()
        let id = draft.add(document: [["action": "talk", "text": "Sales."]])
        let words = [WordCase(phrase: "to sales", decision: .document(id))].compactMap(\.self)
        let route = try #require(RouteName("main~1"))
        draft.add(.digits(cases: [:], words: words, none: .proceed, otherwise: .proceed), at: route)
        let release = draft.sealed(
            baseURL: "https://voice.example.com",
            compilerVersion: "test",
            requires: Manifest.Requirements(users: [], callerIDs: [], entryNumbers: [])
        )
        let probe = try #require(release.manifest.probes.first)
        #expect(probe.status == 200)
        #expect(probe.query == "speech=%7B%22results%22%3A%5B%7B%22text%22%3A%22to%20sales%22%7D%5D%7D")
    }
}
