package import JSONTree

/// Why an account has no such call, in one line, and what to do.
package struct CallTargetError: Error, Hashable, CustomStringConvertible {
    package let summary: String
    package let help: String?

    package init(_ summary: String, help: String? = nil) {
        self.summary = summary
        self.help = help
    }

    package var description: String { help.map { "\(summary); \($0)" } ?? summary }
}

extension CallSetup {
    /// A call from the telephone network to one of the account's numbers, as the account is set up right now.
    ///
    /// `account` has the form of the emulator's state (`GET /_sandbox/state`): `applications`, `numbers`, `users` by
    /// application id. Without `users`, every user shall exist.
    package init(calling number: String, from caller: String?, account: JSONValue) throws(CallTargetError) {
        guard let owned = account.rows("numbers").first(where: { $0["msisdn"]?.stringValue == number }) else {
            throw CallTargetError(
                "the account does not own \(shownNumber(number))",
                help: account.ownedNumbers.map { "it owns \($0)" } ?? "it owns no number"
            )
        }
        // These win over the application, which then is never asked.
        if let type = owned["voiceCallbackType"]?.stringValue, type != "app", !type.isEmpty {
            throw CallTargetError(
                "calls to \(shownNumber(number)) go to its '\(type)' callback, not to an application",
                help: "take the number's voice callback away, then call again"
            )
        }
        guard let applicationID = owned.linkedApplication else {
            throw CallTargetError(
                "\(shownNumber(number)) is linked to no application",
                help: account.linkedNumbers.map { "these are: \($0)" } ?? "link it first, as 'ccapply' does"
            )
        }
        guard let application = account.application(applicationID) else {
            throw CallTargetError(
                "\(shownNumber(number)) is linked to the application '\(applicationID)', which does not exist",
                help: "link it to one that does, as 'ccapply' does"
            )
        }
        try self.init(.number(caller), to: number, application, of: account)
    }

    /// A call from a Client SDK user, by the application that has it; `applicationID` decides when several have.
    package init(
        as user: String,
        to number: String,
        applicationID: String? = nil,
        account: JSONValue
    ) throws(CallTargetError) {
        let application = try account.application(of: user, applicationID)
        guard application["capabilities"]?["rtc"]?.objectValue != nil else {
            throw CallTargetError(
                "the application of '\(user)' lacks the rtc capability, without which its users cannot call",
                help: "switch it on: a project that has users or agents does, once applied"
            )
        }
        try self.init(.user(user), to: number, application, of: account)
    }

    private init(
        _ caller: Caller,
        to number: String,
        _ application: JSONValue,
        of account: JSONValue
    ) throws(CallTargetError) {
        let webhooks = application["capabilities"]?["voice"]?["webhooks"]
        guard let answer = Webhook(webhooks?["answer_url"], defaultMethod: .get) else {
            let name = application["name"]?.stringValue ?? ""
            throw CallTargetError(
                "the application '\(name)' has no answer_url, so nothing can answer the call",
                help: "set one, as 'ccapply' does"
            )
        }
        self.init(
            caller: caller,
            to: number,
            answer: answer,
            fallback: Webhook(webhooks?["fallback_answer_url"], defaultMethod: .get),
            events: Webhook(webhooks?["event_url"], defaultMethod: .post)
        )
        applicationID = application["id"]?.stringValue
        // On unless switched off (V§b).
        signsWebhooks = application["capabilities"]?["voice"]?["signed_callbacks"]?.boolValue ?? true
        rtcEnabled = application["capabilities"]?["rtc"]?.objectValue != nil
        knownUsers = account["users"] == nil ? nil : Set(account.users(of: application))
        let numbers = account.rows("numbers")
        accountNumbers = Set(numbers.compactMap { $0["msisdn"]?.stringValue })
        linkedNumbers = Set(
            numbers
                .filter { sameID($0.linkedApplication, application["id"]?.stringValue) }
                .compactMap { $0["msisdn"]?.stringValue }
        )
    }
}

