import ConfigSyntax
import Diagnostics
import Foundation
import Testing

/// A value of YAML that can be changed and written again.
indirect enum GardenValue: Sendable {
    /// The text as it is read; plain where no quotes are needed to keep its meaning.
    case scalar(String, isPlain: Bool)
    case list([GardenValue])
    case mapping([Entry])

    struct Entry: Sendable {
        var key: String
        var value: GardenValue
    }

    static func text(_ text: String) -> GardenValue { .scalar(text, isPlain: false) }
    static func word(_ word: String) -> GardenValue { .scalar(word, isPlain: true) }
    static let nothing = GardenValue.word("null")
    static let empty = GardenValue.text("")

    init(_ node: SyntaxNode) {
        switch node.kind {
        case .scalar: self = .scalar(node.text, isPlain: node.style == .plain)
        case .sequence: self = .list(node.items.map { GardenValue($0) })
        case .mapping:
            self = .mapping(node.entries.map { Entry(key: $0.key.text, value: GardenValue($0.value)) })
        }
    }

    var isNothing: Bool {
        if case .scalar(let text, isPlain: true) = self { return text == "null" || text.isEmpty }
        return false
    }
}

/// A value as text, with the place of one part of it.
struct GardenText {
    private(set) var bytes: [UInt8] = []
    private(set) var marked: Range<Int>?
    private let mark: [Int]

    /// `mark` leads to an entry or item by its index at each level; empty for the whole.
    init(_ value: GardenValue, marking mark: [Int] = []) {
        self.mark = mark
        if case .mapping(let entries) = value {
            // A line for each key of the root, so that what is printed can be read.
            for (index, entry) in entries.enumerated() {
                write(entry, [index])
                add("\n")
            }
        } else {
            write(value, [])
        }
        if mark.isEmpty { marked = 0..<bytes.count }
    }

    private mutating func add(_ text: String) { bytes += Array(text.utf8) }

    private mutating func write(_ entry: GardenValue.Entry, _ path: [Int]) {
        let start = bytes.count
        add(quoted(entry.key))
        add(": ")
        write(entry.value, path)
        if path == mark { marked = start..<bytes.count }
    }

    private mutating func write(_ value: GardenValue, _ path: [Int]) {
        switch value {
        case .scalar(let text, let isPlain): add(isPlain && (text.isEmpty || isSafe(text)) ? text : quoted(text))
        case .list(let items):
            add("[")
            for (index, item) in items.enumerated() {
                let start = bytes.count
                write(item, path + [index])
                if path + [index] == mark { marked = start..<bytes.count }
                add(", ")
            }
            add("]")
        case .mapping(let entries):
            add("{")
            for (index, entry) in entries.enumerated() {
                write(entry, path + [index])
                add(", ")
            }
            add("}")
        }
    }

    private func isSafe(_ text: String) -> Bool {
        text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: "-_./+".utf8.contains(byte)
            }
        }
    }

    private func quoted(_ text: String) -> String {
        isSafe(text) && !text.isEmpty
            ? text : "\"" + text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"") + "\""
    }
}

/// Keys that stand in the garden, and that the decoder does not read yet.
private let pendingKeys: Set<String> = []

extension GardenValue {
    fileprivate func without(_ keys: Set<String>) -> GardenValue {
        switch self {
        case .scalar: self
        case .list(let items): .list(items.map { $0.without(keys) })
        case .mapping(let entries):
            .mapping(
                entries.filter { !keys.contains($0.key) }
                    .map { Entry(key: $0.key, value: $0.value.without(keys)) }
            )
        }
    }
}

/// The project in `Tests/Fixtures/garden`, which has every key of every table.
struct Garden: Sendable {
    let root: GardenValue

    /// The other files of the project, by path.
    let files: [String: String]

    static let shared = Result { try Garden() }

    private init() throws {
        let folder = repository.appending(path: "Tests/Fixtures/garden")
        var files: [String: String] = [:]
        for case let path as String in FileManager.default.enumerator(atPath: folder.path) ?? .init() {
            guard let text = try? String(contentsOf: folder.appending(path: path), encoding: .utf8) else {
                continue  // A folder.
            }
            files[path] = text
        }
        var sources = SourceMap()
        let bytes = Array(try #require(files["contact-center.yaml"]).utf8)
        let tree = parseYAML(sources.add(SourceFile(path: "contact-center.yaml", bytes: bytes)), in: sources).output
        root = GardenValue(try #require(tree).root).without(pendingKeys)
        files["contact-center.yaml"] = nil
        self.files = files
    }
}
