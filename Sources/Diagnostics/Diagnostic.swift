/// How bad a finding is.
package enum Severity: String, Sendable, Comparable {
    /// The platform would refuse it, or a caller would end in silence or a loop, or it costs money or opens a door.
    case error
    /// It works, but is hardly meant.
    case warning

    package static func < (left: Severity, right: Severity) -> Bool {
        left == .error && right == .warning
    }
}

/// The name of a kind of finding, `CC1004`: written once, never reused, part of the public interface.
///
/// CC0xxx YAML and shape, CC1xxx names, CC2xxx numbers, users, application, CC3xxx call flow, CC4xxx hosting,
/// CC5xxx policy and fraud, CC6xxx secrets, CC7xxx tests, CC8xxx the account, CC9xxx internal.
package struct DiagnosticCode: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init(_ text: String) {
        self.text = text
    }

    package var description: String { text }
}

/// One finding about what an operator wrote.
///
/// The message is one line, lower case, without a full stop, with names in single quotes; it states the rule. Secrets
/// are never part of it.
package struct Diagnostic: Sendable, Equatable {
    /// A second place that belongs to the finding, such as "first defined here".
    package struct Note: Sendable, Equatable {
        package var message: String
        package var span: Span?

        package init(_ message: String, at span: Span? = nil) {
            self.message = message
            self.span = span
        }
    }

    /// A replacement of one span that certainly mends the finding.
    package struct FixIt: Sendable, Equatable {
        package var span: Span
        package var replacement: String

        package init(replace span: Span, with replacement: String) {
            self.span = span
            self.replacement = replacement
        }
    }

    package var code: DiagnosticCode
    package var severity: Severity
    package var message: String

    /// The smallest place that shows the finding; nil when it is about no place in a file.
    package var span: Span?
    package var notes: [Note]

    /// What to do, as a verb phrase that suffices on a terminal.
    package var help: String?
    package var fixIts: [FixIt]

    /// The text at `span` is a secret: no renderer shows it, in this finding or in another one about the same line.
    package var hidesText = false

    /// The shortest call that shows the finding, and what comes of it: "call +44 20 7946 0000 on a Saturday, press 2:
    /// silence"; nil for findings that are not about calls, and for places that no call reaches.
    package var witness: String?

    package init(
        _ severity: Severity,
        _ code: DiagnosticCode,
        _ message: String,
        at span: Span?,
        notes: [Note] = [],
        help: String? = nil,
        fixIts: [FixIt] = []
    ) {
        self.severity = severity
        self.code = code
        self.message = cuttingLongNames(message)
        self.span = span
        self.notes = notes
        self.help = help
        self.fixIts = fixIts
    }

    package static func error(
        _ code: DiagnosticCode,
        _ message: String,
        at span: Span?,
        notes: [Note] = [],
        help: String? = nil
    ) -> Diagnostic {
        Diagnostic(.error, code, message, at: span, notes: notes, help: help)
    }

    package static func warning(
        _ code: DiagnosticCode,
        _ message: String,
        at span: Span?,
        notes: [Note] = [],
        help: String? = nil
    ) -> Diagnostic {
        Diagnostic(.warning, code, message, at: span, notes: notes, help: help)
    }

    /// Adds "did you mean" and the replacement, where a near name exists.
    package func suggesting(_ nearest: String?, insteadOf span: Span) -> Diagnostic {
        guard let nearest else { return self }
        var copy = self
        copy.help = "did you mean '\(nearest)'?"
        copy.fixIts = [FixIt(replace: span, with: nearest)]
        return copy
    }

    /// Adds the call that shows the finding.
    package func shown(by witness: String?) -> Diagnostic {
        var copy = self
        copy.witness = witness
        return copy
    }
}

extension Diagnostic {
    /// The same finding when so many files stand before those that it is about.
    package func moved(behind files: Int) -> Diagnostic {
        var moved = self
        moved.span = span?.moved(behind: files)
        moved.notes = notes.map { Note($0.message, at: $0.span?.moved(behind: files)) }
        moved.fixIts = fixIts.map { FixIt(replace: $0.span.moved(behind: files), with: $0.replacement) }
        return moved
    }
}

extension [Diagnostic] {
    package var hasErrors: Bool {
        contains { $0.severity == .error }
    }

    /// Whether any error is about more than the project's tests, whose codes are CC7…: no caller hears those.
    package var hasErrorsBesidesTests: Bool {
        contains { $0.severity == .error && !$0.code.text.hasPrefix("CC7") }
    }

    /// The findings in source order: by place (those about no place first), then errors first, then by code and text.
    package func inSourceOrder() -> [Diagnostic] {
        sorted { left, right in
            if left.span != right.span {
                guard let leftSpan = left.span else { return true }
                guard let rightSpan = right.span else { return false }
                return leftSpan < rightSpan
            }
            return (left.severity, left.code.text, left.message) < (right.severity, right.code.text, right.message)
        }
    }
}
