/// The name of a menu's route in its parts: `main~1`, `main~v2~1`, `main~keys`, `main~0`.
package struct MenuRoute: Hashable, Sendable {
    package enum Part: Hashable, Sendable {
        /// An input of the menu, from 1.
        case attempt(Int)
        /// The keys of a hand-written NCCO.
        case keys
        /// A jump into the menu.
        case entry
    }

    package let menu: String

    /// Counts the ways out of the menu, 0 for the menu as written.
    package let variant: Int
    package let part: Part

    /// Nil for the routes of chains and jumps, which have the mark in front and are named by what they lead to.
    package init?(_ route: String) {
        var parts = route.split(separator: "~", omittingEmptySubsequences: false)
        guard parts.count >= 2, let last = parts.popLast() else { return nil }
        var variant = 0
        if let part = parts.last, parts.count > 1, part.first == "v", let number = Int(part.dropFirst()) {
            variant = number
            parts.removeLast()
        }
        menu = parts.joined(separator: "~")
        guard !menu.isEmpty, !menu.hasPrefix("~") else { return nil }
        switch last {
        case "keys": part = .keys
        case "0": part = .entry
        default:
            guard let attempt = Int(last) else { return nil }
            part = .attempt(attempt)
        }
        self.variant = variant
    }
}
