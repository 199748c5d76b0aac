package import JSONTree
internal import TimeZones

extension ScheduleTable {
    /// The member `schedule` of a decision by schedule.
    ///
    ///     {"offset": 0, "changes": [[1711846800, 3600], [1729994400, 0]],
    ///      "week": [[[540, 1050]], [[540, 1050]], [[540, 1050]], [[540, 1050]], [[1320, 1800]], [], []],
    ///      "closed": [[20812, 20812], [20815, 20817]], "special": [[20811, [[540, 720]]]]}
    ///
    /// - `offset`: the UTC offset in seconds until the first change.
    /// - `changes`: pairs of an instant (Unix seconds) and the offset from then on, instants ascending.
    /// - `week`: for Monday to Sunday the hours that begin on that day, as pairs of minutes since the day's 00:00 on the
    ///   wall clock, beginnings ascending; the end, not included, lies behind the beginning by 24 hours at most, and
    ///   beyond 1440 on the next day.
    /// - `closed`: pairs of a first and a last day without hours, in days since 1970-01-01, ascending, without overlap.
    /// - `special`: pairs of a day and its hours, days ascending.
    ///
    /// What they mean is told at `isOpen(at:)`.
    package var json: JSONValue {
        [
            "offset": .integer(offsets.initialOffset),
            "changes": .array(offsets.changes.map { [.integer($0.instant), .integer($0.offset)] }),
            "week": .array(week.map(Self.json)),
            "closed": .array(closed.map { [.integer($0.lowerBound), .integer($0.upperBound)] }),
            "special": .array(special.map { [.integer($0.day), Self.json($0.hours)] }),
        ]
    }

    private static func json(_ hours: [WallHours]) -> JSONValue {
        .array(hours.map { [.integer($0.opens), .integer($0.closes)] })
    }

    /// Reads the member `schedule` of a decision; what is out of order or range is refused.
    package init(json: JSONValue) throws(DecisionFormatError) {
        let changes = try Self.pairs(json["changes"], "changes").map { OffsetTable.Change(instant: $0, offset: $1) }
        guard let offset = json["offset"]?.intValue,
            let offsets = OffsetTable(initialOffset: offset, changes: changes)
        else { throw DecisionFormatError(description: "'offset' and 'changes' want offsets below a day, in order") }
        guard let days = json["week"]?.arrayValue, days.count == 7 else {
            throw DecisionFormatError(description: "'week' wants the hours of seven days")
        }
        var week: [Weekday: [WallHours]] = [:]
        for (weekday, hours) in zip(Weekday.allCases, days) {
            week[weekday] = try Self.hours(hours, "week")
        }
        let closed = try Self.closedDays(json["closed"])
        let special = try Self.specialDays(json["special"])
        self.init(offsets: offsets, week: week, closed: closed, special: special)
    }

    private static func closedDays(_ json: JSONValue?) throws(DecisionFormatError) -> [ClosedRange<CivilDate>] {
        var closed: [ClosedRange<CivilDate>] = []
        for (first, last) in try pairs(json, "closed") {
            guard let first = CivilDate(daysSince1970: first), let last = CivilDate(daysSince1970: last), first <= last,
                closed.last.map({ $0.upperBound < first }) ?? true
            else { throw DecisionFormatError(description: "'closed' wants first and last days, in order") }
            closed.append(first...last)
        }
        return closed
    }

    private static func specialDays(_ json: JSONValue?) throws(DecisionFormatError) -> [CivilDate: [WallHours]] {
        guard let items = json?.arrayValue else { throw DecisionFormatError(description: "'special' wants a list") }
        var special: [CivilDate: [WallHours]] = [:]
        var previous: CivilDate?
        for item in items {
            guard let pair = item.arrayValue, pair.count == 2,
                let day = pair[0].intValue.flatMap({ CivilDate(daysSince1970: $0) }), previous.map({ $0 < day }) ?? true
            else { throw DecisionFormatError(description: "'special' wants pairs of a day and its hours, in order") }
            special[day] = try hours(pair[1], "special")
            previous = day
        }
        return special
    }

    private static func hours(_ json: JSONValue, _ key: String) throws(DecisionFormatError) -> [WallHours] {
        var all: [WallHours] = []
        for (opens, closes) in try pairs(json, key) {
            guard let hours = WallHours(opens: opens, closes: closes), all.last.map({ $0.opens <= opens }) ?? true
            else {
                throw DecisionFormatError(description: "'\(key)' wants pairs of minutes of a day, in order")
            }
            all.append(hours)
        }
        return all
    }

    private static func pairs(_ json: JSONValue?, _ key: String) throws(DecisionFormatError) -> [(Int, Int)] {
        guard let items = json?.arrayValue else { throw DecisionFormatError(description: "'\(key)' wants a list") }
        return try items.map { item throws(DecisionFormatError) in
            guard let pair = item.arrayValue, pair.count == 2, let first = pair[0].intValue, let last = pair[1].intValue
            else { throw DecisionFormatError(description: "'\(key)' wants pairs of whole numbers") }
            return (first, last)
        }
    }
}
