/// How findings of a code are graded before a project has its say.
package enum NominalSeverity: Sendable, Hashable {
    /// Always errors: the platform would refuse it, or it costs money, or leaves callers in silence. No project changes it.
    case error
    /// Always warnings: a project may turn them off, allow them in places, or raise them to errors.
    case warning
    /// Some are errors, which stay, and some warnings, which a project may change.
    case either
}

/// What a project says of the findings about it: severities by code, and findings that it knows of and allows.
package struct FindingPolicy: Sendable {
    /// What is made of the warnings of a code.
    package enum Level: String, Sendable, CaseIterable {
        case off
        case warning
        case error
    }

    /// One entry of `policy.diagnostics`.
    package struct Setting: Sendable {
        package var code: Located<String>
        package var level: Located<Level>

        package init(code: Located<String>, level: Located<Level>) {
            self.code = code
            self.level = level
        }
    }

    /// One entry of `policy.allow`.
    package struct Allowance: Sendable {
        /// The whole entry.
        package var span: Span
        package var code: Located<String>

        /// The path of what is allowed to have the finding, `menus.main`; anywhere when left out.
        package var place: Located<String>?
        package var because: Located<String>?

        package init(
            span: Span,
            code: Located<String>,
            place: Located<String>? = nil,
            because: Located<String>? = nil
        ) {
            self.span = span
            self.code = code
            self.place = place
            self.because = because
        }
    }

    package var settings: [Setting]
    package var allowances: [Allowance]

    package init(settings: [Setting] = [], allowances: [Allowance] = []) {
        self.settings = settings
        self.allowances = allowances
    }
}

/// Which findings a policy is applied to, so that an allowance is not called useless by a run that could not meet it.
package enum FindingStage: Sendable {
    /// Those of the compiler, complete: the first use, which also says what is wrong with the policy itself.
    case project
    /// Those of a comparison with the account (CC8xxx).
    case account

    func finds(_ code: String) -> Bool {
        (self == .account) == code.hasPrefix("CC8")
    }
}
