internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import HTTPTransport
internal import JSONTree
internal import Provisioning
internal import VonageAPI

/// Saved plans.
func planTarget(_ corpus: Corpus) throws -> FuzzTarget {
    let desired = try corpus.quickstart.desired()
    let plans = [LiveState(), try LiveState(json: JSONValue(parsing: sampleAccount))].compactMap { live in
        makePlan(desired, against: live).output?.json.serializedBytes(.pretty)
    }
    return FuzzTarget(name: "plan", corpus: plans) { bytes in
        guard let value = try? JSONValue(parsing: bytes) else { return }  // The json target's business.
        // An honest hash lets a damaged plan through to where its steps are printed.
        for rehashed in [false, true] {
            guard let json = rehashed ? value.rehashed : value, let plan = try? Plan(json: json) else { continue }
            _ = (plan.text(), plan.isEmpty)
            require((try? Plan(json: plan.json)) == plan, "a plan that is written is read as the same")
        }
    }
}

/// What the account says, compared with a project: the plan that comes of it.
func accountTarget(_ corpus: Corpus) throws -> FuzzTarget {
    let desired = try corpus.quickstart.desired()
    return FuzzTarget(name: "account", corpus: [Array(sampleAccount.utf8)]) { bytes in
        guard let value = try? JSONValue(parsing: bytes) else { return }  // The json target's business.
        for body in ["applications", "numbers", "users"].flatMap({ value[$0]?.arrayValue ?? [] }) {
            guard let body = body.objectValue else { continue }
            // The objects of answers refuse what lacks a name; whatever else comes must not matter.
            _ = (try? Application(body: body), try? OwnedNumber(body: body), try? User(body: body))
            _ = try? UserSummary(body: body)
        }
        guard let live = try? LiveState(json: value) else { return }  // Not a list of objects.
        guard let plan = makePlan(desired, against: live).output else { return }
        _ = plan.text()
        require((try? Plan(json: plan.json)) == plan, "a plan that is written is read as the same")
    }
}

/// Answers of the platform: a status line, headers, and a body that may be anything.
///
/// An input is a status on the first line, a `Retry-After` on the second, and the body behind it.
func responseTarget(_ corpus: Corpus) -> FuzzTarget {
    let session = APISession(
        http: HTTPClient(),
        credentials: APICredentials(key: "key", secret: Secret("secret")),
        retry: .never,
        rates: .off
    )
    let calls = [
        APICall("read the applications", api: .applications, path: "/"),
        APICall(
            "link the number",
            "442079460000",
            api: .numbers,
            path: "/",
            isRepeatable: false,
            confirmsByErrorCode: true
        ),
        APICall("delete the user", "Jane", api: .users, path: "/", isRemoval: true),
    ]
    let inputs = [
        "200\n\n\(sampleAccount)", "200\n\n{\"error-code\":\"200\",\"error-code-label\":\"success\"}",
        "200\n\n{\"error-code\":\"420\",\"error-code-label\":\"method failed\"}", "204\n\n", "301\n\n<html>",
        "429\n7\n{\"title\":\"Rate Limit\",\"detail\":\"slow down\"}", "503\nSun, 06 Nov 1994 08:49:37 GMT\nsorry",
        "422\n\n{\"type\":\"t\",\"title\":\"Bad\",\"detail\":\"d\",\"invalid_parameters\":[{\"name\":\"n\",\"reason\":\"r\"}]}",
        "401\n\n{\"code\":\"system:error:invalid-token\",\"description\":\"The token\"}",
        "404\n\n<html>not found</html>",
    ]
    return FuzzTarget(name: "response", corpus: inputs.map { Array($0.utf8) }) { bytes in
        let parts = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 2, omittingEmptySubsequences: false)
        let text = parts.map { String(decoding: $0, as: UTF8.self) }
        let response = HTTPResponse(
            status: Int(text[0]).flatMap { (100..<600).contains($0) ? $0 : nil } ?? 200,
            headers: HTTPHeaders([("Content-Type", "application/json"), ("Retry-After", text.count > 1 ? text[1] : "")]
            ),
            body: parts.count > 2 ? Array(parts[2]) : []
        )
        for call in calls {
            do throws(APIError) {
                _ = try await session.exchange(call) { (_) async throws(TransportError) in response }
            } catch {
                let line = error.describe().summary
                require(!line.utf8.contains { $0 < 0x20 || $0 == 0x7F }, "an error is one line: \(line)")
            }
        }
    }
}

/// An account that has all of the example, in other words and with other things beside.
let sampleAccount = """
    {"applications": [{"id": "78d335fa-323d-0114-9c3d-d6f0d48968cf", "name": "Contact Center Quickstart",
      "keys": {"public_key": "-----BEGIN PUBLIC KEY-----\\nMIIB\\n-----END PUBLIC KEY-----\\n"},
      "capabilities": {"voice": {"webhooks": {"answer_url": {"address": "https://a.example/r/0123456789abcdef/e/answer",
       "http_method": "GET", "connection_timeout": 500, "socket_timeout": 5000}}, "signed_callbacks": true,
       "region": "eu-west"}, "rtc": {}}, "privacy": {"improve_ai": false}, "_links": {"self": {"href": "/x"}}}],
     "numbers": [{"country": "GB", "msisdn": "442079460001", "type": "mobile-lvn", "features": ["VOICE", "SMS"],
       "app_id": "78d335fa-323d-0114-9c3d-d6f0d48968cf", "moHttpUrl": "https://b.example"},
      {"country": "GB", "msisdn": "442079460002", "type": "mobile-lvn", "features": ["VOICE"],
       "voiceCallbackType": "tel", "voiceCallbackValue": "447700900123"},
      {"country": "US", "msisdn": "14155550100", "type": "mobile-lvn", "features": ["SMS"]}],
     "users": [{"id": "USR-1", "name": "Jane", "display_name": "Jane D", "properties": {"custom_data": {"a": "b"}}},
      {"id": "USR-2", "name": "Bob", "image_url": "https://c.example/b.png"}]}
    """

extension LiveState {
    /// Reads a text like `sampleAccount`; nil members are empty lists.
    init(json: JSONValue) throws {
        func objects(_ key: String) throws -> [JSONObject] {
            try (json[key]?.arrayValue ?? []).map { element in
                guard let object = element.objectValue else { throw FuzzError("'\(key)' holds no objects") }
                return object
            }
        }
        self.init(
            applications: try objects("applications").map(LiveApplication.init(body:)),
            numbers: try objects("numbers").map(LiveNumber.init(body:)),
            users: .compared(try objects("users").map(LiveUser.init(body:)))
        )
    }
}

extension JSONValue {
    /// A plan with the hash that its content has; nil when that cannot be told.
    fileprivate var rehashed: JSONValue? {
        guard var object = objectValue else { return nil }
        object["hash"] = nil
        let hash = hexDigest(JSONValue.object(object).sortedByKey.serializedBytes())
        object["hash"] = .string(hash)
        return .object(object)
    }
}
