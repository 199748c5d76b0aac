internal import FoundationEssentials
internal import JSONTree

/// The Users API v1, `/v1/users`, of the application that the token names (reference §d).
struct UsersAPI {
    let context: ExchangeContext

    /// Answers a request whose path begins with `/v1/users`; `rest` are the segments behind that.
    func answer(
        _ request: SandboxRequest,
        rest: [String],
        state: inout SandboxState,
        tokens: inout TokenCache
    ) -> SandboxResponse {
        let application: String
        do throws(TokenRefusal) {
            application = try tokens.verify(request, state: state, now: context.environment.now())
        } catch {
            let title = error.status == 403 ? "Forbidden." : "Unauthorized."
            return context.userProblem(error.status, error.code, title, error.detail)
        }
        guard rest.count <= 1, rest.first?.isEmpty != true else { return notFound }
        guard request.acceptsJSON else {
            return context.userProblem(
                406,
                "http:error:not-acceptable",
                "Not Acceptable.",
                "The Accept header must allow application/json."
            )
        }
        let users = Application(id: application, context: context)
        switch (request.method, rest.first) {
        case ("GET", nil): return list(request, state.users[application] ?? UserDirectory())
        case ("POST", nil): return write(request, emptyAllowed: true) { users.create($0, &state) }
        case ("GET", let key?):
            let directory = state.users[application]
            return (directory?.user(id: key) ?? directory?.user(name: key)).map { users.rendered($0) } ?? notFound
        case ("PATCH", let id?):
            guard let user = state.users[application]?.user(id: id) else { return notFound }
            return write(request, emptyAllowed: false) { users.change(user, with: $0, &state) }
        case ("DELETE", let id?):
            guard state.users[application]?.remove(id: id) == true else { return notFound }
            state.revision += 1
            return .noContent
        default:
            return context.userProblem(
                405,
                "http:error:method-not-allowed",
                "Method Not Allowed.",
                "The method \(request.method) is not allowed here."
            )
        }
    }

    private func write(
        _ request: SandboxRequest,
        emptyAllowed: Bool,
        _ proceed: (JSONObject) -> SandboxResponse
    ) -> SandboxResponse {
        if request.body.isEmpty, emptyAllowed { return proceed(JSONObject()) }
        guard request.contentType == "application/json" else {
            return context.userProblem(
                415,
                "http:error:unsupported-media-type",
                "Unsupported Media Type.",
                "The Content-Type must be application/json."
            )
        }
        let body: JSONValue
        do {
            body = try JSONValue(parsing: request.body)
        } catch {
            return context.userProblem(
                400,
                "http:error:validation-fail",
                "Bad request.",
                "The body is no JSON: \(error)"
            )
        }
        let problems = Shape.user.problems(in: body)
        guard problems.isEmpty, let fields = body.objectValue else { return invalid(problems) }
        return proceed(fields)
    }

    private func list(_ request: SandboxRequest, _ directory: UserDirectory) -> SandboxResponse {
        var problems: [InvalidParameter] = []
        let sizeText = request.queryValue("page_size")
        let size = sizeText.map { Int($0) } ?? 10
        if size.map({ (1...100).contains($0) }) != true {
            problems.append(InvalidParameter(name: "page_size", reason: "must be between 1 and 100"))
        }
        let order = (request.queryValue("order") ?? "asc").lowercased()
        if !["asc", "desc"].contains(order) {
            problems.append(InvalidParameter(name: "order", reason: "must be one of: asc, desc, ASC, DESC"))
        }
        let cursor = request.queryValue("cursor").map { UserCursor($0) }
        if let cursor, cursor?.order != order {
            problems.append(InvalidParameter(name: "cursor", reason: "is invalid"))
        }
        guard problems.isEmpty, let asked = size else { return invalid(problems) }
        let limit = context.has(.pageSizeIgnored) ? 10 : asked

        let name = request.queryValue("name")
        let page: (users: [SandboxUser], more: Bool) =
            if let name {
                (directory.user(name: name).map { [$0] } ?? [], false)
            } else {
                directory.page(behind: cursor??.last, descending: order == "desc", limit: limit)
            }
        let base =
            "\(regionalUsersURL)?order=\(order)&page_size=\(limit)" + (name.map { "&name=\(encodePercent($0))" } ?? "")
        var links = JSONObject()
        links["first"] = ["href": .string(base)]
        links["self"] = [
            "href": .string(base + (request.queryValue("cursor").map { "&cursor=\(encodePercent($0))" } ?? ""))
        ]
        if page.more, let last = page.users.last {
            let next = UserCursor(order: order, last: last.ordinal).text
            links["next"] = ["href": .string("\(base)&cursor=\(encodePercent(next))")]
        }
        var text = Array("{\"page_size\":\(limit),\"_embedded\":{\"users\":[".utf8)
        for (index, user) in page.users.enumerated() {
            if index > 0 { text.append(UInt8(ascii: ",")) }
            text += context.has(.listWithoutDisplayNames) ? user.rowWithoutDisplayName : user.row
        }
        text += "]},\"_links\":".utf8
        text += JSONValue.object(links).serializedBytes()
        text.append(UInt8(ascii: "}"))
        return .json(text)
    }

