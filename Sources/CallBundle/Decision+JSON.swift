package import JSONTree

/// Why a text is no decision table that this version understands.
package struct DecisionFormatError: Error, Hashable, Sendable, CustomStringConvertible {
    package let description: String
}

extension Decision {
    /// The version of the tables that this code reads and writes.
    package static let format = 1

    /// The file behind a route: `{"format": 1, "decide": …}`.
    package var fileJSON: JSONValue {
        ["format": .integer(Self.format), "decide": json]
    }

    /// The file behind a route as bytes, those of `fileJSON`: without a value between, since bundles have tens of thousands.
    package var fileBytes: [UInt8] {
        var bytes: [UInt8] = []
        bytes.reserveCapacity(512)
        appendFile(to: &bytes)
        return bytes
    }

    /// Writes `fileBytes` behind what `bytes` holds already.
    func appendFile(to bytes: inout [UInt8]) {
        bytes.append(contentsOf: "{\"format\":\(Self.format),\"decide\":".utf8)
        append(to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    /// The common kinds straight; what is rare goes by its value.
    private func append(to bytes: inout [UInt8]) {
        switch self {
        case .document(let id):
            bytes.append(contentsOf: "{\"document\":\"".utf8)
            bytes.append(contentsOf: id.text.utf8)
            bytes.append(contentsOf: "\"}".utf8)
        case .proceed: bytes.append(contentsOf: "{\"proceed\":true}".utf8)
        case .digits(let cases, let words, let none, let otherwise):
            bytes.append(contentsOf: "{\"by\":\"digits\",\"cases\":".utf8)
            Self.append(cases, to: &bytes)
            if let words {
                bytes.append(contentsOf: ",\"words\":".utf8)
                JSONValue.array(words.map(\.json)).append(to: &bytes)
            }
            bytes.append(contentsOf: ",\"none\":".utf8)
            none.append(to: &bytes)
            Self.append(otherwise: otherwise, to: &bytes)
        case .status(let cases, let otherwise):
            bytes.append(contentsOf: "{\"by\":\"status\",\"cases\":".utf8)
            Self.append(cases, to: &bytes)
            Self.append(otherwise: otherwise, to: &bytes)
        default: json.append(to: &bytes)
        }
    }

    private static func append(otherwise: Decision, to bytes: inout [UInt8]) {
        bytes.append(contentsOf: ",\"otherwise\":".utf8)
        otherwise.append(to: &bytes)
        bytes.append(UInt8(ascii: "}"))
    }

    private static func append(_ cases: [String: Decision], to bytes: inout [UInt8]) {
        bytes.append(UInt8(ascii: "{"))
        var isFirst = true
        for (key, decision) in inOrder(cases) {
            if !isFirst { bytes.append(UInt8(ascii: ",")) }
            isFirst = false
            JSONValue.string(key).append(to: &bytes)
            bytes.append(UInt8(ascii: ":"))
            decision.append(to: &bytes)
        }
        bytes.append(UInt8(ascii: "}"))
    }

    /// The cases in the order of their keys' bytes.
    private static func inOrder(_ cases: [String: Decision]) -> [(key: String, value: Decision)] {
        cases.sorted { $0.key.utf8.lexicographicallyPrecedes($1.key.utf8) }
    }

    /// Reads the file behind a route.
    package init(file: JSONValue) throws(DecisionFormatError) {
        guard let object = file.objectValue else { throw DecisionFormatError(description: "not an object") }
        guard object["format"]?.intValue == Self.format else {
            throw DecisionFormatError(description: "not of format \(Self.format)")
        }
        guard let decide = object["decide"] else { throw DecisionFormatError(description: "'decide' is missing") }
        try self.init(json: decide)
    }

    fileprivate var json: JSONValue {
        switch self {
        case .document(let id): ["document": .string(id.text)]
        case .dialledDocument(let id): ["document": .string(id.text), "substitute": "dialled"]
        case .proceed: ["proceed": true]
        case .called(let cases, let otherwise):
            ["by": "to", "cases": Self.json(cases), "otherwise": otherwise.json]
        case .appUser(let yes, let no):
            ["by": "from_user", "present": yes.json, "otherwise": no.json]
        case .digits(let cases, let words, let none, let otherwise):
            Self.json(digits: cases, words, none, otherwise)
        case .status(let cases, let otherwise):
            ["by": "status", "cases": Self.json(cases), "otherwise": otherwise.json]
        case .caller(let cases):
            [
                "by": "from",
                "lists": .array(
                    cases.lists.map {
                        ["numbers": .array($0.numbers.sorted().map(JSONValue.string)), "then": $0.decision.json]
                    }
                ),
                "prefixes": Self.json(cases.prefixes),
                "withheld": cases.withheld.json,
                "otherwise": cases.otherwise.json,
            ]
        case .split(let shares):
            [
                "by": "call",
                "shares": .array(shares.map { ["weight": .integer($0.weight), "then": $0.decision.json] }),
            ]
        case .dialled(let rules, let extensions, let allowed, let refused):
            .object(
                JSONObject(
                    [("by", "dialled")]
                        + (rules.national.map { [("national", $0.json)] } ?? [])
                        + [
                            ("extensions", Self.json(extensions)),
                            ("allow", .array(rules.allow.sorted().map(JSONValue.string))),
                            ("deny", .array(rules.deny.sorted().map(JSONValue.string))),
                            ("allowed", allowed.json),
                            ("refused", refused.json),
                        ]
                )
            )
        case .schedule(let table, let open, let closed):
            ["by": "schedule", "schedule": table.json, "open": open.json, "closed": closed.json]
        }
    }

    private static func json(
        digits cases: [String: Decision],
        _ words: [WordCase]?,
        _ none: Decision,
        _ otherwise: Decision
    ) -> JSONValue {
        var object = JSONObject(minimumCapacity: 5)
        object.appendNew("by", "digits")
        object.appendNew("cases", json(cases))
        if let words { object.appendNew("words", .array(words.map(\.json))) }
        object.appendNew("none", none.json)
        object.appendNew("otherwise", otherwise.json)
        return .object(object)
    }

    private static func json(_ cases: [String: Decision]) -> JSONValue {
        let sorted = inOrder(cases)
        var object = JSONObject(minimumCapacity: sorted.count)
        for (key, decision) in sorted { object.appendNew(key, decision.json) }
        return .object(object)
    }

    private init(json: JSONValue) throws(DecisionFormatError) {
        if let text = json["document"] {
            guard let id = text.stringValue.flatMap(DocumentID.init) else {
                throw DecisionFormatError(description: "'document' wants 16 hexadecimal digits")
            }
            switch json["substitute"] {
            case nil: self = .document(id)
            case "dialled": self = .dialledDocument(id)
            default: throw DecisionFormatError(description: "unknown 'substitute'")
            }
            return
        }
        if json["proceed"] == true {
            self = .proceed
            return
        }
        switch json["by"] {
        case "to":
            self = .called(cases: try Self.cases(json, "cases"), otherwise: try Self.branch(json, "otherwise"))
        case "from_user":
            self = .appUser(yes: try Self.branch(json, "present"), no: try Self.branch(json, "otherwise"))
        case "digits":
            self = .digits(
                cases: try Self.cases(json, "cases"),
                words: try json["words"].map(WordCase.cases),
                none: try Self.branch(json, "none"),
                otherwise: try Self.branch(json, "otherwise")
            )
        case "status":
            self = .status(cases: try Self.cases(json, "cases"), otherwise: try Self.branch(json, "otherwise"))
        case "dialled":
            self = .dialled(
                DialRules(
                    national: try json["national"].map(Self.national),
                    allow: try Self.prefixes(json, "allow"),
                    deny: try Self.prefixes(json, "deny")
                ),
                extensions: try Self.cases(json, "extensions"),
                allowed: try Self.branch(json, "allowed"),
                refused: try Self.branch(json, "refused")
            )
        case "from": self = .caller(try CallerCases(json))
        case "call": self = .split(try SplitShare.shares(json))
        case "schedule":
            guard let table = json["schedule"] else { throw DecisionFormatError(description: "'schedule' is missing") }
            self = .schedule(
                try ScheduleTable(json: table),
                open: try Self.branch(json, "open"),
                closed: try Self.branch(json, "closed")
            )
        default:
            throw DecisionFormatError(description: "a decision this version does not know")
        }
    }

    fileprivate static func branch(_ json: JSONValue, _ key: String) throws(DecisionFormatError) -> Decision {
        guard let value = json[key] else { throw DecisionFormatError(description: "'\(key)' is missing") }
        return try Decision(json: value)
    }

    fileprivate static func cases(_ json: JSONValue, _ key: String) throws(DecisionFormatError) -> [String: Decision] {
        guard let object = json[key]?.objectValue else { throw DecisionFormatError(description: "'\(key)' is missing") }
        var cases: [String: Decision] = [:]
        cases.reserveCapacity(object.members.count)
        for (key, value) in object.members {
            cases[key] = try Decision(json: value)
        }
        return cases
    }

    fileprivate static func prefixes(_ json: JSONValue, _ key: String) throws(DecisionFormatError) -> [String] {
        let texts = json[key]?.arrayValue?.map(\.stringValue) ?? [nil]
        return try texts.map { text throws(DecisionFormatError) in
            guard let text, !text.isEmpty, text.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
                throw DecisionFormatError(description: "'\(key)' wants a list of digits")
            }
            return text
        }
    }

    private static func national(_ json: JSONValue) throws(DecisionFormatError) -> DialRules.National {
        guard let code = json["code"]?.stringValue else { throw DecisionFormatError(description: "'code' is missing") }
        if let trunk = json["trunk"]?.stringValue { return .trunk(trunk, code: code) }
        if let digits = json["digits"]?.intValue { return .length(digits: digits, code: code) }
        throw DecisionFormatError(description: "'national' wants 'trunk' or 'digits'")
    }
}

extension DialRules.National {
    fileprivate var json: JSONValue {
        switch self {
        case .trunk(let trunk, let code): ["trunk": .string(trunk), "code": .string(code)]
        case .length(let digits, let code): ["digits": .integer(digits), "code": .string(code)]
        }
    }
}

extension WordCase {
    /// The words stand in one text, with a blank between each two.
    fileprivate var json: JSONValue {
        ["phrase": .string(phrase.joined(separator: " ")), "then": decision.json]
    }

