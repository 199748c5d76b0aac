internal import JSONTree
internal import Sandbox
internal import Synchronization

/// The emulator: requests to its APIs and to its admin endpoints, all on one account.
///
/// An input is a method and a target on the first line, and the body behind it.
func sandboxTarget(_ corpus: Corpus) -> FuzzTarget {
    let application = "00000000-0000-4000-8000-000000000001"
    let inputs = [
        "GET /v2/applications?page_size=100&page=1\n", "GET /v2/applications/\(application)\n",
        "POST /v2/applications\n{\"name\": \"A\", \"capabilities\": {\"voice\": {\"webhooks\": {\"answer_url\": "
            + "{\"address\": \"https://a.example\", \"http_method\": \"GET\"}}}, \"rtc\": {}}}",
        "PUT /v2/applications/\(application)\n{\"name\": \"B\", \"privacy\": {\"improve_ai\": false}}",
        "DELETE /v2/applications/\(application)\n",
        "GET /account/numbers?size=100&index=1&pattern=44&search_pattern=0\n",
        "GET /number/search?country=GB&features=VOICE&pattern=44\n", "POST /number/buy\ncountry=GB&msisdn=442079460001",
        "POST /number/update\ncountry=GB&msisdn=442079460000&app_id=\(application)&voiceCallbackType=tel",
        "POST /number/cancel\ncountry=GB&msisdn=442079460000", "GET /v1/users?page_size=1&order=asc&cursor=MQ%3D%3D\n",
        "POST /v1/users\n{\"name\": \"Jane\", \"display_name\": \"J\", \"properties\": {\"custom_data\": {\"a\": 1}}}",
        "PATCH /v1/users/USR-1\n{\"name\": \"Joe\"}", "GET /_sandbox/state\n", "GET /_sandbox/requests\n",
        "POST /_sandbox/faults\n[{\"method\": \"GET\", \"path\": \"/x\", \"action\": \"status\", \"status\": 503}]",
        "PUT /_sandbox/settings\n{\"latency_ms\": 5, \"rates\": {\"users\": 5}, \"quirks\": []}",
        "POST /_sandbox/seed\n{\"application_id\": \"\(application)\", \"users\": 3}",
        "GET /_sandbox/hanging?count=1&timeout_ms=5\n", "POST /_sandbox/release\n{\"then\": \"drop\"}",
    ]
    var state = SandboxState()
    state.own("442079460000", country: "GB")
    state.addApplication(name: "Seeded", publicKeyPEM: "public") { application }
    return FuzzTarget(name: "sandbox", corpus: inputs.map { Array($0.utf8) }) { [state] bytes in
        let lines = bytes.split(separator: UInt8(ascii: "\n"), maxSplits: 1, omittingEmptySubsequences: false)
        let words = lines[0].split(separator: UInt8(ascii: " "), maxSplits: 1, omittingEmptySubsequences: false)
        let target = String(decoding: words.dropFirst().first ?? [], as: UTF8.self)
        let isForm = target.hasPrefix("/number")
        let emulator = Emulator(state: state, environment: .scripted())
        // Authorised in both ways, so that each input gets to the API that it is for.
        for authorization in ["Basic c2FuZGJveDpzYW5kYm94LXNlY3JldA==", "Bearer a.b.c"] {
            let request = SandboxRequest(
                String(decoding: words[0], as: UTF8.self),
                target,
                headers: [
                    ("Content-Type", isForm ? "application/x-www-form-urlencoded" : "application/json"),
                    ("Authorization", authorization),
                ],
                body: lines.count > 1 ? Array(lines[1]) : []
            )
            // A fault that it sets could hold the next one back for ever.
            _ = await emulator.exchange(request)
            _ = await emulator.exchange(SandboxRequest("DELETE", "/_sandbox/faults"))
        }
        require((try? SandboxState(json: emulator.state.json)) != nil, "the state that is kept can be loaded")
    }
}

extension SandboxEnvironment {
    /// One in which no time passes and ids are counted.
    fileprivate static func scripted() -> SandboxEnvironment {
        let ids = IDs()
        return SandboxEnvironment(
            now: { 1_767_225_600 },
            uptimeMilliseconds: { 0 },
            makeUUID: { ids.next() },
            makeKeyPair: { GeneratedKeyPair(publicKeyPEM: "public", privateKeyPEM: "private") },
            pause: { _ in }
        )
    }
}

private final class IDs: Sendable {
    private let last = Atomic(1)

    func next() -> String {
        let digits = String(last.add(1, ordering: .relaxed).newValue)
        return "00000000-0000-4000-8000-" + String(repeating: "0", count: 12 - digits.count) + digits
    }
}

/// The file in which the emulator keeps its account.
func sandboxStateTarget(_ corpus: Corpus) -> FuzzTarget {
    var state = SandboxState()
    state.own("442079460000", country: "GB")
    let id = state.addApplication(name: "Seeded", publicKeyPEM: "public") { "00000000-0000-4000-8000-000000000001" }
    let ids = IDs()
    state.addUsers(2, to: id) { ids.next() }
    return FuzzTarget(name: "sandbox-state", corpus: [state.json.serializedBytes(.pretty)]) { bytes in
        guard let value = try? JSONValue(parsing: bytes), let state = try? SandboxState(json: value) else { return }
        require((try? SandboxState(json: state.json)) != nil, "a state that is written can be read")
    }
}
