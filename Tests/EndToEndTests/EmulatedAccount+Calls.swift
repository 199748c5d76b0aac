import HTTPTransport
import HTTPWrites
import JSONTree
import Testing

/// What a call needs of the account, set up as an operator's tools do: through the APIs.
extension EmulatedAccount {
    /// The environment in which the programs find this account.
    var environment: [String: String] {
        ["VONAGE_API_URL": url, "VONAGE_API_KEY": "sandbox", "VONAGE_API_SECRET": "sandbox-secret"]
    }

    /// Creates an application; its id.
    func application(name: String = "Acme", capabilities: String) async throws -> String {
        let body = #"{"name":"\#(name)","capabilities":\#(capabilities)}"#
        let made = try await post("/v2/applications", .json(Array(body.utf8)), expecting: 201)
        return try #require(made["id"]?.stringValue)
    }

    /// Links one of the account's numbers to an application.
    func link(_ number: String, to application: String) async throws {
        let form = HTTPBody.form([("country", "GB"), ("msisdn", number), ("app_id", application)])
        let answer = try await post("/number/update", form, expecting: 200)
        try #require(answer["error-code"] == "200")
    }

    /// Takes a number's link away, as an update without `app_id` does.
    func unlink(_ number: String) async throws {
        let answer = try await post(
            "/number/update",
            HTTPBody.form([("country", "GB"), ("msisdn", number)]),
            expecting: 200
        )
        try #require(answer["error-code"] == "200")
    }

    /// Gives the application users of these names, through the state, since the Users API would want its key.
    func addUsers(_ names: [String], to application: String) async throws {
        var state = try #require(try await state().objectValue)
        let users = names.map { JSONValue.object(JSONObject([("id", .string("USR-\($0)")), ("name", .string($0))])) }
        state["users"] = .object(JSONObject([(application, .array(users))]))
        try await set(state: .object(state))
    }

    private func post(_ path: String, _ body: HTTPBody, expecting status: Int) async throws -> JSONValue {
        // "sandbox:sandbox-secret" in base64.
        let headers = [(name: "Authorization", value: "Basic c2FuZGJveDpzYW5kYm94LXNlY3JldA==")]
        let response = try await HTTPClient().send(.post, HTTPRequest(url: url + path, headers: headers), body: body)
        try #require(response.status == status, "\(String(decoding: response.body, as: UTF8.self))")
        return try JSONValue(parsing: response.body)
    }
}
