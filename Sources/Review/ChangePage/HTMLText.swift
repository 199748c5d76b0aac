/// A text as nothing but text of HTML, within an element or an attribute in double quotes.
func htmlText(_ text: String) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "&": shown += "&amp;"
        case "<": shown += "&lt;"
        case ">": shown += "&gt;"
        case "\"": shown += "&quot;"
        case "'": shown += "&#39;"
        case "\n", "\t": shown += " "
        default:
            switch scalar.properties.generalCategory {
            // What turns the direction of writing hides what a reviewer is to see.
            case .control, .format, .surrogate, .privateUse, .unassigned: shown += "\u{FFFD}"
            default: shown.unicodeScalars.append(scalar)
            }
        }
    }
    return shown
}
