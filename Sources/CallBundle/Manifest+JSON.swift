package import JSONTree

extension Manifest {
    /// The text of `manifest.json`.
    package var json: JSONValue {
        [
            "format": .integer(Self.format),
            "release": .string(release.text),
            "compiler": .string(compilerVersion),
            "base_url": .string(baseURL),
            "requires": [
                "users": .array(requires.users.map(JSONValue.string)),
                "caller_ids": .array(requires.callerIDs.map(JSONValue.string)),
                "entry_numbers": .array(requires.entryNumbers.map(JSONValue.string)),
            ],
            "app_users": .array(appUsers.map(JSONValue.string)),
            "signatures": .string(signatures.rawValue),
            "probes": .array(probes.map(\.json)),
            "files": .array(
                files.map { ["path": .string($0.path), "sha256": .string($0.sha256), "size": .integer($0.size)] }
            ),
        ]
    }

    /// Reads `manifest.json`.
    package init(json: JSONValue) throws(DecisionFormatError) {
        guard json["format"]?.intValue == Self.format else {
            throw DecisionFormatError(description: "not a manifest of format \(Self.format)")
        }
        guard let release = json["release"]?.stringValue.flatMap({ ReleaseID($0) }),
            let compiler = json["compiler"]?.stringValue,
            let baseURL = json["base_url"]?.stringValue,
            let users = Self.texts(json["requires"]?["users"]),
            let callerIDs = Self.texts(json["requires"]?["caller_ids"]),
            let entryNumbers = Self.texts(json["requires"]?["entry_numbers"]),
            let appUsers = Self.texts(json["app_users"]),
            let probes = json["probes"]?.arrayValue, let files = json["files"]?.arrayValue
        else { throw DecisionFormatError(description: "a member of the manifest is missing") }
        // Manifests of earlier versions do not have it.
        let policy = (json["signatures"] ?? "observe").stringValue.flatMap(SignaturePolicy.init)
        guard let policy else { throw DecisionFormatError(description: "'signatures' is neither observe nor require") }
        self.init(
            release: release,
            compilerVersion: compiler,
            baseURL: baseURL,
            requires: Requirements(users: users, callerIDs: callerIDs, entryNumbers: entryNumbers),
            appUsers: appUsers,
            signatures: policy,
            probes: try probes.map(Probe.init(json:)),
            files: try files.map(File.init(json:))
        )
    }

    private static func texts(_ json: JSONValue?) -> [String]? {
        guard let texts = json?.arrayValue?.map(\.stringValue) else { return nil }
        let present = texts.compactMap(\.self)
        return present.count == texts.count ? present : nil
    }
}

extension Manifest.Probe {
    fileprivate var json: JSONValue {
        var object = JSONObject([
            ("route", .string(route.text)), ("query", .string(query)), ("status", .integer(status)),
        ])
        if let sha256 { object["sha256"] = .string(sha256) }
        return .object(object)
    }

    fileprivate init(json: JSONValue) throws(DecisionFormatError) {
        guard let route = json["route"]?.stringValue.flatMap(RouteName.init),
            let query = json["query"]?.stringValue, let status = json["status"]?.intValue
        else { throw DecisionFormatError(description: "a probe of the manifest is incomplete") }
        self.init(route: route, query: query, status: status, sha256: json["sha256"]?.stringValue)
    }
}

extension Manifest.File {
    fileprivate init(json: JSONValue) throws(DecisionFormatError) {
        guard let path = json["path"]?.stringValue, let sha256 = json["sha256"]?.stringValue,
            let size = json["size"]?.intValue
        else { throw DecisionFormatError(description: "a file of the manifest is incomplete") }
        self.init(path: path, sha256: sha256, size: size)
    }
}
