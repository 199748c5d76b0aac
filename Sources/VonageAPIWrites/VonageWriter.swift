internal import HTTPTransport
internal import HTTPWrites
package import JSONTree
package import VonageAPI

/// Changes an account: applications, numbers, users.
///
/// What can be sent twice (PUT, PATCH, DELETE, a number's update) has been tried again as the session's policy says. A
/// create, a purchase and a cancellation are sent again only when they certainly were not carried out; when nobody
/// knows, they throw `outcomeUnknown`, and the caller must look before it tries again.
package struct VonageWriter: Sendable {
    private let session: APISession

    package init(_ session: APISession) {
        self.session = session
    }

    /// Makes an application.
    ///
    /// Without `keys.public_key` in the body the answer has an `issuedPrivateKey`: once.
    package func createApplication(_ body: JSONObject) async throws(APIError) -> Application {
        let call = APICall(
            "create the application",
            body["name"]?.stringValue,
            api: .applications,
            path: "/v2/applications",
            isRepeatable: false
        )
        return try await object(call, .post, body) { (body) throws(ShapeError) in try Application(body: body) }
    }

    /// Replaces an application as a whole: `body` must hold every key that shall stay, above all `keys.public_key`.
    package func replaceApplication(id: ApplicationID, body: JSONObject) async throws(APIError) -> Application {
        let call = APICall(
            "change the application",
            id.text,
            api: .applications,
            path: "/v2/applications/\(percentEncoded(id.text))"
        )
        return try await object(call, .put, body) { (body) throws(ShapeError) in try Application(body: body) }
    }

    /// Removes an application for good.
    package func deleteApplication(id: ApplicationID) async throws(APIError) {
        let call = APICall(
            "delete the application",
            id.text,
            api: .applications,
            path: "/v2/applications/\(percentEncoded(id.text))",
            isRemoval: true
        )
        _ = try await send(call, .delete, nil)
    }

    /// Replaces what is set on a number: a field that is left out is cleared (V§c).
    package func updateNumber(
        country: String,
        msisdn: String,
        fields: [(String, String)]
    ) async throws(APIError) {
        try await changeNumber("change the number", "update", country, msisdn, fields, isRepeatable: true)
    }

    /// Buys a number, which costs money at once and every month.
    package func buyNumber(country: String, msisdn: String) async throws(APIError) {
        try await changeNumber("buy the number", "buy", country, msisdn, [], isRepeatable: false)
    }

    /// Gives a number back; it may never be had again.
    package func cancelNumber(country: String, msisdn: String) async throws(APIError) {
        try await changeNumber("cancel the number", "cancel", country, msisdn, [], isRepeatable: false)
    }

    /// Makes a user of an application.
    ///
    /// A name that is taken gives an error with `isDuplicateName`.
    package func createUser(_ body: JSONObject, application: ApplicationID) async throws(APIError) -> User {
        var call = APICall(
            "create the user",
            body["name"]?.stringValue,
            api: .users,
            authentication: .application(application),
            path: "/v1/users",
            isRepeatable: false
        )
        call.secrets = secrets(inUser: body)
        return try await object(call, .post, body) { (body) throws(ShapeError) in try User(body: body) }
    }

    /// Changes the fields of a user that `body` has.
    package func updateUser(
        id: String,
        body: JSONObject,
        application: ApplicationID
    ) async throws(APIError) -> User {
        var call = APICall(
            "change the user",
            id,
            api: .users,
            authentication: .application(application),
            path: "/v1/users/\(percentEncoded(id))"
        )
        call.secrets = secrets(inUser: body)
        return try await object(call, .patch, body) { (body) throws(ShapeError) in try User(body: body) }
    }

    /// Removes a user for good.
    package func deleteUser(id: String, application: ApplicationID) async throws(APIError) {
        let call = APICall(
            "delete the user",
            id,
            api: .users,
            authentication: .application(application),
            path: "/v1/users/\(percentEncoded(id))",
            isRemoval: true
        )
        _ = try await send(call, .delete, nil)
    }

    private func changeNumber(
        _ operation: String,
        _ verb: String,
        _ country: String,
        _ msisdn: String,
        _ fields: [(String, String)],
        isRepeatable: Bool
    ) async throws(APIError) {
        let call = APICall(
            operation,
            msisdn,
            api: .numbers,
            path: "/number/\(verb)",
            isRepeatable: isRepeatable,
            confirmsByErrorCode: true
        )
        _ = try await send(call, .post, .form([("country", country), ("msisdn", msisdn)] + fields))
    }

    /// Sends an object and reads the one that comes back.
    private func object<Object>(
        _ call: APICall,
        _ method: HTTPWriteMethod,
        _ body: JSONObject,
        read: (JSONObject) throws(ShapeError) -> Object
    ) async throws(APIError) -> Object {
        let json = try await send(call, method, .json(JSONValue.object(body).serializedBytes()))
        do throws(ShapeError) {
            return try read(try json.object())
        } catch {
            let malformed = APIError.malformed(error.description, call)
            throw call.isRepeatable ? malformed : .outcomeUnknown(malformed, call)
        }
    }

    private func send(
        _ call: APICall,
        _ method: HTTPWriteMethod,
        _ body: HTTPBody?
    ) async throws(APIError) -> JSONValue? {
        let http = session.http
        var call = call
        call.isChange = true
        let isRepeatable = call.isRepeatable
        return try await session.exchange(call) { (request) async throws(TransportError) in
            try await http.send(method, request, body: body, isRepeatable: isRepeatable)
        }.json
    }
}

/// What a user's channels hold that is nobody else's affair; what is too short to be told from other text stays.
private func secrets(inUser body: JSONObject) -> [String] {
    let channels = body["channels"]?.objectValue
    let logins = (channels?["sip"]?.arrayValue ?? []).flatMap { [$0["username"], $0["password"]] }
    let headers = (channels?["websocket"]?.arrayValue ?? []).flatMap { socket in
        socket["headers"]?.objectValue?.members.map { Optional($0.value) } ?? []
    }
    return (logins + headers).compactMap { $0?.stringValue }.filter { $0.count >= 3 }
}
