package import CallBundle
package import JSONTree

/// A line of `releases.jsonl`: from this moment on calls went somewhere else.
package struct PointerMove: Hashable, Sendable {
    package enum Cause: String, CaseIterable, Sendable {
        case apply
        case rollback
        /// It was so when somebody looked: moved by hand, or by a run that was killed before it could write this down.
        case found
        /// The application is gone.
        case destroy
    }

    /// How many objects of the account a release needs, by kind; the names are in its manifest.
    package struct RequirementCounts: Hashable, Sendable {
        package var users: Int
        package var callerIDs: Int
        package var entryNumbers: Int

        package init(_ requirements: Manifest.Requirements) {
            users = requirements.users.count
            callerIDs = requirements.callerIDs.count
            entryNumbers = requirements.entryNumbers.count
        }

        fileprivate init?(json: JSONValue) {
            guard let users = json["users"]?.intValue, let callerIDs = json["caller_ids"]?.intValue,
                let entryNumbers = json["entry_numbers"]?.intValue
            else { return nil }
            self.users = users
            self.callerIDs = callerIDs
            self.entryNumbers = entryNumbers
        }
    }

    package var cause: Cause
    package var at: UTCTime

    /// A person or a pipeline.
    package var by: String
    package var applicationID: String

    /// Nil when calls went to no release, as after a destroy.
    package var release: ReleaseID?
    package var answerURL: String?
    package var fallbackURL: String?

    /// The hash of the plan; nil where there was none.
    package var plan: String?
    package var environment: String?
    package var requires: RequirementCounts?

    /// The commit of git that the release was made from, where the project's folder was exactly as in it; nil elsewhere.
    package var commit: String?

    package init(cause: Cause, at: UTCTime, by: String, applicationID: String) {
        self.cause = cause
        self.at = at
        self.by = by
        self.applicationID = applicationID
    }
}

extension PointerMove {
    /// The object of its line.
    package var json: JSONValue {
        var object: JSONObject = [
            "version": 1,
            "at": .string("\(at)"),
            "cause": .string(cause.rawValue),
            "release": release.map { .string($0.text) } ?? .null,
            "by": .string(by),
            "application_id": .string(applicationID),
            "environment": environment.map(JSONValue.string) ?? .null,
            "plan": plan.map(JSONValue.string) ?? .null,
            "answer_url": answerURL.map(JSONValue.string) ?? .null,
            "fallback_answer_url": fallbackURL.map(JSONValue.string) ?? .null,
            "requires": requires.map { counts in
                [
                    "users": .integer(counts.users), "caller_ids": .integer(counts.callerIDs),
                    "entry_numbers": .integer(counts.entryNumbers),
                ]
            } ?? .null,
        ]
        if let commit { object["commit"] = .string(commit) }
        return .object(object)
    }

    /// Nil for anything but such an object; members that a later version adds do no harm.
    package init?(json: JSONValue) {
        guard json["version"]?.intValue == 1, let cause = json["cause"]?.stringValue.flatMap(Cause.init(rawValue:)),
            let at = json["at"]?.stringValue.flatMap(UTCTime.init), let by = json["by"]?.stringValue,
            let applicationID = json["application_id"]?.stringValue
        else { return nil }
        self.init(cause: cause, at: at, by: by, applicationID: applicationID)
        if let text = json["release"]?.stringValue {
            guard let release = ReleaseID(text) else { return nil }
            self.release = release
        }
        answerURL = json["answer_url"]?.stringValue
        fallbackURL = json["fallback_answer_url"]?.stringValue
        plan = json["plan"]?.stringValue
        environment = json["environment"]?.stringValue
        requires = json["requires"].flatMap(RequirementCounts.init)
        commit = json["commit"]?.stringValue
    }
}
