internal import CallBundle
internal import JSONTree

/// A schedule that both sides have by one name, with other hours; the numbers are those of `TimeAtoms`.
struct ChangedHours {
    var name: String
    var before: Int
    var after: Int
}

extension JointWalk {
    /// Tables, each once, by their names and what they hold: so that what is told is the same in every process.
    static func ordered(_ tables: [ScheduleTable], _ names: [ScheduleTable: String]) -> [ScheduleTable] {
        Set(tables).map { (table: $0, name: names[$0] ?? "", content: $0.json.serialized()) }
            .sorted { ($0.name, $0.content) < ($1.name, $1.content) }
            .map(\.table)
    }

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
}