extension Webhook {
    fileprivate init?(_ json: JSONValue?, defaultMethod: Method) {
        guard let address = json?["address"]?.stringValue, !address.isEmpty else { return nil }
        self.init(
            address,
            method: json?["http_method"]?.stringValue.flatMap { Method(rawValue: $0) } ?? defaultMethod,
            // The first is the name of today, the second that of 2021.
            connectTimeout: (json?["connect_timeout"] ?? json?["connection_timeout"])?.intValue,
            socketTimeout: json?["socket_timeout"]?.intValue
        )
    }
}

extension JSONValue {
    fileprivate func rows(_ key: String) -> [JSONValue] { self[key]?.arrayValue ?? [] }

    fileprivate func application(_ id: String) -> JSONValue? {
        rows("applications").first { sameID($0["id"]?.stringValue, id) }
    }

    /// The application through which a user calls.
    fileprivate func application(of user: String, _ id: String?) throws(CallTargetError) -> JSONValue {
        if let id {
            guard let application = application(id) else {
                let ids = rows("applications").compactMap { $0["id"]?.stringValue }
                throw CallTargetError(
                    "the account has no application '\(id)'",
                    help: ids.isEmpty ? "it has none at all" : "it has \(shortList(ids))"
                )
            }
            let users = users(of: application)
            guard self["users"] == nil || users.contains(user) else {
                throw CallTargetError("the application '\(id)' has no user '\(user)'", help: Self.help(knowing: users))
            }
            return application
        }
        guard self["users"] != nil else {
            throw CallTargetError(
                "the users of the account cannot be read",
                help: "name the application of '\(user)' with --application"
            )
        }
        let owners = rows("applications").filter { users(of: $0).contains(user) }
        guard let application = owners.first else {
            let known = rows("applications").flatMap { users(of: $0) }
            throw CallTargetError("no application has a user '\(user)'", help: Self.help(knowing: known))
        }
        guard owners.count == 1 else {
            let ids = owners.compactMap { $0["id"]?.stringValue }
            throw CallTargetError(
                "several applications have a user '\(user)'",
                help: "choose one with --application: \(shortList(ids))"
            )
        }
        return application
    }

    private static func help(knowing users: [String]) -> String {
        users.isEmpty ? "there are no users; create some, as 'ccapply' does" : "there are \(shortList(users))"
    }

    /// The account's numbers for an error, nil when there is none.
    fileprivate var ownedNumbers: String? { Self.list(rows("numbers")) }

    /// Those of them that are linked to an application.
    fileprivate var linkedNumbers: String? { Self.list(rows("numbers").filter { $0.linkedApplication != nil }) }

    private static func list(_ numbers: [JSONValue]) -> String? {
        let shown = numbers.compactMap { $0["msisdn"]?.stringValue.map(shownNumber) }.sorted()
        return shown.isEmpty ? nil : shortList(shown)
    }

    fileprivate func users(of application: JSONValue) -> [String] {
        let id = application["id"]?.stringValue
        return self["users"]?.objectValue?.members
            .first { sameID($0.key, id) }?.value.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
    }

    /// `app_id` of a number, else the deprecated way to link it.
    fileprivate var linkedApplication: String? {
        if let id = self["app_id"]?.stringValue { return id }
        return self["voiceCallbackType"] == "app" ? self["voiceCallbackValue"]?.stringValue : nil
    }
}

/// The first five, and how many more there are.
private func shortList(_ names: [String]) -> String {
    let rest = names.count > 5 ? " and \(names.count - 5) more" : ""
    return names.prefix(5).joined(separator: ", ") + rest
}

/// Whether two spellings of an id are one: in any case, with or without hyphens.
private func sameID(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return false }
    return left.lowercased().filter { $0 != "-" } == right.lowercased().filter { $0 != "-" }
}
