import CallBundle
import Foundation
import JSONTree
import SeededRandom
import Testing

/// A release of decision tables that no compiler makes, over documents that are hard to serve.
struct SampledRelease {
    let release: Release
    let tables: [String: JSONValue]

    /// Tables by the name of their route: one of each kind, then so many mixed ones.
    init(mixed: Int, seed: UInt64) throws {
        var draft = BundleDraft()
        let documents = Self.documents.map { draft.add(document: $0) }
        var maker = TableMaker(random: SeededGenerator(seed: seed), documents: documents.map(\.text))
        var tables: [String: JSONValue] = [:]
        for (index, kind) in TableMaker.kinds.enumerated() {
            tables["kind~\(index)"] = ["format": 1, "decide": maker.table(kind, depth: 0)]
        }
        for index in 0..<mixed { tables["mixed.\(index)"] = ["format": 1, "decide": maker.table(depth: 3)] }
        tables["answer"] = tables["kind~0"]
        for (name, table) in tables {
            draft.add(try Decision(file: table), at: try #require(RouteName(name)))
        }
        draft.add(fallback: [["action": "talk", "text": "Störung – \u{1F600}"]])
        _ = draft.add(sound: (0..<70_000).map { UInt8(truncatingIfNeeded: $0 &* 31) }, ending: "mp3")
        _ = draft.add(sound: Array("RIFF\0\r\n\r\nnot a sound".utf8), ending: "wav")
        self.tables = tables
        release = draft.sealed(
            baseURL: "https://voice.example.com",
            compilerVersion: "test",
            requires: Manifest.Requirements(users: [], callerIDs: [], entryNumbers: [])
        )
    }

    private static let documents: [JSONValue] = [
        [["action": "talk", "text": "One."]], [["action": "talk", "text": "Zwei – für Sie \u{1F600} \u{2028}"]], [],
        [["action": "talk", "text": "$& $1 $$ %s \\ \" PARAMS_TO"]],
        [
            [
                "action": "connect", "endpoint": [["type": "phone", "number": "PARAMS_TO"]],
                "x": "PARAMS_TOPARAMS_TO PARAMS_T",
            ]
        ],
        [["action": "talk", "text": .string(String(repeating: "long ", count: 10_000))]],
    ]
}

/// Makes tables by the dice.
struct TableMaker {
    static let kinds = ["to", "from_user", "digits", "words", "status", "from", "call", "dialled", "schedule"]

    var random: SeededGenerator
    let documents: [String]

    mutating func table(depth: Int) -> JSONValue {
        guard depth > 0, Int.random(in: 0..<5, using: &random) > 0 else { return end() }
        return table(Self.kinds[Int.random(in: 0..<Self.kinds.count, using: &random)], depth: depth - 1)
    }

    private mutating func end() -> JSONValue {
        let document = JSONValue.string(documents[Int.random(in: 0..<documents.count, using: &random)])
        return switch Int.random(in: 0..<8, using: &random) {
        case 0: ["proceed": true]
        case 1, 2: ["document": document, "substitute": "dialled"]
        default: ["document": document]
        }
    }

    mutating func table(_ kind: String, depth: Int) -> JSONValue {
        switch kind {
        case "to":
            return ["by": "to", "cases": cases(SampleText.numbers, depth), "otherwise": table(depth: depth)]
        case "from_user": return ["by": "from_user", "present": table(depth: depth), "otherwise": table(depth: depth)]
        case "digits":
            return [
                "by": "digits", "cases": cases(SampleText.keys, depth), "none": table(depth: depth),
                "otherwise": table(depth: depth),
            ]
        case "words":
            var words: [JSONValue] = []
            for phrase in SampleText.phrases where Bool.random(using: &random) {
                words.append(["phrase": .string(phrase), "then": table(depth: depth)])
            }
            return [
                "by": "digits", "cases": cases(SampleText.keys, depth), "words": .array(words),
                "none": table(depth: depth), "otherwise": table(depth: depth),
            ]
        case "status":
            return ["by": "status", "cases": cases(SampleText.statuses, depth), "otherwise": table(depth: depth)]
        case "from":
            let listed = SampleText.numbers.filter { _ in Int.random(in: 0..<4, using: &random) == 0 }
            return [
                "by": "from",
                "lists": [["numbers": .array(listed.sorted().map(JSONValue.string)), "then": table(depth: depth)]],
                "prefixes": cases(SampleText.prefixes, depth), "withheld": table(depth: depth),
                "otherwise": table(depth: depth),
            ]
        case "call":
            var shares: [JSONValue] = []
            for _ in 0...Int.random(in: 0..<4, using: &random) {
                let weight = JSONValue.integer(Int.random(in: 1...100, using: &random))
                shares.append(["weight": weight, "then": table(depth: depth)])
            }
            return ["by": "call", "shares": .array(shares)]
        case "dialled": return dialled(depth)
        default:
            return [
                "by": "schedule", "schedule": schedule(), "open": table(depth: depth), "closed": table(depth: depth),
            ]
        }
    }

