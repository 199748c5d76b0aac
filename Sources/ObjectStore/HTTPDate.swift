internal import TimeZones

/// The time in a `Date` header: `Thu, 26 Nov 2026 09:06:11 GMT` (RFC 9110, the one form that servers send).
package struct HTTPDate: Hashable, Sendable {
    /// Unix seconds.
    package let seconds: Int

    /// Nil for any other form.
    package init?(_ text: String) {
        let words = text.split(separator: " ")
        guard words.count == 6, words[5] == "GMT", words[1].utf8.count == 2, words[3].utf8.count == 4,
            let month = months.firstIndex(of: String(words[2]))
        else { return nil }
        let number = month + 1
        guard let date = CivilDate("\(words[3])-\(number < 10 ? "0" : "")\(number)-\(words[1])") else { return nil }
        let clock = words[4].split(separator: ":").compactMap { Int($0) }
        guard clock.count == 3, 0..<24 ~= clock[0], 0..<60 ~= clock[1], 0...60 ~= clock[2] else { return nil }
        seconds = date.daysSince1970 * 86_400 + clock[0] * 3_600 + clock[1] * 60 + clock[2]
    }
}

private let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
