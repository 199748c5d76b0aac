package import JSONTree

/// A rule that makes matching requests go wrong in one way, a number of times.
package struct Fault: Sendable, Hashable {
    /// What happens to the request.
    package enum Action: String, CaseIterable, Sendable {
        /// Not handled, not answered, until released or until the client goes away.
        case hangBefore = "hang-before"
        /// Handled and saved; the answer waits until released.
        case hangAfter = "hang-after"
        /// The connection is reset, nothing was done.
        case dropBefore = "drop-before"
        /// Handled and saved; the connection is reset instead of the answer.
        case dropAfter = "drop-after"
        /// Another answer, with the `status`, `headers` and `body` of the rule. Handled only if `handled` is true.
        case status
        /// A page of HTML in place of JSON; as `status` otherwise.
        case html
        /// Handled and saved; the connection ends in the middle of the answer's body.
        case truncate
        /// Handled `ms` milliseconds late.
        case delay

        /// What it does, in one line.
        package var summary: String {
            switch self {
            case .hangBefore: "not handled, not answered, until it is released or the client goes away"
            case .hangAfter: "handled; the answer waits until it is released"
            case .dropBefore: "the connection is reset, nothing was done"
            case .dropAfter: "handled; the connection is reset instead of the answer"
            case .status: "answered with 'status', 'headers' and 'body', and handled only if 'handled' is true"
            case .html: "a page of HTML in place of JSON; else as 'status'"
            case .truncate: "handled; the connection ends in the middle of the answer"
            case .delay: "handled 'ms' milliseconds late"
            }
        }
    }

    package var action: Action

    /// In capitals; here and in the next three, nil lets every request match.
    package var method: String?

    /// What the path begins with.
    package var pathPrefix: String?

    /// The request's number in the log.
    package var ordinal: Int?

    /// Whether the method is another than GET and HEAD.
    package var mutating: Bool?

    /// So many matching requests pass unharmed first.
    package var skip = 0

    /// How many more requests it hits.
    package var times = 1

    /// Of the rule's own answer: 500 when nil, or 200 for a page.
    package var status: Int?

    /// Of the rule's own answer.
    package var headers: [String: String] = [:]

    /// Of the rule's own answer, a standard one when nil.
    package var body: String?

    /// Whether the request is handled and saved before the rule's own answer.
    package var handled = false

    /// How long a delay is.
    package var milliseconds = 0

    package init(_ action: Action) {
        self.action = action
    }

    /// Whether the rule is about this request, which is the `ordinal`-th of the log.
    func matches(_ request: SandboxRequest, ordinal number: Int) -> Bool {
        (method == nil || method == request.method) && (pathPrefix.map { request.path.hasPrefix($0) } ?? true)
            && (ordinal == nil || ordinal == number)
            && (mutating == nil || mutating == (request.method != "GET" && request.method != "HEAD"))
    }

    /// The answer of the actions that bring their own.
    var ownResponse: SandboxResponse {
        let isPage = action == .html
        let standard =
            isPage
            ? "<!DOCTYPE html>\n<html><head><title>Gateway</title></head><body><h1>Please stand by</h1></body></html>\n"
            : "{\"title\":\"Injected fault\",\"detail\":\"The sandbox was told to answer like this.\"}"
        var response = SandboxResponse(
            status: status ?? (isPage ? 200 : 500),
            headers: [("Content-Type", isPage ? "text/html; charset=utf-8" : "application/json")],
            body: Array((body ?? standard).utf8)
        )
        for (name, value) in headers.sorted(by: { $0.key < $1.key }) {
            response.headers.removeAll { $0.name.lowercased() == name.lowercased() }
            response.headers.append((name, value))
        }
        return response
    }
}

extension Fault {
    /// Reads `{"match": {"method", "path", "ordinal", "mutating"}, "skip", "times", "action", "status", "headers", "body",
    /// "handled", "ms"}`; the error names the member that is wrong.
    package init(json: JSONValue) throws(SandboxStateError) {
        let problems = Self.shape.problems(in: json)
        if let problem = problems.first {
            throw SandboxStateError("\(problem.name) \(problem.reason)")
        }
        guard let action = json["action"]?.stringValue.flatMap(Action.init(rawValue:)) else {
            throw SandboxStateError("action is required")
        }
        self.init(action)
        method = json["match"]?["method"]?.stringValue
        pathPrefix = json["match"]?["path"]?.stringValue
        ordinal = json["match"]?["ordinal"]?.intValue
        mutating = json["match"]?["mutating"]?.boolValue
        skip = json["skip"]?.intValue ?? 0
        times = json["times"]?.intValue ?? 1
        status = json["status"]?.intValue
        for (name, value) in json["headers"]?.objectValue?.members ?? [] { headers[name] = value.stringValue }
        switch json["body"] {
        case .string(let text)?: body = text
        case let value?: body = value.serialized()
        case nil: body = nil
        }
        handled = json["handled"]?.boolValue ?? false
        milliseconds = json["ms"]?.intValue ?? 0
    }

    /// As it is read, with what is left of `skip` and `times`.
    package var json: JSONValue {
        var match = JSONObject()
        match["method"] = method.map { .string($0) }
        match["path"] = pathPrefix.map { .string($0) }
        match["ordinal"] = ordinal.map { .integer($0) }
        match["mutating"] = mutating.map { .bool($0) }
        var object = JSONObject()
        object["match"] = .object(match)
        object["skip"] = .integer(skip)
        object["times"] = .integer(times)
        object["action"] = .string(action.rawValue)
        object["status"] = status.map { .integer($0) }
        if !headers.isEmpty {
            object["headers"] = .object(
                JSONObject(headers.sorted { $0.key < $1.key }.map { ($0.key, .string($0.value)) })
            )
        }
        object["body"] = body.map { .string($0) }
        if handled { object["handled"] = true }
        if action == .delay { object["ms"] = .integer(milliseconds) }
        return .object(object)
    }

    private static let shape = Shape.object([
        .optional(
            "match",
            .object([
                .optional("method", .oneOf(["GET", "POST", "PUT", "PATCH", "DELETE"])), .optional("path", .text),
                .optional("ordinal", .integer(1...1_000_000_000)), .optional("mutating", .bool),
            ])
        ),
        .optional("skip", .integer(0...1_000_000_000)),
        .optional("times", .integer(1...1_000_000_000)),
        .required("action", .oneOf(Action.allCases.map(\.rawValue))),
        .optional("status", .integer(200...599)),
        .optional("headers", .map(.text)),
        .optional("body", .any),
        .optional("handled", .bool),
        .optional("ms", .integer(0...600_000)),
    ])
}
