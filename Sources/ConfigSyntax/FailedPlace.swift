internal import Diagnostics

/// The place at which libyaml stopped, and what can be seen around it: libyaml says what its grammar lacked, this says
/// what the operator did.
struct FailedPlace {
    let failure: EventStream.Failure
    let file: FileID
    let source: SourceText
    let offset: Int

    /// Where the construct began in which the problem is.
    let context: Int

    /// The last scalar before the problem.
    let lastScalar: NodeRecord?

    /// The innermost bracket or brace that is still open.
    let openSign: Int?

    init(_ failure: EventStream.Failure, in builder: TreeBuilder) {
        self.failure = failure
        file = builder.file
        source = SourceText(builder.arena.bytes)
        offset = min(failure.offset, source.count)
        context = min(failure.contextOffset, source.count)
        lastScalar = builder.lastScalar.map { builder.arena.records[$0] }
        openSign = builder.stack.last(where: \.isFlow).flatMap { frame in
            // A pair in brackets, `[a: b`, is a mapping in flow style without a sign of its own.
            let start = Int(builder.arena.records[frame.record].start)
            let byte = builder.arena.bytes[start]
            if byte == UInt8(ascii: "{") || byte == UInt8(ascii: "[") { return start }
            return builder.stack.last { other in
                let sign = builder.arena.bytes[Int(builder.arena.records[other.record].start)]
                return other.isFlow && (sign == UInt8(ascii: "{") || sign == UInt8(ascii: "["))
            }.map { Int(builder.arena.records[$0.record].start) }
        }
    }

    /// The finding that tells what is wrong, and how to mend it.
    func diagnostic() -> Diagnostic {
        if failure.isEncoding { return encodingDiagnostic() }
        if failure.context.contains("directive") || failure.problem.contains("YAML document") {
            return .directive(at: word(at: source.textStart(ofLineAt: context)))
        }
        switch failure.problem {
        case "found character that cannot start any token": return badFirstCharacter()
        case "found a tab character that violates indentation",
            "found a tab character where an indentation space is expected":
            return .tabIndentation(at: tabs(at: offset))
        case "mapping values are not allowed in this context": return misplacedColon()
        case "could not find expected ':'": return missingColon(lineAt: context)
        case "did not find expected key", "did not find expected '-' indicator",
            "did not find expected <document start>":
            return unexpectedToken()
        case "did not find expected ',' or ']'", "did not find expected ',' or '}'": return openFlowCollection()
        case "did not find expected node content": return missingValue()
        case "block sequence entries are not allowed in this context": return .misplacedListItem(at: span(offset, 1))
        case "mapping keys are not allowed in this context":
            return .reservedCharacter("?", at: span(offset, 1), quoting: quotable(from: offset))
        case "found unexpected end of stream", "found unexpected document indicator":
            return .unclosed(signText(context), at: span(context, 1), noticed: nil)
        case "found unknown escape character", "did not find expected hexdecimal number",
            "found invalid Unicode character escape code":
            return badEscape()
        case "found unexpected ':'": return colonBeforeSign()
        default: break
        }
        switch failure.context {
        case "while scanning an alias", "while scanning an anchor":
            return .reservedCharacter(signText(context), at: span(context, 1), quoting: quotable(from: context))
        case "while scanning a tag", "while parsing a tag", "while parsing a node":
            let tag = source[offset] == UInt8(ascii: "!") ? offset : context
            return .reservedCharacter("!", at: word(at: tag), quoting: quotable(from: tag))
        case "while scanning a block scalar":
            return .textBehindBlockSign(signText(context), at: rest(from: offset))
        default: return .invalidYAML(failure.problem, at: span(offset, 1))
        }
    }
}

// MARK: - Spans

extension FailedPlace {
    private func span(_ start: Int, _ length: Int) -> Span {
        let start = min(start, source.count)
        var end = min(start + length, source.count)
        // Never a part of a character.
        while let byte = source[end], byte & 0xC0 == 0x80 {
            end += 1
        }
        return Span(file: file, start: start, end: end)
    }

    /// The word at `offset`, without the colon of a key.
    private func word(at offset: Int) -> Span {
        let end = source.endOfWord(from: offset)
        let length = source[end - 1] == UInt8(ascii: ":") ? end - 1 - offset : end - offset
        return span(offset, max(length, 1))
    }

    /// Whether `offset` is within brackets or braces.
    ///
    /// libyaml reads ahead, so one that opens on the same line may not be told yet.
    private func isInFlow(_ offset: Int) -> Bool {
        openSign != nil || source.opensFlow(from: source.textStart(ofLineAt: offset), to: offset)
    }

    /// The text from `offset` to the end of its line.
    private func rest(from offset: Int) -> Span {
        let end = source.endOfText(from: offset, inFlow: isInFlow(offset))
        return span(offset, max(end - offset, 1))
    }

    private func tabs(at offset: Int) -> Span {
        var end = offset
        while source[end] == UInt8(ascii: "\t") {
            end += 1
        }
        return span(offset, max(end - offset, 1))
    }

