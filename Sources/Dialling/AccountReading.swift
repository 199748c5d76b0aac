internal import HTTPTransport
package import JSONTree
package import VonageAPI

/// Reads what a call needs to know of an account: applications and numbers through the APIs, and the emulator's users.
///
/// The Users API would want the private key of each application; the emulator tells the users without.
///
/// - Returns: the form that `CallSetup` takes; without `users` when the API is not an emulator on this machine.
package func readAccount(_ session: APISession) async throws(APIError) -> JSONValue {
    let reader = VonageReader(session)
    let applications = try await reader.applications()
    let numbers = try await reader.ownedNumbers()
    var account = JSONObject([
        ("applications", .array(applications.map { .object($0.body) })),
        ("numbers", .array(numbers.map { .object($0.body) })),
    ])
    account["users"] = await emulatedUsers(session)
    return .object(account)
}

/// The users of all applications by its id; nil when it is no emulator that is asked, or not on this machine.
private func emulatedUsers(_ session: APISession) async -> JSONValue? {
    let request = HTTPRequest(url: session.endpoints.api + "/_sandbox/state", headers: [("Accept", "application/json")])
    // Whatever goes wrong: the APIs themselves have just answered, and the users stay unknown.
    guard let response = try? await session.http.get(request), response.status == 200,
        let state = try? JSONValue(parsing: response.body)
    else { return nil }
    return state["users"]
}
