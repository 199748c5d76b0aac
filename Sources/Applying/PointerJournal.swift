/// Writes down where calls go from now on, right after that was confirmed.
package struct PointerJournal: Sendable {
    /// What became of the application that calls come to.
    package enum Event: Hashable, Sendable {
        /// Its calls go where the plan wants them.
        case moved
        /// They went there already.
        case found
        case deleted
    }

    /// Gives a line on why it could not be written down, which undoes nothing; nil when it was.
    package var note: @Sendable (_ event: Event, _ applicationID: String) async -> String?

    package init(note: @escaping @Sendable (_ event: Event, _ applicationID: String) async -> String?) {
        self.note = note
    }

    /// Writes nothing down: the target keeps no log.
    package static let none = PointerJournal { _, _ in nil }
}