    /// The character at `offset`.
    private func signText(_ offset: Int) -> String {
        let place = span(offset, 1)
        return source.text(Int(place.start)..<Int(place.end))
    }

    /// The text that begins at `offset`, with its quoted form.
    ///
    /// In braces it ends at a comma, and a text that is a key ends before its colon.
    private func quotable(from offset: Int) -> Quoting? {
        var end = source.endOfText(from: offset, inFlow: isInFlow(offset))
        if let colon = source.keySign(from: offset, to: end), colon > offset,
            isAtKeyPosition(offset)
        {
            end = source.trimmingBlanks(from: offset, to: colon)
        }
        guard end > offset else { return nil }
        let text = source.text(offset..<end)
        return Quoting(span: span(offset, end - offset), replacement: doubleQuoted(text))
    }

    /// Whether a key may begin at `offset`: behind `{` or `,`, else where no key stands before it on its line.
    private func isAtKeyPosition(_ offset: Int) -> Bool {
        if isInFlow(offset), let sign = source[previousSign(offset)], !source.isLineEnd(previousSign(offset)) {
            return sign == UInt8(ascii: "{") || sign == UInt8(ascii: ",")
        }
        return source.keySign(from: source.textStart(ofLineAt: offset), to: offset) == nil
    }

    /// The last byte before `offset` that is no blank.
    private func previousSign(_ offset: Int) -> Int {
        var position = offset - 1
        while source.isBlank(position) {
            position -= 1
        }
        return position
    }
}

// MARK: - Explanations

extension FailedPlace {
    private func encodingDiagnostic() -> Diagnostic {
        let place = span(offset, 1)
        guard let byte = source[offset], failure.problem == "control characters are not allowed" else {
            return .invalidUTF8(byte: source[offset] ?? 0, at: Span(file: file, start: offset, end: offset + 1))
        }
        let character = source.text(Int(place.start)..<Int(place.end)).unicodeScalars.first?.value
        return .controlCharacter(character ?? UInt32(byte), at: place)
    }

    private func badFirstCharacter() -> Diagnostic {
        if source[offset] == UInt8(ascii: "\t") {
            return .tabIndentation(at: tabs(at: offset))
        }
        return .reservedCharacter(signText(offset), at: span(offset, 1), quoting: quotable(from: offset))
    }

    /// A `: ` where no key can be: in a text, or on a line that continues the one above.
    private func misplacedColon() -> Diagnostic {
        let line = source.textStart(ofLineAt: offset)
        if let diagnostic = colonInText(on: line) { return diagnostic }
        guard let above = source.previousTextLine(before: offset) else {
            return .invalidYAML(failure.problem, at: span(offset, 1))
        }
        if source.keySign(from: above, to: source.lineEnd(from: above)) == nil {
            return missingColon(lineAt: above)
        }
        return .badIndentation(at: span(line, offset - line), above: rest(from: above))
    }

