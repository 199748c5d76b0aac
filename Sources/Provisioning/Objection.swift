package import Diagnostics

/// Something in the account, or in the policy, that forbids single steps: those about one object.
package struct Objection: Equatable, Sendable {
    /// Of the step that must not be done.
    package var address: String

    /// What is in the way.
    package var finding: Diagnostic

    package init(address: String, finding: Diagnostic) {
        self.address = address
        self.finding = finding
    }

    /// Whether it is among `findings`, whatever the project's policy has made of its severity.
    package func stands(among findings: [Diagnostic]) -> Bool {
        findings.contains { $0.code == finding.code && $0.message == finding.message && $0.span == finding.span }
    }
}

/// A plan, what was found while it was made, and which of its steps that concerns.
package struct ExaminedPlan: Sendable {
    package var checked: Checked<Plan>

    /// Of findings that are about single objects; the others forbid the plan as a whole.
    package var objections: [Objection]
}
