package import JSONTree
package import ReleaseRecords

/// The account as a snapshot has it: no credentials, no network.
package struct SnapshotAccount: AccountReading {
    private let snapshot: Snapshot

    package init(_ snapshot: Snapshot) {
        self.snapshot = snapshot
    }

    package var takenAt: UTCTime? { snapshot.takenAt }

    package func applications() async throws -> [JSONObject] { snapshot.applications + snapshot.otherApplications }

    package func ownedNumbers() async throws -> [JSONObject] { snapshot.numbers }

    package func userAccess(to application: LiveApplication) -> UserAccess {
        switch snapshot.users {
        case .notRead(let reason): .refused(reason: "not in the snapshot: \(reason)")
        case .read(let id, _, _):
            isSameApplication(id, application.id)
                ? .granted : .refused(reason: "the snapshot has those of another application")
        }
    }

    package func userRows(application id: String) async throws -> [JSONObject] {
        guard case .read(_, let whole, let others) = snapshot.users else { return [] }
        return whole + others
    }

    package func user(id: String, application: String) async throws -> JSONObject? {
        guard case .read(_, let whole, let others) = snapshot.users else { return nil }
        func isMeant(_ body: JSONObject) -> Bool { body["id"] == .string(id) }
        if let body = whole.first(where: isMeant) { return body }
        guard var row = others.first(where: isMeant) else { return nil }
        // The list does not have these, and nobody knows what they are.
        let hidden = JSONValue.string(Redaction.mark)
        row["image_url"] = hidden
        row["properties"] = ["custom_data": hidden]
        row["channels"] = hidden
        return row
    }

    /// Whether of the project's application no more is known than its name, since the snapshot was taken for another.
    package func knowsOnlyOutline(of desired: DesiredState.Application) -> Bool {
        let all = (snapshot.applications + snapshot.otherApplications).map(LiveApplication.init(body:))
        guard case .found(let found) = findApplication(desired, among: all) else { return false }
        return !snapshot.applications.contains { isSameApplication($0["id"]?.stringValue, found.id) }
    }
}
