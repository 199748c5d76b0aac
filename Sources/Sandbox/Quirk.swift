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
    case putMerges = "put-merges"
    case listWithoutKeys = "list-without-keys"
    case pageSizeIgnored = "page-size-ignored"
    case urlsNormalised = "urls-normalised"
    case updateMerges = "update-merges"
    case unlinkByEmptyID = "unlink-by-empty-id"
    case patchReplacesProperties = "patch-replaces-properties"
    case listWithoutDisplayNames = "list-without-display-names"
    case errorsWithoutCode = "errors-without-code"
    case deletedNamesTaken = "deleted-names-taken"

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
        case .putMerges: "PUT of an application keeps the capabilities, settings and webhooks that it does not name"
        case .listWithoutKeys: "the list of applications lacks their keys, which only single ones show"
        case .pageSizeIgnored: "lists have ten rows a page, whatever is asked for"
        case .urlsNormalised:
            "URLs read back with their host in lower case, without a default port and without slashes at the end"
        case .updateMerges: "an update of a number keeps what it leaves out; an empty value removes"
        case .unlinkByEmptyID: "an update of a number without app_id keeps the link; an empty app_id removes it"
        case .patchReplacesProperties: "PATCH of a user replaces all its properties instead of those that are given"
        case .listWithoutDisplayNames: "the list of users lacks their display names"
        case .errorsWithoutCode:
            "errors of the Users API lack the code, which only their type shows; a taken name is 400"
        case .deletedNamesTaken: "the name of a deleted user cannot be used again, as if it were still there"
        }
    }
}
