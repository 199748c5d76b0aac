internal import JSONTree

extension NCCOChecker {
    /// Checks the members of an object one by one; the key `discriminator`, which chose the table, is left out.
    mutating func check(_ object: JSONObject, against table: OptionTable, except discriminator: String?, at path: Path)
    {
        for (key, value) in object.members where key != discriminator {
            guard let option = table[key] else {
                error(
                    .unknownOption,
                    "\(table.owner) has no option '\(key)'",
                    at: path + [.key(key)],
                    help: helpForUnknown(key, in: table)
                )
                continue
            }
            if case .deprecated(let help) = option.standing {
                warning(.deprecatedOption, "'\(key)' of \(table.owner) is outdated", at: path + [.key(key)], help: help)
            }
            check(value, as: option.kind, Place(name: key, owner: table.owner, path: path + [.key(key)]))
        }
        for option in table.options where option.isRequired && object[option.name] == nil {
            error(.missingOption, "\(table.owner) needs '\(option.name)'", at: path, help: "add '\(option.name)'")
        }
    }

    private func helpForUnknown(_ key: String, in table: OptionTable) -> String {
        for option in table.options {
            if case .settings(let inner) = option.kind, inner[key] != nil { return "put it into '\(option.name)'" }
        }
        let names = table.options.map(\.name)
        return didYouMean(key, among: names) ?? "its options are \(list(names))"
    }

    /// An option as messages speak of it, and where it is.
    struct Place {
        let name: String
        let owner: String
        let path: Path

        var subject: String { "'\(name)' of \(owner)" }
    }

    private mutating func check(_ value: JSONValue, as kind: OptionKind, _ place: Place) {
        switch kind {
        case .flag: checkFlag(value, place)
        case .integer(let range, let unit):
            let rule = "\(place.subject) is \(describe(range))\(suffix(unit))"
            guard let number = number(value, place, rule: rule) else { return }
            guard let whole = Int(exactly: number), range.contains(whole) else {
                return error(.outOfRange, rule, at: place.path)
            }
        case .number(let range, let unit):
            let rule = "\(place.subject) is \(describe(range))\(suffix(unit))"
            guard let number = number(value, place, rule: rule), !range.contains(number) else { return }
            error(.outOfRange, rule, at: place.path)
        case .clampedNumber(let range, let unit):
            let rule = "\(place.subject) is \(describe(range))\(suffix(unit))"
            guard let number = number(value, place, rule: rule), !range.contains(number) else { return }
            let used = number < range.lowerBound ? range.lowerBound : range.upperBound
            warning(.outOfRange, rule, at: place.path, help: "the platform takes \(text(of: used)) instead")
        case .text, .choice, .pattern, .dialledNumber, .url, .ttsLanguage, .asrLanguage:
            checkText(value, as: kind, place)
        case .urlInArray, .textInArray, .texts, .inputTypes, .endpoint: checkArray(value, as: kind, place)
        case .freeObject:
            if value.objectValue == nil { error(.wrongType, "\(place.subject) is an object", at: place.path) }
        case .settings(let table):
            guard case .object(let object) = value else {
                return error(.wrongType, "\(place.subject) is an object", at: place.path)
            }
            check(object, against: table, except: nil, at: place.path)
        }
    }

    // MARK: Numbers and flags

    private mutating func checkFlag(_ value: JSONValue, _ place: Place) {
        if value.boolValue != nil { return }
        let rule = "\(place.subject) is true or false"
        guard let text = value.stringValue, text == "true" || text == "false" else {
            return error(.wrongType, rule, at: place.path)
        }
        warning(.lenientType, "\(rule), not a text", at: place.path, help: "write \(text) without quotes")
    }

