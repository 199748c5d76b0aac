import JSONTree
import LoopbackServing
import Synchronization

/// As much of the APIs of GitHub and GitLab as the scripts of `examples/ci` use: lists with pages, objects, files, and comments
/// that can be made and changed.
final class FakeForge: Sendable {
    /// What it has, by path without the query.
    struct State {
        var lists: [String: [JSONValue]] = [:]
        var objects: [String: JSONValue] = [:]
        var files: [String: [UInt8]] = [:]
        /// Where a path leads on to, on another host.
        var redirects: [String: String] = [:]
        /// What every request whose path has this part is answered with.
        var refusal: (part: String, status: Int, message: String)?
        var nextID = 1_000
    }

    static let token = "token-of-the-test"

    private let server: LoopbackServer
    private let box: Box

    /// The state, which the server's thread shares.
    private final class Box: Sendable {
        let state = Mutex(State())
    }

    /// - Parameter author: What objects that are made say of who made them.
    /// - Throws: Where no port is free.
    init(author: (key: String, value: JSONValue)) throws {
        let box = Box()
        server = try LoopbackServer { request, _ in
            box.state.withLock { answer(request, &$0, author: author) }
        }
        self.box = box
    }

    var url: String { server.base }
    var requests: [LoopbackServer.Received] { server.received }

    /// What was asked but read, such as `POST /repos/o/r/issues/7/comments`.
    var changes: [String] { requests.filter { $0.method != "GET" }.map { "\($0.method) \($0.path)" } }

    func change(_ body: (inout State) -> Void) { box.state.withLock { body(&$0) } }

    func list(_ path: String) -> [JSONValue] { box.state.withLock { $0.lists[path] ?? [] } }
}

private func answer(
    _ request: LoopbackServer.Received,
    _ state: inout FakeForge.State,
    author: (key: String, value: JSONValue)
) -> LoopbackServer.Reply {
    let keys = ["Authorization", "PRIVATE-TOKEN", "JOB-TOKEN"].compactMap(request.header)
    guard keys.contains(where: { $0.hasSuffix(FakeForge.token) }) else { return refused(401, "Bad credentials") }
    if let place = state.redirects[request.path] {
        return .text("moved", status: 302, [("Location", place)])
    }
    if let refusal = state.refusal, request.path.contains(refusal.part) {
        return refused(refusal.status, refusal.message)
    }
    switch request.method {
    case "GET":
        if let file = state.files[request.path] { return .answer(status: 200, body: file) }
        if let object = state.objects[request.path] { return .json(object.serialized()) }
        guard let list = state.lists[request.path] else { return refused(404, "Not Found") }
        return .json(page(of: list, request).serialized())
    case "POST":
        guard state.lists[request.path] != nil, let body = try? JSONValue(parsing: request.body).objectValue else {
            return refused(422, "Validation Failed")
        }
        var object = body
        state.nextID += 1
        object["id"] = .integer(state.nextID)
        object["number"] = .integer(state.nextID)
        object[author.key] = author.value
        object["updated_at"] = "2026-11-26T10:00:00Z"
        state.lists[request.path]?.append(.object(object))
        return .json(JSONValue.object(object).serialized(), status: 201)
    default:
        let id = request.path.split(separator: "/").last.flatMap { Int($0) }
        guard let body = try? JSONValue(parsing: request.body).objectValue else { return refused(422, "no JSON") }
        for (path, list) in state.lists {
            guard let place = list.firstIndex(where: { $0["id"]?.intValue == id }), var object = list[place].objectValue
            else { continue }
            for (key, value) in body.members { object[key] = value }
            state.lists[path]?[place] = .object(object)
            return .json(JSONValue.object(object).serialized())
        }
        return refused(404, "Not Found")
    }
}

private func refused(_ status: Int, _ message: String) -> LoopbackServer.Reply {
    .json(JSONValue.object(["message": .string(message)]).serialized(), status: status)
}

/// Lists of artifacts stand in an object, all others are lists.
private func page(of list: [JSONValue], _ request: LoopbackServer.Received) -> JSONValue {
    let size = request.query("per_page").flatMap { Int($0) } ?? 20
    let number = request.query("page").flatMap { Int($0) } ?? 1
    let part = JSONValue.array(Array(list.dropFirst((number - 1) * size).prefix(size)))
    return request.path.hasSuffix("/artifacts") ? ["total_count": .integer(list.count), "artifacts": part] : part
}
