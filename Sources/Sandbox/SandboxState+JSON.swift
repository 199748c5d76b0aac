package import JSONTree

/// Why a text is no state of the emulator, or a state cannot be had or kept.
package struct SandboxStateError: Error, Sendable, CustomStringConvertible {
    /// What is wrong, and where: `users.9f…[2]: no 'name'`.
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

extension SandboxState {
    /// The state as JSON, version 1: `applications`, `numbers`, `stock`, and `users` by application id.
    package var json: JSONValue {
        var object = JSONObject()
        object["version"] = 1
        object["applications"] = .array(applications.map { .object($0.json) })
        object["numbers"] = .array(numbers.map { .object($0.json(only: NumberSetting.allCases)) })
        object["stock"] = .array(extraStock.map { .object($0.json) })
        var byApplication = JSONObject()
        for application in applications {
            guard let directory = users[application.id], !directory.users.isEmpty else { continue }
            byApplication.appendNew(application.id, .array(directory.users.map { .object($0.json) }))
        }
        object["users"] = .object(byApplication)
        return .object(object)
    }

    /// Reads what `json` writes; members that are missing are empty.
    package init(json: JSONValue) throws(SandboxStateError) {
        self.init()
        guard let object = json.objectValue else { throw SandboxStateError("the state is no object") }
        if let version = object["version"], version.intValue != 1 {
            throw SandboxStateError("version: only version 1 can be read")
        }
        for key in object.keys where !["version", "applications", "numbers", "stock", "users"].contains(key) {
            throw SandboxStateError("\(key): no such member")
        }
        for (index, element) in try list(object["applications"], "applications").enumerated() {
            let place = "applications[\(index)]"
            var fields = try members(element, place)
            let id = try text(fields, "id", place)
            _ = try text(fields, "name", place)
            guard applicationIndex(id) == nil else { throw SandboxStateError("\(place): id is not unique") }
            fields["id"] = nil
            applications.append(SandboxApplication(id: id, fields: fields))
        }
        for (index, element) in try list(object["numbers"], "numbers").enumerated() {
            let place = "numbers[\(index)]"
            let fields = try members(element, place)
            var number = NumberStock.owned(
                try text(fields, "msisdn", place),
                country: try text(fields, "country", place)
            )
            number = OwnedNumber(
                country: number.country,
                msisdn: number.msisdn,
                type: fields["type"]?.stringValue ?? number.type,
                features: fields["features"]?.arrayValue?.compactMap(\.stringValue) ?? number.features
            )
            guard !numbers.contains(where: { $0.msisdn == number.msisdn }) else {
                throw SandboxStateError("\(place): msisdn is not unique")
            }
            for setting in NumberSetting.allCases {
                number.settings[setting] = fields[setting.rawValue]?.stringValue
            }
            numbers.append(number)
        }
        for (index, element) in try list(object["stock"], "stock").enumerated() {
            let place = "stock[\(index)]"
            let fields = try members(element, place)
            extraStock.append(
                StockNumber(
                    country: try text(fields, "country", place),
                    msisdn: try text(fields, "msisdn", place),
                    type: try text(fields, "type", place),
                    features: fields["features"]?.arrayValue?.compactMap(\.stringValue) ?? [],
                    cost: try text(fields, "cost", place),
                    initialPrice: try text(fields, "initialPrice", place)
                )
            )
        }
        for (key, value) in try members(object["users"] ?? [:], "users").members {
            guard let owner = applicationIndex(key).map({ applications[$0].id }) else {
                throw SandboxStateError("users.\(key): no application has this id")
            }
            var directory = UserDirectory()
            for (index, element) in try list(value, "users.\(key)").enumerated() {
                let place = "users.\(key)[\(index)]"
                var fields = try members(element, place)
                let id = try text(fields, "id", place)
                let name = try text(fields, "name", place)
                guard directory.user(id: id) == nil, directory.user(name: name) == nil else {
                    throw SandboxStateError("\(place): id and name must be unique")
                }
                fields["id"] = nil
                directory.add(id: id, fields: fields)
            }
            users[owner] = directory
        }
    }
}

extension SandboxApplication {
    /// The id, then the fields as they are stored.
    package var json: JSONObject {
        JSONObject([("id", .string(id))] + fields.members.map { ($0.key, $0.value) })
    }
}

extension SandboxUser {
    package var json: JSONObject {
        JSONObject([("id", .string(id))] + fields.members.map { ($0.key, $0.value) })
    }
}

extension OwnedNumber {
    /// The number with those of its settings that are named here.
    func json(only visible: [NumberSetting]) -> JSONObject {
        var object = JSONObject()
        object.appendNew("country", .string(country))
        object.appendNew("msisdn", .string(msisdn))
        object.appendNew("type", .string(type))
        object.appendNew("features", .array(features.map { .string($0) }))
        for setting in visible {
            guard let value = settings[setting] else { continue }
            object.appendNew(setting.rawValue, .string(value))
        }
        return object
    }
}

extension StockNumber {
    var json: JSONObject {
        JSONObject([
            ("country", .string(country)), ("msisdn", .string(msisdn)), ("type", .string(type)),
            ("features", .array(features.map { .string($0) })), ("cost", .string(cost)),
            ("initialPrice", .string(initialPrice)),
        ])
    }
}

private func list(_ value: JSONValue?, _ place: String) throws(SandboxStateError) -> [JSONValue] {
    guard let value else { return [] }
    guard let elements = value.arrayValue else { throw SandboxStateError("\(place): no array") }
    return elements
}

private func members(_ value: JSONValue, _ place: String) throws(SandboxStateError) -> JSONObject {
    guard let object = value.objectValue else { throw SandboxStateError("\(place): no object") }
    return object
}

private func text(_ fields: JSONObject, _ key: String, _ place: String) throws(SandboxStateError) -> String {
    guard let value = fields[key]?.stringValue, !value.isEmpty else {
        throw SandboxStateError("\(place): no '\(key)'")
    }
    return value
}
