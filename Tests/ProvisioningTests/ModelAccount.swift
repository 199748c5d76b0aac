import ContactCenter
import JSONTree
import Testing

@testable import Provisioning

/// An account in memory that echoes and defaults as the platform does (reference, parts b to d).
struct ModelAccount {
    var applications: [String: JSONObject] = [:]
    var numbers: [String: JSONObject] = [:]
    var users: [String: [String: JSONObject]] = [:]
    private var made = 0

    init(numbers: [LiveNumber] = []) {
        for number in numbers { self.numbers[number.digits] = number.body }
    }

    func live(application id: String?) -> LiveState {
        LiveState(
            applications: applications.values.map(LiveApplication.init(body:)),
            numbers: numbers.values.map(LiveNumber.init(body:)),
            users: .compared(id.flatMap { users[$0] }.map { $0.values.map(LiveUser.init(body:)) } ?? [])
        )
    }

    mutating func newID() -> String {
        made += 1
        return "00000000-0000-4000-8000-\(String(repeating: "0", count: 12 - String(made).count))\(made)"
    }

    mutating func store(application body: JSONObject, id: String) {
        var stored = JSONValue.object(body)
        stored = stored.setting(["id"], to: .string(id))
        stored = stored.setting(["_links", "self", "href"], to: .string("/v2/applications/\(id)"))
        for (path, value) in [
            (["capabilities", "voice", "conversations_ttl"], 48 as JSONValue),
            (["capabilities", "voice", "leg_persistence_time"], 7),
        ] where stored[path] == nil {
            stored = stored.setting(path[...], to: value)
        }
        applications[id] = stored.objectValue
    }

    /// Does all steps; returns the application's id.
    mutating func apply(_ plan: Plan, of desired: DesiredState) throws -> String? {
        var id = plan.applicationID
        for step in plan.steps {
            switch (step.subject, step.action) {
            case (_, .held): break
            case (.release, _): break
            case (.application, .create):
                let new = newID()
                store(application: desired.application.creationBody, id: new)
                id = new
            case (.application, _):
                let id = try #require(id)
                let live = LiveApplication(body: try #require(applications[id]))
                store(application: desired.application.settingsBody(updating: live), id: id)
            case (.answerURL, _):
                let id = try #require(id)
                let live = LiveApplication(body: try #require(applications[id]))
                store(application: desired.application.completeBody(updating: live), id: id)
            case (.wantedNumber, _): break
            case (.number(let digits), .cancel): numbers[digits] = nil
            case (.number(let digits), let action):
                let live = LiveNumber(body: try #require(numbers[digits]))
                update(live, form: live.updateForm(application: action == .unlink ? nil : id))
            case (.user(let name), .delete): users[try #require(id)]?[name] = nil
            case (.user(let name), let action):
                let id = try #require(id)
                let user = try #require(desired.users.first { $0.name == name })
                if action == .create {
                    var body = user.creationBody
                    body["id"] = .string("USR-\(newID())")
                    users[id, default: [:]][name] = body
                } else {
                    let live = LiveUser(body: try #require(users[id]?[name]))
                    var body = live.body
                    for (key, value) in user.updateBody(updating: live).members { body[key] = value }
                    users[id]?[name] = body
                }
            }
        }
        return id
    }

    /// An update replaces all settings; a linked number echoes the application as its voice callback.
    private mutating func update(_ live: LiveNumber, form: [(name: String, value: String)]) {
        var body = JSONObject(
            ["country", "msisdn", "type", "features"].compactMap { key in live.body[key].map { (key, $0) } }
        )
        for (name, value) in form where name != "country" && name != "msisdn" { body[name] = .string(value) }
        if let application = body["app_id"], body["voiceCallbackType"] == nil {
            body["voiceCallbackType"] = "app"
            body["voiceCallbackValue"] = application
        }
        numbers[live.digits] = body
    }
}
