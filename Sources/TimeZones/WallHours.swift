/// A stretch of a day on the wall clock, such as 09:00-17:30: from its beginning to just before its end.
///
/// An overnight one, such as 22:00-06:00, belongs to the day that it begins on.
package struct WallHours: Hashable, Sendable {
    /// Minutes since the day's 00:00: 0 to 1,439.
    package let opens: Int

    /// Minutes since the day's 00:00: behind `opens`, by a whole day at most; over 1,440 on the next day.
    package let closes: Int

    /// Nil unless the beginning lies in the day and the end behind it, by a whole day at most.
    package init?(opens: Int, closes: Int) {
        guard 0..<1_440 ~= opens, closes > opens, closes - opens <= 1_440 else { return nil }
        self.opens = opens
        self.closes = closes
    }

    package func overlaps(_ other: WallHours) -> Bool {
        opens < other.closes && other.opens < closes
    }

    /// Minutes since 00:00 of a time such as `09:00` or `9:00`; `24:00` is the end of a day.
    ///
    /// Nil for anything else.
    package static func minutes(_ text: some StringProtocol) -> Int? {
        let parts = text.utf8.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
        guard parts.count == 2, 1...2 ~= parts[0].count, parts[1].count == 2, let hour = decimal(parts[0]),
            let minute = decimal(parts[1]), minute < 60, hour < 24 || hour == 24 && minute == 0
        else { return nil }
        return hour * 60 + minute
    }
}

extension WallHours: CustomStringConvertible {
    /// `09:00-17:30`.
    package var description: String {
        "\(Self.text(opens))-\(Self.text(closes > 1_440 ? closes - 1_440 : closes))"
    }

    private static func text(_ minutes: Int) -> String {
        "\(padded(minutes / 60, 2)):\(padded(minutes % 60, 2))"
    }
}
