package import CallBundle
package import JSONTree
package import ReleaseRecords

/// How the account differs from the project, and who changed it.
package struct DriftReport: Hashable, Sendable {
    /// The version of the JSON form.
    package static let version = 1

    /// Which version of the project was applied last.
    package enum Applied: Hashable, Sendable {
        /// The one that the account was compared with.
        case same
        /// An earlier one: the commit.
        case commit(String)
        /// Nobody knows; why, in a few words.
        case unknown(reason: String)
    }

    /// What makes the account as the project says now.
    package var plan: Plan

    /// The release that calls are answered with; nil when they go elsewhere.
    package var liveRelease: ReleaseID?
    package var applied: Applied
    package var findings: [DriftFinding]

    package init(plan: Plan, liveRelease: ReleaseID?, applied: Applied, findings: [DriftFinding]) {
        self.plan = plan
        self.liveRelease = liveRelease
        self.applied = applied
        self.findings = findings
    }

    /// Whether somebody has changed the account, or nobody can tell that they have not.
    package var hasDrift: Bool { findings.contains { $0.kind != .pending } }

    /// The report for people; ends with a line end.
    package func text(_ colouring: Colouring = .plain, now: UTCTime? = nil) -> String {
        let place = plan.applicationID.map { "application \($0)" } ?? "application not there"
        let against = plan.live.words(now: now).map { ", against \($0)" } ?? ""
        var lines = [
            colouring.paint("ccplan drift: \(printable(plan.project))", .heading) + " (\(printable(place)))\(against)",
            printable(appliedInWords), "",
        ]
        let kindWidth = findings.map(\.kind.rawValue.count).max() ?? 0
        let addressWidth = findings.map(\.address.count).max() ?? 0
        for finding in findings {
            let kind = colouring.paint(padded(finding.kind.rawValue, kindWidth), finding.kind.colour)
            lines.append("  \(kind)  \(padded(printable(finding.address), addressWidth))  \(finding.words)")
        }
        if !findings.isEmpty { lines.append("") }
        if case .snapshot(_, let notCompared) = plan.live, !notCompared.isEmpty {
            lines.append("  Not compared, since the snapshot does not have it:")
            lines += notCompared.map { "      " + printable($0) }
            lines.append("")
        }
        if !plan.unmanaged.isEmpty {
            lines.append("  Unmanaged, neither named nor removed by the project:")
            lines += plan.unmanaged.map { "      " + printable($0.address) }
            lines.append("")
        }
        lines.append(colouring.paint(summaryLine, .heading))
        return lines.joined(separator: "\n") + "\n"
    }

    /// Which version was applied, in a clause.
    private var appliedInWords: String {
        let release = liveRelease.map { "calls are on release \($0)" } ?? "calls are on no release of ccplan"
        switch applied {
        case .same: return "\(release), which is the project's"
        case .commit(let commit): return "\(release), which is the project's at commit \(commit.prefix(12))"
        case .unknown(let reason): return "what was applied is not known: \(reason)"
        }
    }

    private var summaryLine: String {
        let counts = DriftFinding.Kind.allCases.compactMap { kind -> String? in
            let count = findings.filter { $0.kind == kind }.count
            guard count > 0 else { return nil }
            switch kind {
            case .drift: return "\(count) changed in the account"
            case .pending: return "\(count) changed in the project and not applied"
            case .difference: return "\(count) different"
            }
        }
        var line =
            counts.isEmpty ? "No drift. The account is as the project says." : "\(counts.joined(separator: ", "))."
        if !counts.isEmpty, !hasDrift { line = "No drift. \(line)" }
        line += " Unmanaged: \(plan.unmanaged.isEmpty ? "none" : "\(plan.unmanaged.count)")."
        if case .notCompared(let reason) = plan.users { line += " Users: not compared (\(printable(reason)))." }
        return line
    }
}

extension DriftReport {
    /// The JSON form; its schema is `docs/drift.schema.json`.
    package var json: JSONValue {
        let planned = plan.json
        var object = JSONObject()
        object["version"] = .integer(Self.version)
        for key in ["project", "environment", "application_id"] { object[key] = planned[key] }
        let release: JSONValue = liveRelease.map { .string($0.text) } ?? .null
        object["release"] = ["project": .string(plan.release.text), "live": release]
        object["applied"] = appliedJSON
        object["drift"] = .bool(hasDrift)
        object["findings"] = .array(findings.map(\.json))
        for key in ["unmanaged", "users", "live"] { object[key] = planned[key] }
        return .object(object)
    }

    private var appliedJSON: JSONValue {
        switch applied {
        case .same: ["known": true]
        case .commit(let commit): ["known": true, "commit": .string(commit)]
        case .unknown(let reason): ["known": false, "reason": .string(reason)]
        }
    }
}

extension DriftFinding {
    fileprivate var json: JSONValue {
        var object = JSONObject([
            ("kind", .string(kind.rawValue)), ("address", .string(address)), ("action", .string(action.rawValue)),
        ])
        if let change {
            object["path"] = .string(change.path)
            if let before = change.before { object["account"] = before }
            if case .value(let after) = change.after { object["project"] = after }
        }
        return .object(object)
    }

    /// What is the matter, on one line.
    fileprivate var words: String { words(inProject: "the project") }

    /// The same, of a version of the project that has a name.
    func words(inProject name: String) -> String {
        guard let change else {
            switch action {
            case .create: return "is not in the account"
            case .unlink, .cancel, .delete: return "is still in the account (\(action.rawValue))"
            default: return "needs '\(action.rawValue)'"
            }
        }
        if action == .buy { return "is not in the account" }
        // A number without one is linked to nothing.
        if change.path == "app_id" {
            let linked = change.before.map(Self.quoted) ?? "not linked"
            let wanted = change.after == .absent ? "not linked" : Self.words(change.after)
            return "app_id: in the account \(linked), in \(name) \(wanted)"
        }
        let account = change.before.map(Self.quoted) ?? "absent"
        let path = printable(change.path)
        if let releases = releases(of: change) {
            return "\(path): in the account release \(releases.0), in \(name) release \(releases.1)"
        }
        return "\(path): in the account \(account), in \(name) \(Self.words(change.after))"
    }

    /// What a field is to be, in a sentence.
    static func words(_ after: FieldChange.After) -> String {
        switch after {
        case .value(let value): quoted(value)
        case .absent: "absent"
        case .knownAfterApply: "known after apply"
        }
    }

    private static func quoted(_ value: JSONValue) -> String {
        "'\(printable(value.stringValue ?? value.serialized()))'"
    }

    /// The two releases of a pointer, when the URLs differ in nothing else.
    private func releases(of change: FieldChange) -> (account: ReleaseID, project: ReleaseID)? {
        guard case .value(let after) = change.after, let old = change.before?.stringValue, let new = after.stringValue,
            let live = ReleaseID(in: old), let wanted = ReleaseID(in: new), live != wanted,
            old.replacing(live.text, with: wanted.text) == new
        else { return nil }
        return (live, wanted)
    }
}

extension DriftFinding.Kind {
    fileprivate var colour: Colouring.Colour {
        switch self {
        case .drift: .bad
        case .pending: .changed
        case .difference: .pointer
        }
    }
}

private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}
