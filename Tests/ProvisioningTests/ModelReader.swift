import JSONTree

@testable import Provisioning

/// Reads an account in memory: lists of users without details, as the platform gives them.
struct ModelReader: AccountReading {
    var account: ModelAccount
    var access = UserAccess.granted

    func applications() async throws -> [JSONObject] {
        account.applications.sorted { $0.key < $1.key }.map(\.value)
    }

    func ownedNumbers() async throws -> [JSONObject] { account.numbers.sorted { $0.key < $1.key }.map(\.value) }

    func userAccess(to application: LiveApplication) -> UserAccess { access }

    func userRows(application id: String) async throws -> [JSONObject] {
        (account.users[id] ?? [:]).sorted { $0.key < $1.key }.map { _, body in
            var row = JSONObject()
            for key in ["id", "name", "display_name"] { row[key] = body[key] }
            return row
        }
    }

    func user(id: String, application: String) async throws -> JSONObject? {
        account.users[application]?.values.first { $0["id"] == .string(id) }
    }
}
