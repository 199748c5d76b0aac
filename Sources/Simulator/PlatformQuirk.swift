/// A way in which the platform may differ from what the simulator takes for granted, where no source decides.
///
/// Tests run under each, so that what ccplan builds does not lean on an assumption.
package enum PlatformQuirk: String, Sendable, CaseIterable {
    /// `digits` is null, not "", when no key was pressed.
    case nullDigits = "null-digits"
    /// `timed_out` is true even when the last digit ended the input (capture of 2020).
    case timedOutAlways = "timed-out-always"
    /// The input event of a keys-only input has no `speech` member.
    case noSpeechMember = "no-speech-member"
    /// After an answered connect whose callee hung up, the next action runs, where the call would end.
    case answeredConnectGoesOn = "answered-connect-goes-on"
    /// A leg whose answering machine was hung up on ends as `machine`, not as one that nobody answered.
    case hungUpMachineIsMachine = "hung-up-machine-is-machine"

    /// What it changes, in one line.
    package var summary: String {
        switch self {
        case .nullDigits: "'digits' is null when no key was pressed"
        case .timedOutAlways: "'timed_out' is always true"
        case .noSpeechMember: "the input event of a keys-only input has no 'speech'"
        case .answeredConnectGoesOn: "the call goes on after the callee of an answered connect hung up"
        case .hungUpMachineIsMachine: "a leg whose machine was hung up on ends as 'machine', not as 'unanswered'"
        }
    }
}
