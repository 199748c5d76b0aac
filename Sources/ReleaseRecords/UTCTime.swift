internal import TimeZones

/// A second in UTC, as logs and locks write it: `2026-11-26T06:10:11Z`.
package struct UTCTime: Hashable, Comparable, Sendable {
    /// Unix seconds.
    package let seconds: Int

    package init(seconds: Int) {
        self.seconds = seconds
    }

    /// Reads the form above; nil for any other.
    package init?(_ text: String) {
        let parts = text.split(separator: "T", omittingEmptySubsequences: false)
        guard parts.count == 2, let date = CivilDate(parts[0]), parts[1].utf8.count == 9, parts[1].last == "Z" else {
            return nil
        }
        let clock = parts[1].dropLast().split(separator: ":", omittingEmptySubsequences: false)
        let numbers = clock.compactMap { part in
            part.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 } ? Int(part) : nil
        }
        guard clock.map(\.utf8.count) == [2, 2, 2], numbers.count == 3, numbers[0] < 24, numbers[1] < 60,
            numbers[2] < 60
        else { return nil }
        seconds = date.daysSince1970 * 86_400 + numbers[0] * 3_600 + numbers[1] * 60 + numbers[2]
    }

    package static func < (left: UTCTime, right: UTCTime) -> Bool { left.seconds < right.seconds }
}

extension UTCTime: CustomStringConvertible {
    package var description: String {
        func twoDigits(_ number: Int) -> String { number < 10 ? "0\(number)" : "\(number)" }
        let date = CivilDate(ofWallClock: seconds)
        let rest = seconds - date.daysSince1970 * 86_400
        return "\(date)T\(twoDigits(rest / 3_600)):\(twoDigits(rest / 60 % 60)):\(twoDigits(rest % 60))Z"
    }
}
