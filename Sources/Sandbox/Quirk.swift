/// A behaviour of the platform that the reference leaves open, or that only some of its ages show.
///
/// Off, the emulator does what the sources make likeliest; on, it does the other thing. A client that is right under every
/// quirk does not depend on the guess.
package enum Quirk: String, CaseIterable, Sendable {
    case errorsIn200 = "errors-in-200"
    case idsWithoutHyphens = "ids-without-hyphens"
    case connectionTimeoutName = "connection-timeout-name"
    case patchReplacesChannels = "patch-replaces-channels"
    case emptyListAsZero = "empty-list-as-zero"
    case noDefaultsEcho = "no-defaults-echo"
    case keyCycledByPut = "key-cycled-by-put"

    /// What it does when switched on, in one line.
    package var summary: String {
        switch self {
        case .errorsIn200:
            "the Numbers API reports failures of POSTs inside HTTP 200, with their error-code in the body"
        case .idsWithoutHyphens: "application ids are written without hyphens in answers"
        case .connectionTimeoutName: "answers say connection_timeout, the name of 2021, instead of connect_timeout"
        case .patchReplacesChannels: "PATCH of a user replaces all its channels instead of those that are given"
        case .emptyListAsZero: "an empty list of numbers is {\"count\":0,\"numbers\":[]} instead of {}"
        case .noDefaultsEcho: "an application reads back as it was sent, without the server's defaults"
        case .keyCycledByPut: "PUT of an application without keys makes a new pair instead of keeping the key"
        }
    }
}
