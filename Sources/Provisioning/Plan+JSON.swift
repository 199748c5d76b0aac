internal import CallBundle
package import JSONTree
internal import ReleaseRecords

extension Plan {
    /// The whole JSON form; its schema is `docs/plan.schema.json`.
    package var json: JSONValue {
        guard case .object(var object) = hashedJSON else { preconditionFailure("a plan is a JSON object") }
        if let source { object["source"] = .string(source) }
        if let costs { object["costs"] = costs.json }
        if case .snapshot(let takenAt, let notCompared) = live {
            object["live"] = [
                "kind": "snapshot", "taken_at": .string("\(takenAt)"),
                "not_compared": .array(notCompared.map(JSONValue.string)),
            ]
        }
        object["hash"] = .string(hash)
        return .object(object)
    }

    /// The SHA-256 of everything that is applied, 64 hex digits: names this plan and no other.
    package var hash: String { hexDigest(hashedJSON.sortedByKey.serializedBytes()) }

    private var hashedJSON: JSONValue {
        var users: JSONValue = ["compared": true]
        if case .notCompared(let reason) = self.users { users = ["compared": false, "reason": .string(reason)] }
        return [
            "version": .integer(Self.version),
            "project": .string(project),
            "environment": environment.map(JSONValue.string) ?? .null,
            "configuration": .object(
                JSONObject(configuration.parts.map { ($0.name, .string($0.digest)) })
            ),
            "release": .string(release.text),
            "base_url": .string(baseURL),
            "application_id": applicationID.map(JSONValue.string) ?? .null,
            "steps": .array(steps.map(\.json)),
            "unmanaged": .array(unmanaged.map { ["address": .string($0.address)] }),
            "users": users,
        ]
    }
}

extension PlanStep {
    fileprivate var json: JSONValue {
        var object = JSONObject([
            ("address", .string(address)), ("action", .string(action.rawValue)), ("summary", .string(summary)),
        ])
        object["subject"] = subject.json
        object["changes"] = .array(changes.map(\.json))
        if let reason { object["reason"] = .string(reason) }
        object["depends_on"] = .array(dependsOn.map(JSONValue.string))
        object["dangers"] = .array(dangers.map(\.json))
        if let fingerprint { object["fingerprint"] = .string(fingerprint) }
        return .object(object)
    }
}

extension PlanStep.Subject {
    fileprivate var json: JSONValue {
        switch self {
        case .release: ["kind": "release"]
        case .application: ["kind": "application"]
        case .answerURL: ["kind": "answer_url"]
        case .number(let digits): ["kind": "number", "digits": .string(digits)]
        case .wantedNumber(let name): ["kind": "wanted_number", "name": .string(name)]
        case .user(let name): ["kind": "user", "name": .string(name)]
        }
    }
}

extension FieldChange {
    fileprivate var json: JSONValue {
        var object = JSONObject([("path", .string(path))])
        if let before { object["before"] = before }
        switch after {
        case .value(let value): object["after"] = value
        case .absent: break
        case .knownAfterApply: object["known_after_apply"] = true
        }
        return .object(object)
    }
}

extension PlanStep.Danger {
    fileprivate var json: JSONValue {
        var object: JSONObject
        switch self {
        case .takesNumberFromApplication(let id, let name):
            object = JSONObject([("kind", "takes_number"), ("application_id", .string(id))])
            if let name { object["application_name"] = .string(name) }
        case .clearsForwarding(let type, let value):
            object = JSONObject([
                ("kind", "clears_forwarding"), ("type", .string(type)), ("value", .string(value)),
            ])
        case .replacesKey: object = JSONObject([("kind", "replaces_key")])
        case .givesNumberBack: object = JSONObject([("kind", "gives_number_back")])
        case .deletesUser: object = JSONObject([("kind", "deletes_user")])
        case .deletesApplication: object = JSONObject([("kind", "deletes_application")])
        case .stopsNumberInUse: object = JSONObject([("kind", "stops_number_in_use")])
        case .removesManyUsers(let count, let total):
            object = JSONObject([
                ("kind", "removes_many_users"), ("count", .integer(count)), ("of", .integer(total)),
            ])
        }
        object["text"] = .string(sentence)
        return .object(object)
    }
}
