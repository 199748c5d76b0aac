/// What app users can reach by dialling, and could not before, or could and cannot.
package struct OutboundChange: Hashable, Sendable {
    /// Numbers that begin alike.
    package struct Numbers: Hashable, Sendable {
        /// Digits; empty for all numbers that are of no other prefix.
        package let prefix: String

        /// Longer prefixes whose numbers are none of them, in order.
        package let exceptions: [String]

        /// One of them, as it is dialled.
        package let example: String

        /// Whether only as they are dialled at home, without the country's code.
        package let isNational: Bool
    }

    /// An extension that only one side has.
    package struct Extension: Hashable, Sendable {
        package let number: String

        /// What it leads to first, on the side that has it; nil for nothing.
        package let first: Step?
    }

    /// What was dialled, and which numbers that calls: E.164 digits.
    package struct Redirection: Hashable, Sendable {
        package let dialled: String
        package let before: String
        package let after: String
    }

    package var callable: [Numbers] = []
    package var refused: [Numbers] = []
    package var redirected: [Redirection] = []
    package var extensionsAdded: [Extension] = []
    package var extensionsRemoved: [Extension] = []

    /// Names of the app users of each side, sorted.
    package var usersBefore: [String] = []
    package var usersAfter: [String] = []

    /// Of those, who came and who went; empty where nobody could dial out on one of the sides.
    package var usersAdded: [String] = []
    package var usersRemoved: [String] = []

    /// What those hear who dial what is refused now, and what happens to those who dial what can be called now.
    package var courseOfRefused: [Step] = []
    package var courseOfCallable: [Step] = []
}

/// Numbers as app users dial them, each with whether they belong to a set, made into as few prefixes as tell that.
///
/// - Parameters:
///   - members: Every prefix that is told apart, whether its numbers belong to the set, and one of them.
///   - isNational: Whether they are dialled as at home.
/// - Returns: The largest prefixes, in order.
/// - Complexity: O(prefixes² × their length).
func fewestPrefixes(
    _ members: [(prefix: String, belongs: Bool, example: String)],
    isNational: Bool
) -> [OutboundChange.Numbers] {
    let belongs = Dictionary(members.map { ($0.prefix, $0.belongs) }, uniquingKeysWith: { $0 && $1 })
    /// The next shorter prefix that is told apart.
    func parent(of prefix: String) -> String? {
        var stem = prefix
        while !stem.isEmpty {
            stem.removeLast()
            if belongs[stem] != nil { return stem }
        }
        return nil
    }
    let parents = Dictionary(
        belongs.keys.map { ($0, parent(of: $0)) },
        uniquingKeysWith: { first, _ in first }
    )
    func isAlike(_ prefix: String, _ other: String?) -> Bool { other.flatMap { belongs[$0] } == belongs[prefix] }
    /// The shortest prefix with which a prefix is told.
    func top(of prefix: String) -> String {
        var prefix = prefix
        while let parent = parents[prefix] ?? nil, isAlike(prefix, parent) { prefix = parent }
        return prefix
    }
    var examples: [String: String] = [:]
    var exceptions: [String: [String]] = [:]
    for member in members.sorted(by: { $0.prefix < $1.prefix }) {
        if member.belongs {
            let top = top(of: member.prefix)
            examples[top] = examples[top] ?? member.example
        } else if let parent = parents[member.prefix] ?? nil, belongs[parent] == true {
            exceptions[top(of: parent), default: []].append(member.prefix)
        }
    }
    return examples.sorted { $0.key < $1.key }.map { prefix, example in
        OutboundChange.Numbers(
            prefix: prefix,
            exceptions: exceptions[prefix] ?? [],
            example: example,
            isNational: isNational
        )
    }
}
