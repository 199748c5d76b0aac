internal import HTTPTransport
package import JSONTree

/// Reads an account: applications, numbers, users.
///
/// It can change nothing.
///
/// Every call throws an `APIError` that says what was read and why it failed; what may be tried again has been.
package struct VonageReader: Sendable {
    let session: APISession

    package init(_ session: APISession) {
        self.session = session
    }

    /// One application; `isNotFound` of the error tells that there is none.
    package func application(id: ApplicationID) async throws(APIError) -> Application {
        let call = APICall(
            "read the application",
            id.text,
            api: .applications,
            path: "/v2/applications/\(percentEncoded(id.text))"
        )
        return try application(try await get(call), call)
    }

    /// A user with all its details; `isNotFound` of the error tells that there is none.
    package func user(id: String, application: ApplicationID) async throws(APIError) -> User {
        let call = APICall(
            "read the user",
            id,
            api: .users,
            authentication: .application(application),
            path: "/v1/users/\(percentEncoded(id))"
        )
        return try user(try await get(call), call)
    }

    /// The user with exactly that name, nil when there is none.
    package func user(name: String, application: ApplicationID) async throws(APIError) -> User? {
        let found = try await users(application: application, name: name).first { $0.name == name }
        guard let found else { return nil }
        return try await user(id: found.id, application: application)
    }

    func get(_ call: APICall) async throws(APIError) -> JSONValue? {
        let http = session.http
        return try await session.exchange(call) { (request) async throws(TransportError) in
            try await http.get(request)
        }.json
    }

    private func application(_ json: JSONValue?, _ call: APICall) throws(APIError) -> Application {
        do throws(ShapeError) {
            return try Application(body: try json.object())
        } catch {
            throw .malformed(error.description, call)
        }
    }

    private func user(_ json: JSONValue?, _ call: APICall) throws(APIError) -> User {
        do throws(ShapeError) {
            return try User(body: try json.object())
        } catch {
            throw .malformed(error.description, call)
        }
    }
}

extension JSONValue? {
    /// The object that every answer of the platform is.
    package func object() throws(ShapeError) -> JSONObject {
        guard let object = self?.objectValue else {
            throw ShapeError(description: self == nil ? "it is empty" : "it is not an object")
        }
        return object
    }
}
