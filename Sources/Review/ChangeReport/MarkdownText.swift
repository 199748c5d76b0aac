/// A text as nothing but text of Markdown, as GitHub and GitLab read it: on one line, and no mark, link, mention, tag or entity.
///
/// Letters, digits, blanks and what means nothing anywhere stay as they are; all else becomes an entity.
func markdownText(_ text: String) -> String {
    let scalars = Array(text.unicodeScalars)
    var shown = ""
    // Behind nothing but digits a dot makes an item of a list.
    var isNumber = true
    for (index, scalar) in scalars.enumerated() {
        let endsWord = index + 1 == scalars.count || scalars[index + 1] == " "
        switch scalar {
        case "a"..."z", "A"..."Z", "0"..."9", " ", ",", ";", "?", "'", "%", "“", "”", "→", "…":
            shown.unicodeScalars.append(scalar)
        case "(", ")", "/":
            // Links need brackets, which are never there.
            shown.unicodeScalars.append(scalar)
        case ".", ":", "!", "-", "+":
            let last = index > 0 ? scalars[index - 1] : " "
            let next = endsWord ? " " : scalars[index + 1]
            let isPlain =
                switch scalar {
                case "-": last.isLetterOrDigit && next.isLetterOrDigit
                case "+": next.isDigit
                case ".":
                    !isNumber && (endsWord || last.isDigit && next.isDigit) || isNumber && last.isDigit && next.isDigit
                default: endsWord && !isNumber
                }
            if isPlain { shown.unicodeScalars.append(scalar) } else { shown += "&#\(scalar.value);" }
        default:
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: shown += " "
            // What turns the direction of writing hides what a reviewer is to see.
            case .format, .surrogate, .privateUse, .unassigned: shown += "\u{FFFD}"
            default:
                if scalar.isASCII { shown += "&#\(scalar.value);" } else { shown.unicodeScalars.append(scalar) }
            }
        }
        isNumber = isNumber && ("0"..."9").contains(scalar)
    }
    return shown
}

extension Unicode.Scalar {
    fileprivate var isDigit: Bool { ("0"..."9").contains(self) }
    fileprivate var isLetterOrDigit: Bool { isDigit || properties.isAlphabetic }
}
