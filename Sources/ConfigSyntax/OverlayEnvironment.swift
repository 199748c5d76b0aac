package import Diagnostics

/// What becomes of a value that an overlay has, too.
package indirect enum MergeRule: Sendable {
    /// The overlay's stands in its place.
    case replace

    /// Where both are mappings, they become one; says what becomes of each key of theirs.
    case entries(@Sendable (_ key: String) -> MergeRule)
}

/// The keys of the root file that say how it is read, and differ in no environment.
private let keysOfReading = ["version", "include", "environments", "default_environment"]

/// Lays an environment over a project: mappings become one as far as the rule says, everything else replaces, and null
/// removes.
///
/// The tree that comes out has no `environments` and `default_environment` any more. Nodes keep their places, and no node is
/// copied.
///
/// - Parameters:
///   - environment: One of those that `declaredEnvironments` found in the tree.
///   - tree: The project with all its files, variables not yet replaced.
///   - rule: For the environment as a whole.
/// - Returns: The tree, always, and what is wrong with the environment.
/// - Complexity: O(records of the tree), of which all but the overlay and the mappings it changes is one copy of memory.
package func overlay(
    _ environment: DeclaredEnvironment,
    on tree: SyntaxTree,
    by rule: MergeRule
) -> Checked<SyntaxTree> {
    var overlaying = Overlaying(tree: tree)
    overlaying.run(environment, by: rule)
    return Checked(
        SyntaxTree(file: tree.file, arena: overlaying.arena),
        diagnostics: overlaying.diagnostics.inSourceOrder()
    )
}

private struct Overlaying {
    let tree: SyntaxTree
    var arena: NodeArena
    var diagnostics: [Diagnostic] = []

    init(tree: SyntaxTree) {
        self.tree = tree
        arena = tree.arena
        arena.isComposed = true
    }

    mutating func run(_ environment: DeclaredEnvironment, by rule: MergeRule) {
        let root = arena.root
        let base = arena.entries(of: root).filter {
            !["environments", "default_environment"].contains(arena.keyText(Int($0.key)))
        }
        var changes: [NodeArena.Pair] = []
        if let overlay = environment.overlay {
            for entry in arena.entries(of: overlay) {
                let key = arena.keyText(Int(entry.key))
                if keysOfReading.contains(key) {
                    report(.sameInAllEnvironments(key, at: span(of: entry.key)))
                } else if key != DeclaredEnvironment.sharedKey {
                    changes.append(entry)
                }
            }
        }
        guard case .entries(let ruleOfKey) = rule else { preconditionFailure("an environment is a mapping of keys") }
        let entries = merge(base, changes, path: [], by: ruleOfKey)
        arena.root = arena.appendMapping(entries, instead: [root])
    }

    private mutating func merge(
        _ base: [NodeArena.Pair],
        _ changes: [NodeArena.Pair],
        path: [String],
        by rule: (String) -> MergeRule
    ) -> [NodeArena.Pair] {
        var table = KeyTable()
        var entries = base
        for entry in base { _ = table.insert(Int(entry.key), in: arena) }
        var removed: Set<Int> = []
        var near: NearNames?
        for change in changes {
            let key = arena.keyText(Int(change.key))
            let position = table.position(inserting: Int(change.key), in: arena)
            let isRemoval = arena.isNull(arena.content(of: Int(change.value)))
            if let position, position < base.count, isRemoval {
                removed.insert(position)
            } else if isRemoval {
                guard diagnostics.count < findingsLimit else { continue }
                let names = near ?? NearNames(base.map { arena.keyText(Int($0.key)) })
                near = names
                reportNothingToRemove(change.key, path: path, among: names)
            } else if let position, position < base.count {
                let value = merge(Int(entries[position].value), Int(change.value), path: path + [key], by: rule(key))
                entries[position].value = UInt32(value)
            } else {
                entries.append(change)
                checkAdded(Int(change.value), path: path + [key], by: rule(key))
            }
        }
        guard !removed.isEmpty else { return entries }
        return entries.indices.filter { !removed.contains($0) }.map { entries[$0] }
    }

    /// The value that comes of two.
    private mutating func merge(_ base: Int, _ change: Int, path: [String], by rule: MergeRule) -> Int {
        let (old, new) = (arena.content(of: base), arena.content(of: change))
        guard case .entries(let rule) = rule, arena.records[old].form == .mapping, arena.records[new].form == .mapping
        else {
            checkAdded(change, path: path, by: rule)
            return change
        }
        let entries = merge(arena.entries(of: old), arena.entries(of: new), path: path, by: rule)
        return arena.appendMapping(entries, instead: [old, new])
    }

    /// In what an overlay adds as a whole, there is nothing to remove either.
    private mutating func checkAdded(_ value: Int, path: [String], by rule: MergeRule) {
        let content = arena.content(of: value)
        guard case .entries(let rule) = rule, arena.records[content].form == .mapping else { return }
        for entry in arena.entries(of: content) {
            if arena.isNull(arena.content(of: Int(entry.value))) {
                reportNothingToRemove(entry.key, path: path, among: nil)
            } else {
                let key = arena.keyText(Int(entry.key))
                checkAdded(Int(entry.value), path: path + [key], by: rule(key))
            }
        }
    }

    private mutating func reportNothingToRemove(_ key: UInt32, path: [String], among names: NearNames?) {
        let name = arena.keyText(Int(key))
        let place = SyntaxNode(in: tree, at: Int(key)).contentSpan
        report(.nothingToRemove((path + [name]).joined(separator: "."), at: place, nearest: names?.nearest(to: name)))
    }

    private mutating func report(_ diagnostic: Diagnostic) {
        if diagnostics.count < findingsLimit { diagnostics.append(diagnostic) }
    }

    private func span(of record: UInt32) -> Span {
        SyntaxNode(in: tree, at: Int(record)).contentSpan
    }
}
