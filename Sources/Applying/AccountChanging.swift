package import JSONTree
package import Provisioning

/// The reads and writes that applying needs; bodies come and go as the platform has them.
package protocol AccountChanging: AccountReading {
    /// Nil when there is none of that id.
    func application(id: String) async throws -> JSONObject?
    func createApplication(_ body: JSONObject) async throws -> JSONObject
    func replaceApplication(id: String, _ body: JSONObject) async throws -> JSONObject
    func deleteApplication(id: String) async throws

    /// Nil when the account does not own it.
    func ownedNumber(digits: String) async throws -> JSONObject?
    func updateNumber(_ form: [(name: String, value: String)]) async throws
    func cancelNumber(country: String, digits: String) async throws

    /// A user with all its fields; nil when there is none of that name.
    func user(named name: String, application: String) async throws -> JSONObject?
    func createUser(_ body: JSONObject, application: String) async throws -> JSONObject
    func updateUser(id: String, _ body: JSONObject, application: String) async throws -> JSONObject
    func deleteUser(id: String, application: String) async throws
}

/// Why a request to the account did not do what it should, in the terms that applying decides over.
package struct AccountFailure: Error, Hashable, Sendable {
    package enum Kind: Hashable, Sendable {
        /// The request may have been carried out, the answer did not come.
        case outcomeUnknown
        /// A user of that name is there.
        case duplicateName
        /// What was to be changed is not there.
        case notFound
        case refused
    }

    package let kind: Kind

    /// One line, without a full stop and without secrets.
    package let message: String
    package let help: String?

    package init(_ kind: Kind, _ message: String, help: String? = nil) {
        self.kind = kind
        self.message = message
        self.help = help
    }
}
