/// Somebody who decides what the people of a call do while it goes on, by what happened so far.
///
/// Times are milliseconds since the call began. One director directs one call.
package protocol CallDirector: AnyObject {
    /// Sees what happened, as soon as it did; of the end of the call only that it ended.
    func saw(_ event: TranscriptEntry.Event, at time: Int)

    /// What the caller will do at the prompt or input that begins now; nil for nothing yet.
    ///
    /// - Parameters:
    ///   - time: Now.
    ///   - isAsked: Whether the input itself begins, which ends without an answer if nothing is done.
    /// - Returns: What the caller does.
    func response(at time: Int, isAsked: Bool) -> DirectedResponse?

    /// How the ringing of somebody will end.
    func outcome(of callee: Callee, at time: Int) -> DirectedOutcome

    /// When the caller hangs up; nil for not yet.
    var hangsUpAt: Int? { get }

    /// Whether the host of the answer URL is dead by now.
    var hostIsDead: Bool { get }

    /// Whether the rest of the call does not matter.
    var hasSeenEnough: Bool { get }
}

/// What a caller does at an input, and when.
package struct DirectedResponse: Sendable {
    package var response: CallScript.Response

    /// Not before this time.
    package var earliest: Int

    package init(_ response: CallScript.Response, earliest: Int) {
        self.response = response
        self.earliest = earliest
    }
}

/// How a ringing ends, and when.
package struct DirectedOutcome: Sendable {
    package var outcome: ConnectOutcome

    /// How long it rings before somebody answers; as scripted when nil.
    package var answersAfter: Int?

    package init(_ outcome: ConnectOutcome, answersAfter: Int? = nil) {
        self.outcome = outcome
        self.answersAfter = answersAfter
    }
}
