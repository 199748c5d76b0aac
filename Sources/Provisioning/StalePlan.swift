internal import JSONTree

extension Plan {
    /// Which parts of the project are no longer what this plan was made from, by name.
    package func changedParts(now: ConfigurationFingerprint) -> [String] {
        zip(configuration.parts, now.parts).filter { $0.digest != $1.digest }.map(\.0.name)
    }

    /// In what the account has moved on from what this plan was made for: a line for each step concerned.
    ///
    /// Steps that are done already are no trouble: an interrupted apply is resumed with the same plan. What has moved on
    /// stops the steps that it concerns when they are applied, and those alone.
    ///
    /// `fresh` is the plan that would be made now.
    package func differences(from fresh: Plan) -> [String] {
        let saved = Dictionary(steps.map { ($0.address, $0) }, uniquingKeysWith: { first, _ in first })
        var lines: [String] = []
        if let applicationID, !isSameApplication(applicationID, fresh.applicationID) {
            lines.append("app: the application is now \(fresh.applicationID ?? "gone")")
        }
        for step in fresh.steps where step.action != .held || saved[step.address] != nil {
            guard let planned = saved[step.address] else {
                lines.append("\(step.address): now needs '\(step.action.rawValue)', which the plan does not have")
                continue
            }
            if planned.action == .held {
                continue  // Whatever its time is, this plan leaves it alone.
            } else if planned.action == .create, step.action != .create {
                // Made by an earlier try of this plan; what is left to do to it is part of making it.
                if !step.changes.allSatisfy({ change in planned.changes.contains { $0.path == change.path } }) {
                    lines.append("\(step.address): exists now, with other values")
                }
            } else if planned.action != step.action {
                lines.append("\(step.address): now needs '\(step.action.rawValue)', not '\(planned.action.rawValue)'")
            } else if planned.fingerprint != step.fingerprint, !planned.covers(step.changes) || step.changes.isEmpty {
                lines.append("\(step.address): \(planned.describeDifference(to: step.changes))")
            }
        }
        return lines
    }
}

extension PlanStep {
    /// What is no longer as it was when this step was planned, in a few words.
    package func describeDifference(to current: [FieldChange]) -> String {
        for change in current where !changes.contains(where: { change.isCovered(by: $0) }) {
            let now = change.before.map { "'\($0.stringValue ?? $0.serialized())'" } ?? "absent"
            guard let planned = changes.first(where: { $0.path == change.path }) else {
                return "\(change.path) is now \(now), which is not in the plan"
            }
            let then = planned.before.map { "'\($0.stringValue ?? $0.serialized())'" } ?? "absent"
            return "\(change.path) is now \(now), and was \(then)"
        }
        return "changed since the plan was made"
    }
}
