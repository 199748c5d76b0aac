import ConfigSyntax
import Diagnostics
import SeededRandom
import Testing

/// A value, as the tests make them up.
private indirect enum Value: Equatable {
    case scalar(String)
    case sequence([Value])
    case mapping([(key: String, value: Value)])

    static func random(depth: Int, using random: inout SeededGenerator) -> Value {
        switch depth == 0 ? 0 : Int.random(in: 0..<3, using: &random) {
        case 0: return .scalar(text(using: &random))
        case 1:
            return .sequence(
                (0..<Int.random(in: 0..<5, using: &random)).map { _ in .random(depth: depth - 1, using: &random) }
            )
        default:
            return .mapping(
                (0..<Int.random(in: 0..<12, using: &random)).map { index in
                    ("\(index) " + text(using: &random), .random(depth: depth - 1, using: &random))
                }
            )
        }
    }

    private static func text(using random: inout SeededGenerator) -> String {
        let letters = [
            "a", " ", ":", ",", "\"", "\\", "ö", "😀", "#", "\n", "\t", "'", "{", "}", "$", "\u{85}", "\u{2028}", "\0",
        ]
        return (0..<Int.random(in: 0..<8, using: &random)).map { _ in letters.randomElement(using: &random) ?? "" }
            .joined()
    }

    /// As flow YAML with double quotes.
    var yaml: String {
        switch self {
        case .scalar(let text): return Self.quoted(text)
        case .sequence(let items): return "[" + items.map(\.yaml).joined(separator: ", ") + "]"
        case .mapping(let entries):
            return "{" + entries.map { "\(Self.quoted($0.key)): \($0.value.yaml)" }.joined(separator: ", ") + "}"
        }
    }

    private static func quoted(_ text: String) -> String {
        var quoted = "\""
        for scalar in text.unicodeScalars {
            switch scalar {
            case "\"": quoted += "\\\""
            case "\\": quoted += "\\\\"
            case "\u{85}": quoted += "\\N"
            case "\u{2028}": quoted += "\\L"
            case "\0"..<" ": quoted += "\\x" + (scalar.value < 16 ? "0" : "") + String(scalar.value, radix: 16)
            default: quoted.unicodeScalars.append(scalar)
            }
        }
        return quoted + "\""
    }

    init(_ node: SyntaxNode) {
        switch node.kind {
        case .scalar: self = .scalar(node.text)
        case .sequence: self = .sequence(node.items.map(Value.init))
        case .mapping: self = .mapping(node.entries.map { ($0.key.text, Value($0.value)) })
        }
    }

    static func == (left: Value, right: Value) -> Bool {
        switch (left, right) {
        case (.scalar(let left), .scalar(let right)): Array(left.utf8) == Array(right.utf8)
        case (.sequence(let left), .sequence(let right)): left == right
        case (.mapping(let left), .mapping(let right)):
            left.count == right.count && zip(left, right).allSatisfy { $0.key == $1.key && $0.value == $1.value }
        default: false
        }
    }
}

@Suite("Round trips")
struct RoundTripTests {
    @Test("a random value written as YAML is read as itself", arguments: 0..<200)
    func same(_ seed: Int) throws {
        var random = SeededGenerator(seed: UInt64(seed))
        let value = Value.random(depth: 4, using: &random)
        #expect(try Value(root(value.yaml)) == value)
    }
}
