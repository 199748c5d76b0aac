internal import Diagnostics

/// A text in braces that YAML ended at a comma: `{say: Sorry, I did not hear you.}` is the text `Sorry` and a key `I
/// did not hear you.` without a value.
///
/// The pieces are gathered and put together again, and reported once.
struct CutText {
    /// The record of the text's first piece.
    let value: Int

    /// Where the last piece ends in the source.
    var end: Int

    /// The texts of all pieces, as YAML read them.
    var pieces: [String]
}

/// The only key of the language that stands alone: `{say: Goodbye, hangup}` may mean it.
private let keyWithoutValue = "hangup"

extension TreeBuilder {
    /// Takes the entry of a mapping in braces whose value is complete.
    mutating func finishFlowEntry(value: Int, hasProperties: Bool) {
        let top = stack.count - 1
        let record = arena.records[value]
        if !hasProperties, record.form == .plain, record.start == record.end, hasNoColon(behind: stack[top].key) {
            takeKeyWithoutValue()
            return
        }
        finishCutText(at: top)
        stack[top].count += 1
        stack[top].lacksValue = false
        stack[top].openText = !hasProperties && record.form == .plain && record.count > 0 ? value : nil
    }

    /// Whether there is not even a `:` between a key and its empty value.
    private func hasNoColon(behind key: Int) -> Bool {
        let source = SourceText(arena.bytes)
        let next = source.skippingBlanksAndComments(from: Int(arena.records[key].end))
        return source[next] != UInt8(ascii: ":")
    }

    private mutating func takeKeyWithoutValue() {
        let top = stack.count - 1
        let key = stack[top].key
        let record = arena.records[key]
        let text = stack[top].cutText?.value ?? stack[top].openText
        if let text, key == text + 1, stack[top].keyIsPlainNode, record.isScalar {
            let piece = SourceText.string(arena.text(of: key))
            if stack[top].cutText == nil {
                let first = SourceText.string(arena.text(of: text))
                stack[top].cutText = CutText(value: text, end: 0, pieces: [first])
            }
            stack[top].cutText?.end = Int(record.end)
            stack[top].cutText?.pieces.append(piece)
            arena.records.removeLast(arena.records.count - key)
            lastScalarWasRemoved(now: text)
            return
        }
        finishCutText(at: top)
        stack[top].count += 1
        stack[top].openText = nil
        // Of several such keys in a row the first one tells it all.
        if !stack[top].lacksValue, arena.records[arena.content(of: key)].isScalar {
            report(.keyWithoutValue(SourceText.string(arena.text(of: arena.content(of: key))), at: span(of: key)))
        }
        stack[top].lacksValue = true
    }

    /// Puts the gathered pieces of a text together in its record, and reports the comma.
    mutating func finishCutText(at frame: Int) {
        guard let cut = stack[frame].cutText else { return }
        stack[frame].cutText = nil
        stack[frame].openText = nil
        let start = Int(arena.records[cut.value].start)
        let source = SourceText(arena.bytes)
        let written = source.foldedText(start..<cut.end)
        let text = written ?? cut.pieces.joined(separator: ", ")
        let first = arena.pool.count
        arena.pool.append(contentsOf: text.utf8)
        arena.records[cut.value].end = UInt32(cut.end)
        arena.records[cut.value].first = UInt32(first)
        arena.records[cut.value].count = UInt32(arena.pool.count - first)
        arena.records[cut.value].flags.insert(.pooled)
        let isCertain = written != nil && cut.pieces.last != keyWithoutValue
        report(
            .commaEndsText(
                quoted: doubleQuoted(text),
                key: cut.pieces.last == keyWithoutValue ? keyWithoutValue : nil,
                at: span(start, cut.end),
                isCertain: isCertain
            )
        )
    }
}

/// The text as a double-quoted scalar of YAML, on one line.
func doubleQuoted(_ text: String) -> String {
    var quoted = "\""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\"": quoted += "\\\""
        case "\\": quoted += "\\\\"
        case "\n": quoted += "\\n"
        case "\r": quoted += "\\r"
        case "\t": quoted += "\\t"
        default: quoted.unicodeScalars.append(scalar)
        }
    }
    return quoted + "\""
}
