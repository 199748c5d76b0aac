import JSONTree
import Provisioning
import Synchronization

@testable import Applying

/// An account in memory that answers as the platform does, counts requests, and fails where it is told to.
final class FakeAccount: AccountChanging {
    struct State: Equatable {
        var applications: [String: JSONObject] = [:]
        var numbers: [String: JSONObject] = [:]
        var users: [String: [String: JSONObject]] = [:]
    }

    /// What happens to a request.
    enum Fault: Equatable {
        /// It never arrives.
        case lostRequest
        /// It is carried out, but the answer is lost.
        case lostAnswer
        case refused
    }

    private struct Inside {
        var state = State()
        var made = 0
        var requests: [String] = []
        var faults: [Int: Fault] = [:]
        /// From this request on nothing works any more, as if the process had been killed.
        var killedFrom: Int?
        var killedAnswer = false
    }

    private let inside: Mutex<Inside>
    let users: UserAccess

    init(_ state: State = State(), users: UserAccess = .granted) {
        inside = Mutex(
            Inside(state: state, made: state.applications.count + state.users.values.map(\.count).reduce(0, +))
        )
        self.users = users
    }

    var state: State { inside.withLock { $0.state } }

    /// All requests so far, `write application`.
    var requests: [String] { inside.withLock { $0.requests } }

    var writes: [String] { requests.filter { !$0.hasPrefix("read") } }

    func fail(request index: Int, _ fault: Fault) { inside.withLock { $0.faults[index] = fault } }

    /// Request `index` is the last thing that happens: carried out or not, no answer of it or any later one arrives.
    func kill(at index: Int, carriedOut: Bool) {
        inside.withLock {
            $0.killedFrom = index
            $0.killedAnswer = carriedOut
        }
    }

    func change(_ body: (inout State) -> Void) { inside.withLock { body(&$0.state) } }

    func exchange<Answer>(
        _ name: String,
        _ body: (inout State, () -> String) throws -> Answer
    ) throws -> Answer {
        try inside.withLock { inside throws -> Answer in
            let index = inside.requests.count
            inside.requests.append(name)
            var fault = inside.faults[index]
            if let killed = inside.killedFrom, index >= killed {
                fault = index == killed && inside.killedAnswer ? .lostAnswer : .lostRequest
            }
            let lost = AccountFailure(.outcomeUnknown, "no answer")
            if fault == .lostRequest { throw lost }
            if fault == .refused { throw AccountFailure(.refused, "the platform refused it") }
            var made = inside.made
            let answer = try body(&inside.state) {
                made += 1
                return "id-\(made)"
            }
            inside.made = made
            if fault == .lostAnswer { throw lost }
            return answer
        }
    }

    // MARK: Reads

    func applications() async throws -> [JSONObject] {
        try exchange("read applications") { state, _ in state.applications.sorted { $0.key < $1.key }.map(\.value) }
    }

    func application(id: String) async throws -> JSONObject? {
        try exchange("read application") { state, _ in state.applications[id] }
    }

    func ownedNumbers() async throws -> [JSONObject] {
        try exchange("read numbers") { state, _ in state.numbers.sorted { $0.key < $1.key }.map(\.value) }
    }

    func ownedNumber(digits: String) async throws -> JSONObject? {
        try exchange("read number") { state, _ in state.numbers[digits] }
    }

    func userAccess(to application: LiveApplication) -> UserAccess { users }

    func userRows(application id: String) async throws -> [JSONObject] {
        try exchange("read users") { state, _ in
            (state.users[id] ?? [:]).sorted { $0.key < $1.key }.map { _, body in
                JSONObject(["id", "name", "display_name"].compactMap { key in body[key].map { (key, $0) } })
            }
        }
    }

    func user(id: String, application: String) async throws -> JSONObject? {
        try exchange("read user") { state, _ in
            state.users[application]?.values.first { $0["id"] == .string(id) }
        }
    }

    func user(named name: String, application: String) async throws -> JSONObject? {
        try exchange("read user") { state, _ in state.users[application]?[name] }
    }

    // MARK: Writes

    func createApplication(_ body: JSONObject) async throws -> JSONObject {
        try exchange("create application") { state, newID in
            var body = body
            body["id"] = .string(newID())
            let id = body["id"]?.stringValue ?? ""
            state.applications[id] = body
            return body
        }
    }

    func replaceApplication(id: String, _ body: JSONObject) async throws -> JSONObject {
        try exchange("replace application") { state, _ in
            guard state.applications[id] != nil else { throw AccountFailure(.notFound, "no such application") }
            var body = body
            body["id"] = .string(id)
            state.applications[id] = body
            return body
        }
    }

    func deleteApplication(id: String) async throws {
        try exchange("delete application") { state, _ in
            guard state.applications.removeValue(forKey: id) != nil else {
                throw AccountFailure(.notFound, "no such application")
            }
            state.users[id] = nil
        }
    }

    func updateNumber(_ form: [(name: String, value: String)]) async throws {
        try exchange("update number") { state, _ in
            let digits = form.first { $0.name == "msisdn" }?.value ?? ""
            guard let old = state.numbers[digits] else { throw AccountFailure(.notFound, "method failed") }
            var body = JSONObject(["country", "msisdn", "features"].compactMap { key in old[key].map { (key, $0) } })
            for (name, value) in form { body[name] = .string(value) }
            if let application = body["app_id"], body["voiceCallbackType"] == nil {
                body["voiceCallbackType"] = "app"
                body["voiceCallbackValue"] = application
            }
            state.numbers[digits] = body
        }
    }

    func cancelNumber(country: String, digits: String) async throws {
        try exchange("cancel number") { state, _ in
            guard state.numbers.removeValue(forKey: digits) != nil else {
                throw AccountFailure(.notFound, "method failed")
            }
        }
    }

    func createUser(_ body: JSONObject, application: String) async throws -> JSONObject {
        try exchange("create user") { state, newID in
            let name = body["name"]?.stringValue ?? ""
            guard state.users[application]?[name] == nil else {
                throw AccountFailure(.duplicateName, "the name is taken")
            }
            var body = body
            body["id"] = .string(newID())
            state.users[application, default: [:]][name] = body
            return body
        }
    }

    func updateUser(id: String, _ body: JSONObject, application: String) async throws -> JSONObject {
        try exchange("update user") { state, _ in
            guard let name = state.users[application]?.first(where: { $0.value["id"] == .string(id) })?.key,
                var user = state.users[application]?[name]
            else { throw AccountFailure(.notFound, "no such user") }
            for (key, value) in body.members { user[key] = value }
            state.users[application]?[name] = user
            return user
        }
    }

    func deleteUser(id: String, application: String) async throws {
        try exchange("delete user") { state, _ in
            guard let name = state.users[application]?.first(where: { $0.value["id"] == .string(id) })?.key else {
                throw AccountFailure(.notFound, "no such user")
            }
            state.users[application]?[name] = nil
        }
    }
}
