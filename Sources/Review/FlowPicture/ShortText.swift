internal import CallFlow
internal import Diagnostics

/// How many characters of a text that is spoken are shown.
private let shownCharacters = 60

/// A text on one line, safe to print, and cut at a blank where it is long.
func shortText(_ text: String) -> String {
    // Much more than is shown, blanks included; the rest is not looked at.
    let words = text.prefix(shownCharacters * 8).split { $0.isWhitespace }.map { displayText($0) }
    var line = ""
    for (index, word) in words.enumerated() {
        let isTooLong = line.count + word.count + 1 > shownCharacters
        guard !isTooLong || index == 0 else { return line + " …" }
        line += (index == 0 ? "" : " ") + word
        if line.count > shownCharacters { return line.prefix(shownCharacters - 1) + "…" }
    }
    return line
}

/// A spoken text in quotation marks, without the tags of SSML, shortened.
func quoted(_ spoken: String) -> String {
    "“\(shortText(spoken.utf8.starts(with: "<speak".utf8) ? withoutTags(spoken) : spoken))”"
}

func quoted(_ text: SpokenText) -> String { quoted(text.content.value) }

private func withoutTags(_ ssml: String) -> String {
    var text = ""
    var isInTag = false
    for character in ssml {
        switch character {
        case "<": isInTag = true
        case ">" where isInTag:
            isInTag = false
            text += " "
        default: if !isInTag { text.append(character) }
        }
    }
    return [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&apos;", "'"), ("&amp;", "&")].reduce(text) {
        $0.split(separator: $1.0, omittingEmptySubsequences: false).joined(separator: $1.1)
    }
}

/// The texts as one: "a, b and 3 more".
func listed(_ texts: [String], atMost count: Int) -> String {
    let shown = texts.prefix(count).joined(separator: ", ")
    return texts.count > count ? "\(shown) and \(texts.count - count) more" : shown
}

/// "1 number", "2 numbers".
func counted(_ count: Int, _ what: String) -> String {
    "\(count) \(what)\(count == 1 ? "" : "s")"
}