    private func colonInText(on line: Int) -> Diagnostic? {
        guard let keySign = source.keySign(from: line, to: offset) else { return nil }
        var start = keySign + 1
        while source.isBlank(start) {
            start += 1
        }
        guard start < offset else { return .keyMissing(at: span(offset, 1)) }
        if let byte = source[start], byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
            return .textBehindValue(signText(start), at: span(offset, 1))
        }
        return .colonInText(at: span(offset, 1), quoting: quotable(from: start))
    }

    /// A `:` right before a comma or closing sign: of a key without its blank, or in a text.
    private func colonBeforeSign() -> Diagnostic {
        var start = offset
        while start > 0, !source.isLineEnd(start - 1), let byte = source[start - 1], ![0x2C, 0x5B, 0x7B].contains(byte)
        {
            start -= 1
        }
        return source.keySign(from: start, to: offset) == nil
            ? .missingBlank(at: span(offset, 1), behind: span(offset + 1, 0))
            : .colonInText(at: span(offset, 1), quoting: nil)
    }

    /// A line of text where a key and a colon are wanted.
    private func missingColon(lineAt offset: Int) -> Diagnostic {
        let start = source.textStart(ofLineAt: offset)
        let end = source.endOfText(from: start, inFlow: false)
        var colon = start
        while colon < end, source[colon] != UInt8(ascii: ":"), !source.isBlank(colon) {
            colon += 1
        }
        // `key:value`, but not `https://…`.
        if source[colon] == UInt8(ascii: ":"), colon > start, colon + 1 < end, source[colon + 1] != UInt8(ascii: "/") {
            return .missingBlank(at: span(colon, 1), behind: span(colon + 1, 0))
        }
        return .missingColon(at: span(start, end - start))
    }

    /// Something behind a complete value, or a line whose indentation fits nothing.
    private func unexpectedToken() -> Diagnostic {
        if let byte = source[offset], [0x5D, 0x7D].contains(byte) {
            return .closesNothing(signText(offset), at: span(offset, 1))
        }
        if let diagnostic = textBehindQuotes() { return diagnostic }
        let line = source.textStart(ofLineAt: offset)
        guard line == offset else {
            let before = previousSign(offset)
            if let byte = source[before], [0x5D, 0x7D].contains(byte) {
                return .textBehindValue(signText(before), at: rest(from: offset))
            }
            return source[offset] == UInt8(ascii: ":")
                ? .keyMissing(at: span(offset, 1)) : .textBehindValue(nil, at: rest(from: offset))
        }
        if source[offset] == UInt8(ascii: ":") { return .keyMissing(at: span(offset, 1)) }
        let isListItem = source[offset] == UInt8(ascii: "-") && source.isSpace(offset + 1)
        let isInList = failure.problem == "did not find expected '-' indicator"
        let contextColumn = context - source.lineStart(of: context)
        if failure.problem != "did not find expected <document start>",
            offset - source.lineStart(of: offset) == contextColumn, isListItem != isInList
        {
            return isListItem
                ? .listItemAmongKeys(at: span(offset, 1), mapping: word(at: context))
                : .keyAmongListItems(at: word(at: offset), list: span(context, 1))
        }
        return .badIndentation(at: word(at: offset), above: source.previousTextLine(before: offset).map(rest(from:)))
    }

    /// A quoted text with something behind it: the quote was meant as a letter, or one above was never closed.
    private func textBehindQuotes() -> Diagnostic? {
        guard let last = lastScalar, last.form == .singleQuoted || last.form == .doubleQuoted else { return nil }
        let start = Int(last.start)
        let end = Int(last.end)
        guard end <= offset, (end..<offset).allSatisfy(source.isBlank), source[offset] != nil else { return nil }
        if source.areOnOneLine(start, offset) {
            return .textBehindValue(signText(start), at: rest(from: offset))
        }
        return .unclosed(signText(start), at: span(start, 1), noticed: span(end - 1, 1))
    }

    /// In brackets or braces neither a comma nor the closing sign.
    private func openFlowCollection() -> Diagnostic {
        let opening = signText(context)
        guard let byte = source[offset], source.skippingBlanksAndComments(from: offset) < source.count else {
            return .unclosed(opening, at: span(context, 1), noticed: nil)
        }
        if [0x5D, 0x7D].contains(byte) {
            return .wrongClosingSign(signText(offset), at: span(offset, 1), opening: span(context, 1))
        }
        let isOnLaterLine = !source.areOnOneLine(context, offset)
        if isOnLaterLine,
            source.indentation(ofLineAt: offset) <= source.indentation(ofLineAt: context)
        {
            return .unclosed(opening, at: span(context, 1), noticed: word(at: source.textStart(ofLineAt: offset)))
        }
        // With a key of its own it is the next entry.
        let keySign = source.keySign(from: offset, to: source.endOfText(from: offset, inFlow: true) + 1)
        if keySign == nil || keySign == offset, let diagnostic = textBehindQuotes() { return diagnostic }
        if byte == UInt8(ascii: ":"), let last = lastScalar, Int(last.end) <= offset {
            guard last.start < last.end else { return .keyMissing(at: span(offset, 1)) }
            if source.areOnOneLine(Int(last.start), offset) {
                return .colonInText(at: span(offset, 1), quoting: quotable(from: Int(last.start)))
            }
            // The text ran on into the next line, as no comma ended it.
            let end = source.trimmingBlanks(from: Int(last.start), to: source.lineStart(of: offset))
            return .missingComma(at: span(end, 0), next: word(at: source.textStart(ofLineAt: offset)))
        }
        let end = source.trimmingBlanks(from: context, to: offset)
        return .missingComma(at: span(end, 0), next: word(at: offset))
    }

    private func missingValue() -> Diagnostic {
        if let openSign, source.skippingBlanksAndComments(from: offset) >= source.count {
            return .unclosed(signText(openSign), at: span(openSign, 1), noticed: nil)
        }
        switch source[offset] {
        case UInt8(ascii: ","): return .nothingBeforeComma(at: span(offset, 1))
        case UInt8(ascii: ":"): return .keyMissing(at: span(offset, 1))
        case UInt8(ascii: "]"), UInt8(ascii: "}"):
            if let openSign {
                return .wrongClosingSign(signText(offset), at: span(offset, 1), opening: span(openSign, 1))
            }
            return .closesNothing(signText(offset), at: span(offset, 1))
        default: return .invalidYAML(failure.problem, at: span(offset, 1))
        }
    }

    private func badEscape() -> Diagnostic {
        // libyaml points at the backslash of an unknown escape, and behind the `x` or `u` of a number.
        let backslash = source[offset] == UInt8(ascii: "\\") ? offset : offset - 2
        let length = source[offset] == UInt8(ascii: "\\") ? 2 : min(8, source.endOfWord(from: offset) - backslash)
        var place = span(backslash, length)
        let text = source.text(Int(place.start)..<Int(place.end))
        if let quote = text.utf8.dropFirst().firstIndex(of: UInt8(ascii: "\"")) {
            place = span(backslash, max(1, text.utf8.distance(from: text.startIndex, to: quote)))
        }
        return .badEscape(source.text(Int(place.start)..<Int(place.end)), at: place)
    }
}
