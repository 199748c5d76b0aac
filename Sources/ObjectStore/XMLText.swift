/// The few elements of S3's XML that are read here: no attributes matter, and no element has its own name inside.
struct XMLText {
    private let text: Substring

    init(_ bytes: [UInt8]) {
        text = Substring(decoding: bytes, as: UTF8.self)
    }

    private init(_ text: Substring) {
        self.text = text
    }

    /// What stands in each element of that name, in order.
    ///
    /// - Complexity: O(bytes).
    func all(_ name: String) -> [XMLText] {
        var found: [XMLText] = []
        let utf8 = text.utf8
        let (opening, closing) = (Array("<\(name)".utf8), Array("</\(name)>".utf8))
        var rest = utf8[...]
        while let start = rest.firstRange(of: opening) {
            let behind = rest[start.upperBound...]
            guard let next = behind.first else { break }
            // A longer name that begins like it is another one; `<Name/>` is empty.
            guard next == UInt8(ascii: ">") || next == UInt8(ascii: " "),
                let angle = behind.firstIndex(of: UInt8(ascii: ">"))
            else {
                rest = behind
                continue
            }
            let content = behind[utf8.index(after: angle)...]
            guard let end = content.firstRange(of: closing) else { break }
            found.append(XMLText(Substring(content[..<end.lowerBound])))
            rest = content[end.upperBound...]
        }
        return found
    }

    /// The text of the first element of that name; nil when there is none.
    func first(_ name: String) -> String? { all(name).first?.unescaped }

    /// Its text, with the five named characters and numbers put back.
    var unescaped: String {
        guard text.utf8.contains(UInt8(ascii: "&")) else { return String(text) }
        var result = ""
        var rest = text
        while let ampersand = rest.firstIndex(of: "&") {
            result += rest[..<ampersand]
            let behind = rest[rest.index(after: ampersand)...]
            guard let semicolon = behind.firstIndex(of: ";"), let character = character(behind[..<semicolon]) else {
                result += "&"
                rest = behind
                continue
            }
            result.append(character)
            rest = behind[behind.index(after: semicolon)...]
        }
        return result + rest
    }

    private func character(_ name: Substring) -> Character? {
        switch name {
        case "amp": return "&"
        case "lt": return "<"
        case "gt": return ">"
        case "quot": return "\""
        case "apos": return "'"
        default:
            let number =
                name.hasPrefix("#x")
                ? UInt32(name.dropFirst(2), radix: 16)
                : name.hasPrefix("#") ? UInt32(name.dropFirst()) : nil
            return number.flatMap(Unicode.Scalar.init).map(Character.init)
        }
    }
}