    private mutating func cases(_ keys: [String], _ depth: Int) -> JSONValue {
        var object = JSONObject()
        for key in keys.sorted() where Bool.random(using: &random) { object.appendNew(key, table(depth: depth)) }
        return .object(object)
    }

    private mutating func dialled(_ depth: Int) -> JSONValue {
        var object = JSONObject([("by", "dialled")])
        switch Int.random(in: 0..<3, using: &random) {
        case 0: object["national"] = ["trunk": "0", "code": "44"]
        case 1: object["national"] = ["digits": 10, "code": "1"]
        default: break
        }
        object["extensions"] = ["100": table(depth: depth), "200": ["document": .string(documents[0])]]
        object["allow"] = ["1", "44", "4930"]
        object["deny"] = ["1900", "447", "449"]
        object["allowed"] = ["document": .string(documents[4]), "substitute": "dialled"]
        object["refused"] = table(depth: depth)
        return .object(object)
    }

    /// Some hours of every day, in a zone by the dice.
    private mutating func schedule() -> JSONValue {
        var week: [JSONValue] = []
        for _ in 0..<7 {
            let opens = Int.random(in: 0..<1_440, using: &random)
            let length = Int.random(in: 1...1_440, using: &random)
            week.append(Bool.random(using: &random) ? [] : [[.integer(opens), .integer(opens + length)]])
        }
        let offset = Int.random(in: -43_200...50_400, using: &random)
        return [
            "offset": .integer(offset), "changes": [[1_700_000_000, .integer(offset / 2)]], "week": .array(week),
            "closed": [[18_000, 18_003], [40_000, 40_000]], "special": [[18_010, [[0, 60]]]],
        ]
    }
}

/// What requests and tables are made of, so that they meet.
enum SampleText {
    static let keys = ["1", "2", "12#", "*", "0", "00", "123456789*0#12345678", "7"]
    static let phrases = [
        "sales", "human being", "support", "fu\u{308}r rechnungen", "\u{55B6} \u{696D} \u{90E8}", "a",
    ]
    static let statuses = ["busy", "timeout", "unanswered", "failed", "rejected"]
    static let prefixes = ["44", "447", "4477", "1", "1212", "49"]
    static let numbers = [
        "442079460000", "447700900123", "12125550100", "4930123456", "449123456789", "33123456789", "119",
    ]
    static let hostileTexts = [
        "", " ", "+", "__proto__", "constructor", "hasOwnProperty", "toString", "anonymous", "PARAMS_TO", "$&", "$1",
        "../",
        "44\"", "44$&", "442079460000\u{0}", "\u{0}", "+442079460000", "++442079460000", " 442079460000",
        "00442079460000", "020 7946 0018", "+44 (0)20 7946 0018", "(212) 555-0100", "4420794600001234567",
        "\u{664}\u{664}", "４４", "\u{1F600}", "K", "\u{212A}", "e\u{301}", "\u{FFFD}", "100", "200", "-", "9\u{301}",
    ]
    static let spoken = [
        "To sales, please", "a HUMAN being", "support or sales", "für Rechnungen", "fu\u{308}r rechnungen", "営業部です", "",
        "…",
        "nonsense", "ｓａｌｅｓ", "sa\u{AD}les", "𝐬𝐚𝐥𝐞𝐬", "İstanbul", "sales\u{301}", "\u{301}sales", "s\u{323}\u{307}a",
        String(repeating: "la ", count: 199) + "sales", String(repeating: "lä ", count: 200) + "sales",
        String(repeating: "a\u{323}\u{307}\u{301}", count: 300),
    ]
}
