internal import JSONTree
import SeededRandom
internal import Testing

@Suite struct RoundTripTests {
    @Test(
        "a value comes back as it was written, in both layouts, with its bytes",
        arguments: 1...40 as ClosedRange<UInt64>
    )
    func roundTrip(seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        for _ in 0..<25 {
            let value = random.value(depth: 4)
            for layout in [JSONValue.Layout.compact, .pretty] {
                let bytes = value.serializedBytes(layout)
                let read = try JSONValue(parsing: bytes)
                #expect(read == value)
                // Equality does not see the order of keys nor the normal form of texts: the bytes do.
                #expect(read.serializedBytes(layout) == bytes)
            }
        }
    }

    @Test(
        "sorting keys changes nothing but the order, and sorted twice is sorted",
        arguments: 1...20 as ClosedRange<UInt64>
    )
    func sorting(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let value = random.value(depth: 4)
        let sorted = value.sortedByKey
        #expect(sorted == value)
        #expect(sorted.sortedByKey.serializedBytes() == sorted.serializedBytes())
        #expect(value.shuffled(with: &random).sortedByKey.serializedBytes() == sorted.serializedBytes())
    }

    @Test("equal values hash alike, whatever the order of their keys", arguments: 1...20 as ClosedRange<UInt64>)
    func hashing(seed: UInt64) {
        var random = SeededGenerator(seed: seed)
        let value = random.value(depth: 4)
        let shuffled = value.shuffled(with: &random)
        #expect(shuffled == value)
        #expect(shuffled.hashValue == value.hashValue)
    }
}

extension SeededGenerator {
    /// Any value: all scalars of Unicode, numbers of all forms, empty and large collections.
    fileprivate mutating func value(depth: Int) -> JSONValue {
        switch Int.random(in: 0..<(depth > 0 ? 8 : 5), using: &self) {
        case 0: return .null
        case 1: return .bool(.random(using: &self))
        case 2, 3: return .string(text())
        case 4: return .number(number())
        case 5: return .array((0..<size()).map { _ in value(depth: depth - 1) })
        default: return .object(JSONObject((0..<size()).map { _ in (text(), value(depth: depth - 1)) }))
        }
    }

    private mutating func size() -> Int {
        chance(5) ? Int.random(in: 10...40, using: &self) : Int.random(in: 0...4, using: &self)
    }

    private mutating func text() -> String {
        var text = ""
        for _ in 0..<Int.random(in: 0...8, using: &self) {
            let range: ClosedRange<UInt32> = pick([
                0...0x7F, 0...0x1F, 0x20...0x7E, 0x80...0x7FF, 0x300...0x36F, 0...0x10FFFF,
            ])
            if let scalar = Unicode.Scalar(UInt32.random(in: range, using: &self)) {
                text.unicodeScalars.append(scalar)
            }
        }
        return text
    }

    private mutating func number() -> String {
        let digits = String(UInt64.random(in: 0...(chance(50) ? 20 : .max), using: &self))
        let fraction = chance(30) ? ".\(UInt16.random(in: 0...999, using: &self))0" : ""
        let exponent = chance(30) ? pick(["e", "E", "e+", "E-"]) + String(UInt8.random(in: 0...99, using: &self)) : ""
        return (chance(30) ? "-" : "") + digits + fraction + exponent
    }
}

extension JSONValue {
    fileprivate func shuffled(with random: inout SeededGenerator) -> JSONValue {
        switch self {
        case .null, .bool, .number, .string: return self
        case .array(let elements): return .array(elements.map { $0.shuffled(with: &random) })
        case .object(let object):
            let members = object.members.map { ($0.key, $0.value.shuffled(with: &random)) }
            return .object(JSONObject(members.shuffled(using: &random)))
        }
    }
}
