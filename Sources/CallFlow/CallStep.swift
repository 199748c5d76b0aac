/// One thing that decides how a call goes on.
package enum CallStep: Hashable, Sendable {
    /// The number of an entry is called, by its place among the entries.
    case callNumber(Int)

    /// A number is called that the project does not name.
    case callAnyOther

    /// An app user dials an extension, by its place among the extensions.
    case dialExtension(Int)

    /// An app user dials a number outside.
    case dialOutside
    case open(ScheduleID)
    case closed(ScheduleID)

    /// The caller's number is in the list of that name.
    case callerInList(String)

    /// The caller's number begins with these digits.
    case callerIn(prefix: String)
    case callerWithheld

    /// The caller is none of those that the decision names.
    case otherCaller

    /// The call falls into a share of a split.
    case share(weight: Int, of: Int)

    /// The keys of an option are pressed.
    case press(String)

    /// Nothing is pressed, on each of so many attempts.
    case nothing(attempts: Int)
    case unanswered(Callee)

    /// A hand-written NCCO leads to a menu.
    case handWritten

    /// Who is rung.
    package enum Callee: Hashable, Sendable {
        case agent(AgentID)
        /// Everybody in it.
        case team(TeamID)
        case endpoint(Ring.Endpoint)
        /// A number outside that an app user dialled.
        case dialled
    }
}
