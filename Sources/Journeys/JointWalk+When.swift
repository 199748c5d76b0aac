internal import CallBundle
internal import TimeZones

/// What a schedule says at all of some times.
private struct Saying {
    var table: ScheduleTable
    /// In `TimeAtoms`.
    var number: Int
    var isOpen: Bool
}

/// Something that schedules say for a part of the time, in words.
private struct Condition {
    /// `'office' is open`.
    var text: String

    var tests: [Saying]

    /// Whether the hours changed so that the two sides differ.
    var isChange = false
}

extension JointWalk {
    /// A part of the time in words, with an instant of it.
    ///
    /// - Parameters:
    ///   - time: A set of atoms.
    ///   - asked: The schedules that such a call comes to, by their numbers in `TimeAtoms`: no other one is named. Nil for all.
    /// - Returns: Nil for any time.
    mutating func when(_ time: Int32, asked: Set<Int>? = nil) -> When? {
        let members = contexts.times.members(of: time)
        guard time != contexts.all.time, let instant = contexts.atoms.firstInstant(of: members) else { return nil }
        let conditions = self.conditions(members, asked)
        let told = fewest(conditions)
        let table = told.first?.tests.last?.table ?? constant(members, asked).first?.table
        let offset = (table ?? contexts.atoms.ordered.first)?.offsets.offset(at: instant) ?? 0
        return When(instant: instant, offset: offset, schedules: told.map(\.text))
    }

    /// The schedules that decide on the witness's way to a node, by their numbers in `TimeAtoms`; nil where that is not known.
    mutating func asked(onWayTo target: Int32) -> Set<Int>? {
        guard target >= 0 else { return nil }
        contexts.asked = []
        defer { contexts.asked = nil }
        var index = target
        while index >= 0 {
            let node = nodes[Int(index)]
            if case .isIn? = node.move { return nil }
            ask(left.scenes(at: node.left, in: node.context, &contexts, &steps), left.side, isLast: index == target)
            ask(right.scenes(at: node.right, in: node.context, &contexts, &steps), right.side, isLast: index == target)
            if node.parent < 0, let start = node.starts.first {
                for answer in [left.side.answer, right.side.answer].compactMap(\.self) {
                    _ = contexts.leaves(of: answer, for: starts[Int(start)].request, in: contexts.all)
                }
            }
            index = node.parent
        }
        return contexts.asked
    }

    private mutating func ask(_ scenes: [(context: Context, scene: Scene)], _ side: Side, isLast: Bool) {
        guard !isLast else { return }
        for point in scenes.compactMap(\.scene.point) {
            var tables: [ScheduleTable] = []
            var sums: Set<Int> = []
            side.decision(of: point).collect(&tables, &sums)
            for table in tables {
                if let number = contexts.atoms.tables[table] { contexts.asked?.insert(number) }
            }
        }
    }

    /// The tables that say one thing at all of some times.
    private func constant(_ atoms: [Int], _ asked: Set<Int>?) -> [Saying] {
        guard let first = atoms.first else { return [] }
        return contexts.atoms.ordered.enumerated().compactMap { number, table in
            guard asked?.contains(number) ?? true else { return nil }
            let isOpen = contexts.atoms.isOpen(number, in: first)
            guard atoms.allSatisfy({ contexts.atoms.isOpen(number, in: $0) == isOpen }) else { return nil }
            return Saying(table: table, number: number, isOpen: isOpen)
        }
    }

    /// All that schedules with a name say at all of some times; hours that changed first.
    private func conditions(_ atoms: [Int], _ asked: Set<Int>?) -> [Condition] {
        let tables = constant(atoms, asked)
        func word(_ isOpen: Bool) -> String { isOpen ? "open" : "closed" }
        var changes: [Condition] = []
        var others: [Condition] = []
        for saying in tables {
            let (number, isOpen) = (saying.number, saying.isOpen)
            guard let name = names[saying.table] else { continue }
            if let hours = changedHours.first(where: { $0.before == number }) {
                let now = tables.first { $0.number == hours.after }
                guard let now else {
                    others.append(Condition(text: "'\(name)' was \(word(isOpen))", tests: [saying]))
                    continue
                }
                if now.isOpen == isOpen { continue }
                let text = "'\(name)' was \(word(isOpen)) and is \(word(now.isOpen)) now"
                changes.append(Condition(text: text, tests: [saying, now], isChange: true))
            } else if let hours = changedHours.first(where: { $0.after == number }) {
                let before = tables.first { $0.number == hours.before }
                if let before, before.isOpen != isOpen { continue }
                let text = "'\(name)' is \(word(isOpen))\(before == nil ? " now" : "")"
                others.append(Condition(text: text, tests: (before.map { [$0] } ?? []) + [saying]))
            } else {
                others.append(Condition(text: "'\(name)' is \(word(isOpen))", tests: [saying]))
            }
        }
        return changes + others
    }

    /// As few of some conditions as say the same as all of them.
    ///
    /// Hours that changed say why calls part: the first such condition stays.
    private mutating func fewest(_ all: [Condition]) -> [Condition] {
        let whole = time(all)
        let needed = all.first.map { $0.isChange ? [$0] : [] } ?? []
        if time(needed) == whole { return needed }
        let others = Array(all.dropFirst(needed.count))
        for other in others where time(needed + [other]) == whole { return needed + [other] }
        for (index, one) in others.enumerated() {
            for other in others.dropFirst(index + 1) where time(needed + [one, other]) == whole {
                return needed + [one, other]
            }
        }
        var kept = others
        for index in others.indices.reversed() {
            let rest = Array(kept[..<index] + kept[(index + 1)...])
            if time(needed + rest) == whole { kept = rest }
        }
        return needed + kept
    }

    /// When all of some conditions hold.
    private mutating func time(_ conditions: [Condition]) -> Int32 {
        var context = contexts.all
        for test in conditions.flatMap(\.tests) {
            guard let part = contexts.part(of: context, where: test.table, isOpen: test.isOpen) else { return 0 }
            context = part
        }
        return context.time
    }
}
