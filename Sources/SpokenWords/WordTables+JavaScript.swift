/// The tables of words as a module of JavaScript, for hosts that are written in it; of the same data as those of this program.
///
/// The texts are rows of fixed width in ascending order, so that one is found by halving, without reading the rest: njs forgets
/// between requests what it has read. All numbers have base 36; a code point has four digits.
///
/// - `kinds`: first code point, last one, and the kind's letter (`WordTables.Kind`).
/// - `orders`: first code point, last one, and the combining class in two digits.
/// - `folds`: first code point, a letter, a count in three digits, and a value in four. `t`: this one folds to `count` code
///   points, the first of which is that number `value` of `targets`. `r`: `count` code points fold onto as many from `value` on.
///   `p`: there are `count` pairs, the first of which folds onto the second.
package func wordTablesScript() -> String {
    let tables = WordTables.shared
    let kinds = tables.kinds.map { "\(ends($0.points))\(Character(Unicode.Scalar($0.value.rawValue)))" }
    let orders = tables.orders.map { "\(ends($0.points))\(digits(UInt32($0.value), 2))" }
    var folds: [String] = []
    var targets: [String] = []
    WordTables.forEachFold { fold in
        switch fold {
        case .one(let point, let points):
            folds.append("\(digits(point))t\(digits(UInt32(points.count), 3))\(digits(UInt32(targets.count)))")
            targets += points.map { digits($0) }
        case .run(let point, let count, let target):
            folds.append("\(digits(point))r\(digits(count, 3))\(digits(target))")
        case .pairs(let point, let count): folds.append("\(digits(point))p\(digits(count, 3))0000")
        }
    }
    return """
        // What Unicode \(WordTables.unicodeVersion) says of code points, as far as words are compared by it. How the texts are read stands in
        // words.js; the data is Unicode's (https://www.unicode.org/license.txt).
        export default {
            kinds: '\(kinds.joined())',
            orders: '\(orders.joined())',
            folds: '\(folds.joined())',
            targets: '\(targets.joined())'
        };

        """
}

private func ends(_ points: Range<UInt32>) -> String {
    "\(digits(points.lowerBound))\(digits(points.upperBound - 1))"
}

/// A number of base 36 in so many digits.
private func digits(_ number: UInt32, _ count: Int = 4) -> String {
    let text = String(number, radix: 36)
    return String(repeating: "0", count: max(0, count - text.utf8.count)) + text
}
