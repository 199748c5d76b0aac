internal import JSONTree

/// The Applications API v2, `/v2/applications` (reference §b).
struct ApplicationsAPI {
    let context: ExchangeContext

    /// Answers a request whose path begins with `/v2/applications`; `rest` are the segments behind that.
    func answer(_ request: SandboxRequest, rest: [String], state: inout SandboxState) -> SandboxResponse {
        let settings = context.settings
        switch request.basicAuthentication(key: settings.key, secret: settings.secret) {
        case .accepted: break
        case .missingOrWrong:
            return context.applicationProblem(
                401,
                "unauthorized",
                "Invalid credentials supplied",
                "You did not provide correct credentials."
            )
        case .severalMethods:
            return context.applicationProblem(
                401,
                "multiple-auth-methods",
                "Multiple authentication methods",
                "Provide exactly one authentication method."
            )
        }
        guard rest.count <= 1, rest.first?.isEmpty != true else { return notFound(rest.joined(separator: "/")) }
        guard request.acceptsJSON else {
            return context.applicationProblem(
                406,
                "accept-header",
                "Invalid Accept header",
                "Invalid Accept header provided. Must be one of the following: 'application/json'"
            )
        }
        switch (request.method, rest.first) {
        case ("GET", nil): return list(request, state)
        case ("POST", nil): return write(request) { create($0, &state) }
        case ("GET", let id?): return find(id, state) { .json(.object(rendered($0))) }
        case ("PUT", let id?):
            guard let index = state.applicationIndex(id) else { return notFound(id) }
            return write(request) { replace(at: index, with: $0, &state) }
        case ("DELETE", let id?): return delete(id, &state)
        default:
            return context.applicationProblem(
                405,
                "wrong-verb",
                "Request method not allowed",
                "Request method '\(request.method)' not supported"
            )
        }
    }

    // MARK: - The five operations

    private func list(_ request: SandboxRequest, _ state: SandboxState) -> SandboxResponse {
        var problems: [InvalidParameter] = []
        let asked = number("page_size", in: request, default: 10, range: 1...100, &problems)
        let size = context.has(.pageSizeIgnored) ? 10 : asked
        let page = number("page", in: request, default: 1, range: 1...1_000_000, &problems)
        guard problems.isEmpty else {
            return context.applicationProblem(
                400,
                "list-validation",
                "Bad Request",
                "The request failed due to validation errors",
                problems
            )
        }
        let total = state.applications.count
        let pages = max(1, (total + size - 1) / size)
        let rows = state.applications.dropFirst((page - 1) * size).prefix(size)
        func link(_ page: Int) -> JSONValue {
            ["href": .string("/v2/applications?page_size=\(size)&page=\(page)")]
        }
        var links = JSONObject([("self", link(page)), ("first", link(1)), ("last", link(pages))])
        if page < pages { links["next"] = link(page + 1) }
        if page > 1 { links["prev"] = link(page - 1) }
        return .json([
            "page_size": .integer(size), "page": .integer(page), "total_items": .integer(total),
            "total_pages": .integer(pages),
            "_embedded": ["applications": .array(rows.map { .object(row($0)) })],
            "_links": .object(links),
        ])
    }

    private func create(_ body: JSONValue, _ state: inout SandboxState) -> SandboxResponse {
        let problems = Shape.applicationCreation.problems(in: body) + keyProblems(in: body)
        guard problems.isEmpty, let sent = body.objectValue else { return invalid(problems) }
        return store(sent, id: context.environment.makeUUID(), status: 201) {
            state.applications.append($0)
            state.revision += 1
        }
    }

