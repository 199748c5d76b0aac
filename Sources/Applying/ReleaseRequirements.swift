package import CallBundle
package import Provisioning

/// Looks in the account for what a release needs.
///
/// - Parameters:
///   - requirements: Of the release's manifest.
///   - application: The one that is to answer with it.
///   - account: Read once for numbers, once for users.
/// - Returns: A line for each thing that is not there; none when calls find everything.
/// - Throws: What the account throws; an `AccountFailure` when users are needed and cannot be looked for.
package func unmetRequirements(
    _ requirements: Manifest.Requirements,
    of application: LiveApplication,
    in account: some AccountReading
) async throws -> [String] {
    var lines: [String] = []
    if !requirements.users.isEmpty {
        if case .refused(let reason) = account.userAccess(to: application) {
            throw AccountFailure(
                .refused,
                "calls may ring \(requirements.users.count) users that cannot be looked for: \(reason)",
                help: "set VONAGE_PRIVATE_KEY to the application's private key"
            )
        }
        let rows = try await account.userRows(application: application.id)
        let present = Set(rows.map { LiveUser(body: $0).name })
        lines += requirements.users.filter { !present.contains($0) }.map {
            "user '\($0)': calls may ring this user, who is not there"
        }
    }
    if !requirements.callerIDs.isEmpty || !requirements.entryNumbers.isEmpty {
        let owned = Set(try await account.ownedNumbers().map { LiveNumber(body: $0).digits })
        lines += requirements.callerIDs.filter { !owned.contains($0) }.map {
            "number +\($0): it is shown as caller id, and the account does not own it"
        }
        lines += requirements.entryNumbers.filter { !owned.contains($0) }.map {
            "number +\($0): calls are to come in on it, and the account does not own it"
        }
    }
    return lines
}
