/// The text of a source line made safe for a terminal: tabs become four blanks, control characters (escape sequences
/// too) a replacement symbol, so that a hostile file cannot write on the reader's screen.
package func displayText(_ text: some StringProtocol) -> String {
    var shown = ""
    for scalar in text.unicodeScalars {
        switch scalar {
        case "\t": shown += "    "
        case _ where isUnprintable(scalar): shown.unicodeScalars.append("\u{FFFD}")
        default: shown.unicodeScalars.append(scalar)
        }
    }
    return shown
}

/// Whether a scalar would move the cursor or the direction of writing.
private func isUnprintable(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar.properties.generalCategory {
    case .control, .lineSeparator, .paragraphSeparator: true
    case .format: scalar != "\u{200D}"  // The joiner of emoji; the others turn the text round or hide in it.
    default: false
    }
}

/// How many columns of a terminal a text takes: wide East Asian characters and emoji two, combining marks none.
func displayWidth(_ text: some StringProtocol) -> Int {
    text.reduce(0) { $0 + width(of: $1) }
}

private func width(of character: Character) -> Int {
    guard let first = character.unicodeScalars.first else { return 0 }
    if first.properties.isEmojiPresentation || character.unicodeScalars.contains("\u{FE0F}") { return 2 }
    switch first.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .format: return 0
    default: break
    }
    switch first.value {
    case 0x1100...0x115F, 0x2E80...0x303E, 0x3041...0xA4CF, 0xAC00...0xD7A3, 0xF900...0xFAFF, 0xFE30...0xFE6F,
        0xFF00...0xFF60, 0xFFE0...0xFFE6, 0x20000...0x3FFFD:
        return 2
    default: return 1
    }
}
