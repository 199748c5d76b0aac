package import JSONTree
package import ReleaseRecords
package import VonageAPI

/// The reads that plans need; bodies come as the platform sends them.
package protocol AccountReading: Sendable {
    /// All applications of the account.
    func applications() async throws -> [JSONObject]

    /// All numbers that the account owns.
    func ownedNumbers() async throws -> [JSONObject]

    /// Whether users of an application with this key can be read, or a few words on why not.
    func userAccess(to application: LiveApplication) -> UserAccess

    /// Rows of the list: id, name, display name.
    func userRows(application id: String) async throws -> [JSONObject]

    /// A user with all its fields; nil when there is none.
    func user(id: String, application: String) async throws -> JSONObject?

    /// A page of numbers on sale, from 1; nil where nobody can be asked.
    func numbersOnSale(_ query: NumberQuery, page: Int) async throws -> NumbersForSale?

    /// When the account was read; nil for the account as it is now.
    var takenAt: UTCTime? { get }
}

extension AccountReading {
    package var takenAt: UTCTime? { nil }

    package func numbersOnSale(_ query: NumberQuery, page: Int) async throws -> NumbersForSale? { nil }
}

/// Whether an application's users can be read.
package enum UserAccess: Sendable, Hashable {
    case granted
    /// A few words: `no private key`.
    case refused(reason: String)

    /// The reason where there is no key at all.
    static let noKey = "no private key"
}

/// Reads what `desired` is compared with: applications and numbers side by side, then the users, and the prices of numbers
/// that are still to be bought.
///
/// A user is read by itself only when the project names it and sets a field that the list lacks.
///
/// - Throws: What the reader throws.
package func readLiveState(_ reader: some AccountReading, for desired: DesiredState) async throws -> LiveState {
    async let applicationBodies = reader.applications()
    async let numberBodies = reader.ownedNumbers()
    var live = LiveState(
        applications: try await applicationBodies.map(LiveApplication.init(body:)),
        numbers: try await numberBodies.map(LiveNumber.init(body:))
    )
    live.takenAt = reader.takenAt
    // A price that cannot be had is unknown, and said to be; everything else can be compared without.
    live.offers = (try? await findOffers(desired.costs.wanted, from: reader.numbersOnSale)) ?? [:]
    guard case .found(let application) = findApplication(desired.application, among: live.applications) else {
        return live
    }
    switch reader.userAccess(to: application) {
    case .refused(let reason): live.users = .notCompared(reason: reason)
    case .granted:
        let detailed = Set(desired.users.filter(\.needsDetail).map(\.name))
        let titled = Set(desired.users.filter { $0.displayName != nil }.map(\.name))
        live.users = .compared(
            try await readUsers(reader, of: application.id, detailed: detailed, titled: titled)
        )
    }
    return live
}

/// How many users are read at the same time.
private let userReadWidth = 8

/// The users of an application; those of the names in `detailed` with all their fields, the others as the list has them.
///
/// Those in `titled` are read as well where the list shows no display name at all.
package func readUsers(
    _ reader: some AccountReading,
    of application: String,
    detailed: Set<String>,
    titled: Set<String> = []
) async throws -> [LiveUser] {
    var users = try await reader.userRows(application: application).map(LiveUser.init(body:))
    // Whether a list shows display names is the platform's affair: where it shows none, each user is looked at to be sure.
    let showsTitles = users.contains { $0.body["display_name"] != nil }
    let wanted = showsTitles ? detailed : detailed.union(titled)
    var places = users.indices.filter { wanted.contains(users[$0].name) }[...]
    try await withThrowingTaskGroup(of: (Int, JSONObject?).self) { group in
        func startNext() {
            guard let place = places.popFirst() else { return }
            let id = users[place].id
            group.addTask { (place, try await reader.user(id: id, application: application)) }
        }
        for _ in 0..<userReadWidth { startNext() }
        while let (place, body) = try await group.next() {
            if let body { users[place] = LiveUser(body: body) }
            startNext()
        }
    }
    return users
}
