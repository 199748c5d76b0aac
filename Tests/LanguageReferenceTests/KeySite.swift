import ContactCenter

/// Where in the garden a key of a table is written, for the first time.
struct KeySite: Sendable {
    let table: KeyTable
    let key: KeyTable.Key

    /// Leads to the entry by its index at each level.
    let path: [Int]
}

/// A mapping in the garden by the keys of a table, or by names of the operator's choice.
struct MappingSite: Sendable {
    let path: [Int]
    let form: Form

    enum Form: Sendable {
        case table(KeyTable)
        case named(TextFormat)
    }
}

/// Walks a value along the shapes of the language.
struct SiteFinder {
    private(set) var keys: [KeySite] = []
    private(set) var mappings: [MappingSite] = []
    private var seen: Set<String> = []

    init(_ root: GardenValue) {
        guard let table = KeyTable.all.first else { return }
        visit(root, table, [])
    }

    private mutating func visit(_ value: GardenValue, _ table: KeyTable, _ path: [Int]) {
        guard case .mapping(let entries) = value else { return }
        if seen.insert(table.subject).inserted { mappings.append(MappingSite(path: path, form: .table(table))) }
        for (index, entry) in entries.enumerated() {
            guard let key = table.keys.first(where: { $0.name == entry.key }) else {
                // The prefixes beside the keys of a decision by caller.
                if let destination = KeyTable.all.first(where: { $0.subject == "a destination" }) {
                    visit(entry.value, destination, path + [index])
                }
                continue
            }
            if seen.insert("\(table.subject)/\(key.name)").inserted {
                keys.append(KeySite(table: table, key: key, path: path + [index]))
            }
            visit(entry.value, key.shape, path + [index])
        }
    }

    private mutating func visit(_ value: GardenValue, _ shape: ValueShape, _ path: [Int]) {
        switch (shape, value) {
        case (.table(let table), .mapping): visit(value, table(), path)
        case (.named(let format, let shape), .mapping(let entries)):
            if seen.insert("named \(format.name)").inserted {
                mappings.append(MappingSite(path: path, form: .named(format)))
            }
            for (index, entry) in entries.enumerated() {
                let isDefault = entry.key == "default"
                let special = isDefault ? KeyTable.all.first { $0.subject == "the default number" } : nil
                if let special, case .table = shape {
                    visit(entry.value, special, path + [index])
                } else {
                    visit(entry.value, shape, path + [index])
                }
            }
        case (.list(let shape, _), .list(let items)):
            for (index, item) in items.enumerated() { visit(item, shape, path + [index]) }
        case (.anyOf(let shapes), _):
            if let fitting = shapes.first(where: { fits(value, $0) }) { visit(value, fitting, path) }
        case (.orNothing(let shape), _): visit(value, shape, path)
        default: break
        }
    }
}

/// Whether a value has a shape, as far as a shape tells.
func fits(_ value: GardenValue, _ shape: ValueShape) -> Bool {
    switch (shape, value) {
    case (.orNothing(let shape), _): return value.isNothing || fits(value, shape)
    case (.anyOf(let shapes), _): return shapes.contains { fits(value, $0) }
    case (.named, .scalar), (.list(_, atLeast: 0), .scalar): return value.isNothing
    case (.named(let format, let shape), .mapping(let entries)):
        return entries.allSatisfy { entry in matches(entry.key, format) && fits(entry.value, shape) }
    case (.table(let table), .mapping(let entries)):
        let keys = table().keys
        return entries.allSatisfy { entry in
            table().subject == "a decision by caller"
                || keys.contains { $0.name == entry.key && fits(entry.value, $0.shape) }
        }
    case (.list(let shape, let atLeast), .list(let items)):
        return items.count >= atLeast && items.allSatisfy { fits($0, shape) }
    case (.actions, .list): return true
    case (_, .scalar(let text, _)): return !value.isNothing && !text.isEmpty && isScalar(text, shape)
    default: return false
    }
}

private func isScalar(_ text: String, _ shape: ValueShape) -> Bool {
    switch shape {
    case .text: return true
    case .boolean: return ["yes", "no", "true", "false", "on", "off"].contains(text.lowercased())
    case .integer(let range): return Int(text).map(range.contains) ?? false
    case .amount: return Double(text).map { $0 >= 0 } ?? false
    case .duration(let range):
        guard let factor = text.last.flatMap({ ["s": 1, "m": 60, "h": 3600][$0] }) else { return false }
        return Int(text.dropLast()).map { range.contains($0 * factor) } ?? false
    case .choice(let words): return words.contains(text) || words == ["yes"] && ["true", "on"].contains(text)
    case .format(let format): return matches(text, format)
    case .table, .named, .list, .anyOf, .orNothing, .actions: return false
    }
}

func matches(_ text: String, _ format: TextFormat) -> Bool {
    (try? Regex(format.pattern)).map { text.firstMatch(of: $0) != nil } ?? false  // SchemaFileTests reads them all.
}
