/// What calls found schedules to be, as sets of conditions, each once and by its number; 0 is the empty one.
///
/// A set has at most `most` conditions: chains of decisions may be as long as the project, and sets that grow with them
/// would make its square.
struct ConditionSets {
    /// Beyond so many conditions a call is not followed.
    static let most = 16

    /// Whether a call was not followed for that reason.
    private(set) var isCut = false
    private var sets: [[ScheduleCondition]] = [[]]
    private var numbers: [[ScheduleCondition]: Int] = [[]: 0]

    /// The set with one condition more; nil when it says otherwise, or has no room.
    mutating func adding(_ condition: ScheduleCondition, to number: Int) -> Int? {
        var conditions = sets[number]
        let place = conditions.firstIndex { $0.schedule.index >= condition.schedule.index } ?? conditions.endIndex
        if place < conditions.endIndex, conditions[place].schedule == condition.schedule {
            return conditions[place].isOpen == condition.isOpen ? number : nil
        }
        guard conditions.count < Self.most else {
            isCut = true
            return nil
        }
        conditions.insert(condition, at: place)
        if let known = numbers[conditions] { return known }
        numbers[conditions] = sets.count
        sets.append(conditions)
        return sets.count - 1
    }

    /// Whether whatever holds under `larger` holds under `smaller`, too.
    func contains(_ smaller: Int, in larger: Int) -> Bool {
        guard smaller != larger, smaller != 0 else { return true }
        return sets[smaller].allSatisfy(sets[larger].contains)
    }
}

/// The conditions under which each of some places was visited.
///
/// A place is visited again only under conditions that allow what none of the earlier visits did, and at most `most` times:
/// that keeps a search linear.
struct Visits {
    /// Visits of one place.
    static let most = 8

    /// Whether a visit was not made for that reason.
    private(set) var isCut = false

    /// The set of the first visit, -1 for none, and those of the others.
    private var first: [Int]
    private var others: [Int: [Int]] = [:]

    init(count: Int) {
        first = Array(repeating: -1, count: count)
    }

    /// Notes a visit; false when it is not to be made.
    mutating func admits(_ place: Int, under conditions: Int, in sets: ConditionSets) -> Bool {
        guard first[place] >= 0 else {
            first[place] = conditions
            return true
        }
        guard !sets.contains(first[place], in: conditions) else { return false }
        let visits = others[place, default: []]
        guard !visits.contains(where: { sets.contains($0, in: conditions) }) else { return false }
        guard visits.count < Self.most - 1 else {
            isCut = true
            return false
        }
        others[place] = visits + [conditions]
        return true
    }
}
