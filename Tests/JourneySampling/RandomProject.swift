internal import SeededRandom

/// A small project with everything that decides over a call, by chance; equal seeds give equal projects.
package struct RandomProject {
    /// What kind of thing stands at a place that can be another.
    package enum Kind: String, CaseIterable, Sendable {
        case destination, greeting, prompt, otherwise, keys, words, retries, complaint, keyTimeout
        case hours, callers, share, team, ringing, callee, recording, voicemail, flow
        case outbound, fallback, number, voice, interruption
        /// Two menus stand in place of each other, wherever calls are sent to them.
        case swap
        // Nobody hears these.
        case name, sequence, spelling, address

        package var isHeard: Bool {
            switch self {
            case .name, .sequence, .spelling, .address: false
            default: true
            }
        }
    }

    private var random: SeededGenerator

    /// Whether all lines are closed at times, so that some places are met only while the hours change.
    let closesAtNight: Bool

    /// Which of the places that can differ do, counted in the order in which they are written.
    private let changed: Set<Int>

    /// What the places are that were written so far.
    package private(set) var places: [Kind] = []

    /// The YAML.
    package private(set) var text = ""

    /// The names of the menus and of the schedules, which nobody hears; and the menus as calls are sent to them.
    var menus: [String] = []
    var targets: [String] = []
    var hours = ""

    /// - Parameters:
    ///   - seed: What the project follows from.
    ///   - changed: The places at which it is another than without; numbers below `places.count`.
    package init(seed: UInt64, changing changed: Set<Int> = []) {
        random = SeededGenerator(seed: seed)
        closesAtNight = seed % 5 == 4
        self.changed = changed
        text = written() + "\n"
    }

    /// One of some texts, at a place of its own.
    mutating func pick(_ kind: Kind, _ choices: [String]) -> String {
        let index = Int.random(in: 0..<choices.count, using: &random)
        defer { places.append(kind) }
        return changed.contains(places.count) ? choices[(index + 1) % choices.count] : choices[index]
    }

    /// Whether a place is another than without changes; for what no project of the first kind has.
    mutating func isChanged(_ kind: Kind) -> Bool {
        defer { places.append(kind) }
        return changed.contains(places.count)
    }

    /// What is so or so by the seed, whatever is changed.
    mutating func chance(_ percent: Int) -> Bool { random.chance(percent) }

    mutating func number(_ range: Range<Int>) -> Int { Int.random(in: range, using: &random) }
}