    /// The number, also out of a text, which the platform's own samples write; nil, and reported, when it is none.
    private mutating func number(_ value: JSONValue, _ place: Place, rule: String) -> Double? {
        if let number = value.doubleValue { return number }
        // Only what JSON too would write as a number, `Double` itself also reads `nan` and `0x1p3`; why a text is no
        // JSON does not matter here.
        guard let text = value.stringValue, case .number(let digits)? = try? JSONValue(parsing: text),
            let number = Double(digits)
        else {
            error(.wrongType, rule, at: place.path)
            return nil
        }
        warning(
            .lenientType,
            "\(place.subject) is a number, not a text",
            at: place.path,
            help: "write \(digits) without quotes"
        )
        return number
    }

    // MARK: Texts

    private mutating func checkText(_ value: JSONValue, as kind: OptionKind, _ place: Place) {
        guard case .string(let text) = value else {
            // The one array that a source shows where others have a text.
            if case .url = kind, let element = onlyElement(of: value)?.stringValue {
                warning(.lenientType, "\(place.subject) is a URL, not an array", at: place.path)
                return checkURL(element, place, at: place.path + [.index(0)])
            }
            return error(.wrongType, "\(place.subject) is a text", at: place.path, help: quoteHelp(value))
        }
        switch kind {
        case .choice(let choices) where !choices.contains(text):
            error(
                .badValue,
                "\(place.subject) is \(alternatives(choices))",
                at: place.path,
                help: didYouMean(text, among: choices)
            )
        case .pattern(let pattern) where !pattern.matches(text): reportPattern(pattern, text, place)
        case .dialledNumber where text == dialledToken:
            if !allowsDialledToken { reportToken(at: place.path) }
        case .dialledNumber where !TextPattern.phoneNumber.matches(text): reportPattern(.phoneNumber, text, place)
        case .url: checkURL(text, place, at: place.path)
        case .ttsLanguage: checkSpoken(language: text, place)
        case .asrLanguage where !ASRLanguages.contains(text):
            warning(
                .unknownLanguage,
                "\(place.subject) is a language that the platform is known to understand",
                at: place.path,
                help: "look '\(text)' up in its speech recognition guide"
            )
        case .text where text.isEmpty: error(.badValue, "\(place.subject) is not empty", at: place.path)
        default: break
        }
    }

    private func quoteHelp(_ value: JSONValue) -> String? {
        guard case .number(let digits) = value else { return nil }
        return "write \"\(digits)\" with quotes"
    }

    private mutating func reportPattern(_ pattern: TextPattern, _ text: String, _ place: Place) {
        var help: String?
        var rule = NCCORule.badValue
        if case .phoneNumber = pattern {
            rule = .badNumber
            let digits = text.filter { $0.isASCII && $0.isNumber }
            if digits != text, TextPattern.phoneNumber.matches(digits), text.allSatisfy({ !$0.isLetter }) {
                help = "write '\(digits)'"
            }
        }
        error(rule, "\(place.subject) is \(pattern.rule)", at: place.path, help: help)
    }

    private mutating func checkSpoken(language: String, _ place: Place) {
        guard let canonical = TTSLanguages.canonical(language) else {
            return error(
                .unknownLanguage,
                "\(place.subject) is a language that the platform speaks",
                at: place.path,
                help: didYouMean(language, among: TTSLanguages.all) ?? "write it like 'en-GB'"
            )
        }
        if canonical != language {
            warning(
                .unknownLanguage,
                "\(place.subject) is written as the platform writes it, '\(canonical)'",
                at: place.path,
                help: "write '\(canonical)'"
            )
        }
    }

    private mutating func checkURL(_ text: String, _ place: Place, at path: Path) {
        if text.hasPrefix(MenuURL.scheme) {
            guard MenuURL(text) == nil else { return }
            error(
                .badURL,
                "a 'ccplan' URL is 'ccplan://menu/NAME' or 'ccplan://menu/NAME/input'",
                at: path,
                help: "name a menu of the project"
            )
        } else if !isWebURL(text) {
            error(.badURL, "\(place.subject) is an http or https URL", at: path, help: "write 'https://…'")
        }
    }

    // MARK: Arrays

