/// The id of an application; equal without regard to case and hyphens, which old responses lack.
package struct ApplicationID: Sendable {
    /// As it was given.
    package let text: String

    private let canonical: String

    package init(_ text: String) {
        self.text = text
        canonical = text.lowercased().filter { $0 != "-" }
    }
}

extension ApplicationID: Hashable, CustomStringConvertible, ExpressibleByStringLiteral {
    package static func == (left: ApplicationID, right: ApplicationID) -> Bool { left.canonical == right.canonical }

    package func hash(into hasher: inout Hasher) { hasher.combine(canonical) }

    package var description: String { text }

    package init(stringLiteral value: String) { self.init(value) }
}