    private func invalid(_ problems: [InvalidParameter]) -> SandboxResponse {
        context.userProblem(
            400,
            "http:error:validation-fail",
            "Bad request.",
            "Input validation failure.",
            problems
        )
    }

    private var notFound: SandboxResponse {
        context.userProblem(404, "user:error:not-found", "User not found.", "The user does not exist.")
    }
}

/// Where a list goes on; opaque to clients.
///
/// Its base64 holds all of `+`, `/` and `=`, so that a client which does not decode once and encode once is found out.
struct UserCursor: Equatable {
    let order: String
    let last: Int

    /// Three bytes that base64 writes as `+/+/`.
    private static let mark: [UInt8] = [0xFB, 0xFF, 0xBF]

    init(order: String, last: Int) {
        self.order = order
        self.last = last
    }

    init?(_ text: String) {
        guard let bytes = Data(base64Encoded: text), bytes.starts(with: Self.mark) else { return nil }
        let parts = String(decoding: bytes.dropFirst(Self.mark.count), as: UTF8.self).split(separator: ":")
        guard parts.count == 2, let last = Int(parts[1]) else { return nil }
        self.init(order: String(parts[0]), last: last)
    }

    var text: String {
        var payload = Self.mark + "\(order):\(last)".utf8
        // A leading zero keeps a padding at the end.
        if payload.count % 3 == 0 { payload = Self.mark + "\(order):0\(last)".utf8 }
        return Data(payload).base64EncodedString()
    }
}

/// Writes to the users of one application.
private struct Application {
    let id: String
    let context: ExchangeContext

    func create(_ sent: JSONObject, _ state: inout SandboxState) -> SandboxResponse {
        var fields = JSONObject()
        fields["name"] = sent["name"] ?? .string("NAM-\(context.environment.makeUUID())")
        for (key, value) in sent.members where key != "name" { fields[key] = value }
        let name = fields["name"]?.stringValue ?? ""
        if let refusal = refuse(name: name, state) { return refusal }
        let user = state.users[id, default: UserDirectory()]
            .add(id: "USR-\(context.environment.makeUUID())", fields: fields)
        state.revision += 1
        return rendered(user, status: 201)
    }

    func change(_ user: SandboxUser, with sent: JSONObject, _ state: inout SandboxState) -> SandboxResponse {
        if let name = sent["name"]?.stringValue, name != user.name, let refusal = refuse(name: name, state) {
            return refusal
        }
        var fields = user.fields
        for (key, value) in sent.members {
            let isMerged =
                key == "properties" && !context.has(.patchReplacesProperties)
                || key == "channels" && !context.has(.patchReplacesChannels)
            if isMerged, var old = fields[key]?.objectValue, let new = value.objectValue {
                for (part, content) in new.members { old[part] = content }
                fields[key] = .object(old)
            } else {
                fields[key] = value
            }
        }
        guard let changed = state.users[id]?.replace(id: user.id, fields: fields) else {
            preconditionFailure("a user that was just found is in its directory")
        }
        state.revision += 1
        return rendered(changed)
    }

    func rendered(_ user: SandboxUser, status: Int = 200) -> SandboxResponse {
        var answer = user.json
        var properties = answer["properties"]?.objectValue ?? JSONObject()
        properties["custom_data"] = properties["custom_data"] ?? [:]
        answer["properties"] = .object(properties)
        answer["channels"] = answer["channels"] ?? [:]
        answer["_links"] = ["self": ["href": .string("\(regionalUsersURL)/\(user.id)")]]
        return .json(.object(answer), status: status)
    }

    private func refuse(name: String, _ state: SandboxState) -> SandboxResponse? {
        guard name != "me", !name.hasPrefix("USR-") else {
            return context.userProblem(
                400,
                "user:error:invalid-user-name",
                "Bad request.",
                "The name must not be 'me' and must not start with 'USR-'."
            )
        }
        let isDeleted = context.has(.deletedNamesTaken) && state.users[id]?.deletedNames.contains(name) == true
        guard state.users[id]?.user(name: name) == nil, !isDeleted else {
            return context.userProblem(
                context.has(.errorsWithoutCode) ? 400 : 409,
                "user:error:duplicate-name",
                "Bad request.",
                "There is already a user with this name."
            )
        }
        return nil
    }
}
