/// An estimate of how long a text takes to speak, SSML tags apart.
struct SpokenLength {
    /// Without tags.
    private(set) var characters = 0

    /// The pauses that `<break time='…'>` asks for.
    private(set) var pauses = 0

    /// About fifteen characters a second, in milliseconds with the pauses.
    var milliseconds: Int { characters * 1_000 / 15 + pauses }

    init(_ text: String) {
        guard text.contains("<speak") else {
            characters = text.count
            return
        }
        var rest = text[...]
        while let open = rest.firstIndex(of: "<") {
            characters += rest.distance(from: rest.startIndex, to: open)
            guard let close = rest[open...].firstIndex(of: ">") else {
                rest = rest[open...]
                break
            }
            let tag = rest[open...close]
            if tag.hasPrefix("<break") { pauses += Self.pause(tag) }
            rest = rest[rest.index(after: close)...]
        }
        characters += rest.count
    }

    /// The time of `<break time='1s'/>` or `'500ms'`, at most ten seconds; half a second when it names none.
    private static func pause(_ tag: Substring) -> Int {
        guard let key = tag.firstRange(of: "time=") else { return 500 }
        let value = tag[key.upperBound...].drop { "'\"\\".contains($0) }
        let digits = value.prefix { $0.isASCII && ($0.isNumber || $0 == ".") }
        guard let number = Double(digits), number.isFinite else { return 500 }
        let scale = value.dropFirst(digits.count).hasPrefix("ms") ? 1.0 : 1_000
        return Int(min(max(number * scale, 0), 10_000))
    }
}
