internal import CallBundle
package import JSONTree
internal import ReleaseRecords

/// Why a JSON value is not a plan that this version can apply.
package struct PlanFormatError: Error, Sendable, Hashable {
    /// One line, without a full stop.
    package let message: String
    package let help: String
}

extension Plan {
    /// Reads a saved plan, and checks that nobody edited it since.
    package init(json: JSONValue) throws(PlanFormatError) {
        guard let version = json["version"]?.intValue, json["steps"] != nil else {
            throw PlanFormatError(message: "this is not a plan", help: "save one with 'ccplan plan --out plan.json'")
        }
        guard version == Self.version else {
            throw PlanFormatError(
                message: "the plan has format \(version), this program reads format \(Self.version)",
                help: "make the plan and apply it with programs of the same version"
            )
        }
        do {
            try self.init(reading: Reader(value: json, path: "plan"))
        } catch {
            throw PlanFormatError(message: "the plan is damaged: \(error.message)", help: "make the plan again")
        }
        guard json["hash"]?.stringValue == hash else {
            throw PlanFormatError(
                message: "the plan was changed after it was made: its hash does not fit",
                help: "make the plan again; plans are not meant to be edited"
            )
        }
    }

    private init(reading reader: Reader) throws(Reader.Failure) {
        let configuration = try reader.member("configuration")
        guard let release = ReleaseID(try reader.text("release")) else { throw reader.failure("release") }
        let users = try reader.member("users")
        self.init(
            project: try reader.text("project"),
            environment: try reader.optionalText("environment"),
            source: try reader.optionalText("source"),
            configuration: ConfigurationFingerprint(
                application: try configuration.text("application"),
                numbers: try configuration.text("numbers"),
                users: try configuration.text("users"),
                removed: try configuration.text("removed"),
                release: try configuration.text("release")
            ),
            release: release,
            baseURL: try reader.text("base_url"),
            applicationID: try reader.optionalText("application_id"),
            steps: try reader.list("steps").map { step throws(Reader.Failure) in try PlanStep(reading: step) },
            unmanaged: try reader.list("unmanaged").map { object throws(Reader.Failure) in
                UnmanagedObject(address: try object.text("address"))
            },
            users: users.value["compared"]?.boolValue == true
                ? .compared : .notCompared(reason: try users.text("reason")),
            costs: try reader.optionalMember("costs").map { costs throws(Reader.Failure) in
                try PlanCosts(reading: costs)
            },
            live: try reader.optionalMember("live").map { live throws(Reader.Failure) in try LiveOrigin(reading: live) }
                ?? .account
        )
    }
}

/// A place in a saved plan.
private struct Reader {
    struct Failure: Error {
        var message: String
    }

    var value: JSONValue
    var path: String

    func failure(_ key: String) -> Failure { Failure(message: "'\(path).\(key)' is missing or wrong") }

    func member(_ key: String) throws(Failure) -> Reader {
        guard let member = value[key] else { throw failure(key) }
        return Reader(value: member, path: "\(path).\(key)")
    }

    func optionalMember(_ key: String) throws(Failure) -> Reader? {
        value[key] == nil ? nil : try member(key)
    }

    func text(_ key: String) throws(Failure) -> String {
        guard let text = value[key]?.stringValue else { throw failure(key) }
        return text
    }

    func integer(_ key: String) throws(Failure) -> Int {
        guard let integer = value[key]?.intValue else { throw failure(key) }
        return integer
    }

    func optionalText(_ key: String) throws(Failure) -> String? {
        guard let member = value[key], !member.isNull else { return nil }
        guard let text = member.stringValue else { throw failure(key) }
        return text
    }

    func list(_ key: String) throws(Failure) -> [Reader] {
        guard let elements = value[key]?.arrayValue else { throw failure(key) }
        return elements.enumerated().map { Reader(value: $1, path: "\(path).\(key)[\($0)]") }
    }

    func texts(_ key: String) throws(Failure) -> [String] {
        try list(key).map { element throws(Failure) in
            guard let text = element.value.stringValue else { throw failure(key) }
            return text
        }
    }
}

extension PlanCosts {
    fileprivate init(reading reader: Reader) throws(Reader.Failure) {
        func amount(_ text: String, _ key: String) throws(Reader.Failure) -> EuroAmount {
            guard let amount = EuroAmount(text) else { throw reader.failure(key) }
            return amount
        }
        var numbers = NumberCosts()
        numbers.monthly = try amount(try reader.text("monthly"), "monthly")
        numbers.unknown = try reader.integer("unknown_numbers")
        guard let limit = try reader.optionalText("limit") else {
            self.init(numbers: numbers, limit: nil)
            return
        }
        self.init(numbers: numbers, limit: try amount(limit, "limit"))
    }
}

extension LiveOrigin {
    fileprivate init(reading reader: Reader) throws(Reader.Failure) {
        guard try reader.text("kind") == "snapshot" else { throw reader.failure("kind") }
        guard let takenAt = UTCTime(try reader.text("taken_at")) else { throw reader.failure("taken_at") }
        self = .snapshot(takenAt: takenAt, notCompared: try reader.texts("not_compared"))
    }
}

extension PlanStep {
    fileprivate init(reading reader: Reader) throws(Reader.Failure) {
        guard let action = Action(rawValue: try reader.text("action")) else { throw reader.failure("action") }
        self.init(
            try reader.text("address"),
            try Subject(reading: reader.member("subject")),
            action,
            try reader.text("summary"),
            changes: try reader.list("changes").map { change throws(Reader.Failure) in try FieldChange(reading: change)
            },
            reason: try reader.optionalText("reason"),
            dependsOn: try reader.texts("depends_on"),
            dangers: try reader.list("dangers").map { danger throws(Reader.Failure) in try Danger(reading: danger) },
            fingerprint: try reader.optionalText("fingerprint")
        )
    }
}

extension PlanStep.Subject {
    fileprivate init(reading reader: Reader) throws(Reader.Failure) {
        switch try reader.text("kind") {
        case "release": self = .release
        case "application": self = .application
        case "answer_url": self = .answerURL
        case "number": self = .number(digits: try reader.text("digits"))
        case "wanted_number": self = .wantedNumber(name: try reader.text("name"))
        case "user": self = .user(name: try reader.text("name"))
        default: throw reader.failure("kind")
        }
    }
}

extension FieldChange {
    fileprivate init(reading reader: Reader) throws(Reader.Failure) {
        let after: After =
            if reader.value["known_after_apply"]?.boolValue == true {
                .knownAfterApply
            } else {
                reader.value["after"].map(After.value) ?? .absent
            }
        self.init(path: try reader.text("path"), before: reader.value["before"], after: after)
    }
}

extension PlanStep.Danger {
    fileprivate init(reading reader: Reader) throws(Reader.Failure) {
        switch try reader.text("kind") {
        case "takes_number":
            self = .takesNumberFromApplication(
                id: try reader.text("application_id"),
                name: try reader.optionalText("application_name")
            )
        case "clears_forwarding":
            self = .clearsForwarding(type: try reader.text("type"), value: try reader.text("value"))
        case "replaces_key": self = .replacesKey
        case "gives_number_back": self = .givesNumberBack
        case "deletes_user": self = .deletesUser
        case "deletes_application": self = .deletesApplication
        case "stops_number_in_use": self = .stopsNumberInUse
        case "removes_many_users":
            self = .removesManyUsers(count: try reader.integer("count"), of: try reader.integer("of"))
        default: throw reader.failure("kind")
        }
    }
}
