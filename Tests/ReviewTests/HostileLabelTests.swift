import Foundation
import SeededRandom
import Testing

@testable import Review

/// Whatever names and prompts hold, a picture stays a picture and shows them as they are.
@Suite("Hostile labels")
struct HostileLabelTests {
    private static let pieces = [
        "\"", "\\", "\\n", "\\\"", "]", "[", ")", "(", "}", "{", "|", "||", "`", "\"`", "`\"", "#", "#quot;", "#35;",
        "&quot;", "&amp;",
        "&#34;", "<br/>", "<script>alert(1)</script>", "-->", "---", "end", "subgraph x", "%%", "%%{init: {}}%%",
        "click n0 \"x\"", ";", ":::",
        "@{ shape: x }", "1. ", "- ", "+ ", "* ", "_", "**b**", "~~~", "ﬂ°°35¶ß", "é", "日本", "👩‍👩‍👧", "ß", "\u{301}", "a",
        "7", " ",
        "style n0 fill:red", "\\N", "\\G", "\\l", "$", "'", "=", "/", "graph", "n0",
    ]

    private func picture(_ seed: UInt64) -> (picture: FlowPicture, lines: [[String]], labels: [[String]]) {
        var random = SeededGenerator(seed: seed)
        func text() -> String {
            (0..<Int.random(in: 1...8, using: &random)).map { _ in random.pick(Self.pieces) }.joined()
        }
        let kinds = FlowPicture.Kind.allCases
        let nodes = (0..<12).map { index in
            FlowPicture.Node(id: "\(index)", kind: random.pick(kinds), title: text(), details: [text(), text()])
        }
        let edges = (0..<12).map { index in
            FlowPicture.Edge(from: index, to: (index * 5 + 1) % 12, label: text(), hears: [text()])
        }
        let picture = FlowPicture(title: text(), nodes: nodes, edges: edges)
        return (picture, nodes.map(\.lines), edges.map(\.lines))
    }

    @Test(
        "Mermaid: every line is a box or an arrow, and its label reads back",
        arguments: 1...60 as ClosedRange<UInt64>
    )
    func mermaid(_ seed: UInt64) throws {
        let (picture, lines, labels) = picture(seed)
        // Nothing but these may stand in a label; everything else is an entity.
        let label = #"((?:[0-9A-Za-z ,:!?'/.+-]|[^\x00-\x7F]|#[0-9]+;|<br/>)*)"#
        let box = try Regex<(Substring, Substring, Substring)>(#"    n([0-9]+)[(\[{/]+""# + label + #""[)\]}/]+"#)
            .matchingSemantics(.unicodeScalar)
        let arrow = try Regex<(Substring, Substring, Substring, Substring)>(
            #"    n([0-9]+) -->\|""# + label + #""\| n([0-9]+)"#
        ).matchingSemantics(.unicodeScalar)
        var boxes: [[String]] = []
        var arrows: [[String]] = []
        for line in picture.mermaid.split(separator: "\n").dropFirst() {
            if let match = line.wholeMatch(of: box) {
                boxes.append(read(match.output.2))
            } else if let match = line.wholeMatch(of: arrow) {
                arrows.append(read(match.output.2))
            } else {
                #expect(line.hasPrefix("    classDef ") || line.hasPrefix("    class n"), "\(line)")
                #expect(line.utf8.allSatisfy { $0 < 128 }, "\(line)")
            }
        }
        #expect(boxes == lines)
        #expect(arrows == labels)
    }

    /// A label of Mermaid's as a reader sees it; by scalars, since an accent joins with what stands before it.
    private func read(_ label: Substring) -> [String] {
        var lines = [String.UnicodeScalarView()]
        var rest = Array(label.unicodeScalars)[...]
        while let scalar = rest.popFirst() {
            switch scalar {
            case "<":
                rest = rest.drop { $0 != ">" }.dropFirst()
                lines.append(String.UnicodeScalarView())
            case "#":
                let digits = rest.prefix { $0 != ";" }
                rest = rest.dropFirst(digits.count + 1)
                let value = UInt32(String(String.UnicodeScalarView(digits)))
                lines[lines.count - 1].append(value.flatMap(Unicode.Scalar.init) ?? "?")
            default: lines[lines.count - 1].append(scalar)
            }
        }
        return lines.map { String($0) }
    }

    @Test(
        "Mermaid: no line of a label looks like Markdown's lists",
        arguments: ["1. For sales", "- x", "+ y", "12) z", "* w"]
    )
    func markdown(_ title: String) {
        let node = FlowPicture.Node(id: "x", kind: .agent, title: title, details: [])
        let text = FlowPicture(title: "", nodes: [node], edges: []).mermaid
        #expect(!text.contains("\"\(title.prefix { $0 != " " }) "))
        #expect(text.contains("#"))
    }

    @Test("DOT: every text is one quoted string that reads back", arguments: 1...60 as ClosedRange<UInt64>)
    func dot(_ seed: UInt64) {
        let (picture, lines, labels) = picture(seed)
        var quoted: [String] = []
        var outside = ""
        var text = Array(picture.dot.unicodeScalars)[...]
        while let scalar = text.popFirst() {
            guard scalar == "\"" else {
                outside.unicodeScalars.append(scalar)
                continue
            }
            var content = String.UnicodeScalarView()
            while let next = text.popFirst(), next != "\"" {
                content.append(next)
                // Within a string a backslash takes the next character along.
                if next == "\\", let taken = text.popFirst() { content.append(taken) }
            }
            quoted.append(String(content))
            outside += "_"
        }
        #expect(outside.count { $0 == "{" } == 2 && outside.count { $0 == "}" } == 2)
        #expect(outside.utf8.allSatisfy { $0 < 128 })
        let known = Set(lines + labels).map { Self.escaped($0) }
        #expect(Set(quoted).isSuperset(of: known))
    }

    /// As Graphviz wants it, the slow way.
    private static func escaped(_ lines: [String]) -> String {
        let special: [Unicode.Scalar: String] = ["\\": "\\\\", "\"": "\\\"", "&": "&amp;"]
        return lines.map { $0.unicodeScalars.map { special[$0] ?? String($0) }.joined() }.joined(separator: "\\n")
    }

    @Test(
        "are one safe line, cut where they are long",
        arguments: [
            ("a\nb\t c\r\n d", "a b c d"), ("\u{1B}[2Jx", "\u{FFFD}[2Jx"), ("\u{0}", "\u{FFFD}"),
            ("\u{202E}abc", "\u{FFFD}abc"),
            (String(repeating: "word ", count: 30), String(repeating: "word ", count: 12) + "…"),
            (String(repeating: "x", count: 100), String(repeating: "x", count: 59) + "…"), ("", ""),
        ]
    )
    func shortened(_ text: String, _ shown: String) {
        #expect(shortText(text) == shown)
    }

    @Test(
        "SSML is shown without its tags",
        arguments: [
            ("<speak>Hi <break time='1s'/>you</speak>", "“Hi you”"),
            ("<speak>a &amp;lt; b &lt; c</speak>", "“a &lt; b < c”"),
            ("a < b > c", "“a < b > c”"),
        ]
    )
    func ssml(_ text: String, _ shown: String) {
        #expect(quoted(text) == shown)
    }
}
