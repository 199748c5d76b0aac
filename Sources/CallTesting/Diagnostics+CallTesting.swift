internal import Diagnostics

extension DiagnosticCode {
    static let testFails = DiagnosticCode("CC7006")
    static let passesUnexpectedly = DiagnosticCode("CC7007")
}

extension Diagnostic {
    static func testFails(_ message: String, at span: Span, notes: [Note]) -> Diagnostic {
        error(
            .testFails,
            message,
            at: span,
            notes: notes,
            help: "mend the line that sends the call there, or the step of the test"
        )
    }

    static func passesUnexpectedly(_ reason: Located<String>) -> Diagnostic {
        error(
            .passesUnexpectedly,
            "the test passes, though it is expected to fail",
            at: reason.span,
            help: "take 'fails' out: from now on it must pass"
        )
    }
}