    private func replace(at index: Int, with body: JSONValue, _ state: inout SandboxState) -> SandboxResponse {
        let problems = Shape.applicationReplacement.problems(in: body) + keyProblems(in: body)
        guard problems.isEmpty, var sent = body.objectValue else { return invalid(problems) }
        let old = state.applications[index]
        sent["id"] = nil
        sent["_links"] = nil
        if context.has(.putMerges) { sent = old.fields.merging(sent) }
        let hasKey = sent["keys"]?["public_key"] != nil
        if !hasKey, !context.has(.keyCycledByPut) {
            sent["keys"] = old.fields["keys"]
        }
        return store(sent, id: old.id, status: 200) {
            state.applications[index] = $0
            state.revision += 1
        }
    }

    private func delete(_ id: String, _ state: inout SandboxState) -> SandboxResponse {
        guard let index = state.applicationIndex(id) else { return notFound(id) }
        let gone = state.applications.remove(at: index)
        state.users[gone.id] = nil
        for index in state.numbers.indices where state.numbers[index].applicationID.map(canonicalID) == gone.canonicalID
        {
            state.numbers[index].settings[.applicationID] = nil
            if state.numbers[index].settings[.voiceCallbackType] == "app" {
                state.numbers[index].settings[.voiceCallbackType] = nil
                state.numbers[index].settings[.voiceCallbackValue] = nil
            }
        }
        state.revision += 1
        return .noContent
    }

    // MARK: - Writing

    /// Completes the fields with a key where none was given, keeps them, and answers: the only answer that may hold a
    /// private key.
    private func store(
        _ sent: JSONObject,
        id: String,
        status: Int,
        keep: (SandboxApplication) -> Void
    ) -> SandboxResponse {
        var fields = renameTimeouts(in: sent, to: "connect_timeout")
        if context.has(.urlsNormalised) { fields = fields.withNormalisedURLs() }
        var privateKeyPEM: String?
        var publicKeyPEM = fields["keys"]?["public_key"]?.stringValue ?? ""
        if publicKeyPEM.isEmpty {
            do {
                let made = try context.environment.makeKeyPair()
                publicKeyPEM = made.publicKeyPEM
                privateKeyPEM = made.privateKeyPEM
            } catch {
                return context.applicationProblem(500, "internal-error", "Internal Error", "No key could be made.")
            }
        }
        fields["keys"] = ["public_key": .string(trimmed(publicKeyPEM) + "\n")]
        let application = SandboxApplication(id: id, fields: fields)
        keep(application)
        var answer = rendered(application)
        if let privateKeyPEM, var keys = answer["keys"]?.objectValue {
            keys["private_key"] = .string(trimmed(privateKeyPEM) + "\n")
            answer["keys"] = .object(keys)
        }
        return .json(.object(answer), status: status)
    }

    /// Reads the body of a write as JSON, or says what is wrong with it.
    private func write(_ request: SandboxRequest, _ proceed: (JSONValue) -> SandboxResponse) -> SandboxResponse {
        guard request.contentType == "application/json" else {
            return context.applicationProblem(
                415,
                "content-type-header",
                "Unsupported Content-Type header",
                "Unsupported Content-Type header provided. Must be one of the following: 'application/json'"
            )
        }
        do {
            return proceed(try JSONValue(parsing: request.body))
        } catch {
            return context.applicationProblem(400, "invalid-json", "Invalid JSON", "The body is no JSON: \(error)")
        }
    }

    private func keyProblems(in body: JSONValue) -> [InvalidParameter] {
        guard let pem = body["keys"]?["public_key"]?.stringValue, !pem.isEmpty, !isPublicKeyPEM(pem) else { return [] }
        return [InvalidParameter(name: "keys.public_key", reason: "must be a PEM-encoded RSA public key")]
    }

    private func invalid(_ problems: [InvalidParameter]) -> SandboxResponse {
        context.applicationProblem(
            400,
            "payload-validation",
            "Bad Request",
            "The request failed due to validation errors",
            problems
        )
    }

    private func notFound(_ id: String) -> SandboxResponse {
        context.applicationProblem(
            404,
            "not-found",
            "Not Found",
            "ID '\(id)' does not exist, or you do not have access"
        )
    }

