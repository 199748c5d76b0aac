/// What the platform allows of one spoken text.
package enum SpeechLimits {
    /// The most characters in the text of one `talk`, not counting SSML tags (NCCO reference).
    package static let maxCharacters = 1500
}

/// Whether the platform reads a text as SSML: it begins with the tag `<speak`.
func isSSML(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.first == UInt8(ascii: "<"), bytes.starts(with: "<speak".utf8) else { return false }
    guard let next = bytes.dropFirst("<speak".utf8.count).first else { return true }
    return next == UInt8(ascii: ">") || next == UInt8(ascii: "/") || next.isXMLBlank
}

/// The number of characters of a text, without its tags where it is SSML.
///
/// The platform does not say what a character is. These are UTF-16 units, the largest of the usual counts, so a text
/// within the limit is so under each. An entity such as `&amp;` counts as it is written, for the same reason.
///
/// - Complexity: O(length).
package func spokenLength(_ text: String) -> Int {
    guard isSSML(text) else { return text.utf16.count }
    var length = 0
    var quote: UInt16?
    var isInTag = false
    for unit in text.utf16 {
        if !isInTag {
            isInTag = unit == UInt16(UInt8(ascii: "<"))
            length += isInTag ? 0 : 1
        } else if let open = quote {
            if unit == open { quote = nil }
        } else if unit == UInt16(UInt8(ascii: "'")) || unit == UInt16(UInt8(ascii: "\"")) {
            quote = unit
        } else if unit == UInt16(UInt8(ascii: ">")) {
            isInTag = false
        }
    }
    return length
}
