internal import JSONTree

/// What every handler is given beside the request: how the emulator is set, and its sources of time and chance.
struct ExchangeContext: Sendable {
    let settings: SandboxSettings
    let environment: SandboxEnvironment

    /// Whether the inbound-message URL of this request answered 200; nil when it was not tried.
    var probedWebhook: Bool?

    func has(_ quirk: Quirk) -> Bool {
        settings.quirks.contains(quirk)
    }

    /// An error of the Applications API (RFC 7807), with `invalid_parameters` when there are any.
    func applicationProblem(
        _ status: Int,
        _ fragment: String,
        _ title: String,
        _ detail: String,
        _ parameters: [InvalidParameter] = []
    ) -> SandboxResponse {
        let page = fragment.hasSuffix("-validation") ? "api-errors/application" : "api-errors"
        var body = JSONObject()
        body["type"] = .string("https://developer.vonage.com/\(page)#\(fragment)")
        body["title"] = .string(title)
        body["detail"] = .string(detail)
        body["instance"] = .string(traceID())
        if !parameters.isEmpty {
            body["invalid_parameters"] = .array(parameters.map(\.json))
        }
        return .json(.object(body), status: status)
    }

    /// An error of the Users API: as above, with a `code`, and a title that ends with a dot.
    func userProblem(
        _ status: Int,
        _ code: String,
        _ title: String,
        _ detail: String,
        _ parameters: [InvalidParameter] = []
    ) -> SandboxResponse {
        var body = JSONObject()
        body["title"] = .string(title)
        body["type"] = .string("https://developer.vonage.com/api/conversation#\(code)")
        if !has(.errorsWithoutCode) { body["code"] = .string(code) }
        body["detail"] = .string(detail)
        body["instance"] = .string(traceID())
        if !parameters.isEmpty {
            body["invalid_parameters"] = .array(parameters.map(\.json))
        }
        return .json(.object(body), status: status)
    }

    /// The answer of the Numbers API when a request did what it should.
    var numberSuccess: SandboxResponse {
        .json(["error-code": "200", "error-code-label": "success"])
    }

    /// A failure of the Numbers API; under a quirk those of POSTs hide behind HTTP 200.
    func numberFailure(_ code: Int, _ label: String, ofPost: Bool = true) -> SandboxResponse {
        .json(
            ["error-code": .string(String(code)), "error-code-label": .string(label)],
            status: ofPost && has(.errorsIn200) ? 200 : code
        )
    }

    private func traceID() -> String {
        canonicalID(environment.makeUUID())
    }
}
