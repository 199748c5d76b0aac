package import CallBundle
package import JSONTree

/// What became of a publication: which release, where it answers, and how far it came.
package struct PublicationReceipt: Sendable {
    /// The version of the JSON form.
    package static let version = 1

    package enum Status: String, CaseIterable, Sendable {
        /// Files were written or handed over, and all URLs serve them.
        case published
        /// All files were there, and all URLs serve them.
        case unchanged
        /// Files could not be written, or are not served as they are.
        case failed
        /// It has not ended, or was killed.
        case unknown
    }

    /// Why it failed.
    package struct Failure: Hashable, Sendable {
        package var message: String
        package var help: String?

        package init(message: String, help: String?) {
            self.message = message
            self.help = help
        }
    }

    /// The name of the application.
    package var project: String

    /// Nil for a project without environments.
    package var environment: String?
    package var release: ReleaseID

    /// Where calls on this release begin.
    package var answerURL: String

    /// Where the way out is for calls whose host is dead; nil without one.
    package var fallbackURL: String?

    /// What was done with the files; nil until it is known.
    package var published: ReleasePublication.Outcome?

    /// How many URLs serve what they should; nil until all do.
    package var verifiedCount: Int?

    /// What works and is hardly meant.
    package var warnings: [String] = []
    package var failure: Failure?

    /// A publication that has not begun.
    package init(project: String, environment: String?, of manifest: Manifest, fallbackURL: String?) {
        self.project = project
        self.environment = environment
        release = manifest.release
        answerURL = manifest.answerURL
        self.fallbackURL = fallbackURL
    }

    package var status: Status {
        if failure != nil { return .failed }
        guard let published, verifiedCount != nil else { return .unknown }
        let outcomes = [published.target, published.fallback].compactMap(\.self)
        return outcomes.allSatisfy(\.wroteNothing) ? .unchanged : .published
    }
}

extension PublicationReceipt {
    /// The receipt as JSON, version 1 (`docs/publication.schema.json`).
    package var json: JSONValue {
        [
            "version": .integer(Self.version), "project": .string(project),
            "environment": environment.map(JSONValue.string) ?? .null, "release": .string(release.text),
            "answer_url": .string(answerURL), "fallback_answer_url": fallbackURL.map(JSONValue.string) ?? .null,
            "status": .string(status.rawValue), "files": published?.target?.json ?? .null,
            "fallback_files": published?.fallback?.json ?? .null,
            "verified_urls": verifiedCount.map(JSONValue.integer) ?? .null,
            "warnings": .array(warnings.map(JSONValue.string)),
            "error": failure.map { failure in
                ["message": .string(failure.message), "help": failure.help.map(JSONValue.string) ?? .null]
            } ?? .null,
        ]
    }

    /// A few lines for people: the release and where it answers, then what was done.
    package var text: String {
        var text = "release     \(release)\nanswer_url  \(answerURL)\n"
        if let sentence = published?.target?.sentence, let verifiedCount {
            text += "\(status.rawValue): \(sentence), \(verifiedCount) URLs verified; nothing points at it by this\n"
        }
        return text
    }
}

extension PublishingOutcome {
    fileprivate var wroteNothing: Bool {
        if case .files(written: 0, _) = self { true } else { false }
    }

    fileprivate var json: JSONValue {
        switch self {
        case .files(let written, let kept): ["written": .integer(written), "kept": .integer(kept)]
        case .handedOver(let files): ["handed_over": .integer(files)]
        }
    }
}
