internal import JSONTree

/// Makes hostile inputs out of sound ones: bytes, words, lines and, where an input is JSON, its tree are changed.
struct Mutator {
    let corpus: [[UInt8]]
    var random: SplitMix

    /// Inputs stay below this size, so that each run takes little time.
    private static let sizeLimit = 1 << 16

    private static let tokens = hostileTokens.map { Array($0.utf8) }

    mutating func make() -> [UInt8] {
        var bytes = pick(corpus) ?? []
        if chance(3), let json = try? JSONValue(parsing: bytes) {  // No JSON: the bytes are changed as they are.
            var tree = json
            for _ in 0..<number(1...4) { tree = mutated(tree, 0) }
            bytes = tree.serializedBytes(chance(2) ? .pretty : .compact)
            guard chance(4) else { return Array(bytes.prefix(Self.sizeLimit)) }
        }
        for _ in 0..<number(chance(8) ? 8...40 : 1...6) { change(&bytes) }
        return Array(bytes.prefix(Self.sizeLimit))
    }

    // MARK: - Bytes, words and lines

    private mutating func change(_ bytes: inout [UInt8]) {
        let place = number(0...bytes.count)
        switch number(0...11) {
        case 0 where place < bytes.count: bytes[place] = UInt8(number(0...255))
        case 1 where place < bytes.count: bytes[place] ^= 1 << UInt8(number(0...7))
        case 2: bytes.removeSubrange(place..<min(bytes.count, place + number(1...(chance(4) ? 400 : 8))))
        case 3: bytes.insert(contentsOf: pick(Self.tokens) ?? [], at: place)
        case 4:
            let part = slice(bytes, longest: 80)
            bytes.insert(contentsOf: part, at: place)
        case 5:
            let part = slice(pick(corpus) ?? [], longest: 300)
            bytes.insert(contentsOf: part, at: place)
        case 6: replaceWord(&bytes, from: place) { $0.pick(Self.tokens) ?? [] }
        case 7: replaceWord(&bytes, from: place) { mutator in mutator.word(mutator.pick(mutator.corpus) ?? []) }
        case 8: bytes.removeSubrange(place...)
        case 9: changeLine(&bytes)
        case 10:
            let token = pick(Self.tokens) ?? []
            bytes.insert(contentsOf: Array(repeatElement(token, count: number(1...300)).joined()), at: place)
        default: bytes.insert(UInt8(number(0...255)), at: place)
        }
    }

    /// Removes, doubles, moves or indents a line.
    private mutating func changeLine(_ bytes: inout [UInt8]) {
        var lines = bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false).map { Array($0) }
        let index = number(0...lines.count - 1)
        switch number(0...3) {
        case 0: lines.remove(at: index)
        case 1: lines.insert(lines[index], at: number(0...lines.count))
        case 2: lines.swapAt(index, number(0...lines.count - 1))
        default: lines[index].insert(contentsOf: repeatElement(UInt8(ascii: " "), count: number(1...5)), at: 0)
        }
        bytes = Array(lines.joined(separator: [UInt8(ascii: "\n")]))
    }

    private mutating func replaceWord(
        _ bytes: inout [UInt8],
        from place: Int,
        by make: (inout Mutator) -> [UInt8]
    ) {
        guard let start = bytes[place...].firstIndex(where: isWordByte) else { return }
        let end = bytes[start...].firstIndex { !isWordByte($0) } ?? bytes.count
        bytes.replaceSubrange(start..<end, with: make(&self))
    }

    private mutating func word(_ bytes: [UInt8]) -> [UInt8] {
        Array(bytes[number(0...bytes.count)...].drop { !isWordByte($0) }.prefix { isWordByte($0) })
    }

    private mutating func slice(_ bytes: [UInt8], longest: Int) -> [UInt8] {
        let start = number(0...bytes.count)
        return Array(bytes[start..<min(bytes.count, start + number(1...longest))])
    }

    // MARK: - JSON

    /// The tree with one place in it changed.
    private mutating func mutated(_ value: JSONValue, _ depth: Int) -> JSONValue {
        if depth > 0, chance(4) || !value.isCollection { return replacement(for: value) }
        switch value {
        case .array(var elements):
            guard !elements.isEmpty else { return replacement(for: value) }
            let index = number(0...elements.count - 1)
            switch number(0...4) {
            case 0: elements.remove(at: index)
            case 1: elements.insert(elements[index], at: number(0...elements.count))
            default: elements[index] = mutated(elements[index], depth + 1)
            }
            return .array(elements)
        case .object(let object):
            guard let key = pick(Array(object.keys)), let member = object[key] else { return replacement(for: value) }
            var changed = object
            switch number(0...5) {
            case 0: changed[key] = nil
            case 1:
                changed[key] = nil
                changed[String(decoding: pick(Self.tokens) ?? [], as: UTF8.self)] = member
            default: changed[key] = mutated(member, depth + 1)
            }
            return .object(changed)
        default: return replacement(for: value)
        }
    }

    private mutating func replacement(for value: JSONValue) -> JSONValue {
        switch number(0...9) {
        case 0: .null
        case 1: .bool(chance(2))
        case 2: .integer([0, -1, 1, 19, 21, Int.max, Int.min, 1 << 31, 1 << 53][number(0...8)])
        case 3: .number(["1e9999", "-0.0", "0.5", "1E-400", "123456789012345678901234567890"][number(0...4)])
        case 4: .string("")
        case 5: .string(String(decoding: pick(Self.tokens) ?? [], as: UTF8.self))
        case 6: .string(String(repeating: "a1 .", count: number(1...600)))
        case 7: .array([value, value])
        case 8: .object(JSONObject([("a", value)]))
        default: .string(String(decoding: word(pick(corpus) ?? []), as: UTF8.self))
        }
    }

    // MARK: - Chance

    private mutating func number(_ range: ClosedRange<Int>) -> Int { Int.random(in: range, using: &random) }

    /// True once in so many times.
    private mutating func chance(_ count: Int) -> Bool { number(1...count) == 1 }

    private mutating func pick<Element>(_ elements: [Element]) -> Element? { elements.randomElement(using: &random) }
}

private func isWordByte(_ byte: UInt8) -> Bool {
    switch byte {
    case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "."), UInt8(ascii: "+"):
        true
    default: byte >= 0x80
    }
}

extension JSONValue {
    fileprivate var isCollection: Bool { arrayValue != nil || objectValue != nil }
}
