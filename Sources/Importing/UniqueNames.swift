/// Names that the language takes, each given once.
struct UniqueNames {
    private var given: Set<String> = []

    /// A name made from `text`: small letters, digits and dashes, at most 50; with a number behind it where it was
    /// given.
    mutating func name(from text: String, or substitute: String) -> String {
        var name = ""
        for byte in text.lowercased().utf8.prefix(200) {
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            default: if !name.isEmpty, name.last != "-" { name.append("-") }
            }
        }
        name = String(name.prefix(50))
        while name.last == "-" { name.removeLast() }
        if name.isEmpty { name = substitute }
        return unique(name, joinedBy: "-")
    }

    /// The name of an environment variable made from `text`.
    mutating func variable(from text: String) -> String {
        var name = ""
        for byte in text.uppercased().utf8.prefix(200) {
            switch byte {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "0")...UInt8(ascii: "9"):
                name.unicodeScalars.append(Unicode.Scalar(byte))
            default: if !name.isEmpty, name.last != "_" { name.append("_") }
            }
        }
        return unique(name, joinedBy: "_")
    }

    private mutating func unique(_ name: String, joinedBy mark: String) -> String {
        // A name of entries that mean something else.
        if name != "default", given.insert(name).inserted { return name }
        var count = 2
        while !given.insert("\(name)\(mark)\(count)").inserted { count += 1 }
        return "\(name)\(mark)\(count)"
    }
}
