internal import Applying
internal import JSONTree
internal import ProgramSupport
internal import Provisioning
internal import VonageAPI

/// The project's application in the account; nil when it is not there.
///
/// - Throws: The exit status, when it cannot be read or not be told, and that was printed.
func findLiveApplication(_ desired: DesiredState, in account: LiveAccount) async throws -> LiveApplication? {
    let applications = try await reported { try await account.applications().map(LiveApplication.init(body:)) }
    switch findApplication(desired.application, among: applications) {
    case .found(let application): return application
    case .missing, .unknownID: return nil
    case .ambiguous(let candidates, _):
        throw ProgramFailure(
            "several applications fit: \(candidates.map(\.id).joined(separator: ", "))",
            help: "write down which one is meant with 'app.id'"
        ).reported()
    }
}

/// What `body` reads from the account; its failure ends the run.
func reported<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let error as APIError {
        throw ProgramFailure(error).reported()
    } catch let error as AccountFailure {
        throw ProgramFailure(error.message, help: error.help).reported()
    }
}

extension AccountConnection {
    /// The account behind it.
    var account: LiveAccount {
        LiveAccount(reader: VonageReader(session), key: privateKey?.publicKey)
    }
}
