/// A JSON value that keeps what Foundation's types lose: the order of keys and the exact text of numbers.
///
/// Unknown keys of API objects pass through it unharmed, and the same value is written as the same bytes everywhere.
package enum JSONValue: Sendable, Hashable {
    case null
    case bool(Bool)
    /// The text of a valid JSON number, as it was read or as it is to be written.
    case number(String)
    case string(String)
    case array([JSONValue])
    case object(JSONObject)
}

/// Up to so many members comparing keys one by one is cheaper than hashing them.
let fewMembers = 16

/// The members of a JSON object, in order, each key once.
package struct JSONObject: Sendable {
    package private(set) var members: [(key: String, value: JSONValue)]

    package init() {
        members = []
    }

    /// Empty, with room for so many members.
    package init(minimumCapacity: Int) {
        members = []
        members.reserveCapacity(minimumCapacity)
    }

    /// Takes the members in order; of a repeated key the last value counts, at the first one's place.
    ///
    /// - Complexity: O(members).
    package init(_ members: some Sequence<(String, JSONValue)>) {
        self.init(minimumCapacity: members.underestimatedCount)
        var places: [String: Int] = [:]
        for (key, value) in members {
            guard self.members.count >= fewMembers else {
                self[key] = value
                continue
            }
            if places.isEmpty { places = self.places }
            if let place = places[key] {
                self.members[place].value = value
            } else {
                places[key] = self.members.count
                appendNew(key, value)
            }
        }
    }

    /// The value of `key`.
    ///
    /// Setting nil removes the member, setting a new key appends it.
    ///
    /// - Complexity: O(members); the objects here have few.
    package subscript(key: String) -> JSONValue? {
        get { members.first { $0.key == key }?.value }
        set {
            if let index = members.firstIndex(where: { $0.key == key }) {
                if let newValue {
                    members[index].value = newValue
                } else {
                    members.remove(at: index)
                }
            } else if let newValue {
                members.append((key, newValue))
            }
        }
    }

    /// Appends a member whose key is known to be new, without searching.
    package mutating func appendNew(_ key: String, _ value: JSONValue) {
        members.append((key, value))
    }

    package var isEmpty: Bool { members.isEmpty }
    package var keys: [String] { members.map(\.key) }

    private var places: [String: Int] {
        Dictionary(members.enumerated().map { ($1.key, $0) }, uniquingKeysWith: { first, _ in first })
    }
}

extension JSONObject: ExpressibleByDictionaryLiteral {
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self.init(elements) }
}

extension JSONObject: Hashable {
    /// Equal when the same keys have equal values, in any order.
    ///
    /// - Complexity: O(members).
    package static func == (left: JSONObject, right: JSONObject) -> Bool {
        guard left.members.count == right.members.count else { return false }
        if zip(left.members, right.members).allSatisfy({ $0.key == $1.key }) {
            return zip(left.members, right.members).allSatisfy { $0.value == $1.value }
        }
        guard left.members.count > fewMembers else {
            return left.members.allSatisfy { right[$0.key] == $0.value }
        }
        let places = right.places
        return left.members.allSatisfy { member in
            places[member.key].map { right.members[$0].value == member.value } ?? false
        }
    }

    package func hash(into hasher: inout Hasher) {
        for key in keys.sorted() {
            hasher.combine(key)
        }
    }
}

extension JSONValue: ExpressibleByStringLiteral, ExpressibleByBooleanLiteral, ExpressibleByIntegerLiteral,
    ExpressibleByArrayLiteral, ExpressibleByDictionaryLiteral, ExpressibleByNilLiteral
{
    package init(stringLiteral value: String) { self = .string(value) }
    package init(booleanLiteral value: Bool) { self = .bool(value) }
    package init(integerLiteral value: Int) { self = .number(String(value)) }
    package init(arrayLiteral elements: JSONValue...) { self = .array(elements) }
    package init(dictionaryLiteral elements: (String, JSONValue)...) { self = .object(JSONObject(elements)) }
    package init(nilLiteral: ()) { self = .null }
}

extension JSONValue {
    package static func integer(_ value: Int) -> JSONValue { .number(String(value)) }

    package var stringValue: String? {
        guard case .string(let value) = self else { return nil }
        return value
    }

    package var boolValue: Bool? {
        guard case .bool(let value) = self else { return nil }
        return value
    }

    /// The value of a number without fraction or exponent that fits an `Int`.
    package var intValue: Int? {
        guard case .number(let text) = self else { return nil }
        return Int(text)
    }

    package var doubleValue: Double? {
        guard case .number(let text) = self else { return nil }
        return Double(text)
    }

    package var arrayValue: [JSONValue]? {
        guard case .array(let value) = self else { return nil }
        return value
    }

    package var objectValue: JSONObject? {
        guard case .object(let value) = self else { return nil }
        return value
    }

    package var isNull: Bool { self == .null }

    /// The member `key` of an object; nil for any other value and for a missing member.
    package subscript(key: String) -> JSONValue? {
        objectValue?[key]
    }
}
