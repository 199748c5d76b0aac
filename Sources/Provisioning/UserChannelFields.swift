internal import ContactCenter
internal import Diagnostics
package import JSONTree

/// The channels of a user that the project writes down, each kind whole.
///
/// Shapes: Users API v1, `channels`. A kind that is not written down is left alone.
package struct DesiredChannels: Sendable {
    /// A list of the platform's objects by kind, in the order of the kinds' names.
    package var kinds: [(name: String, entries: JSONValue)]

    /// The environment variables that hold a secret which the environment does not have.
    package var missingSecrets: [String]

    /// Names under which secrets stand in an entry.
    static let secretMembers = ["username", "password"]
}

extension DesiredChannels {
    /// - Parameters:
    ///   - channels: As the project writes them.
    ///   - secrets: The value of an environment variable.
    init(_ channels: UserChannels, secrets: (String) -> String?) {
        var kinds: [(name: String, entries: JSONValue)] = []
        var missing: [String] = []
        for (kind, numbers) in channels.numbers {
            let entries = numbers.map { number -> JSONValue in
                // The one kind whose numbers are no texts.
                kind == .pstn
                    ? ["number": .number(number.value.digits)] : ["number": .string(number.value.digits)]
            }
            kinds.append((kind.rawValue, .array(entries)))
        }
        func value(_ name: SecretName) -> JSONValue? {
            guard let secret = secrets(name.variable), !secret.isEmpty else {
                missing.append(name.variable)
                return nil
            }
            return .string(secret)
        }
        if let sip = channels.sip {
            let entries = sip.map { channel -> JSONValue in
                var entry = JSONObject([("uri", .string(channel.uri.value))])
                switch channel.username {
                case .text(let name): entry["username"] = .string(name.value)
                case .secret(let name): entry["username"] = value(name.value)
                case nil: break
                }
                if let password = channel.password { entry["password"] = value(password.value) }
                return .object(entry)
            }
            kinds.append(("sip", .array(entries)))
        }
        if let vbc = channels.vbc {
            kinds.append(("vbc", .array(vbc.map { ["extension": .string($0.value)] })))
        }
        if let websocket = channels.websocket {
            let entries = websocket.map { socket -> JSONValue in
                var entry = JSONObject([
                    ("uri", .string(socket.uri.value)),
                    ("content-type", .string("audio/l16;rate=\(socket.rate?.value ?? 16_000)")),
                ])
                if !socket.headers.isEmpty {
                    entry["headers"] = .object(
                        JSONObject(socket.headers.map { ($0.name.value, .string($0.value.value)) })
                    )
                }
                return .object(entry)
            }
            kinds.append(("websocket", .array(entries)))
        }
        if let messenger = channels.messenger {
            kinds.append(("messenger", .array(messenger.map { ["id": .string($0.value)] })))
        }
        self.kinds = kinds.sorted { $0.name < $1.name }
        missingSecrets = missing.sorted()
    }

    var fields: [DeclaredField] {
        kinds.map { kind in
            var field = DeclaredField("channels", kind.name, value: kind.entries)
            field.assumed = .array([])
            field.comparison = .channels(ignoringSecrets: kind.name == "sip" && !missingSecrets.isEmpty)
            return field
        }
    }
}

extension JSONValue {
    /// The entries of a kind of channel so that equal ones are equal: sorted, and without members that hold nothing.
    func normalizedChannels(ignoringSecrets: Bool) -> JSONValue {
        let entries = (arrayValue ?? []).map { entry -> JSONValue in
            let members = (entry.objectValue?.members ?? []).filter { key, value in
                let isEmpty = value.isNull || value == .string("") || value.objectValue?.isEmpty == true
                return !isEmpty && !(ignoringSecrets && DesiredChannels.secretMembers.contains(key))
            }
            return .object(JSONObject(members.map { ($0.key, $0.value) })).sortedByKey
        }
        return .array(entries.sorted { $0.serialized() < $1.serialized() })
    }

    /// The entries so that 447700900001 is the same as "447700900001": only of `pstn` the platform wants a number.
    var withNumbersAsText: JSONValue {
        .array(
            (arrayValue ?? []).map { entry in
                guard var object = entry.objectValue, case .number(let text)? = object["number"] else { return entry }
                object["number"] = .string(text)
                return .object(object)
            }
        )
    }

    /// The same with `mark` in place of what may be secret: GET of a user gives passwords back, and headers of a websocket
    /// may hold tokens under any name; their names stay.
    func maskedChannels(_ mark: String = "(hidden)") -> JSONValue {
        .array(
            maskedLogins(mark).map { entry in
                guard var object = entry.objectValue, let headers = object["headers"]?.objectValue else { return entry }
                object["headers"] = .object(
                    JSONObject(headers.members.map { ($0.key, $0.value == .string("") ? $0.value : .string(mark)) })
                )
                return .object(object)
            }
        )
    }

    /// The same for digests, in which headers count: they stand in the project, unlike names and passwords.
    var digestedChannels: JSONValue { .array(maskedLogins("(hidden)")).normalizedChannels(ignoringSecrets: false) }

    private func maskedLogins(_ mark: String) -> [JSONValue] {
        (arrayValue ?? []).map { entry in
            guard var object = entry.objectValue else { return entry }
            for name in DesiredChannels.secretMembers where object[name]?.stringValue?.isEmpty == false {
                object[name] = .string(mark)
            }
            return .object(object)
        }
    }
}
