package import CallBundle
internal import JSONTree

extension LiveApplication {
    /// Where calls go; nil where they go nowhere.
    package var answerURL: String? { webhook("answer_url") }

    /// Where calls go when that host is dead.
    package var fallbackURL: String? { webhook("fallback_answer_url") }

    private func webhook(_ name: String) -> String? {
        guard
            let address = JSONValue.object(body)[["capabilities", "voice", "webhooks", name, "address"]]?.stringValue,
            !address.isEmpty
        else { return nil }
        return address
    }
}

extension DesiredState {
    /// Puts calls on another release.
    ///
    /// - Parameters:
    ///   - manifest: Of that release.
    ///   - fallbackURL: Where its way out is served; nil leaves alone what is there.
    /// - Returns: This state, but for that.
    package func pointing(to manifest: Manifest, fallbackURL: String?) -> DesiredState {
        var state = self
        state.application.answerURL = manifest.answerURL
        state.application.fallbackURL = fallbackURL
        state.release = ReleaseSummary(
            id: manifest.release,
            baseURL: manifest.baseURL,
            fileCount: manifest.files.count,
            requires: manifest.requires,
            isPublished: false
        )
        return state
    }
}

/// The plan that moves calls to the release of `desired`, which is published, and changes nothing else.
///
/// Empty when they go there.
package func makeRollbackPlan(_ desired: DesiredState, of application: LiveApplication) -> Plan {
    var plan = Plan(emptyFor: desired, applicationID: application.id)
    let changes = desired.application.pointerChanges(from: application)
    guard !changes.isEmpty else { return plan }
    let target = desired.release.id
    let live = application.answerURL.flatMap { ReleaseID(in: $0) }
    plan.steps = [
        PlanStep(
            Address.release,
            .release,
            .verify,
            "\(target) (\(desired.release.fileCount == 1 ? "1 file" : "\(desired.release.fileCount) files"))",
            reason: "it is published already; what its URLs serve is looked at first"
        ),
        PlanStep(
            Address.answerURL,
            .answerURL,
            .move,
            live.map { "release \($0) → \(target)" } ?? "release \(target)",
            changes: changes,
            dependsOn: [Address.release],
            fingerprint: desired.application.fingerprint(of: application)
        ),
    ]
    return plan
}

extension Plan {
    /// A plan without steps for a live application.
    init(emptyFor desired: DesiredState, applicationID: String?) {
        self.init(
            project: desired.application.name,
            configuration: desired.fingerprint,
            release: desired.release.id,
            baseURL: desired.release.baseURL,
            applicationID: applicationID,
            steps: [],
            unmanaged: [],
            users: .compared
        )
    }
}
