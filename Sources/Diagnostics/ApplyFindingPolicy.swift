/// The findings of one stage as the project wants them: without those that it allows or turned off, others raised to errors,
/// and with findings about the policy itself.
///
/// Only warnings are changed. An allowance is looked at before a setting, so that a code can be an error everywhere but in
/// some places. With an error among the findings not all checks have run; no allowance is then called useless.
///
/// - Parameters:
///   - policy: What the project says.
///   - diagnostics: All findings of the stage.
///   - stage: Whose findings they are.
///   - severities: All codes there are, and how their findings are graded.
///   - spans: Where the thing stands that a path such as `menus.main` names; empty when there is no such thing.
/// - Returns: The findings that remain, in source order.
/// - Complexity: O(findings × allowances of their code).
package func applyFindingPolicy(
    _ policy: FindingPolicy,
    to diagnostics: [Diagnostic],
    of stage: FindingStage,
    severities: [DiagnosticCode: NominalSeverity],
    spans: (String) -> [Span]
) -> [Diagnostic] {
    var isUsed = Array(repeating: false, count: policy.allowances.count)
    let places = policy.allowances.map { $0.place.map { spans($0.value) } }
    let allowancesByCode = Dictionary(grouping: policy.allowances.indices) { policy.allowances[$0].code.value }
    var remaining = diagnostics.filter { diagnostic in
        guard diagnostic.severity == .warning else { return true }
        var isAllowed = false
        for index in allowancesByCode[diagnostic.code.text] ?? [] {
            guard places[index].map({ $0.contains { $0.contains(diagnostic.span) } }) ?? true else { continue }
            isUsed[index] = true
            isAllowed = true
        }
        return !isAllowed
    }
    if stage == .project {
        remaining += check(policy, severities)
    }
    if !diagnostics.hasErrors {
        for (index, allowance) in policy.allowances.enumerated() where !isUsed[index] {
            let isChangeable = severities[DiagnosticCode(allowance.code.value)].map { $0 != .error } ?? false
            guard isChangeable, allowance.isExplained, stage.finds(allowance.code.value) else { continue }
            remaining.append(.uselessAllowance(allowance, isPlaceKnown: places[index].map { !$0.isEmpty } ?? true))
        }
    }
    let levels = Dictionary(
        policy.settings.map { ($0.code.value, $0.level.value) },
        uniquingKeysWith: { _, last in last }
    )
    return remaining.compactMap { diagnostic in
        guard diagnostic.severity == .warning else { return diagnostic }
        switch levels[diagnostic.code.text] {
        case nil, .warning: return diagnostic
        case .off: return nil
        case .error:
            var raised = diagnostic
            raised.severity = .error
            return raised
        }
    }.inSourceOrder()
}

/// What is wrong with a policy, whatever was found.
private func check(_ policy: FindingPolicy, _ severities: [DiagnosticCode: NominalSeverity]) -> [Diagnostic] {
    func wrongCode(_ code: Located<String>, isLowered: Bool) -> Diagnostic? {
        guard let severity = severities[DiagnosticCode(code.value)] else {
            return .unknownCode(code, nearest: nearestName(to: code.value, among: severities.keys.map(\.text).sorted()))
        }
        return isLowered && severity == .error ? .unchangeableCode(code) : nil
    }
    let settings = policy.settings.compactMap { wrongCode($0.code, isLowered: $0.level.value != .error) }
    let allowances = policy.allowances.flatMap { allowance in
        [
            wrongCode(allowance.code, isLowered: true),
            allowance.isExplained ? nil : Diagnostic.unexplainedAllowance(allowance),
        ].compactMap(\.self)
    }
    return settings + allowances
}

extension FindingPolicy.Allowance {
    /// Whether a reason is given.
    fileprivate var isExplained: Bool {
        because?.value.contains { !$0.isWhitespace } ?? false
    }
}

extension Span {
    /// Whether another place lies within this one.
    fileprivate func contains(_ other: Span?) -> Bool {
        guard let other else { return false }
        return file == other.file && start <= other.start && other.end <= end
    }
}

extension DiagnosticCode {
    static let unknownCode = DiagnosticCode("CC5101")
    static let unchangeableCode = DiagnosticCode("CC5102")
    package static let uselessAllowance = DiagnosticCode("CC5103")
    static let unexplainedAllowance = DiagnosticCode("CC5104")
}

extension Diagnostic {
    fileprivate static func unknownCode(_ code: Located<String>, nearest: String?) -> Diagnostic {
        error(
            .unknownCode,
            "there is no code '\(code.value)'",
            at: code.span,
            help: "'ccplan explain' lists all codes"
        ).suggesting(nearest, insteadOf: code.span)
    }

    fileprivate static func unchangeableCode(_ code: Located<String>) -> Diagnostic {
        error(
            .unchangeableCode,
            "'\(code.value)' is an error, and only warnings can be turned off or allowed",
            at: code.span,
            help: "take it out, and mend what its findings say; 'ccplan explain \(code.value)' tells how"
        )
    }

    fileprivate static func uselessAllowance(
        _ allowance: FindingPolicy.Allowance,
        isPlaceKnown: Bool
    ) -> Diagnostic {
        guard let place = allowance.place else {
            return warning(
                .uselessAllowance,
                "nothing is found that this allowance of '\(allowance.code.value)' silences",
                at: allowance.span,
                help: "remove it"
            )
        }
        return warning(
            .uselessAllowance,
            isPlaceKnown
                ? "'\(allowance.code.value)' is not found at '\(place.value)', so this allowance silences nothing"
                : "the project has no '\(place.value)', so this allowance silences nothing",
            at: place.span,
            help: isPlaceKnown
                ? "remove it, or name another place" : "name a place by its path, such as menus.main, or remove this"
        )
    }

    fileprivate static func unexplainedAllowance(_ allowance: FindingPolicy.Allowance) -> Diagnostic {
        error(
            .unexplainedAllowance,
            "an allowance needs 'because' with a reason",
            at: allowance.because?.span ?? allowance.span.startPoint,
            help: "say why '\(allowance.code.value)' may stand here, for those who read this in a year"
        )
    }
}
