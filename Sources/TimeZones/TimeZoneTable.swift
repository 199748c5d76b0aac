/// The time zones that are compiled into the tool: their names, and their UTC offsets from 2024 to 2040.
///
/// The data is a constant text that is read when it is asked for, one zone at a time: a run that names no zone pays
/// nothing for it. `make tzdata` writes it anew.
package enum TimeZoneTable {
    /// The names of all zones and links, such as `Europe/London`, in the order of their bytes.
    ///
    /// - Complexity: O(data); made for suggestions.
    package static var names: [String] {
        let words = zoneWords.utf8.split(whereSeparator: isBlank)
        return stride(from: 0, to: words.count, by: 2).map { String(Substring(words[$0])) }
    }

    /// The number of the zone's table; nil for a name that is none, in any other letter case too.
    static func tableNumber(of name: String) -> Int? {
        let words = zoneWords.utf8.split(whereSeparator: isBlank)
        return stride(from: 0, to: words.count - 1, by: 2)
            .first { words[$0].elementsEqual(name.utf8) }
            .flatMap { Int(Substring(words[$0 + 1])) }
    }

    static func offsets(ofTable number: Int) -> OffsetTable {
        let words = tableWords.utf8.split(whereSeparator: isBlank).map { Substring($0) }
        let start = words.firstIndex(of: "#\(number)")
        guard let start, start + 1 < words.count, let initial = Int(words[start + 1]) else {
            preconditionFailure("every zone of the data has its table: \(number)")
        }
        let changes = words[(start + 2)...].prefix { $0.first != "#" }.map { word in
            let sign = word.firstIndex { $0 == "+" || $0 == "-" } ?? word.endIndex
            guard let instant = Int(word[..<sign]), let offset = Int(word[sign...]) else {
                preconditionFailure("a change of the data is an instant and a signed offset: \(word)")
            }
            return OffsetTable.Change(instant: instant, offset: offset)
        }
        guard let table = OffsetTable(initialOffset: initial, changes: changes) else {
            preconditionFailure("the changes of the data are in order: table \(number)")
        }
        return table
    }

    private static func isBlank(_ byte: UInt8) -> Bool {
        byte == UInt8(ascii: " ") || byte == UInt8(ascii: "\n")
    }
}

/// A time zone that the compiled-in data knows, by its name in the tz database.
package struct TimeZoneName: Hashable, Sendable, CustomStringConvertible {
    /// Such as `Europe/London`, exactly as the tz database writes it.
    package let name: String

    private let tableNumber: Int

    /// Nil for a name that the tz database does not have; letter case counts.
    ///
    /// - Complexity: O(data), some 12 KB.
    package init?(_ name: String) {
        guard let tableNumber = TimeZoneTable.tableNumber(of: name) else { return nil }
        self.name = name
        self.tableNumber = tableNumber
    }

    /// Coordinated universal time.
    package static var utc: TimeZoneName {
        guard let zone = TimeZoneName("UTC") else { preconditionFailure("the tz database has UTC") }
        return zone
    }

    /// The UTC offsets from 2024 to 2040.
    ///
    /// - Complexity: O(data), some 20 KB.
    package var offsets: OffsetTable {
        TimeZoneTable.offsets(ofTable: tableNumber)
    }

    package var description: String { name }
}
