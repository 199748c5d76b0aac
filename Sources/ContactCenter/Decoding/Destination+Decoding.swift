internal import ConfigSyntax
internal import Diagnostics
internal import JSONTree

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
        return destination(reader, at: node.span, hadUnknownKeys: diagnostics.count > errorsBefore)
    }

    /// The destination that the keys of a mapping describe, which may have others beside.
    mutating func destination(_ reader: MappingReader, at span: Span, hadUnknownKeys: Bool) -> Destination? {
        let say = text(reader["say"], "say")
        let otherwise = destination(reader["otherwise"])
        let ringFor = duration(reader["ring_for"], "ring_for", seconds: 1...120)
        let callerID = callerID(reader["caller_id"])

        guard let key = oneTarget(reader, at: span, hadUnknownKeys: hadUnknownKeys) else { return nil }
        let target = target(key, reader)
        reportUselessKeys(reader, target: key)
        guard let target else { return nil }
        var destination = Destination(span: span, target: target)
        destination.say = say
        destination.otherwise = otherwise.map { .destination($0) }
        destination.ringFor = ringFor
        destination.callerID = callerID
        return destination
    }

    /// The one key that says where a call goes; nil, reported, where there is none or several.
    private mutating func oneTarget(_ reader: MappingReader, at span: Span, hadUnknownKeys: Bool) -> TargetKey? {
        var found: TargetKey?
        for code in reader.codes {
            guard let key = TargetKey(code) else { continue }
            guard found == nil else {
                found = nil
                break
            }
            found = key
        }
        if let found { return found }
        let written = TargetKey.allCases.map(\.rawValue).filter { reader[named: $0] != nil }
        // An unknown key is most likely the destination, misspelt: one cause, one diagnostic.
        guard !hadUnknownKeys || written.count > 1 else { return nil }
        let words = written.isEmpty ? "this has none" : "this has \(written.joined(separator: " and "))"
        report(
            .notOneDestination(
                "a destination needs exactly one place to go, \(words)",
                at: written.dropFirst().first.flatMap(reader.keySpan) ?? span,
                help: written.isEmpty
                    ? "use one of menu, agent, team, phone, flow, voicemail, hangup …"
                    : "keep one; where a call goes that nobody answers stands under 'otherwise'"
            )
        )
        return nil
    }

    private mutating func target(_ key: TargetKey, _ reader: MappingReader) -> Destination.Target? {
        guard let node = reader[named: key.rawValue] else { return nil }
        switch key {
        case .menu: return string(node, "menu").map(Destination.Target.menu)
        case .agent: return string(node, "agent").map(Destination.Target.agent)
        case .team: return string(node, "team").map(Destination.Target.team)
        case .flow: return string(node, "flow").map(Destination.Target.flow)
        case .voicemail: return string(node, "voicemail").map(Destination.Target.voicemail)
        case .phone: return telephone(node, reader).map(Destination.Target.phone)
        case .sip: return sipURI(node).map(Destination.Target.sip)
        case .websocket: return webSocket(node).map(Destination.Target.websocket)
        case .vbc: return extensionNumber(node).map(Destination.Target.vbc)
        case .conference: return conferenceName(node).map(Destination.Target.conference)
        case .ncco: return nccoSource(node).map(Destination.Target.ncco)
        case .schedule: return scheduleDecider(node, reader)
        case .caller: return callerDecider(node).map(Destination.Target.caller)
        case .split: return splitDecider(node).map(Destination.Target.split)
        case .hangup:
            guard let isHangup = boolean(node, "hangup") else { return nil }
            if !isHangup.value {
                report(
                    .wrongValue(
                        "'hangup' can only be yes",
                        at: isHangup.span,
                        help: "leave it out, and name a place to go"
                    )
                )
                return nil
            }
            return .hangup
        }
    }

    private mutating func reportUselessKeys(_ reader: MappingReader, target: TargetKey) {
        for code in reader.codes {
            guard let key = CompanionKey(code), !target.companions.contains(key) else { continue }
            report(
                .error(
                    .uselessDestinationKey,
                    "'\(key.rawValue)' has no use beside '\(target.rawValue)'",
                    at: reader.keySpan(key.rawValue),
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
                        at: node.span,
                        help: "write the path of the file, or the actions in brackets"
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
