/// When a request is tried again.
package struct RetryPolicy: Hashable, Sendable {
    /// Tries in all, those not counted that the platform refused because there were too many: for them only time counts.
    package var attempts: Int

    /// The wait before the second try; each later one is twice as long.
    package var firstDelay: Duration

    package var longestDelay: Duration

    /// All tries and waits together; a wait that would end later is not begun.
    package var totalDeadline: Duration

    package init(
        attempts: Int = 4,
        firstDelay: Duration = .seconds(1),
        longestDelay: Duration = .seconds(30),
        totalDeadline: Duration = .seconds(120)
    ) {
        self.attempts = attempts
        self.firstDelay = firstDelay
        self.longestDelay = longestDelay
        self.totalDeadline = totalDeadline
    }

    package static let never = RetryPolicy(attempts: 1)

    /// How long to wait after the try with that number, from 1.
    ///
    /// What the platform asked for holds; else the wait doubles, lengthened by up to a half so that clients that failed
    /// together do not come back together.
    func delay(afterAttempt attempt: Int, retryAfter: Duration?, random: Double) -> Duration {
        if let retryAfter { return max(retryAfter, .zero) }
        var delay = firstDelay
        for _ in 1..<max(attempt, 1) where delay < longestDelay { delay *= 2 }
        return min(delay, longestDelay) * (1 + random / 2)
    }
}

/// The value of a `Retry-After` header: seconds, or an HTTP date (RFC 9110 §10.2.3).
func retryAfter(_ value: String?, now: Int) -> Duration? {
    guard let value else { return nil }
    if !value.isEmpty, value.utf8.allSatisfy({ (0x30...0x39).contains($0) }) {
        return Int(value).map { .seconds(min($0, 1_000_000)) }
    }
    guard let moment = httpDate(value) else { return nil }
    return .seconds(max(0, moment - now))
}

/// Unix seconds of a date such as `Sun, 06 Nov 1994 08:49:37 GMT`, the one form that is still written.
private func httpDate(_ text: String) -> Int? {
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    let words = text.split(separator: " ")
    guard words.count == 6, words[5] == "GMT", let day = Int(words[1]), (1...31).contains(day),
        let monthIndex = months.firstIndex(of: String(words[2])),
        let year = Int(words[3]), (1970...9999).contains(year)
    else { return nil }
    let clock = words[4].split(separator: ":").compactMap { Int($0) }
    guard clock.count == 3, (0..<24).contains(clock[0]), (0..<60).contains(clock[1]), (0...60).contains(clock[2])
    else { return nil }
    // Days from civil: March is month 0, so that the leap day ends the year.
    let shifted = (year: monthIndex < 2 ? year - 1 : year, month: (monthIndex + 10) % 12)
    let days =
        shifted.year * 365 + shifted.year / 4 - shifted.year / 100 + shifted.year / 400
        + (shifted.month * 153 + 2) / 5 + day - 1 - 719_468
    return days * 86_400 + clock[0] * 3600 + clock[1] * 60 + clock[2]
}
