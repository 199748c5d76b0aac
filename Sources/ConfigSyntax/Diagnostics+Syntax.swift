package import Diagnostics

/// A text that wants quotes, and itself in quotes.
struct Quoting {
    var span: Span
    var replacement: String
}

extension DiagnosticCode {
    static let invalidYAML = DiagnosticCode("CC0001")
    static let tabIndentation = DiagnosticCode("CC0002")
    static let missingColon = DiagnosticCode("CC0003")
    static let colonInText = DiagnosticCode("CC0004")
    static let unclosed = DiagnosticCode("CC0005")
    static let badIndentation = DiagnosticCode("CC0006")
    static let reservedCharacter = DiagnosticCode("CC0007")
    static let textBehindValue = DiagnosticCode("CC0008")
    static let badEscape = DiagnosticCode("CC0009")
    static let wrongBracket = DiagnosticCode("CC0010")
    static let missingComma = DiagnosticCode("CC0011")
    static let misplacedListItem = DiagnosticCode("CC0012")
    static let invalidUTF8 = DiagnosticCode("CC0013")
    static let controlCharacter = DiagnosticCode("CC0014")
    static let wrongEncoding = DiagnosticCode("CC0015")
    static let severalDocuments = DiagnosticCode("CC0016")
    static let duplicateKey = DiagnosticCode("CC0017")
    static let keyIsNoText = DiagnosticCode("CC0018")
    static let commaEndsText = DiagnosticCode("CC0019")
    static let keyWithoutValue = DiagnosticCode("CC0020")
    static let unknownAlias = DiagnosticCode("CC0021")
    static let recursiveAlias = DiagnosticCode("CC0022")
    static let mergeOfNoMapping = DiagnosticCode("CC0023")
    static let unknownTag = DiagnosticCode("CC0024")
    static let fileTooLarge = DiagnosticCode("CC0025")
    static let tooDeep = DiagnosticCode("CC0026")
    static let tooManyNodes = DiagnosticCode("CC0027")
    static let aliasBomb = DiagnosticCode("CC0028")
    package static let unknownVariable = DiagnosticCode("CC0030")
    static let unclosedVariable = DiagnosticCode("CC0031")
    static let badVariableName = DiagnosticCode("CC0032")
    static let variableIsNoText = DiagnosticCode("CC0033")
    static let variablesTooLong = DiagnosticCode("CC0034")
}

// MARK: - Text that is no YAML

extension Diagnostic {
    /// A problem that occurs too rarely for words of its own: libyaml's are shown.
    static func invalidYAML(_ problem: String, at span: Span) -> Diagnostic {
        error(.invalidYAML, "this is not valid YAML: \(problem)", at: span)
    }

    static func directive(at span: Span) -> Diagnostic {
        error(
            .invalidYAML,
            "a line that begins with '%' is a YAML directive, which has no use here",
            at: span,
            help: "remove the line, or put the text in quotes"
        )
    }

    static func tabIndentation(at span: Span) -> Diagnostic {
        error(.tabIndentation, "a tab cannot indent in YAML", at: span, help: "indent with spaces, two for each level")
    }

    static func missingColon(at span: Span) -> Diagnostic {
        error(
            .missingColon,
            "this line wants a ':' behind its key",
            at: span,
            help: "write 'key: value'; where the line continues the text above, indent it deeper than that key"
        )
    }

    static func missingBlank(at span: Span, behind place: Span) -> Diagnostic {
        var diagnostic = error(
            .missingColon,
            "the ':' behind a key wants a space after it",
            at: span,
            help: "write 'key: value'"
        )
        diagnostic.fixIts = [FixIt(replace: place, with: " ")]
        return diagnostic
    }

    static func keyMissing(at span: Span) -> Diagnostic {
        error(.missingColon, "there is no key before this ':'", at: span, help: "write 'key: value'")
    }

    static func colonInText(at span: Span, quoting: Quoting?) -> Diagnostic {
        error(
            .colonInText,
            "a text with ': ' in it wants quotes",
            at: span,
            help: quoting.map { "write \($0.replacement)" } ?? "put the whole text in quotes"
        ).mending(quoting)
    }

    static func unclosed(_ sign: String, at span: Span, noticed: Span?) -> Diagnostic {
        let isQuote = sign == "\"" || sign == "'"
        let subject = isQuote ? "the text that begins with \(sign)" : "'\(sign)'"
        let end = isQuote ? "the quotes end here" : "it is still open here"
        let closing = sign == "[" ? "]" : sign == "{" ? "}" : sign
        return error(
            .unclosed,
            "\(subject) is never closed",
            at: span,
            notes: noticed.map { [Note(end, at: $0)] } ?? [],
            help: isQuote ? "close it with \(closing)" : "close it with '\(closing)'"
        )
    }

    static func badIndentation(at span: Span, above: Span?) -> Diagnostic {
        error(
            .badIndentation,
            "the indentation of this line fits no line above",
            at: span,
            notes: above.map { [Note("the line above", at: $0)] } ?? [],
            help: "begin keys of one mapping in the same column, those within a value deeper than its key"
        )
    }

