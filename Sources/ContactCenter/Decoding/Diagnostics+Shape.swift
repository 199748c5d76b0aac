package import Diagnostics

extension DiagnosticCode {
    static let wrongShape = DiagnosticCode("CC0101")
    static let unknownKey = DiagnosticCode("CC0102")
    package static let missingKey = DiagnosticCode("CC0103")
    static let wrongValue = DiagnosticCode("CC0104")
    static let outOfRange = DiagnosticCode("CC0105")
    static let unsupportedVersion = DiagnosticCode("CC0106")
    static let invalidName = DiagnosticCode("CC1001")
    static let invalidUserName = DiagnosticCode("CC2004")
    static let invalidPhoneNumber = DiagnosticCode("CC2001")
    static let unknownRegion = DiagnosticCode("CC2003")
    static let notOneDestination = DiagnosticCode("CC3001")
    static let uselessDestinationKey = DiagnosticCode("CC3002")
    static let invalidKeys = DiagnosticCode("CC3003")
    static let agentTwice = DiagnosticCode("CC3008")
    static let invalidURL = DiagnosticCode("CC4001")
    static let unsupportedTarget = DiagnosticCode("CC4002")
    static let unsupportedPublish = DiagnosticCode("CC4003")
    static let invalidPrefix = DiagnosticCode("CC5001")
}

extension Diagnostic {
    static func wrongShape(_ expected: String, found: String, at span: Span, help: String? = nil) -> Diagnostic {
        .error(.wrongShape, "\(expected), not \(found)", at: span, help: help)
    }

    static func unknownKey(_ name: String, in table: KeyTable, at span: Span) -> Diagnostic {
        let nearest = nearestName(to: name, among: table.keys.lazy.map(\.name))
        let diagnostic = Diagnostic.error(
            .unknownKey,
            "\(table.subject) has no key '\(name)'",
            at: span,
            help: "the keys are \(table.keys.map(\.name).joined(separator: ", "))"
        )
        return nearest == nil ? diagnostic : diagnostic.suggesting(nearest, insteadOf: span)
    }

    static func missingKey(_ name: String, in table: KeyTable, at span: Span) -> Diagnostic {
        let summary = table.keys.first { $0.name == name }?.summary
        return .error(.missingKey, "\(table.subject) needs '\(name)'", at: span, help: summary.map { "\(name): \($0)" })
    }

    static func wrongValue(_ rule: String, at span: Span, help: String? = nil) -> Diagnostic {
        .error(.wrongValue, rule, at: span, help: help)
    }

    static func invalidPhoneNumber(at span: Span) -> Diagnostic {
        .error(
            .invalidPhoneNumber,
            "a phone number is international: '+', the country code, 7 to 15 digits in all",
            at: span,
            help: "write it like +44 20 7946 0000"
        )
    }

    static func notOneDestination(_ message: String, at span: Span, help: String) -> Diagnostic {
        .error(
            .notOneDestination,
            message,
            at: span,
            help: help
        )
    }
}
