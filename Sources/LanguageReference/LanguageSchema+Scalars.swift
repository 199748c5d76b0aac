internal import ContactCenter
internal import JSONTree

/// A text with `${name}` in it, which the compiler replaces: it may stand for any scalar.
let variableSchema: JSONValue = [
    "type": "string", "pattern": "\\$\\{[A-Za-z_][A-Za-z0-9_]*\\}",
    "patternErrorMessage": "write a variable, like ${brand}",
]

private let variable: JSONObject = ["$ref": "#/definitions/variable"]

/// What a scalar of a shape may be: `yes` is a text or true, `1.50` a number, `+44` a number or a text, as the version of
/// YAML has it.
func scalarSchemas(_ shape: ValueShape) -> [JSONObject] {
    switch shape {
    case .text: return [["type": ["string", "number", "boolean"], "minLength": 1]]
    case .boolean:
        let words = ["yes", "no", "on", "off", "true", "false"].map(anyCase).joined(separator: "|")
        return [pattern("^(\(words))$", ["string", "boolean"], "write yes or no")]
    case .integer(let range):
        var schema = pattern(
            "^[+-]?[0-9]+$",
            ["integer", "string"],
            "write a whole number from \(range.lowerBound) to \(range.upperBound)"
        )
        schema.appendNew("minimum", .integer(range.lowerBound))
        schema.appendNew("maximum", .integer(range.upperBound))
        return [schema]
    case .amount:
        var schema = pattern("^[0-9]+([.][0-9]+)?$", ["number", "string"], "write an amount, like 1.50")
        schema.appendNew("minimum", 0)
        return [schema]
    case .duration(let range):
        let words = "write a duration from \(shortDuration(range.lowerBound)) to \(shortDuration(range.upperBound))"
        return [pattern("^[0-9]{1,6}[smh]$", ["string"], words + ", like 20s, 2m or 1h")]
    case .choice(let words): return [["enum": .array(words.flatMap(spellings))], variable]
    case .format(let format):
        var schema = pattern(format.pattern, types(of: format), "write \(format.name), like \(format.example)")
        schema.appendNew("examples", [.string(format.example)])
        return [schema]
    case .table, .named, .list, .anyOf, .orNothing, .actions: return []
    }
}

/// What the keys of a mapping look like; nil when any will do.
func keySchema(_ format: TextFormat) -> JSONObject? {
    guard format.pattern != "^.+$" else { return nil }
    // `+44:` may reach a validator as the number 44, whose sign is lost.
    let losesSign = matches("+442079460000", format) && !matches("442079460000", format)
    return [
        "pattern": .string(format.pattern + (losesSign ? "|^[0-9]+$" : "") + "|^<<$"),
        "patternErrorMessage": .string("write \(format.name), like \(format.example)"),
    ]
}

private func pattern(_ pattern: String, _ types: [JSONValue], _ message: String) -> JSONObject {
    [
        "type": types.count == 1 ? types[0] : .array(types), "pattern": .string("\(pattern)|\\$\\{"),
        "patternErrorMessage": .string(message),
    ]
}

/// A text, and what else YAML may make of texts in the format.
private func types(of format: TextFormat) -> [JSONValue] {
    var types: [JSONValue] = ["string"]
    if matches("1.5", format) {
        types.append("number")
    } else if ["1", "+44", "442079460000", "+442079460000"].contains(where: { matches($0, format) }) {
        types.append("integer")
    }
    // The country NO, the language no.
    if ["no", "yes", "true"].contains(where: { matches($0, format) }) { types.append("boolean") }
    return types
}

private func matches(_ text: String, _ format: TextFormat) -> Bool {
    // A pattern that cannot be read here would match nothing; a test holds that all can.
    guard let expression = try? Regex(format.pattern) else { return false }
    return text.firstMatch(of: expression) != nil
}

/// A word of a choice as the versions of YAML may read it.
private func spellings(_ word: String) -> [JSONValue] {
    switch word {
    case "yes": return ["yes", true, "Yes", "YES", "on", "On", "ON", "true", "True", "TRUE"]
    case "off": return ["off", false]
    default: return [.string(word)] + (Int(word).map { [.integer($0)] } ?? [])
    }
}

/// `[Yy][Ee][Ss]`: the dialect has no switch for case.
private func anyCase(_ word: String) -> String {
    word.map { "[\($0.uppercased())\($0)]" }.joined()
}

/// `20s`, `2m`, `1h`: the largest unit that is whole.
func shortDuration(_ seconds: Int) -> String {
    if seconds > 0, seconds % 3600 == 0 { return "\(seconds / 3600)h" }
    if seconds > 0, seconds % 60 == 0 { return "\(seconds / 60)m" }
    return "\(seconds)s"
}