    /// Only phrases in the form of `spokenWords` are read: others would never be found.
    fileprivate static func cases(_ json: JSONValue) throws(DecisionFormatError) -> [WordCase] {
        guard let items = json.arrayValue else { throw DecisionFormatError(description: "'words' wants a list") }
        var cases: [WordCase] = []
        cases.reserveCapacity(items.count)
        for item in items {
            let then = try Decision.branch(item, "then")
            guard let text = item["phrase"]?.stringValue, let word = WordCase(phrase: text, decision: then),
                word.phrase.joined(separator: " ").utf8.elementsEqual(text.utf8)
            else { throw DecisionFormatError(description: "'phrase' wants words as they are compared") }
            cases.append(word)
        }
        return cases
    }
}

extension CallerCases {
    fileprivate init(_ json: JSONValue) throws(DecisionFormatError) {
        guard let items = json["lists"]?.arrayValue else {
            throw DecisionFormatError(description: "'lists' is missing")
        }
        var lists: [List] = []
        for list in items {
            let numbers = Set(try Decision.prefixes(list, "numbers"))
            lists.append(List(numbers: numbers, decision: try Decision.branch(list, "then")))
        }
        self.init(
            lists: lists,
            prefixes: try Decision.cases(json, "prefixes"),
            withheld: try Decision.branch(json, "withheld"),
            otherwise: try Decision.branch(json, "otherwise")
        )
    }
}

extension SplitShare {
    /// The shares of a split: at least one, each of a weight over 0, in all below 2³¹.
    fileprivate static func shares(_ json: JSONValue) throws(DecisionFormatError) -> [SplitShare] {
        var shares: [SplitShare] = []
        var sum = 0
        for share in json["shares"]?.arrayValue ?? [] {
            guard let weight = share["weight"]?.intValue, weight > 0, weight < 1 << 31 - sum else {
                throw DecisionFormatError(description: "'weight' wants a whole number over 0")
            }
            sum += weight
            shares.append(SplitShare(weight: weight, decision: try Decision.branch(share, "then")))
        }
        guard !shares.isEmpty else { throw DecisionFormatError(description: "'shares' wants at least one") }
        return shares
    }
}
