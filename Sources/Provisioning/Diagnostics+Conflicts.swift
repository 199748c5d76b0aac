internal import ContactCenter
package import Diagnostics
package import VonageAPI

extension Diagnostic {
    static func numberOfOtherApplication(_ number: DesiredState.Number, _ application: String) -> Diagnostic {
        error(
            .numberOfOtherApplication,
            "number '\(number.name)' (\(number.number)) is linked to application \(application)",
            at: number.span,
            help: "unlink it there first, or write 'adopt: yes' at the number to take it away from that application"
        )
    }

    static func numberForwards(
        _ number: DesiredState.Number,
        _ forwarding: (type: String, value: String)
    ) -> Diagnostic {
        error(
            .numberForwards,
            "number '\(number.name)' (\(number.number)) forwards its calls to \(forwarding.type) '\(forwarding.value)', "
                + "which wins over the application",
            at: number.span,
            help: "write 'adopt: yes' at the number to clear the forwarding, or take the number out of 'numbers'"
        )
    }

    static func protectedRemoval(_ address: String, _ kind: Policy.Protected, at span: Span?) -> Diagnostic {
        error(
            .protectedRemoval,
            "'\(address)' would be removed, and 'policy.protect' keeps \(kind.rawValue)",
            at: span,
            help: "take '\(kind.rawValue)' out of 'policy.protect' for this change, or leave the removal out"
        )
    }
}

/// What is wrong when the project belongs to another account than the one at hand; checked before anything is read.
///
/// - Parameters:
///   - declared: `app.account`, where it is written.
///   - apiKey: Of the credentials.
/// - Returns: The finding, if any.
package func checkAccount(_ declared: Located<String>?, apiKey: String) -> [Diagnostic] {
    guard let declared, declared.value != apiKey else { return [] }
    return [
        .error(
            .wrongAccount,
            "the project belongs to the account '\(declared.value)', and VONAGE_API_KEY is '\(apiKey)'",
            at: declared.span,
            help: "set VONAGE_API_KEY and VONAGE_API_SECRET of that account, or correct 'app.account'"
        )
    ]
}

/// Why the account did not let itself be read.
package struct AccessRefusal: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// Key, secret or token are not accepted.
        case credentials
        /// They are, but do not suffice.
        case permission
    }

    package var kind: Kind

    /// One line, without a full stop and without secrets.
    package var summary: String
    package var help: String?

    package init(_ kind: Kind, summary: String, help: String?) {
        self.kind = kind
        self.summary = summary
        self.help = help
    }

    /// Nil for an error of another kind.
    package init?(_ error: APIError) {
        let (summary, help) = error.describe()
        switch error.kind {
        case .unauthorized: self.init(.credentials, summary: summary, help: help)
        case .forbidden: self.init(.permission, summary: summary, help: help)
        default: return nil
        }
    }

    /// The finding about it, at the project's application.
    package func finding(at span: Span?) -> Diagnostic {
        .error(kind == .credentials ? .credentialsRefused : .notPermitted, summary, at: span, help: help)
    }
}

extension DesiredState.User {
    /// What is wrong when a user that was to be created turns out to exist; nil when it is as wanted.
    package func conflict(with existing: LiveUser) -> Diagnostic? {
        let changes = changes(from: existing)
        guard !changes.isEmpty else { return nil }
        let paths = changes.map(\.path).joined(separator: ", ")
        return .error(
            .userExistsDifferently,
            "user '\(name)' exists already, with another \(paths)",
            at: span,
            help: "make a new plan, which shows what differs, and look at it"
        )
    }
}
