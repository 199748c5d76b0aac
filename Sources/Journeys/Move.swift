/// What a caller does, or what happens to a call, on the way to a difference.
package enum Move: Hashable, Sendable {
    case presses(String)
    /// A key that no option has; one of them is given.
    case pressesOther(String)
    case says(String)
    /// Words that no option has.
    case saysOther
    case doesNothing
    /// Who is rung does not answer; the states, sorted.
    case isNotReached(by: String, [String])
    /// None of those who are rung one after the other.
    case nobodyAnswers
    /// Who is rung is not reached in another way, such as by a machine's answer.
    case isNotReachedOtherwise(by: String)
    /// The call is in a menu that another way led to before; what happens there is compared from here on.
    case isIn(menu: String, now: Way, before: Way)
}

/// How calls get to a place on one side.
package struct Way: Hashable, Sendable {
    package var start: CallStart?

    /// Nil for any time.
    package var when: When?
    package var moves: [Move]
}
