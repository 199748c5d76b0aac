import CryptoExtras
import FoundationEssentials
import JSONTree
import Synchronization
import Testing

@testable import Sandbox

/// A pair that all tests share, since making one is slow.
let testKey = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

/// The same for whoever wants a second one.
let otherKey = Result { try _RSA.Signing.PrivateKey(keySize: .bits2048) }

/// An emulator with scripted time and ids, and requests to it in short.
struct Account {
    let emulator: Emulator
    let clock = TestClock()

    init(
        settings: SandboxSettings = SandboxSettings(),
        owning: [String] = [],
        file: StateFile? = nil,
        probe: (@Sendable (String) async -> Bool)? = nil
    ) {
        var state = SandboxState()
        for number in owning.compactMap(OwnedNumberArgument.init) { state.own(number.msisdn, country: number.country) }
        let clock = clock
        let environment = SandboxEnvironment(
            now: { clock.seconds },
            uptimeMilliseconds: { clock.milliseconds },
            makeUUID: { clock.nextUUID() },
            makeKeyPair: {
                let key = try otherKey.get()
                return GeneratedKeyPair(
                    publicKeyPEM: key.publicKey.pemRepresentation,
                    privateKeyPEM: key.pkcs8PEMRepresentation
                )
            },
            pause: { clock.advance(by: $0) }
        )
        emulator = Emulator(state: state, settings: settings, environment: environment, file: file, probe: probe)
    }

    /// Sends a request and wants an answer, not a broken connection.
    func send(_ request: SandboxRequest) async throws -> SandboxResponse {
        let delivery = await emulator.exchange(request)
        guard case .send(let response) = delivery else {
            Issue.record("no answer but \(delivery)")
            throw CancellationError()
        }
        return response
    }

    /// With the account's credentials, and a body of JSON if there is one.
    func applications(_ method: String, _ target: String, _ body: JSONValue? = nil) async throws -> SandboxResponse {
        let headers = [("Authorization", basic())] + (body == nil ? [] : [("Content-Type", "application/json")])
        return try await send(
            SandboxRequest(method, target, headers: headers, body: body?.serializedBytes() ?? [])
        )
    }

    func numbers(_ target: String) async throws -> SandboxResponse {
        try await send(SandboxRequest("GET", target, headers: [("Authorization", basic())]))
    }

    /// A POST of a form.
    func numbers(_ target: String, form: String) async throws -> SandboxResponse {
        let headers = [("Authorization", basic()), ("Content-Type", "application/x-www-form-urlencoded")]
        return try await send(SandboxRequest("POST", target, headers: headers, body: Array(form.utf8)))
    }

    func users(
        _ application: String,
        _ method: String,
        _ target: String,
        _ body: JSONValue? = nil
    ) async throws -> SandboxResponse {
        let token = try token(["application_id": .string(application), "iat": .integer(clock.seconds), "jti": "1"])
        let headers =
            [("Authorization", "Bearer \(token)")] + (body == nil ? [] : [("Content-Type", "application/json")])
        return try await send(
            SandboxRequest(method, target, headers: headers, body: body?.serializedBytes() ?? [])
        )
    }

    func admin(_ method: String, _ target: String, _ body: JSONValue? = nil) async throws -> SandboxResponse {
        try await send(SandboxRequest(method, target, body: body?.serializedBytes() ?? []))
    }

    /// Makes an application with the tests' key; its id.
    func makeApplication(_ name: String = "Acme", capabilities: JSONValue = [:]) async throws -> String {
        let response = try await applications(
            "POST",
            "/v2/applications",
            ["name": .string(name), "keys": ["public_key": try testPublicKey()], "capabilities": capabilities]
        )
        #expect(response.status == 201)
        return try #require(response.bodyJSON?["id"]?.stringValue)
    }
}

/// Time that stands still until it is moved, and ids that count.
final class TestClock: Sendable {
    private let state = Mutex((milliseconds: 1_790_000_000_000, ids: 0))

    var seconds: Int { milliseconds / 1000 }
    var milliseconds: Int { state.withLock { $0.milliseconds } }

    func advance(by milliseconds: Int) {
        state.withLock { $0.milliseconds += milliseconds }
    }

    func nextUUID() -> String {
        let digits = state.withLock { state in
            state.ids += 1
            return String(state.ids)
        }
        return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }
}

func testPublicKey() throws -> JSONValue {
    .string(try testKey.get().publicKey.pemRepresentation)
}

func basic(_ key: String = "sandbox", _ secret: String = "sandbox-secret") -> String {
    "Basic " + Data("\(key):\(secret)".utf8).base64EncodedString()
}

/// A token signed with the tests' key, or another.
func token(
    _ claims: JSONValue,
    header: JSONValue = ["alg": "RS256", "typ": "JWT"],
    key: Result<_RSA.Signing.PrivateKey, any Error> = testKey
) throws -> String {
    let text = [header, claims].map { base64URL(Data($0.serializedBytes())) }.joined(separator: ".")
    let signature = try key.get().signature(for: Data(text.utf8), padding: .insecurePKCS1v1_5)
    return "\(text).\(base64URL(signature.rawRepresentation))"
}

private func base64URL(_ data: Data) -> String {
    data.base64EncodedString().replacing("+", with: "-").replacing("/", with: "_").replacing("=", with: "")
}

/// The fragment of an error's type: what clients may compare.
func fragment(_ response: SandboxResponse) -> String? {
    response.bodyJSON?["type"]?.stringValue?.split(separator: "#").last.map(String.init)
}

/// The names in `invalid_parameters`.
func invalidNames(_ response: SandboxResponse) -> [String] {
    response.bodyJSON?["invalid_parameters"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
}
