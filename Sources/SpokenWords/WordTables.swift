/// What Unicode says of code points, as far as words are compared by it; of one version, whatever the machine's is.
struct WordTables: Sendable {
    enum Kind: UInt8, Sendable {
        /// A letter or number, part of a word.
        case letter = 0x77
        /// A letter of a script without blanks between words.
        case wordOfItsOwn = 0x61
        /// Part of the word before it, if there is one.
        case mark = 0x6D
        /// Counts for nothing.
        case dropped = 0x64
    }

    /// Read on first use.
    static let shared = WordTables()

    struct Span<Value: Sendable>: Sendable {
        let points: Range<UInt32>
        let value: Value
    }

    /// What a code point folds to: a part of `targets`.
    private var folds: [UInt32: Range<Int>] = [:]
    private var targets: [UInt32] = []
    private(set) var orders: [Span<UInt8>] = []
    private(set) var kinds: [Span<Kind>] = []

    private init() {
        readFolds()
        orders = Self.spans(Self.orderTokens) { UInt8(clamping: $0.number) }
        kinds = Self.spans(Self.kindTokens) { text in text.first.flatMap(Kind.init) }
    }

    /// Nil for what ends a word.
    func kind(of point: UInt32) -> Kind? {
        Self.value(at: point, in: kinds)
    }

    /// Appends what a code point folds to, mostly itself.
    func appendFold(of point: UInt32, to folded: inout [UInt32]) {
        // Hangul syllables are taken apart by rule (Unicode, section 3.12).
        if (0xAC00...0xD7A3).contains(point) {
            let index = point - 0xAC00
            folded.append(0x1100 + index / 588)
            folded.append(0x1161 + index % 588 / 28)
            if index % 28 != 0 { folded.append(0x11A7 + index % 28) }
        } else if let range = folds[point] {
            folded += targets[range]
        } else {
            folded.append(point)
        }
    }

    /// The canonical order: marks that stand together are sorted by their class, those of one class stay as they are.
    ///
    /// - Complexity: O(points) but for the sort of each run of marks.
    func putMarksInOrder(_ points: inout [UInt32]) {
        var start: Int?
        for index in 0...points.count {
            let isMark = index < points.count && order(of: points[index]) != 0
            if isMark {
                start = start ?? index
            } else if let first = start {
                let run = points[first..<index].map { (point: $0, order: order(of: $0)) }
                // The standard library's sort is stable, though it does not promise to be.
                let sorted = run.enumerated().sorted { ($0.element.order, $0.offset) < ($1.element.order, $1.offset) }
                points.replaceSubrange(first..<index, with: sorted.map(\.element.point))
                start = nil
            }
        }
    }

    private func order(of point: UInt32) -> UInt8 {
        point < 0x300 ? 0 : Self.value(at: point, in: orders) ?? 0
    }

    private static func value<Value>(at point: UInt32, in spans: [Span<Value>]) -> Value? {
        var low = 0
        var high = spans.count
        while low < high {
            let middle = (low + high) / 2
            if spans[middle].points.upperBound <= point { low = middle + 1 } else { high = middle }
        }
        return low < spans.count && spans[low].points.contains(point) ? spans[low].value : nil
    }

    // MARK: Reading the tables

    /// What the tokens say of code points that fold.
    enum Fold {
        /// One code point folds to these.
        case one(UInt32, to: [UInt32])
        /// So many code points, from the first on, fold onto so many from the second on.
        case run(UInt32, count: UInt32, to: UInt32)
        /// So many pairs begin at this code point; the first of each folds onto the second.
        case pairs(UInt32, count: UInt32)
    }

    /// Reads the tokens of `foldTokens`, ascending; numbers have base 36, and a delta is from the token before.
    ///
    /// `delta:target,target` is one code point; `delta+count:target` a run that folds onto a run; `delta/count` every other
    /// code point from there on, each of which folds onto the next.
    static func forEachFold(_ body: (Fold) -> Void) {
        var point: UInt32 = 0
        for token in Self.tokens(Self.foldTokens) {
            let (head, tail) = token.cut(at: UInt8(ascii: ":"))
            let (runStart, runCount) = head.cut(at: UInt8(ascii: "+"))
            let (start, pairs) = head.cut(at: UInt8(ascii: "/"))
            if let pairs {
                point += start.number
                body(.pairs(point, count: pairs.number))
            } else if let runCount, let tail {
                point += runStart.number
                body(.run(point, count: runCount.number, to: tail.number))
            } else if let tail {
                point += head.number
                body(.one(point, to: tail.split(separator: UInt8(ascii: ",")).map(\.number)))
            }
        }
    }

    private mutating func readFolds() {
        Self.forEachFold { fold in
            switch fold {
            case .one(let point, let points): setFold(of: point, to: points)
            case .run(let point, let count, let target):
                for index in 0..<count { setFold(of: point + index, to: [target + index]) }
            case .pairs(let point, let count):
                for index in 0..<count { setFold(of: point + 2 * index, to: [point + 2 * index + 1]) }
            }
        }
    }

    private mutating func setFold(of point: UInt32, to points: [UInt32]) {
        folds[point] = targets.count..<(targets.count + points.count)
        targets += points
    }

    /// Reads tokens `delta+count:value`, a delta from the end of the token before.
    private static func spans<Value>(_ text: String, _ value: (ArraySlice<UInt8>) -> Value?) -> [Span<Value>] {
        var spans: [Span<Value>] = []
        var point: UInt32 = 0
        for token in tokens(text) {
            let (head, tail) = token.cut(at: UInt8(ascii: ":"))
            let (start, count) = head.cut(at: UInt8(ascii: "+"))
            guard let count, let value = tail.flatMap(value) else { continue }
            point += start.number
            spans.append(Span(points: point..<(point + count.number), value: value))
            point += count.number
        }
        return spans
    }

    private static func tokens(_ text: String) -> [ArraySlice<UInt8>] {
        Array(text.utf8).split { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "\n") }
    }
}

extension ArraySlice<UInt8> {
    /// A number of base 36 in lower-case digits.
    fileprivate var number: UInt32 {
        reduce(0) { $0 * 36 + UInt32($1 < 0x3A ? $1 - 0x30 : $1 - 0x57) }
    }

    /// What stands before the first `separator`, and what behind it, if it is there.
    fileprivate func cut(at separator: UInt8) -> (ArraySlice<UInt8>, ArraySlice<UInt8>?) {
        guard let place = firstIndex(of: separator) else { return (self, nil) }
        return (self[..<place], self[(place + 1)...])
    }
}
