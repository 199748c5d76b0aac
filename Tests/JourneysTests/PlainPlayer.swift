import CallBundle
import JSONTree

/// Plays calls on a release, one at a time and in the plainest way: what the walk over two releases is held against.
struct PlainPlayer {
    private var documents: [String: [JSONValue]] = [:]
    private var decisions: [String: Decision] = [:]
    private let routes: String

    /// What happens at a point at which the caller, or who is rung, decides.
    enum Choice: Hashable {
        case keys(String)
        case silence
        case answered
        case notReached(String)
        /// The host is dead from here on.
        case hostDies
    }

    enum Point: Hashable {
        case input
        case ring
    }

    struct Course {
        var heard: [String] = []
        /// The point that no choice was left for.
        var open: Point?
        var keys: Set<String> = []
    }

    init(_ release: Release) throws {
        let folder = "r/\(release.id)/"
        routes = "\(release.manifest.baseURL)/\(folder)e/"
        for file in release.files where file.path.hasSuffix(".json") {
            let name = file.path.dropFirst(folder.count).dropLast(5)
            let value = try JSONValue(parsing: file.bytes)
            if name.hasPrefix("d/") { documents[String(name.dropFirst(2))] = value.arrayValue }
            if name.hasPrefix("e/") { decisions[String(name.dropFirst(2))] = try Decision(file: value) }
        }
        base = release.manifest.baseURL
        self.folder = folder
    }

    private let base: String
    private let folder: String

    func play(_ start: WebhookRequest, at time: Int, call: String, _ choices: [Choice]) -> Course {
        var course = Course()
        var choices = choices[...]
        var isDead = false
        var start = start
        start.conversationUUID = call
        guard let answer = decisions["answer"], var actions = answered(answer, start, time) else { return course }
        var index = 0
        func ask(_ action: JSONValue, _ request: WebhookRequest) -> [JSONValue]? {
            guard !isDead, let decision = self.decision(action) else { return nil }
            var request = request
            request.conversationUUID = call
            return answered(decision, request, time)
        }
        while index < actions.count {
            let action = actions[index]
            index += 1
            let kind = action["action"]?.stringValue ?? ""
            if kind == "notify" {
                if let next = ask(action, WebhookRequest()) { (actions, index) = (next, 0) }
                continue
            }
            course.heard.append(bare(action))
            guard kind == "input" || kind == "connect" else {
                if kind == "conversation" { return course }
                continue
            }
            var request = WebhookRequest()
            if isDead {
                if kind == "connect" { continue }
            } else {
                guard let choice = choices.popFirst() else {
                    course.open = kind == "input" ? .input : .ring
                    if case .digits(let cases, _, _, _)? = decision(action) { course.keys = Set(cases.keys) }
                    return course
                }
                switch choice {
                case .keys(let keys):
                    let most = action["dtmf"]?["maxDigits"]?.intValue ?? 4
                    request.digits = String(keys.prefix(most))
                case .silence: break
                case .answered: return course
                case .notReached(let state): request.status = state
                case .hostDies: isDead = true
                }
            }
            if kind == "connect", action["eventType"] != "synchronous" { continue }
            if let next = ask(action, request) { (actions, index) = (next, 0) }
        }
        return course
    }

    private func decision(_ action: JSONValue) -> Decision? {
        guard let url = action["eventUrl"]?.arrayValue?.first?.stringValue, url.hasPrefix(routes) else { return nil }
        return decisions[String(url.dropFirst(routes.count))]
    }

    private func answered(_ decision: Decision, _ request: WebhookRequest, _ time: Int) -> [JSONValue]? {
        guard case .document(let id, _) = decision.outcome(for: request, at: time) else { return nil }
        return documents[id.text]
    }

    /// The action without addresses of the release.
    private func bare(_ action: JSONValue) -> String {
        var members: [(String, JSONValue)] = []
        for (key, value) in action.objectValue?.members ?? [] where key != "eventUrl" { members.append((key, value)) }
        return JSONValue.object(JSONObject(members)).serialized().replacing(folder, with: "")
    }
}
