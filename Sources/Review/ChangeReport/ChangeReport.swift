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

    /// What of the plan is not of the change: what differed between account and base before; nil when no base was named.
    package var inherited: InheritedChanges?

    /// What calls can meet, and what of it changed; nil where the project did not compile.
    package let picture: FlowPicture?
    package let change: PictureChange?

    /// What the compiler and the account have to say, a line each, errors first.
    package let findings: [Finding]

    /// For the age of a snapshot.
    package let now: UTCTime?

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
        inherited: InheritedChanges? = nil,
        picture: FlowPicture? = nil,
        change: PictureChange? = nil,
        findings: [Finding] = [],
        now: UTCTime? = nil
    ) {
        self.plan = plan
        self.journeys = journeys
        self.inherited = inherited
        self.picture = picture
        self.change = change
        self.findings = findings
        self.now = now
    }

    /// What deserves a second look: the steps that cannot be undone, take something away or stop calls.
    package var dangers: [(address: String, sentence: String)] {
        plan.steps.flatMap { step in step.dangers.map { (step.address, $0.sentence) } }
    }
}
