/// A day of the Gregorian calendar, of the years 1 to 9999.
package struct CivilDate: Hashable, Sendable, Comparable {
    /// Days since 1970-01-01; negative before it.
    package let daysSince1970: Int

    /// 0001-01-01 to 9999-12-31.
    private static let allDays = -719_162...2_932_896

    /// Nil for a day that does not exist, and outside the years 1 to 9999.
    package init?(year: Int, month: Int, day: Int) {
        guard 1...9999 ~= year, 1...12 ~= month, 1...Self.days(inMonth: month, of: year) ~= day else { return nil }
        // Years begin in March here, so that the leap day is the last one of its year.
        let shiftedYear = month > 2 ? year : year - 1
        let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
        let leapDays = shiftedYear / 4 - shiftedYear / 100 + shiftedYear / 400
        daysSince1970 = shiftedYear * 365 + leapDays + dayOfYear - 719_468
    }

    /// Reads `2026-12-25`; nil for any other form, and for a day that does not exist.
    package init?(_ text: some StringProtocol) {
        let parts = text.utf8.split(separator: UInt8(ascii: "-"), omittingEmptySubsequences: false)
        guard parts.map(\.count) == [4, 2, 2] else { return nil }
        let numbers = parts.compactMap(decimal)
        guard numbers.count == 3 else { return nil }
        self.init(year: numbers[0], month: numbers[1], day: numbers[2])
    }

    /// Nil outside the years 1 to 9999.
    package init?(daysSince1970 days: Int) {
        guard Self.allDays.contains(days) else { return nil }
        daysSince1970 = days
    }

    /// The date on a wall clock that has run so many seconds since 1970-01-01 00:00, cut to the years 1 to 9999.
    package init(ofWallClock seconds: Int) {
        let days = seconds.dividedDown(by: 86_400)
        daysSince1970 = min(max(days, Self.allDays.lowerBound), Self.allDays.upperBound)
    }

    package var weekday: Weekday {
        // 1970 began on a Thursday.
        let index = (daysSince1970 + 3) - (daysSince1970 + 3).dividedDown(by: 7) * 7
        return Weekday.allCases[index]
    }

    package static func < (left: CivilDate, right: CivilDate) -> Bool {
        left.daysSince1970 < right.daysSince1970
    }

    private static func days(inMonth month: Int, of year: Int) -> Int {
        switch month {
        case 2: year.isMultiple(of: 4) && (!year.isMultiple(of: 100) || year.isMultiple(of: 400)) ? 29 : 28
        case 4, 6, 9, 11: 30
        default: 31
        }
    }
}

extension CivilDate: CustomStringConvertible {
    /// `2026-12-25`.
    package var description: String {
        let shifted = daysSince1970 + 719_468
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        let day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        let month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        let year = yearOfEra + shifted / 146_097 * 400 + (month <= 2 ? 1 : 0)
        return "\(padded(year, 4))-\(padded(month, 2))-\(padded(day, 2))"
    }
}

/// A day of the week; Monday is 0.
package enum Weekday: Int, CaseIterable, Sendable, Comparable {
    case monday, tuesday, wednesday, thursday, friday, saturday, sunday

    /// Reads the first three letters of the English name in lower case.
    package init?(abbreviation: some StringProtocol) {
        guard let day = Self.allCases.first(where: { $0.abbreviation == abbreviation }) else { return nil }
        self = day
    }

    /// `mon`.
    package var abbreviation: String {
        switch self {
        case .monday: "mon"
        case .tuesday: "tue"
        case .wednesday: "wed"
        case .thursday: "thu"
        case .friday: "fri"
        case .saturday: "sat"
        case .sunday: "sun"
        }
    }

    /// `Monday`.
    package var name: String {
        switch self {
        case .monday: "Monday"
        case .tuesday: "Tuesday"
        case .wednesday: "Wednesday"
        case .thursday: "Thursday"
        case .friday: "Friday"
        case .saturday: "Saturday"
        case .sunday: "Sunday"
        }
    }

    /// The days from this one to `last`, round the end of the week where that comes first.
    package func through(_ last: Weekday) -> [Weekday] {
        let count = (last.rawValue - rawValue + 7) % 7 + 1
        return (0..<count).map { Self.allCases[(rawValue + $0) % 7] }
    }

    package static func < (left: Weekday, right: Weekday) -> Bool {
        left.rawValue < right.rawValue
    }
}

extension Int {
    /// The quotient rounded towards negative infinity.
    package func dividedDown(by divisor: Int) -> Int {
        let quotient = self / divisor
        return self % divisor < 0 ? quotient - 1 : quotient
    }
}

/// The value of up to 9 digits; nil for anything else.
func decimal(_ digits: some Collection<UInt8>) -> Int? {
    guard (1...9).contains(digits.count), digits.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }) else {
        return nil
    }
    return digits.reduce(0) { $0 * 10 + Int($1 - UInt8(ascii: "0")) }
}

func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
}

/// `09:30`: minutes since 00:00 as a clock shows them.
package func clockText(ofMinute minute: Int) -> String { "\(padded(minute / 60, 2)):\(padded(minute % 60, 2))" }
