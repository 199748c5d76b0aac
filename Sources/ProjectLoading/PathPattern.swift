/// A pattern of paths below a folder: `*` and `?` stand for what is not `/`, `**/` for folders of any depth; none of them for
/// a leading dot.
///
/// Its steps are matched one name at a time, so that a walk through folders enters only those that can hold a match.
struct PathPattern: Sendable {
    private enum Step: Hashable {
        case name([UInt8])
        case wildcard([UInt8])
        case anyDepth
    }

    /// How far a path was matched: the steps that the next name may be.
    struct Progress: Hashable {
        fileprivate let steps: [Int]

        /// Nothing below can match.
        var isDead: Bool { steps.isEmpty }
    }

    private let steps: [Step]

    /// Whether it is a pattern, and not the path of one file.
    let hasWildcards: Bool

    /// - Parameter text: A relative path; steps that are empty or `.` do not count.
    init(_ text: String) {
        var steps: [Step] = []
        for part in text.split(separator: "/") where part != "." {
            let bytes = Array(part.utf8)
            if part == "**" {
                // Several in a row say the same as one.
                if steps.last != .anyDepth { steps.append(.anyDepth) }
            } else {
                let isWildcard = bytes.contains { $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "?") }
                steps.append(isWildcard ? .wildcard(bytes) : .name(bytes))
            }
        }
        self.steps = steps
        hasWildcards = steps.contains { if case .name = $0 { false } else { true } }
    }

    /// Before the first name of a path.
    var start: Progress { Progress(steps: reachable(from: [0])) }

    /// What one more name of the path leads to.
    ///
    /// - Parameters:
    ///   - progress: How far the path before was matched.
    ///   - name: Of a file or folder.
    ///   - entersAnyDepth: Whether `**` may stand for this name.
    /// - Returns: How far the path with the name is matched; dead when it is no beginning of a match.
    /// - Complexity: O(steps × bytes of the name × bytes of a step).
    func progress(_ progress: Progress, through name: String, entersAnyDepth: Bool = true) -> Progress {
        let bytes = Array(name.utf8)
        let isHidden = bytes.first == UInt8(ascii: ".")
        var next: [Int] = []
        for step in progress.steps where step < steps.count {
            switch steps[step] {
            case .name(let wanted): if wanted == bytes { next.append(step + 1) }
            case .wildcard(let pattern):
                if !isHidden || pattern.first == UInt8(ascii: "."), matches(pattern, bytes) { next.append(step + 1) }
            case .anyDepth: if !isHidden, entersAnyDepth { next.append(step) }
            }
        }
        return Progress(steps: reachable(from: next))
    }

    /// Whether a path that led here is one of the pattern's.
    func isMatch(_ progress: Progress) -> Bool {
        // `**` at the end stands for all files below.
        progress.steps.contains(steps.count)
    }

    /// Whether a whole path is one of the pattern's.
    func matches(_ path: String) -> Bool {
        isMatch(path.split(separator: "/").reduce(start) { progress($0, through: String($1)) })
    }

    /// The steps, and those behind a `**`, which may stand for no folder.
    private func reachable(from steps: [Int]) -> [Int] {
        var reached = Set(steps)
        for step in steps where step < self.steps.count && self.steps[step] == .anyDepth {
            reached.insert(step + 1)
        }
        return reached.sorted()
    }

    /// Whether a name fits a step with wildcards.
    ///
    /// Only the last `*` is ever tried again, which is enough: O(pattern × name).
    private func matches(_ pattern: [UInt8], _ name: [UInt8]) -> Bool {
        var (place, position) = (0, 0)
        var star: (place: Int, position: Int)?
        while position < name.count {
            if place < pattern.count, pattern[place] == UInt8(ascii: "*") {
                star = (place, position)
                place += 1
            } else if place < pattern.count, pattern[place] == UInt8(ascii: "?") {
                place += 1
                position = endOfCharacter(at: position, in: name)
            } else if place < pattern.count, pattern[place] == name[position] {
                place += 1
                position += 1
            } else if let last = star {
                star = (last.place, last.position + 1)
                (place, position) = (last.place + 1, last.position + 1)
            } else {
                return false
            }
        }
        return pattern[place...].allSatisfy { $0 == UInt8(ascii: "*") }
    }

    private func endOfCharacter(at position: Int, in name: [UInt8]) -> Int {
        var end = position + 1
        while end < name.count, name[end] & 0xC0 == 0x80 { end += 1 }
        return end
    }
}
