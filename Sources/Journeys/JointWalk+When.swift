internal import CallBundle
internal import TimeZones

/// A schedule that both sides have by one name, with other hours; the numbers are those of `TimeAtoms`.
struct ChangedHours {
    var name: String
    var before: Int
    var after: Int
}

extension JointWalk {
    /// The schedules whose hours differ between the sides, by their names.
    static func changedHours(
        _ left: Side,
        _ right: Side,
        names: [ScheduleTable: String],
        _ atoms: TimeAtoms
    ) -> [ChangedHours] {
        func tables(of side: Side) -> [String: [Int]] {
            var tables: [ScheduleTable] = []
            var sums: Set<Int> = []
            for decision in side.decisions { decision.collect(&tables, &sums) }
            var numbers: [String: [Int]] = [:]
            for table in Set(tables) {
                if let name = names[table], let number = atoms.tables[table] {
                    numbers[name, default: []].append(number)
                }
            }
            return numbers
        }
        let old = tables(of: left)
        let new = tables(of: right)
        return old.keys.sorted().compactMap { name in
            // Two schedules of one name on a side are two projects' own, and say nothing of each other.
            guard let before = old[name], let after = new[name], before.count == 1, after.count == 1,
                before != after
            else { return nil }
            return ChangedHours(name: name, before: before[0], after: after[0])
        }
    }

    /// A part of the time in words, with an instant of it; nil for any time.
    mutating func when(_ time: Int32) -> When? {
        guard time != contexts.all.time, let first = contexts.times.first(of: time) else { return nil }
        let instant = contexts.atoms.instants[first]
        let members = contexts.times.members(of: time)
        let tables = contexts.atoms.tables.sorted { $0.value < $1.value }
        /// What a schedule says at all of these times; nil where that differs.
        func says(_ number: Int) -> Bool? {
            let isOpen = contexts.atoms.isOpen(number, in: first)
            return members.allSatisfy { contexts.atoms.isOpen(number, in: $0) == isOpen } ? isOpen : nil
        }
        // Hours that changed say why calls part.
        for hours in changedHours {
            guard let wasOpen = says(hours.before), let isOpen = says(hours.after), wasOpen != isOpen,
                let table = tables.first(where: { $0.value == hours.after })?.key
            else { continue }
            let text = "'\(hours.name)' was \(wasOpen ? "open" : "closed") and is \(isOpen ? "open" : "closed") now"
            return When(instant: instant, offset: table.offsets.offset(at: instant), schedules: [text])
        }
        // A schedule that says it all stands alone.
        for (table, number) in tables {
            let isOpen = contexts.atoms.isOpen(number, in: first)
            guard let name = names[table], contexts.part(of: contexts.all, where: table, isOpen: isOpen)?.time == time
            else { continue }
            let text = "'\(name)' is \(isOpen ? "open" : "closed")"
            return When(instant: instant, offset: table.offsets.offset(at: instant), schedules: [text])
        }
        var schedules: [String] = []
        var offset: Int?
        for (table, number) in tables {
            guard let isOpen = says(number) else { continue }
            if offset == nil { offset = table.offsets.offset(at: instant) }
            if let name = names[table] { schedules.append("'\(name)' is \(isOpen ? "open" : "closed")") }
        }
        return When(instant: instant, offset: offset ?? 0, schedules: schedules)
    }
}
