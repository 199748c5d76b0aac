package import Diagnostics

/// What becomes of a key of the root file that included files have, too.
package indirect enum IncludeRule: Sendable {
    /// It stands in the root file only.
    case rootOnly

    /// It stands in one of the files.
    case once

    /// Its lists become one, in the order of the files.
    case list

    /// Its mappings become one; says what becomes of each key of theirs.
    case entries(@Sendable (_ key: String) -> IncludeRule)
}

/// Makes one tree of a root file and the files that it includes.
///
/// Nodes keep their places in their own files. No node is copied: what is made of several mappings lists their entries.
/// Where the same thing stands in two files, the first stays and the second is reported. The key `include` itself is left
/// out.
///
/// - Parameters:
///   - included: In the order in which their names and lists follow; one file each.
///   - root: Of the root file.
///   - rule: What becomes of a key of the top level.
/// - Returns: The tree; nil when the files are too much together.
/// - Complexity: O(nodes).
package func combine(
    _ included: [SyntaxTree],
    into root: SyntaxTree,
    by rule: @escaping @Sendable (_ key: String) -> IncludeRule
) -> Checked<SyntaxTree> {
    let trees = [root] + included
    let limits = SyntaxLimits.standard
    guard trees.reduce(0, { $0 + $1.arena.bytes.count }) <= limits.bytes else {
        return Checked(nil, diagnostics: [.projectTooLarge(limit: limits.bytes, at: root.root.span.startPoint)])
    }
    guard trees.reduce(0, { $0 + $1.nodeCount }) <= limits.nodes else {
        return Checked(nil, diagnostics: [.projectHasTooManyNodes(limit: limits.nodes, at: root.root.span.startPoint)])
    }
    var inclusion = Inclusion(arena: NodeArena(joining: trees))
    inclusion.run(roots: NodeArena.roots(of: trees), by: rule)
    return Checked(
        SyntaxTree(file: root.file, arena: inclusion.arena),
        diagnostics: inclusion.diagnostics.inSourceOrder()
    )
}

private struct Inclusion {
    var arena: NodeArena
    var diagnostics: [Diagnostic] = []

    /// An entry of the same key in one of the files.
    private typealias Entry = NodeArena.Pair

    mutating func run(roots: [Int], by rule: @escaping @Sendable (String) -> IncludeRule) {
        let root = roots[0]
        guard arena.records[root].form == .mapping else { return }
        var mappings = [root]
        for included in roots.dropFirst() {
            if arena.records[included].form == .mapping {
                mappings.append(included)
            } else if !arena.isNull(included) {
                report(.includedFileIsNoMapping(at: span(of: included).startPoint))
            }
        }
        let merged = merge(mappings, path: []) { rule($0) }
        var entries = arena.entries(of: merged)
        entries.removeAll { arena.keyText(Int($0.key)) == "include" }
        arena.root = arena.appendMapping(entries, instead: [root])
    }

    /// One mapping of the entries of several.
    private mutating func merge(_ mappings: [Int], path: [String], by rule: (String) -> IncludeRule) -> Int {
        var table = KeyTable()
        var groups: [[Entry]] = []
        for (number, mapping) in mappings.enumerated() {
            for entry in arena.entries(of: mapping) {
                let isOfIncluded = path.isEmpty && number > 0
                if isOfIncluded, case .rootOnly = rule(arena.keyText(Int(entry.key))) {
                    report(.belongsToRootFile(arena.keyText(Int(entry.key)), at: span(of: Int(entry.key))))
                } else if let position = table.position(inserting: Int(entry.key), in: arena) {
                    groups[position].append(entry)
                } else {
                    groups.append([entry])
                }
            }
        }
        let entries = groups.map { group in
            group.count == 1 ? group[0] : join(group, path: path, by: rule(arena.keyText(Int(group[0].key))))
        }
        return arena.appendMapping(entries, instead: mappings)
    }

    private mutating func join(_ group: [Entry], path: [String], by rule: IncludeRule) -> Entry {
        switch rule {
        case .rootOnly, .once:
            let name = (path + [arena.keyText(Int(group[0].key))]).joined(separator: ".")
            for entry in group.dropFirst() {
                let (place, first) = (span(of: Int(entry.key)), span(of: Int(group[0].key)))
                report(
                    path.isEmpty
                        ? .sectionTwice(name, at: place, first: first) : .nameTwice(name, at: place, first: first)
                )
            }
            return group[0]
        case .list:
            return join(group, of: .sequence) { inclusion, contents in
                var items: [Int] = []
                for content in contents { inclusion.arena.forEachChild(of: content) { items.append($0) } }
                return inclusion.arena.appendSequence(items, instead: contents)
            }
        case .entries(let rule):
            let path = path + [arena.keyText(Int(group[0].key))]
            return join(group, of: .mapping) { inclusion, contents in
                inclusion.merge(contents, path: path, by: rule)
            }
        }
    }

    /// The entry with one value of all: what is nothing does not count, and what has the wrong form stays alone, for those
    /// who read it to report.
    private mutating func join(
        _ group: [Entry],
        of form: NodeRecord.Form,
        _ body: (inout Inclusion, [Int]) -> Int
    ) -> Entry {
        let filled = group.filter { !arena.isNull(arena.content(of: Int($0.value))) }
        guard let first = filled.first else { return group[0] }
        if let wrong = filled.first(where: { arena.records[arena.content(of: Int($0.value))].form != form }) {
            return wrong
        }
        guard filled.count > 1 else { return first }
        let value = body(&self, filled.map { arena.content(of: Int($0.value)) })
        return Entry(key: first.key, value: UInt32(value))
    }

    private mutating func report(_ diagnostic: Diagnostic) {
        if diagnostics.count < findingsLimit { diagnostics.append(diagnostic) }
    }

    private func span(of record: Int) -> Span {
        arena.span(from: Int(arena.records[record].start), to: Int(arena.records[record].end))
    }
}
