package import ConfigSyntax

// How the language's mappings become one, read off the key tables so that a new key needs no second place.

extension KeyTable {
    /// What becomes of a key of the root file that included files have, too.
    ///
    /// Names are put together, lists follow each other, and what is one thing (`app`, `voice`) stands in one file.
    @Sendable
    package static func ruleOfInclusion(_ key: String) -> IncludeRule {
        if ["version", "include"].contains(key) { return .rootOnly }
        return root.keys.first { $0.name == key }?.shape.ruleOfInclusion ?? .once
    }

    /// How an environment is laid over a project.
    package static var ruleOfOverlay: MergeRule { ValueShape.table { .environment }.ruleOfOverlay }

    /// Whether a mapping of this table says where a call goes or where somebody is rung: one thing, of which no half makes
    /// sense with half of another.
    var isPlaceToGo: Bool {
        ["phone", "vbc"].allSatisfy { name in keys.contains { $0.name == name } }
    }
}

extension ValueShape {
    fileprivate var ruleOfInclusion: IncludeRule {
        switch self {
        case .named: return .entries { _ in .once }
        case .list: return .list
        case .table(let table):
            let keys = table().keys
            // A mapping of nothing but mappings by name, such as 'removed'.
            guard keys.allSatisfy({ if case .named = $0.shape { true } else { false } }) else { return .once }
            return .entries { key in keys.first { $0.name == key }?.shape.ruleOfInclusion ?? .once }
        default: return .once
        }
    }

    fileprivate var ruleOfOverlay: MergeRule {
        switch self {
        case .table(let table):
            let table = table()
            guard !table.isPlaceToGo else { return .replace }
            return .entries { key in table.keys.first { $0.name == key }?.shape.ruleOfOverlay ?? .replace }
        case .named(_, let shape): return .entries { _ in shape.ruleOfOverlay }
        case .orNothing(let shape): return shape.ruleOfOverlay
        case .anyOf(let shapes):
            for shape in shapes {
                if case .entries = shape.ruleOfOverlay { return shape.ruleOfOverlay }
            }
            return .replace
        default: return .replace
        }
    }
}
