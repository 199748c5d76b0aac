internal import Diagnostics
package import JSONTree
package import Provisioning
internal import VonageAPI
package import VonageAPIWrites

/// The account behind the platform's APIs, with the right to change it.
package struct ChangeableAccount: AccountChanging {
    package let live: LiveAccount
    let writer: VonageWriter

    package init(_ live: LiveAccount, writer: VonageWriter) {
        self.live = live
        self.writer = writer
    }

    // MARK: Reads

    package func applications() async throws -> [JSONObject] {
        try await reading { try await live.applications() }
    }

    package func ownedNumbers() async throws -> [JSONObject] {
        try await reading { try await live.ownedNumbers() }
    }

    package func userAccess(to application: LiveApplication) -> UserAccess { live.userAccess(to: application) }

    package func userRows(application id: String) async throws -> [JSONObject] {
        try await reading { try await live.userRows(application: id) }
    }

    package func user(id: String, application: String) async throws -> JSONObject? {
        try await readingObject { try await live.user(id: id, application: application) }
    }

    package func application(id: String) async throws -> JSONObject? {
        try await readingObject { try await live.reader.application(id: ApplicationID(id)).body }
    }

    package func ownedNumber(digits: String) async throws -> JSONObject? {
        try await reading { try await live.reader.ownedNumber(msisdn: digits).map(\.body) }
    }

    package func user(named name: String, application: String) async throws -> JSONObject? {
        try await reading {
            try await live.reader.user(name: name, application: ApplicationID(application)).map(\.body)
        }
    }

    // MARK: Writes

    package func createApplication(_ body: JSONObject) async throws -> JSONObject {
        try await writing { () async throws(APIError) in try await writer.createApplication(body).body }
    }

    package func replaceApplication(id: String, _ body: JSONObject) async throws -> JSONObject {
        try await writing { () async throws(APIError) in
            try await writer.replaceApplication(id: ApplicationID(id), body: body).body
        }
    }

    package func deleteApplication(id: String) async throws {
        try await writing { () async throws(APIError) in try await writer.deleteApplication(id: ApplicationID(id)) }
    }

    package func updateNumber(_ form: [(name: String, value: String)]) async throws {
        let fields = form.filter { $0.name != "country" && $0.name != "msisdn" }.map { ($0.name, $0.value) }
        func value(_ name: String) -> String { form.first { $0.name == name }?.value ?? "" }
        try await writing { () async throws(APIError) in
            try await writer.updateNumber(country: value("country"), msisdn: value("msisdn"), fields: fields)
        }
    }

    package func cancelNumber(country: String, digits: String) async throws {
        try await writing { () async throws(APIError) in
            try await writer.cancelNumber(country: country, msisdn: digits)
        }
    }

    package func createUser(_ body: JSONObject, application: String) async throws -> JSONObject {
        try await writing { () async throws(APIError) in
            try await writer.createUser(body, application: ApplicationID(application)).body
        }
    }

    package func updateUser(id: String, _ body: JSONObject, application: String) async throws -> JSONObject {
        try await writing { () async throws(APIError) in
            try await writer.updateUser(id: id, body: body, application: ApplicationID(application)).body
        }
    }

    package func deleteUser(id: String, application: String) async throws {
        try await writing { () async throws(APIError) in
            try await writer.deleteUser(id: id, application: ApplicationID(application))
        }
    }
}

/// A read that failed changed nothing, whatever became of its answer.
private func reading<Value>(_ body: () async throws -> Value) async throws -> Value {
    do {
        return try await body()
    } catch let error as APIError {
        let (summary, help) = error.describe()
        throw AccountFailure(.refused, summary, help: help)
    }
}

/// The same of an object that is asked for by its id: the platform says itself when there is none.
private func readingObject<Value>(_ body: () async throws -> Value?) async throws -> Value? {
    try await reading {
        do {
            return try await body()
        } catch let error as APIError where error.isNotFound {
            return nil
        }
    }
}

private func writing<Value>(_ body: () async throws(APIError) -> Value) async throws -> Value {
    do throws(APIError) {
        return try await body()
    } catch {
        let kind: AccountFailure.Kind =
            if error.mayHaveBeenExecuted {
                .outcomeUnknown
            } else if error.isDuplicateName {
                .duplicateName
            } else if error.isNotFound {
                .notFound
            } else {
                .refused
            }
        let (summary, help) = error.describe()
        // Refused access has a page.
        let code = AccessRefusal(error)?.finding(at: nil).code
        throw AccountFailure(kind, (code.map { "\($0): " } ?? "") + summary, help: help)
    }
}