    private func find(
        _ id: String,
        _ state: SandboxState,
        _ answer: (SandboxApplication) -> SandboxResponse
    ) -> SandboxResponse {
        state.applicationIndex(id).map { answer(state.applications[$0]) } ?? notFound(id)
    }

    private func number(
        _ name: String,
        in request: SandboxRequest,
        default standard: Int,
        range: ClosedRange<Int>,
        _ problems: inout [InvalidParameter]
    ) -> Int {
        guard let text = request.queryValue(name) else { return standard }
        guard let value = Int(text), range.contains(value) else {
            let reason = "must be between \(range.lowerBound) and \(range.upperBound)"
            problems.append(InvalidParameter(name: name, reason: reason))
            return standard
        }
        return value
    }

    // MARK: - Reading

    /// The application as lists show it.
    private func row(_ application: SandboxApplication) -> JSONObject {
        var row = rendered(application, withLinks: false)
        if context.has(.listWithoutKeys) { row["keys"] = nil }
        return row
    }

    /// The application as answers show it: with the server's defaults, its id, and links.
    func rendered(_ application: SandboxApplication, withLinks: Bool = true) -> JSONObject {
        let id = context.has(.idsWithoutHyphens) ? application.canonicalID : application.id
        var answer = JSONObject([("id", .string(id))])
        for (key, value) in application.fields.members { answer.appendNew(key, value) }
        if !context.has(.noDefaultsEcho) { addDefaults(to: &answer) }
        if context.has(.connectionTimeoutName) { answer = renameTimeouts(in: answer, to: "connection_timeout") }
        if withLinks { answer["_links"] = ["self": ["href": .string("/v2/applications/\(id)")]] }
        return answer
    }

    private func addDefaults(to answer: inout JSONObject) {
        var capabilities = answer["capabilities"]?.objectValue ?? JSONObject()
        if var voice = capabilities["voice"]?.objectValue {
            voice["signed_callbacks"] = voice["signed_callbacks"] ?? true
            voice["conversations_ttl"] = voice["conversations_ttl"] ?? 48
            voice["leg_persistence_time"] = voice["leg_persistence_time"] ?? 7
            capabilities["voice"] = .object(voice)
        }
        if var rtc = capabilities["rtc"]?.objectValue {
            rtc["signed_callbacks"] = rtc["signed_callbacks"] ?? true
            capabilities["rtc"] = .object(rtc)
        }
        answer["capabilities"] = .object(capabilities)
        var privacy = answer["privacy"]?.objectValue ?? JSONObject()
        privacy["improve_ai"] = privacy["improve_ai"] ?? true
        answer["privacy"] = .object(privacy)
    }

    /// Gives the connect timeouts of the voice webhooks the name of one age; the wanted name wins where both are.
    private func renameTimeouts(in fields: JSONObject, to name: String) -> JSONObject {
        guard var capabilities = fields["capabilities"]?.objectValue, var voice = capabilities["voice"]?.objectValue,
            let webhooks = voice["webhooks"]?.objectValue
        else { return fields }
        let names = ["connect_timeout", "connection_timeout"]
        let renamed = webhooks.members.map { key, value -> (String, JSONValue) in
            guard let webhook = value.objectValue,
                let timeout = webhook[name] ?? names.lazy.compactMap({ webhook[$0] }).first
            else { return (key, value) }
            let others = webhook.members.filter { !names.contains($0.key) }.map { ($0.key, $0.value) }
            return (key, .object(JSONObject(others + [(name, timeout)])))
        }
        voice["webhooks"] = .object(JSONObject(renamed))
        capabilities["voice"] = .object(voice)
        var result = fields
        result["capabilities"] = .object(capabilities)
        return result
    }
}

private func trimmed(_ pem: String) -> String {
    var text = Substring(pem)
    while let last = text.last, last.isWhitespace { text.removeLast() }
    return String(text)
}