    static func reservedCharacter(_ character: String, at span: Span, quoting: Quoting?) -> Diagnostic {
        error(
            .reservedCharacter,
            "a text that begins with '\(character)' wants quotes",
            at: span,
            help: quoting.map { "write \($0.replacement)" } ?? "put the text in quotes"
        ).mending(quoting)
    }

    /// `sign`: the quote that opened the value, or the bracket that closed it.
    static func textBehindValue(_ sign: String?, at span: Span) -> Diagnostic {
        switch sign {
        case "'":
            error(
                .textBehindValue,
                "the text in quotes ended before this",
                at: span,
                help: "write '' for an apostrophe within single quotes, or put the text in double quotes"
            )
        case "\"":
            error(
                .textBehindValue,
                "the text in quotes ended before this",
                at: span,
                help: #"write \" for a quote within double quotes, and put the whole text in them"#
            )
        case let sign?:
            error(
                .textBehindValue,
                "nothing can stand behind the closing '\(sign)'",
                at: span,
                help: "put a text that begins with a bracket in quotes"
            )
        case nil:
            error(.textBehindValue, "nothing can stand behind this value", at: span, help: "put the text in quotes")
        }
    }

    static func textBehindBlockSign(_ sign: String, at span: Span) -> Diagnostic {
        error(
            .textBehindValue,
            "the text of '\(sign)' begins on the next line",
            at: span,
            help: "put the text below, indented; a text that begins with '\(sign)' wants quotes"
        )
    }

    static func badEscape(_ escape: String, at span: Span) -> Diagnostic {
        error(
            .badEscape,
            "'\(escape)' is no escape of YAML",
            at: span,
            help: #"write \\ for a backslash, or put the text in single quotes"#
        )
    }

    static func closesNothing(_ sign: String, at span: Span) -> Diagnostic {
        error(
            .wrongBracket,
            "this '\(sign)' closes nothing",
            at: span,
            help: "remove it, or put the text in quotes"
        )
    }

    static func wrongClosingSign(_ sign: String, at span: Span, opening: Span) -> Diagnostic {
        error(
            .wrongBracket,
            "'\(sign)' cannot stand here",
            at: span,
            notes: [Note("this is still open", at: opening)],
            help: "close '[' with ']' and '{' with '}', the inner one first"
        )
    }

    static func missingComma(at span: Span, next: Span) -> Diagnostic {
        error(
            .missingComma,
            "a ',' is missing here",
            at: span,
            notes: [Note("before this", at: next)],
            help: "put ',' between the entries, or quotes around a text that goes on"
        )
    }

    static func nothingBeforeComma(at span: Span) -> Diagnostic {
        error(.missingComma, "nothing stands before this ','", at: span, help: "remove the ','")
    }

    static func misplacedListItem(at span: Span) -> Diagnostic {
        error(
            .misplacedListItem,
            "a list cannot begin on the line of its key",
            at: span,
            help: "begin the list on the next line; a text that begins with '- ' wants quotes"
        )
    }

    static func listItemAmongKeys(at span: Span, mapping: Span) -> Diagnostic {
        error(
            .misplacedListItem,
            "a list item cannot stand among keys",
            at: span,
            notes: [Note("the keys begin here", at: mapping)],
            help: "remove the '-', or put the list below a key of its own"
        )
    }

    static func keyAmongListItems(at span: Span, list: Span) -> Diagnostic {
        error(
            .misplacedListItem,
            "each item of a list begins with '- '",
            at: span,
            notes: [Note("the list begins here", at: list)],
            help: "put '- ' before the item, or indent it to the text of the item above"
        )
    }
}

// MARK: - Bytes

extension Diagnostic {
    static func invalidUTF8(byte: UInt8, at span: Span) -> Diagnostic {
        error(
            .invalidUTF8,
            "the byte \(hexadecimal(UInt32(byte), digits: 2)) is not UTF-8",
            at: span,
            help: "save the file as UTF-8"
        )
    }

    static func controlCharacter(_ character: UInt32, at span: Span) -> Diagnostic {
        let name = character == 0 ? "a NUL" : "the control character U+\(hexadecimal(character, digits: 4))"
        return error(.controlCharacter, "\(name) cannot be in YAML", at: span, help: "remove it")
    }

    static func wrongEncoding(_ encoding: String, at span: Span) -> Diagnostic {
        error(.wrongEncoding, "the file is \(encoding), and has to be UTF-8", at: span, help: "save the file as UTF-8")
    }

    private static func hexadecimal(_ value: UInt32, digits: Int) -> String {
        let text = String(value, radix: 16, uppercase: true)
        return String(repeating: "0", count: max(0, digits - text.count)) + text
    }
}

extension Diagnostic {
    /// Adds the quotes as the replacement.
    func mending(_ quoting: Quoting?) -> Diagnostic {
        guard let quoting else { return self }
        var copy = self
        copy.fixIts = [FixIt(replace: quoting.span, with: quoting.replacement)]
        return copy
    }

    /// A name as a message shows it: on one line, and not without end.
    static func shown(_ name: String) -> String {
        let line = name.unicodeScalars.prefix(60).map { $0.value < 0x20 ? " " : String($0) }.joined()
        return name.unicodeScalars.count > 60 ? line + "…" : line
    }
}
