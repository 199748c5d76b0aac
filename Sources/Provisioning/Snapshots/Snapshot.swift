package import JSONTree
package import ReleaseRecords

/// What an account was at some time, as far as a project is concerned, without secrets: enough to make plans against.
package struct Snapshot: Hashable, Sendable {
    /// The version of the JSON form.
    package static let version = 1

    package var takenAt: UTCTime

    /// The base URL of the API that it was read from.
    package var apiURL: String

    /// Applications that are, or may be, the project's; as the platform has them, less what is secret.
    package var applications: [JSONObject]

    /// All others: `id`, `name`, `keys.public_key`.
    package var otherApplications: [JSONObject]

    /// All numbers of the account.
    package var numbers: [JSONObject]
    package var users: Users

    /// The users of the project's application.
    package enum Users: Hashable, Sendable {
        /// `whole` are those that the project names, `others` rows of the list.
        case read(application: String, whole: [JSONObject], others: [JSONObject])
        /// A few words: `no private key`.
        case notRead(reason: String)
    }
}

/// Reads what plans of a project need of the account.
///
/// - Parameters:
///   - reader: The account.
///   - desired: The project; the users that it names are read with all their fields.
///   - apiURL: What the reader reads from.
///   - now: The time.
/// - Returns: The snapshot; nothing in it is secret.
/// - Throws: What the reader throws.
package func takeSnapshot(
    of reader: some AccountReading,
    for desired: DesiredState,
    apiURL: String,
    at now: UTCTime
) async throws -> Snapshot {
    async let applicationBodies = reader.applications()
    async let numberBodies = reader.ownedNumbers()
    let applications = try await applicationBodies
    let numbers = try await numberBodies
    let candidates: [LiveApplication]
    var users = Snapshot.Users.notRead(reason: "the application is not there yet")
    switch findApplication(desired.application, among: applications.map(LiveApplication.init(body:))) {
    case .found(let application):
        candidates = [application]
        switch reader.userAccess(to: application) {
        case .refused(let reason): users = .notRead(reason: reason)
        case .granted:
            let named = Set(desired.users.map(\.name))
            let all = try await readUsers(reader, of: application.id, detailed: named).map(\.body)
            let isWhole = { (body: JSONObject) in named.contains(body["name"]?.stringValue ?? "") }
            users = .read(
                application: application.id,
                whole: all.filter(isWhole).map(\.redactedUser),
                others: all.filter { !isWhole($0) }.map(\.redactedUser)
            )
        }
    case .ambiguous(let several, _):
        candidates = several
        users = .notRead(reason: "several applications fit")
    case .missing, .unknownID: candidates = []
    }
    let ids = Set(candidates.map(\.id))
    let isCandidate = { (body: JSONObject) in ids.contains(body["id"]?.stringValue ?? "") }
    return Snapshot(
        takenAt: now,
        apiURL: apiURL,
        applications: applications.filter(isCandidate).map(\.redactedApplication),
        otherApplications: applications.filter { !isCandidate($0) }.map(\.applicationOutline),
        numbers: numbers.map(\.redactedNumber),
        users: users
    )
}