    private func onlyElement(of value: JSONValue) -> JSONValue? {
        guard case .array(let elements) = value, elements.count == 1 else { return nil }
        return elements.first
    }

    private mutating func checkArray(_ value: JSONValue, as kind: OptionKind, _ place: Place) {
        switch kind {
        case .texts: checkTexts(value, place)
        case .inputTypes: checkInputTypes(value, place)
        case .endpoint:
            guard let endpoint = element(of: value, "endpoint", place) else { return }
            check(endpoint: endpoint, at: place.path + [.index(0)])
        case .urlInArray:
            guard let element = element(of: value, "URL", place) else { return }
            guard let text = element.stringValue else {
                return error(
                    .wrongType,
                    "\(place.subject) is an array of exactly one URL",
                    at: place.path + [.index(0)]
                )
            }
            checkURL(text, place, at: place.path + [.index(0)])
        default:
            guard let element = element(of: value, "text", place), element.stringValue?.isEmpty != false else { return }
            error(.wrongType, "\(place.subject) is an array of exactly one text", at: place.path + [.index(0)])
        }
    }

    private mutating func element(of value: JSONValue, _ noun: String, _ place: Place) -> JSONValue? {
        if let element = onlyElement(of: value) { return element }
        let rule = "\(place.subject) is an array of exactly one \(noun)"
        if case .array(let elements) = value {
            let help = noun == "endpoint" && elements.count > 1 ? "put several connects in a row" : nil
            error(.notOneElement, rule, at: place.path, help: help)
        } else {
            error(.wrongType, rule, at: place.path, help: "put '[' and ']' around it")
        }
        return nil
    }

    private mutating func checkTexts(_ value: JSONValue, _ place: Place) {
        guard case .array(let elements) = value else {
            return error(.wrongType, "\(place.subject) is an array of texts", at: place.path)
        }
        for (index, element) in elements.enumerated() where element.stringValue?.isEmpty != false {
            error(.wrongType, "\(place.subject) is an array of texts", at: place.path + [.index(index)])
        }
    }

    private mutating func checkInputTypes(_ value: JSONValue, _ place: Place) {
        let types = (value.arrayValue ?? []).compactMap(\.stringValue)
        let isSound = !types.isEmpty && types.count == value.arrayValue?.count && Set(types).count == types.count
        if isSound, types.allSatisfy({ $0 == "dtmf" || $0 == "speech" }) { return }
        error(
            value.arrayValue == nil ? .wrongType : .badValue,
            "\(place.subject) is an array of 'dtmf', 'speech' or both",
            at: place.path,
            help: "write [\"dtmf\"]"
        )
    }

    private mutating func check(endpoint: JSONValue, at path: Path) {
        guard case .object(let object) = endpoint, let type = object["type"] else {
            return error(.unknownEndpoint, "an endpoint is an object with a 'type'", at: path, help: endpointNamesHelp)
        }
        guard let name = type.stringValue, let table = OptionTable.endpoints[name] else {
            return error(
                .unknownEndpoint,
                "the platform knows no endpoint of this 'type'",
                at: path + [.key("type")],
                help: type.stringValue.flatMap { didYouMean($0, among: OptionTable.endpointNames) } ?? endpointNamesHelp
            )
        }
        check(object, against: table, except: "type", at: path)
        checkTogether(endpoint: name, object, at: path)
    }

    private var endpointNamesHelp: String {
        "its types are \(list(OptionTable.endpointNames))"
    }
}

// MARK: Wording

private func suffix(_ unit: String) -> String {
    unit.isEmpty ? "" : " \(unit)"
}

private func describe(_ range: ClosedRange<Int>) -> String {
    range.upperBound == .max
        ? "a whole number from \(range.lowerBound) on" : "\(range.lowerBound) to \(range.upperBound)"
}

private func describe(_ range: ClosedRange<Double>) -> String {
    "\(text(of: range.lowerBound)) to \(text(of: range.upperBound))"
}

private func text(of number: Double) -> String {
    Int(exactly: number).map(String.init) ?? String(number)
}
