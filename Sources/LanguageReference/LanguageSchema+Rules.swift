internal import ContactCenter
internal import JSONTree

/// The keys that stand in the root file alone.
let rootOnlyKeys: Set = ["version", "include"]

/// Whether an overlay replaces such a mapping as a whole: where a call goes is never put together of two halves.
func isReplacedWhole(_ table: KeyTable) -> Bool {
    ["a destination", "an option", "a share", "a step", "a decision by caller", "the place of an agent"]
        .contains(table.subject)
}

/// Whether environments may bring what the table requires.
func isRelaxed(_ table: KeyTable) -> Bool {
    ["a contact center", "the application", "the hosting"].contains(table.subject)
}

/// What a table says beyond its shapes: keys that go together, or not.
///
/// Each with a message for those editors that print one: what a validator makes of these rules by itself tells nobody
/// what to write.
func rules(for table: KeyTable, isOverlay: Bool) -> [(String, JSONValue)] {
    switch table.subject {
    case "a destination", "an option", "a share":
        return [("allOf", [exactlyOne(destinationTargets, "a destination names exactly one place to go")]), companions]
    case "a step":
        let alone: [JSONValue] = ["say", "play", "pause"].map { ["required": [.string($0)], "maxProperties": 1] }
        return [
            (
                "allOf",
                [
                    [
                        "if": ["anyOf": .array([oneOf(destinationTargets)] + alone)],
                        "else": never(
                            "a step is 'say', 'play' or 'pause' alone, or a destination with exactly one place to go"
                        ),
                    ]
                ]
            ),
            companions,
        ]
    case "the place of an agent":
        let ways = ["sip", "phone", "vbc"]
        return [
            ("allOf", [exactlyOne(ways, "an agent is at exactly one place")]),
            ("dependencies", ["announce": ["phone"], "machine": ["phone"]]),
        ]
    case "a decision by caller":
        // `+44` without quotes may reach a validator as the number 44.
        let destination: JSONValue = [
            "anyOf": [
                ["$ref": "#/definitions/destination"], ["enum": ["hangup"]], ["$ref": "#/definitions/variable"],
            ]
        ]
        return [("patternProperties", ["^\\+?[0-9][0-9 ()-]*$": destination])]
    case "who is rung":
        return [("allOf", [exactlyOne(table.keys.map(\.name), "exactly one is rung")])]
    case "a step of a test":
        let names = table.keys.map(\.name)
        return [("allOf", [exactlyOne(names, "a step of a test is exactly one thing")])]
    case "a number":
        // One of them may come from the environment.
        let both: JSONValue = ["required": ["number", "search"]]
        return [("allOf", [["not": both, "errorMessage": "a number has either 'number' or 'search'"]])]
    case "the national dialling plan" where !isOverlay:
        return [("allOf", [exactlyOne(["trunk", "digits"], "a dialling plan has exactly one key beside its code")])]
    default: return []
    }
}

/// Keys of a destination that mean nothing without another.
private let companions: (String, JSONValue) = (
    "dependencies",
    [
        "schedule": ["open", "closed"], "open": ["schedule"], "closed": ["schedule"], "announce": ["phone"],
        "machine": ["phone"],
    ]
)

/// What a project needs that neither its included files nor its environments bring.
func requiredOfRoot(_ root: KeyTable) -> [JSONValue] {
    func required(_ table: KeyTable) -> JSONValue {
        .array(table.keys.filter(\.isRequired).map { .string($0.name) })
    }
    let parts: [(String, JSONValue)] = root.keys.compactMap { key in
        guard key.isRequired, case .table(let table) = key.shape else { return nil }
        return (key.name, ["required": required(table())])
    }
    let elsewhere: JSONValue = ["anyOf": [["required": ["include"]], ["required": ["environments"]]]]
    return [
        ["required": ["version"]],
        ["if": ["not": elsewhere], "then": ["required": required(root)]],
        [
            "if": ["not": ["required": ["environments"]]],
            "then": ["properties": .object(JSONObject(parts))],
        ],
    ]
}

private func oneOf(_ keys: [String]) -> JSONValue {
    ["oneOf": .array(keys.map { ["required": [.string($0)]] })]
}

private func exactlyOne(_ keys: [String], _ message: String) -> JSONValue {
    ["if": oneOf(keys), "else": never("\(message): \(keys.joined(separator: ", "))")]
}

/// Refuses everything, with a message.
private func never(_ message: String) -> JSONValue {
    ["not": [:], "errorMessage": .string(message)]
}
