#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// A moment of civil time, in UTC.
package struct WallTime: Hashable, Sendable {
    /// Since 1970-01-01T00:00:00Z, leap seconds not counted.
    package var seconds: Int

    /// 0 to 999,999,999.
    package var nanoseconds: Int

    package init(seconds: Int, nanoseconds: Int = 0) {
        self.seconds = seconds
        self.nanoseconds = nanoseconds
    }

    /// What the system's clock says.
    package static func now() -> WallTime {
        var time = timespec()
        _ = unsafe clock_gettime(CLOCK_REALTIME, &time)
        return WallTime(seconds: time.tv_sec, nanoseconds: time.tv_nsec)
    }

    /// Seconds with their fraction, for differences.
    var fractionalSeconds: Double {
        Double(seconds) + Double(nanoseconds) / 1_000_000_000
    }

    /// `2026-11-24T17:05:00.123Z`.
    var timestamp: String {
        var bytes: [UInt8] = []
        appendTimestamp(to: &bytes)
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Appends `2026-11-24T17:05:00.123Z`.
    func appendTimestamp(to bytes: inout [UInt8]) {
        let date = CivilDate(seconds: seconds)
        bytes.append(padded: date.year, width: 4)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(padded: date.month, width: 2)
        bytes.append(UInt8(ascii: "-"))
        bytes.append(padded: date.day, width: 2)
        bytes.append(UInt8(ascii: "T"))
        date.appendTime(to: &bytes)
        bytes.append(UInt8(ascii: "."))
        bytes.append(padded: nanoseconds / 1_000_000, width: 3)
        bytes.append(UInt8(ascii: "Z"))
    }

    /// As the `Date` header has it (RFC 9110, 5.6.7): `Tue, 24 Nov 2026 17:05:00 GMT`.
    var headerText: String {
        let date = CivilDate(seconds: seconds)
        let weekdays = ["Thu", "Fri", "Sat", "Sun", "Mon", "Tue", "Wed"]  // 1970 began on a Thursday.
        let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
        var bytes = Array("\(weekdays[date.daysSince1970 % 7]), ".utf8)
        bytes.append(padded: date.day, width: 2)
        bytes.append(contentsOf: " \(months[date.month - 1]) ".utf8)
        bytes.append(padded: date.year, width: 4)
        bytes.append(UInt8(ascii: " "))
        date.appendTime(to: &bytes)
        bytes.append(contentsOf: " GMT".utf8)
        return String(decoding: bytes, as: UTF8.self)
    }
}

/// The parts of a moment in the proleptic Gregorian calendar, from 1970 on (earlier moments count as its first).
private struct CivilDate {
    let daysSince1970: Int
    let year: Int
    let month: Int
    let day: Int
    let secondOfDay: Int

    /// Howard Hinnant's `civil_from_days`: years begin in March, so that the leap day is the last one.
    init(seconds: Int) {
        let seconds = max(0, seconds)
        daysSince1970 = seconds / 86_400
        secondOfDay = seconds % 86_400
        let shifted = daysSince1970 + 719_468
        let era = shifted / 146_097
        let dayOfEra = shifted % 146_097
        let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
        let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
        let shiftedMonth = (5 * dayOfYear + 2) / 153
        day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1
        month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9
        year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
    }

    func appendTime(to bytes: inout [UInt8]) {
        bytes.append(padded: secondOfDay / 3_600, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(padded: secondOfDay / 60 % 60, width: 2)
        bytes.append(UInt8(ascii: ":"))
        bytes.append(padded: secondOfDay % 60, width: 2)
    }
}

extension [UInt8] {
    /// Appends a number that is not negative in decimal digits, with zeros in front up to `width`.
    mutating func append(padded number: Int, width: Int) {
        var divisor = 1
        for _ in 1..<Swift.max(1, width) { divisor *= 10 }
        while number / divisor >= 10 { divisor *= 10 }
        while divisor > 0 {
            append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / divisor % 10))
            divisor /= 10
        }
    }
}
