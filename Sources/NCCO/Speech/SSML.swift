/// Why a text is not the SSML that the platform reads.
package struct SSMLProblem: Error, Sendable, Hashable {
    /// The offset of the offending byte in the UTF-8 text, from 0.
    package var offset: Int
    package var message: String

    /// What to do, as a verb phrase.
    package var help: String?

    package init(offset: Int, message: String, help: String? = nil) {
        self.offset = offset
        self.message = message
        self.help = help
    }
}

/// The first thing that keeps a text from being well-formed SSML; nil when it is.
///
/// Well-formed is: one `speak` element from the first byte on, blanks behind it allowed, in it text, comments and the
/// elements that the platform knows, each closed in order, with quoted attributes, and every `&` and `<` escaped.
/// Values of attributes are the platform's business.
///
/// - Complexity: O(length).
package func checkSSML(_ text: String) -> SSMLProblem? {
    var scanner = SSMLScanner(bytes: Array(text.utf8))
    do {
        try scanner.scanDocument()
        return nil
    } catch {
        return error
    }
}

enum SSMLTags {
    /// All elements that the platform knows (text-to-speech guide).
    static let known = [
        "speak", "break", "emphasis", "lang", "p", "phoneme", "prosody", "s", "say-as", "sub",
    ]

    /// The byte offset of the first thing in a text that looks like one of the platform's tags.
    ///
    /// `a < b` and `<b>` are none: nothing else is taken for SSML than what the platform would read as such.
    static func firstOffset(in text: String) -> Int? {
        let bytes = Array(text.utf8)
        var index = 0
        while let open = bytes[index...].firstIndex(of: UInt8(ascii: "<")) {
            var start = open + 1
            if start < bytes.count, bytes[start] == UInt8(ascii: "/") { start += 1 }
            var end = start
            while end < bytes.count, bytes[end].isXMLNameByte { end += 1 }
            let name = String(decoding: bytes[start..<end], as: UTF8.self)
            if end < bytes.count, known.contains(name) {
                let next = bytes[end]
                if next == UInt8(ascii: ">") || next == UInt8(ascii: "/") || next.isXMLBlank { return open }
            }
            index = max(end, open + 1)
        }
        return nil
    }
}

extension UInt8 {
    var isXMLBlank: Bool {
        self == 0x20 || self == 0x09 || self == 0x0A || self == 0x0D
    }

    var isXMLNameByte: Bool {
        switch self {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: ":"),
            UInt8(ascii: "."), 0x80...:
            true
        default: false
        }
    }
}
