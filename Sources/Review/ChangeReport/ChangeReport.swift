package import Journeys
package import Provisioning
package import ReleaseRecords

/// What a change of the project does, for those who say yes to it: to callers, to the account, and in the picture.
///
/// The one value that comments and pages are printed from.
package struct ChangeReport: Sendable {
    package let plan: Plan

    /// What changes for callers, against a version that was named; nil when none was.
    package let journeys: JourneyReport?

    /// The version that was named.
    package var base: Base?

    /// What of the plan is not of the change: what differed between account and base before; nil when no base was named.
    package var inherited: InheritedChanges?

    /// What calls can meet, and what of it changed; nil where the project did not compile.
    package let picture: FlowPicture?
    package let change: PictureChange?

    /// What the compiler and the account have to say, a line each, errors first.
    package let findings: [Finding]

    /// For the age of a snapshot.
    package let now: UTCTime?

    /// A version that the project is compared with.
    package struct Base: Hashable, Sendable {
        /// As it was named, such as `main`.
        package var name: String

        /// The commit that it is, in full.
        package var commit: String?

        /// Why callers are not compared with it, such as `has errors`; nil where they are.
        package var obstacle: String?

        package init(name: String, commit: String?, obstacle: String? = nil) {
            self.name = name
            self.commit = commit
            self.obstacle = obstacle
        }

        /// `main (0123456)`.
        package var words: String {
            guard let commit, !commit.hasPrefix(name) else { return name }
            return "\(name) (\(commit.prefix(7)))"
        }
    }

    package struct Finding: Hashable, Sendable {
        package var isError: Bool
        package var code: String
        package var message: String
        package var place: String?

        package init(isError: Bool, code: String, message: String, place: String?) {
            self.isError = isError
            self.code = code
            self.message = message
            self.place = place
        }
    }

    package init(
        plan: Plan,
        journeys: JourneyReport? = nil,
        base: Base? = nil,
        inherited: InheritedChanges? = nil,
        picture: FlowPicture? = nil,
        change: PictureChange? = nil,
        findings: [Finding] = [],
        now: UTCTime? = nil
    ) {
        self.plan = plan
        self.journeys = journeys
        self.base = base
        self.inherited = inherited
        self.picture = picture
        self.change = change
        self.findings = findings
        self.now = now
    }

    /// Whether nothing of the plan can be applied.
    var hasErrors: Bool { findings.contains(where: \.isError) }

    /// How much changes for callers, in a clause without a full stop; nil where no version was named.
    package var callersInWords: String? {
        if let base, let obstacle = base.obstacle { return "not compared: \(base.words) \(obstacle)" }
        guard let comparison = journeys?.comparison else { return nil }
        let count = comparison.differences.count
        let since = base.map { " since \($0.words)" } ?? ""
        if comparison.isCut { return "at least \(count) differences\(since); the walk ended there" }
        if count == 0 { return "no caller can tell the difference\(since)" }
        return "\(count == 1 ? "1 difference" : "\(count) differences")\(since)"
    }

    /// What deserves a second look: the steps that cannot be undone, take something away or stop calls.
    package var dangers: [(address: String, sentence: String)] {
        plan.steps.flatMap { step in step.dangers.map { (step.address, $0.sentence) } }
    }
}
