package import JSONTree
internal import ReleaseRecords

/// Why a JSON value is no snapshot that this version can read.
package struct SnapshotFormatError: Error, Sendable, Hashable {
    /// One line, without a full stop.
    package let message: String
    package let help: String
}

extension Snapshot {
    /// The JSON form; its schema is `docs/snapshot.schema.json`.
    package var json: JSONValue {
        [
            "version": .integer(Self.version),
            "taken_at": .string("\(takenAt)"),
            "api": .string(apiURL),
            "applications": ["whole": list(applications), "others": list(otherApplications)],
            "numbers": list(numbers),
            "users": users.json,
        ]
    }

    /// Reads the JSON form.
    package init(json: JSONValue) throws(SnapshotFormatError) {
        guard let version = json["version"]?.intValue, json["taken_at"] != nil, json["applications"] != nil else {
            throw SnapshotFormatError(
                message: "this is not a snapshot of an account",
                help: "take one with 'ccplan snapshot --out live.json'"
            )
        }
        guard version == Self.version else {
            throw SnapshotFormatError(
                message: "the snapshot has format \(version), this program reads format \(Self.version)",
                help: "take and use snapshots with programs of the same version"
            )
        }
        guard let takenAt = json["taken_at"]?.stringValue.flatMap({ UTCTime($0) }) else { throw .damaged("taken_at") }
        guard let apiURL = json["api"]?.stringValue else { throw .damaged("api") }
        self.init(
            takenAt: takenAt,
            apiURL: apiURL,
            applications: try objects(json, ["applications", "whole"], identifiedBy: "id"),
            otherApplications: try objects(json, ["applications", "others"], identifiedBy: "id"),
            numbers: try objects(json, ["numbers"], identifiedBy: "msisdn"),
            users: try Users(json)
        )
    }
}

extension Snapshot.Users {
    fileprivate var json: JSONValue {
        switch self {
        case .read(let application, let whole, let others):
            [
                "read": true, "application_id": .string(application), "whole": list(whole), "others": list(others),
            ]
        case .notRead(let reason): ["read": false, "reason": .string(reason)]
        }
    }

    fileprivate init(_ json: JSONValue) throws(SnapshotFormatError) {
        switch json["users"]?["read"]?.boolValue {
        case true:
            guard let id = json["users"]?["application_id"]?.stringValue else { throw .damaged("users.application_id") }
            self = .read(
                application: id,
                whole: try objects(json, ["users", "whole"], identifiedBy: "name"),
                others: try objects(json, ["users", "others"], identifiedBy: "name")
            )
        case false:
            guard let reason = json["users"]?["reason"]?.stringValue else { throw .damaged("users.reason") }
            self = .notRead(reason: reason)
        case nil: throw .damaged("users.read")
        }
    }
}

extension SnapshotFormatError {
    fileprivate static func damaged(_ path: String) -> SnapshotFormatError {
        SnapshotFormatError(
            message: "the snapshot is damaged: '\(path)' is missing or wrong",
            help: "take a new one with 'ccplan snapshot --out live.json'"
        )
    }
}

private func list(_ objects: [JSONObject]) -> JSONValue { .array(objects.map(JSONValue.object)) }

/// The objects at a path, each with a text of that key: what is no such list came from somewhere else.
private func objects(
    _ json: JSONValue,
    _ path: [String],
    identifiedBy key: String
) throws(SnapshotFormatError) -> [JSONObject] {
    let place = path.joined(separator: ".")
    guard let elements = json[path]?.arrayValue else { throw .damaged(place) }
    var objects: [JSONObject] = []
    for (index, element) in elements.enumerated() {
        guard let object = element.objectValue, object[key]?.stringValue?.isEmpty == false else {
            throw .damaged("\(place)[\(index)]")
        }
        objects.append(object)
    }
    return objects
}
