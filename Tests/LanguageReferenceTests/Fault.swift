import ContactCenter

/// One thing wrong with the garden.
struct Fault: Sendable, CustomStringConvertible {
    let place: String
    let kind: String
    let root: GardenValue

    /// Leads to what is wrong.
    let mark: [Int]

    var description: String { "\(place): \(kind)" }
}

extension Fault {
    /// Everything that can be wrong with a key by its shape.
    static func all(at site: KeySite, in root: GardenValue) -> [Fault] {
        let place = "\(site.table.subject), \(site.key.name)"
        func fault(_ kind: String, _ root: GardenValue, mark: [Int]? = nil) -> Fault {
            Fault(place: place, kind: kind, root: root, mark: mark ?? site.path)
        }
        var faults = wrongValues(of: site.key.shape).map { wrong in
            fault(wrong.kind, root.changing(site.path) { $0.value = wrong.value })
        }
        let parent = Array(site.path.dropLast())
        let index = site.path.last ?? 0
        if site.key.isRequired {
            faults.append(
                fault("missing", root.changingEntries(parent) { _ = $0.remove(at: index) }, mark: parent)
            )
        }
        // Behind all others, so that the places of those do not change.
        let count = root.entryCount(parent)
        faults.append(
            fault("twice", root.changingEntries(parent) { $0.append($0[index]) }, mark: parent + [count])
        )
        return faults
    }

    /// A key that is not there, or not allowed, in a mapping.
    static func all(at site: MappingSite, in root: GardenValue) -> [Fault] {
        func fault(_ place: String, _ kind: String, _ key: String, like index: Int?) -> Fault {
            let count = root.entryCount(site.path)
            let changed = root.changingEntries(site.path) { entries in
                let value = index.map { entries[$0].value } ?? .word("1")
                entries.append(GardenValue.Entry(key: key, value: value))
            }
            return Fault(place: place, kind: kind, root: changed, mark: site.path + [count])
        }
        switch site.form {
        case .table(let table):
            var faults = [fault(table.subject, "unknown key", "zzz", like: nil)]
            if let first = table.keys.first {
                faults.append(fault(table.subject, "misspelt key", first.name + "s", like: 0))
            }
            return faults
        case .named(let format):
            let key = ["?!", "", "USR-1"].first { !matches($0, format) }
            return key.map { [fault("\(format.name) as a key", "wrong form '\($0)'", $0, like: 0)] } ?? []
        }
    }

    /// Values that a shape does not have, each of another kind.
    private static func wrongValues(of shape: ValueShape) -> [(kind: String, value: GardenValue)] {
        let strange = GardenValue.mapping([.init(key: "zzz", value: .word("1"))])
        // Of those that are wrong in the same way the first will do.
        let alternatives: [[(String, GardenValue)]] = [
            [("a word", .word("neither")), ("marks", .text("?!"))], [("empty", .empty)], [("nothing", .nothing)],
            [("a list", .list([strange])), ("an empty list", .list([]))], [("a mapping", strange)],
        ]
        var candidates = alternatives.compactMap { $0.first { !fits($0.1, shape) } }
        func add(bounds shape: ValueShape) {
            switch shape {
            case .integer(let range):
                candidates.append(("too small", .word(String(range.lowerBound - 1))))
                candidates.append(("too large", .word(String(range.upperBound + 1))))
            case .duration(let range):
                if range.lowerBound > 0 { candidates.append(("too short", .word("\(range.lowerBound - 1)s"))) }
                candidates.append(("too long", .word("\(range.upperBound + 1)s")))
                candidates.append(("without a unit", .word("5")))
            case .amount: candidates.append(("below zero", .word("-1")))
            case .list(let item, let atLeast) where atLeast > 1:
                candidates.append(("too few", .list([.text("x")])))
                _ = item
            case .anyOf(let shapes): shapes.forEach(add)
            case .orNothing(let shape): add(bounds: shape)
            default: break
            }
        }
        add(bounds: shape)
        return candidates.filter { !fits($0.1, shape) }
    }
}

extension GardenValue {
    /// This value with one entry or item changed.
    fileprivate func changing(_ path: [Int], _ change: (inout Entry) -> Void) -> GardenValue {
        guard let index = path.first else { return self }
        let rest = Array(path.dropFirst())
        switch self {
        case .mapping(var entries):
            if rest.isEmpty {
                change(&entries[index])
            } else {
                entries[index].value = entries[index].value.changing(rest, change)
            }
            return .mapping(entries)
        case .list(var items):
            if rest.isEmpty {
                var entry = Entry(key: "", value: items[index])
                change(&entry)
                items[index] = entry.value
            } else {
                items[index] = items[index].changing(rest, change)
            }
            return .list(items)
        case .scalar: return self
        }
    }

    /// This value with the entries of one mapping changed.
    fileprivate func changingEntries(_ path: [Int], _ change: (inout [Entry]) -> Void) -> GardenValue {
        guard path.isEmpty else {
            return changing(path) { $0.value = $0.value.changingEntries([], change) }
        }
        guard case .mapping(var entries) = self else { return self }
        change(&entries)
        return .mapping(entries)
    }

    fileprivate func entryCount(_ path: [Int]) -> Int {
        switch self {
        case .mapping(let entries):
            guard let index = path.first else { return entries.count }
            return entries[index].value.entryCount(Array(path.dropFirst()))
        case .list(let items):
            return path.first.map { items[$0].entryCount(Array(path.dropFirst())) } ?? 0
        case .scalar: return 0
        }
    }
}
