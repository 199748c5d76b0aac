import JSONTree

/// Why the platform refuses an NCCO.
struct NCCOFault: Error, Hashable {
    /// Where and what: `actions[1].endpoint: exactly one endpoint`.
    var detail: String

    /// The words of the error event (troubleshooting guide), with ours behind them.
    var reason: String { "Syntax error in NCCO. Invalid value type or action. \(detail)" }
}

/// Reads the members of one object as leniently as the platform does: numbers and truth values may come as text, and
/// unknown members are ignored.
struct ActionReader {
    let object: JSONObject

    /// For the words of a fault: `actions[1].dtmf`.
    let place: String

    func fault(_ key: String, _ rule: String) -> NCCOFault {
        NCCOFault(detail: "\(place).\(key): \(rule)")
    }

    /// The member, nil when it is missing or null.
    func value(_ key: String) -> JSONValue? {
        guard let value = object[key], !value.isNull else { return nil }
        return value
    }

    func text(_ key: String) throws(NCCOFault) -> String? {
        guard let value = value(key) else { return nil }
        guard let text = value.stringValue else { throw fault(key, "text") }
        return text
    }

    func requiredText(_ key: String) throws(NCCOFault) -> String {
        guard let text = try text(key), !text.isEmpty else { throw fault(key, "required text") }
        return text
    }

    /// Digits, which people also write as a number.
    func digits(_ key: String) throws(NCCOFault) -> String? {
        if case .number(let text)? = value(key) { return text }
        return try text(key)
    }

    func flag(_ key: String, default other: Bool) throws(NCCOFault) -> Bool {
        switch value(key) {
        case nil: return other
        case .bool(let flag)?: return flag
        case .string("true")?: return true
        case .string("false")?: return false
        default: throw fault(key, "true or false")
        }
    }

    func number(_ key: String) throws(NCCOFault) -> Double? {
        guard let value = value(key) else { return nil }
        let number = value.doubleValue ?? value.stringValue.flatMap { Double($0) }
        guard let number, number.isFinite else { throw fault(key, "a number") }
        return number
    }

    func number(_ key: String, in range: ClosedRange<Double>) throws(NCCOFault) -> Double? {
        guard let number = try number(key) else { return nil }
        guard range.contains(number) else { throw fault(key, "outside \(shown(range))") }
        return number
    }

    func integer(_ key: String, in range: ClosedRange<Int>) throws(NCCOFault) -> Int? {
        guard let number = try number(key) else { return nil }
        guard let integer = Int(exactly: number) else { throw fault(key, "a whole number") }
        guard range.contains(integer) else { throw fault(key, "outside \(range.lowerBound) to \(range.upperBound)") }
        return integer
    }

    /// A time in seconds, given back in milliseconds.
    func milliseconds(_ key: String, in range: ClosedRange<Double>) throws(NCCOFault) -> Int? {
        try number(key, in: range).map { Int(($0 * 1_000).rounded()) }
    }

    /// The one URL of an array such as `eventUrl`.
    func url(_ key: String) throws(NCCOFault) -> String? {
        guard let value = value(key) else { return nil }
        guard let elements = value.arrayValue, elements.count == 1, let url = elements[0].stringValue, !url.isEmpty
        else { throw fault(key, "an array of one URL") }
        return url
    }

    /// `eventUrl` with `eventMethod`.
    func event() throws(NCCOFault) -> Webhook? {
        let method: Webhook.Method
        switch try text("eventMethod")?.uppercased() {
        case nil, "POST": method = .post
        case "GET": method = .get
        default: throw fault("eventMethod", "GET or POST")
        }
        return try url("eventUrl").map { Webhook($0, method: method) }
    }

    func texts(_ key: String) throws(NCCOFault) -> [String]? {
        guard let value = value(key) else { return nil }
        guard let elements = value.arrayValue else { throw fault(key, "an array") }
        var texts: [String] = []
        for element in elements {
            guard let text = element.stringValue else { throw fault(key, "an array of texts") }
            texts.append(text)
        }
        return texts
    }

    func member(_ key: String) throws(NCCOFault) -> ActionReader? {
        guard let value = value(key) else { return nil }
        guard let object = value.objectValue else { throw fault(key, "an object") }
        return ActionReader(object: object, place: "\(place).\(key)")
    }

    private func shown(_ range: ClosedRange<Double>) -> String { "\(range.lowerBound) to \(range.upperBound)" }
}
