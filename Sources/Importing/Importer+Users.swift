internal import JSONTree
internal import Provisioning

extension Importer {
    mutating func userEntries() -> [YAMLEntry] {
        let users: [LiveUser]
        switch source.users {
        case .compared(let all): users = all
        case .notCompared(let reason):
            notes.append("users were not read: \(reason)")
            return []
        }
        var entries: [YAMLEntry] = []
        var names: Set<String> = []
        for user in users.sorted(by: { ($0.name, $0.id) < ($1.name, $1.id) }) {
            let bare = YAMLEntry(user.name, .line([]))
            guard names.insert(user.name).inserted, Redaction.redacted(.string(user.name)) == .string(user.name),
                desired([bare])?.name == user.name
            else {
                notes.append("user '\(shown(user.name))' has a name that cannot be written down: it is left alone")
                continue
            }
            let fields = fields(of: user)
            entries.append(YAMLEntry(user.name, fields.count > 2 ? .block(fields) : .line(fields)))
        }
        return entries
    }

    private mutating func fields(of user: LiveUser) -> [YAMLEntry] {
        let whose = "user '\(shown(user.name))'"
        /// Only what says exactly what the account has keeps plans empty.
        func saysTheSame(_ fields: [YAMLEntry]) -> Bool {
            desired([YAMLEntry(user.name, .line(fields))])?.changes(from: user).isEmpty == true
        }
        var entries: [YAMLEntry] = []
        for key in ["display_name", "image_url"] {
            guard let text = user.body[key]?.stringValue, !text.isEmpty else { continue }
            add(
                YAMLEntry(key, .text(text)),
                to: &entries,
                if: { !isSecret(.string(text), under: key) && saysTheSame($0) },
                else: "\(whose): '\(key)' cannot be written down; it is left alone"
            )
        }
        var data: [YAMLEntry] = []
        for (key, value) in user.body["properties"]?["custom_data"]?.objectValue?.members ?? [] {
            guard !value.isNull, value != .string("") else { continue }
            let note = "\(whose): data '\(shown(key))' cannot be written down, or may be secret; it is left alone"
            guard let text = value.stringValue, !isSecret(value, under: key), key.utf8.count <= 128 else {
                notes.append(note)
                continue
            }
            add(
                YAMLEntry(key, .text(text)),
                to: &data,
                if: { saysTheSame([YAMLEntry("data", .line($0))]) },
                else: note
            )
        }
        if !data.isEmpty { entries.append(YAMLEntry("data", .line(data))) }
        var channels: [YAMLEntry] = []
        for (kind, live) in user.body["channels"]?.objectValue?.members ?? [] {
            guard let list = live.arrayValue, !list.isEmpty else { continue }
            let note = "\(whose): channels of the kind '\(shown(kind))' cannot be written down; they are left alone"
            let used = (secrets, variableNames)
            guard let node = channel(kind, list, of: user) else {
                notes.append(note)
                continue
            }
            let count = channels.count
            add(
                YAMLEntry(kind, node),
                to: &channels,
                if: { saysTheSame([YAMLEntry("channels", .line($0))]) },
                else: note
            )
            // Names of secrets that nothing reads are not told.
            if channels.count == count { (secrets, variableNames) = used }
        }
        if !channels.isEmpty { entries.append(YAMLEntry("channels", .line(channels))) }
        return entries
    }

    // MARK: Channels

    /// A kind of channel as the language writes it; nil where it cannot.
    private mutating func channel(_ kind: String, _ live: [JSONValue], of user: LiveUser) -> YAMLNode? {
        var nodes: [YAMLNode] = []
        for entry in live {
            let node: YAMLNode? =
                switch kind {
                case "pstn", "sms", "mms", "whatsapp", "viber": phone(entry["number"])
                case "vbc": entry["extension"]?.stringValue.map(YAMLNode.text)
                case "messenger": entry["id"]?.stringValue.map(YAMLNode.text)
                case "sip": sip(entry, of: user)
                case "websocket": webSocket(entry)
                default: nil
                }
            // User names and passwords of SIP have their own way.
            guard let node, kind == "sip" || Redaction.redacted(entry) == entry else { return nil }
            nodes.append(node)
        }
        return .list(nodes)
    }

    private func phone(_ number: JSONValue?) -> YAMLNode? {
        switch number {
        case .number(let digits), .string(let digits): .text("+\(digits)")
        default: nil
        }
    }

    private mutating func sip(_ entry: JSONValue, of user: LiveUser) -> YAMLNode? {
        guard let uri = entry["uri"]?.stringValue, Redaction.redacted(.string(uri)) == .string(uri) else { return nil }
        var fields = [YAMLEntry("uri", .text(uri))]
        for key in ["username", "password"] {
            guard let secret = entry[key]?.stringValue, !secret.isEmpty else { continue }
            let variable = variableNames.variable(from: "SIP_\(user.name)_\(key)")
            secrets.append(
                ImportedProject.SecretUse(variable: variable, use: "user '\(shown(user.name))', SIP \(key)")
            )
            fields.append(YAMLEntry(key, .line([YAMLEntry("secret", .text(variable))])))
        }
        return fields.count == 1 ? .text(uri) : .line(fields)
    }

    private func webSocket(_ entry: JSONValue) -> YAMLNode? {
        guard let uri = entry["uri"]?.stringValue, let type = entry["content-type"]?.stringValue,
            type.hasPrefix("audio/l16;rate=")
        else { return nil }
        var fields = [YAMLEntry("uri", .text(uri)), YAMLEntry("rate", .text(String(type.dropFirst(15))))]
        var headers: [YAMLEntry] = []
        for (name, value) in entry["headers"]?.objectValue?.members ?? [] {
            guard let text = value.stringValue else { return nil }
            headers.append(YAMLEntry(name, .text(text)))
        }
        if !headers.isEmpty { fields.append(YAMLEntry("headers", .line(headers))) }
        return .line(fields)
    }
}

/// The first user of a mapping, as plans take it.
private func desired(_ users: [YAMLEntry]) -> DesiredState.User? {
    decoded([YAMLEntry("users", .line(users))]).flatMap { DesiredState.users(of: $0).first }
}

private func isSecret(_ value: JSONValue, under key: String) -> Bool {
    Redaction.redacted(value, under: key) != value
}
