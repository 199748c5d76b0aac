internal import JSONTree
internal import Synchronization

extension Emulator {
    /// Answers a request under `/_sandbox/`, by which tests look behind the scenes and arrange trouble.
    ///
    /// Needs no credentials, so it is refused to other machines, and to web pages, which say where they come from.
    package func answerAdmin(_ request: SandboxRequest) async -> SandboxResponse {
        guard request.isLocal, request.header("origin") == nil else {
            return refusal(403, "the admin endpoints answer only programs on this machine")
        }
        do {
            switch (request.method, request.path) {
            case ("GET", "/_sandbox/state"): return .json(state.json)
            case ("PUT", "/_sandbox/state"):
                try replaceState(with: try SandboxState(json: try parse(request)))
                return .noContent
            case ("GET", "/_sandbox/requests"):
                return .json(["requests": .array(requests.map(\.json))])
            case ("DELETE", "/_sandbox/requests"):
                core.withLock { $0.log.clear() }
                return .noContent
            case ("GET", "/_sandbox/faults"): return faults(status: 200)
            case ("POST", "/_sandbox/faults"): return try addFaults(try parse(request))
            case ("DELETE", "/_sandbox/faults"):
                core.withLock { $0.faults = [] }
                return .noContent
            case ("GET", "/_sandbox/hanging"): return await waitForHanging(request)
            case ("POST", "/_sandbox/release"): return try release(try parse(request))
            case ("GET", "/_sandbox/settings"): return currentSettings
            case ("PUT", "/_sandbox/settings"): return try change(settings: try parse(request))
            case ("POST", "/_sandbox/seed"): return try seed(try parse(request))
            default: return refusal(404, "no admin endpoint: \(request.method) \(request.path)")
            }
        } catch {
            return refusal(400, "\(error)")
        }
    }

    private func refusal(_ status: Int, _ error: String) -> SandboxResponse {
        .json(["error": .string(error)], status: status)
    }

    /// The body as JSON; an empty one is an empty object.
    private func parse(_ request: SandboxRequest) throws -> JSONValue {
        request.body.isEmpty ? [:] : try JSONValue(parsing: request.body)
    }

    // MARK: - Faults

    private func faults(status: Int) -> SandboxResponse {
        let rules = core.withLock { $0.faults }
        return .json(["faults": .array(rules.map(\.json))], status: status)
    }

    /// Adds one rule, or all of an array, or none when one of them is wrong.
    private func addFaults(_ body: JSONValue) throws -> SandboxResponse {
        let rules = try (body.arrayValue ?? [body]).map { try Fault(json: $0) }
        core.withLock { $0.faults += rules }
        return faults(status: 201)
    }

    /// `GET /_sandbox/hanging?count=1&timeout_ms=10000`: answers when so many requests hang, with 408 when they do not in
    /// time.
    private func waitForHanging(_ request: SandboxRequest) async -> SandboxResponse {
        let count = request.queryValue("count").flatMap { Int($0) } ?? 0
        let timeout = request.queryValue("timeout_ms").flatMap { Int($0) } ?? 10_000
        await withTaskGroup { group in
            group.addTask { await self.gate.waitUntilHeld(count) }
            group.addTask { await self.environment.pause(timeout) }
            await group.next()
            group.cancelAll()
        }
        let held = gate.held
        let rows = core.withLock { core in held.compactMap { core.log[$0]?.json } }
        return .json(["hanging": .array(rows)], status: held.count >= count ? 200 : 408)
    }

    private func release(_ body: JSONValue) throws(SandboxStateError) -> SandboxResponse {
        let shape = Shape.object([
            .optional("then", .oneOf(["proceed", "drop"])), .optional("ordinal", .integer(1...Int.max)),
        ])
        try check(body, shape)
        let count = gate.release(body["ordinal"]?.intValue, as: body["then"]?.stringValue == "drop" ? .drop : .proceed)
        return .json(["released": .integer(count)])
    }

    // MARK: - Settings

    private var currentSettings: SandboxResponse {
        let settings = core.withLock { $0.settings }
        let rates = EmulatedAPI.allCases.compactMap { api in
            settings.rates[api].map { (api.rawValue, JSONValue.integer($0)) }
        }
        return .json([
            "quirks": .array(Quirk.allCases.filter(settings.quirks.contains).map { .string($0.rawValue) }),
            "rates": .object(JSONObject(rates)),
            "latency_ms": .integer(settings.latencyMilliseconds),
        ])
    }

    /// Replaces those of `quirks`, `rates`, `latency_ms` that are given.
    private func change(settings body: JSONValue) throws(SandboxStateError) -> SandboxResponse {
        let rate = Shape.integer(1...1_000_000)
        let shape = Shape.object([
            .optional("quirks", .list(.oneOf(Quirk.allCases.map(\.rawValue)))),
            .optional("rates", .object(EmulatedAPI.allCases.map { .optional($0.rawValue, rate) })),
            .optional("latency_ms", .integer(0...600_000)),
        ])
        try check(body, shape)
        core.withLock { core in
            if let names = body["quirks"]?.arrayValue {
                core.settings.quirks = Set(names.compactMap { $0.stringValue.flatMap(Quirk.init(rawValue:)) })
            }
            if let rates = body["rates"]?.objectValue {
                core.settings.rates = [:]
                for api in EmulatedAPI.allCases { core.settings.rates[api] = rates[api.rawValue]?.intValue }
                core.limits = [:]
            }
            if let latency = body["latency_ms"]?.intValue { core.settings.latencyMilliseconds = latency }
        }
        return currentSettings
    }

    private func seed(_ body: JSONValue) throws(SandboxStateError) -> SandboxResponse {
        let shape = Shape.object([.required("application_id", .text), .required("users", .integer(1...1_000_000))])
        try check(body, shape)
        var state = state
        guard let id = body["application_id"]?.stringValue, let index = state.applicationIndex(id),
            let count = body["users"]?.intValue
        else { return refusal(404, "no application has this id") }
        state.addUsers(count, to: state.applications[index].id, makeUUID: environment.makeUUID)
        try replaceState(with: state)
        return .noContent
    }

    private func check(_ body: JSONValue, _ shape: Shape) throws(SandboxStateError) {
        if let problem = shape.problems(in: body).first {
            throw SandboxStateError("\(problem.name) \(problem.reason)")
        }
    }
}
