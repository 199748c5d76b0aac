/// One thing that some callers would meet and now meet another.
package struct Difference: Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// A text or sound differs, and the call goes on alike.
        case wording
        /// The call goes elsewhere.
        case course
        /// Only what is left when the host is dead differs.
        case outage
        /// A number is answered on one side only.
        case numberAdded
        case numberRemoved
        /// What can be dialled and what is refused; told by `outbound`.
        case outbound
    }

    package var kind: Kind

    /// Everyone whom it concerns, in order; the first is the witness.
    package var starts: [CallStart]

    /// Who else meets the same, but only when the host dies in mid-call.
    package var startsWhenDead: [CallStart] = []

    /// The shortest way to it.
    package var path: [Move]

    /// When the witness's call takes place; nil for any time.
    package var when: When?

    /// The part of the calls on that way that meet it, in tenths of a percent; nil for all of them.
    package var share: Int?

    /// The same difference at other places, by their shortest ways; as many as `mostOthers`.
    package var otherPaths: [[Move]] = []
    package var otherCount = 0

    /// What was met, from the first step that differs to the last.
    package var before: [Step]
    package var after: [Step]

    /// Whether it is met, too, by who calls when the host is dead already.
    package var isMetAtOnce = false

    /// Who else may be rung in place of the last step of a side: it depends on the call.
    package var othersBefore: [Step] = []
    package var othersAfter: [Step] = []

    /// Whether those who are rung stand in another order from call to call.
    var changesOrder = false

    /// Whether it is met only by calls that are still on when a line opens or closes.
    package var isLate = false

    /// The menu that the call is in then, on each side.
    package var menuBefore: String?
    package var menuAfter: String?

    /// What app users can dial, for that kind of difference.
    package var outbound: OutboundChange?

    static let mostOthers = 3
}

/// A part of the time.
package struct When: Hashable, Sendable {
    /// An instant of it, in seconds since 1970.
    package var instant: Int

    /// The offset from UTC on the wall clock that decided, in seconds.
    package var offset: Int

    /// What schedules say then, by their names.
    package var schedules: [String]
}
