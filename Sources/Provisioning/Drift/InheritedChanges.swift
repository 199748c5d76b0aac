internal import CallBundle

/// What a plan changes that the change under review did not ask for: where the account is not as the version says that the
/// change is made to, its base.
package struct InheritedChanges: Hashable, Sendable {
    /// The name of the base, such as a branch.
    package let base: String

    /// The base compared with the account.
    package let report: DriftReport

    /// Those differences between base and account that the plan does away with, in the order of the base's plan.
    package let items: [Item]

    /// Which version the account is held against, for an item.
    private let compared: String

    /// One of them.
    package struct Item: Hashable, Sendable {
        /// What differs between base and account, and who changed it.
        package var finding: DriftFinding

        /// What the plan makes of the field, where that is not what the base says; then the change is about it, too.
        package var replacement: FieldChange.After?
    }

    /// Takes from the differences of the base what a plan touches; nil when the two are about different applications, which
    /// have nothing to do with each other.
    ///
    /// - Parameters:
    ///   - base: Its name.
    ///   - report: The base compared with the account that the plan was made against.
    ///   - plan: Of the version under review.
    /// - Complexity: O(both plans).
    package init?(from base: String, _ report: DriftReport, in plan: Plan) {
        guard report.plan.applicationID == plan.applicationID else { return nil }
        self.base = base
        self.report = report
        compared = base
        let planned = Dictionary(differences(of: plan).map { ($0.key, $0) }, uniquingKeysWith: { first, _ in first })
        items = report.findings.compactMap { finding in
            let key = Difference.Key(subject: finding.subject, path: finding.change?.path)
            guard let difference = planned[key] else { return nil }
            let isTheSame = difference.change?.after == finding.change?.after
            return Item(finding: finding, replacement: isTheSame ? nil : difference.change?.after)
        }
    }

    /// Where the base asks nothing that could be told: only what was changed in the account is known not to be of the change.
    ///
    /// - Parameters:
    ///   - base: Its name.
    ///   - report: The version under review compared with the account, by what was applied last.
    package init(besides base: String, _ report: DriftReport) {
        self.base = base
        self.report = report
        compared = "this change"
        items = report.findings.filter { $0.kind == .drift }.map { Item(finding: $0, replacement: nil) }
    }

    /// Whether there is nothing to tell.
    package var isSilent: Bool { items.isEmpty && standing == nil }

    package func items(_ kind: DriftFinding.Kind) -> [Item] { items.filter { $0.finding.kind == kind } }
}

extension InheritedChanges {
    /// How many there are of each kind, in a clause without a full stop; nil where there is none.
    package var summary: String? {
        let clauses = DriftFinding.Kind.allCases.compactMap { kind -> String? in
            let count = items(kind).count
            guard count > 0 else { return nil }
            let things = count == 1 ? "1 change" : "\(count) changes"
            return switch kind {
            case .drift: "\(things) made in the account, which this plan undoes"
            case .pending: "\(things) of \(base) not applied yet, which this plan brings, too"
            case .difference: "\(count == 1 ? "1 difference" : "\(count) differences") that nobody knows the cause of"
            }
        }
        return clauses.isEmpty ? nil : clauses.joined(separator: "; ")
    }

    /// What stands above the items of a kind.
    package func heading(_ kind: DriftFinding.Kind) -> String {
        switch kind {
        case .drift: "This plan also undoes what was changed in the account"
        case .pending: "This plan also brings what \(base) says and was not applied, or was rolled back"
        case .difference: "This plan also changes what differs from \(base) already; who changed it is not known"
        }
    }

    /// Where calls are now, and of which version that is; nil when it is the base's release.
    package var standing: String? {
        let release = report.liveRelease.map { "calls are on release \($0)" } ?? "calls are on no release of ccplan"
        switch report.applied {
        case .same: return nil
        case .commit(let commit): return "\(release), which is of commit \(commit.prefix(12)), not of \(base)"
        case .unknown(let reason): return "\(release); what was applied is not known: \(reason)"
        }
    }

    /// An item, on one line.
    package func words(_ item: Item) -> String {
        let text = item.finding.words(inProject: compared)
        return item.replacement.map { "\(text), in this plan \(DriftFinding.words($0))" } ?? text
    }

    /// All of it for a terminal; empty where there is nothing to tell.
    package var text: String {
        var lines: [String] = []
        if let standing { lines.append("Note that \(printable(standing)).") }
        for kind in DriftFinding.Kind.allCases where !items(kind).isEmpty {
            lines.append("\(printable(heading(kind))):")
            lines += items(kind).map { "  \(printable($0.finding.address))  \(words($0))" }
        }
        return lines.map { "\($0)\n" }.joined()
    }
}
