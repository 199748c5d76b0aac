internal import ConfigSyntax
internal import Diagnostics
internal import JSONTree

/// The keys that say where a call goes, in the order of the reference page.
private let targetKeys = ["menu", "agent", "phone", "ncco", "hangup"]

extension ModelDecoder {
    /// Where a call goes; nil, reported, when that is not clear.
    mutating func destination(_ node: SyntaxNode?) -> Destination? {
        guard let node else { return nil }
        if node.kind == .scalar, node.hasText("hangup") {
            return Destination(span: node.span, target: .hangup)
        }
        guard node.kind == .mapping else {
            report(
                .wrongShape(
                    "a destination is a mapping such as {menu: main}, or 'hangup'",
                    found: node.shape,
                    at: node.span,
                    help: "write where the call goes: {menu: …}, {agent: …}, {phone: …}"
                )
            )
            return nil
        }
        let errorsBefore = diagnostics.count
        guard let reader = mapping(node, .destination) else { return nil }
        let hadUnknownKeys = diagnostics.count > errorsBefore
        let say = text(reader["say"], "say")
        let otherwise = destination(reader["otherwise"])
        let ringFor = duration(reader["ring_for"], "ring_for", seconds: 1...120)
        let callerID = callerID(reader["caller_id"])

        guard let key = targetKeys.first(where: { reader[$0] != nil }),
            !targetKeys.contains(where: { $0 != key && reader[$0] != nil })
        else {
            let written = targetKeys.filter { reader[$0] != nil }
            // An unknown key is most likely the destination, misspelt: one cause, one diagnostic.
            if !hadUnknownKeys || written.count > 1 {
                let found = written.isEmpty ? "this has none" : "this has \(written.joined(separator: " and "))"
                let span = written.dropFirst().first.flatMap(reader.keySpan) ?? node.span
                report(.notOneDestination("a destination needs exactly one place to go, \(found)", at: span))
            }
            return nil
        }
        guard let target = target(key, reader) else { return nil }
        reportUselessKeys(reader, target: key)
        var destination = Destination(span: node.span, target: target)
        destination.say = say
        destination.otherwise = otherwise.map { .destination($0) }
        destination.ringFor = ringFor
        destination.callerID = callerID
        return destination
    }

    private mutating func target(_ key: String, _ reader: MappingReader) -> Destination.Target? {
        guard let node = reader[key] else { return nil }
        switch key {
        case "menu": return string(node, "menu").map(Destination.Target.menu)
        case "agent": return string(node, "agent").map(Destination.Target.agent)
        case "phone": return phoneNumber(node).map(Destination.Target.phone)
        case "ncco": return nccoSource(node).map(Destination.Target.ncco)
        default:
            guard let isHangup = boolean(node, "hangup") else { return nil }
            if !isHangup.value {
                report(
                    .wrongValue("'hangup' is yes", at: isHangup.span, help: "leave it out, and name a place to go")
                )
                return nil
            }
            return .hangup
        }
    }

    private mutating func reportUselessKeys(_ reader: MappingReader, target: String) {
        let useless: [String]
        switch target {
        case "menu": useless = ["ring_for", "caller_id"]
        case "agent": useless = ["caller_id"]
        case "ncco", "hangup": useless = ["ring_for", "caller_id", "otherwise"]
        default: useless = []
        }
        for key in useless {
            guard let span = reader.keySpan(key) else { continue }
            report(
                .error(
                    .uselessDestinationKey,
                    "'\(key)' has no use beside '\(target)'",
                    at: span,
                    help: "remove it"
                )
            )
        }
    }

    /// A number of the project by name, or a phone number.
    mutating func callerID(_ node: SyntaxNode?) -> Located<CallerID>? {
        guard let text = string(node, "caller_id") else { return nil }
        guard text.value.first == "+" else { return text.map(CallerID.name) }
        return phoneNumber(node)?.map(CallerID.number)
    }

    private mutating func nccoSource(_ node: SyntaxNode) -> Located<NCCOSource>? {
        switch node.kind {
        case .sequence: Located(.inline(JSONValue(node)), at: node.span)
        case .scalar where !node.isNull && !node.text.isEmpty: Located(.file(node.text), at: node.contentSpan)
        case .scalar, .mapping:
            {
                report(
                    .wrongShape(
                        "'ncco' is the path of a JSON file, or a list of actions",
                        found: node.shape,
                        at: node.span
                    )
                )
                return nil
            }()
        }
    }
}

extension JSONValue {
    /// A YAML value as JSON, by the core schema of YAML 1.2: plain `true`, `null` and numbers are what they look like.
    init(_ node: SyntaxNode) {
        switch node.kind {
        case .sequence: self = .array(node.items.map { JSONValue($0) })
        case .mapping: self = .object(JSONObject(node.entries.map { ($0.key.text, JSONValue($0.value)) }))
        case .scalar where node.style != .plain: self = .string(node.text)
        case .scalar where node.isNull: self = .null
        case .scalar:
            switch node.text {
            case "true": self = .bool(true)
            case "false": self = .bool(false)
            default:
                let number = (try? JSONValue(parsing: node.text)).flatMap { $0.doubleValue == nil ? nil : $0 }
                self = number ?? .string(node.text)  // Not a JSON number: a text.
            }
        }
    }
}
