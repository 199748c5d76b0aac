package import JSONTree

/// Why an account has no such call, in one line.
package struct CallTargetError: Error, Hashable, CustomStringConvertible {
    package let description: String

    package init(_ description: String) {
        self.description = description
    }
}

extension CallSetup {
    /// A call from the telephone network to one of the account's numbers, as the account is set up right now.
    ///
    /// `account` is the emulator's state (`GET /_sandbox/state`): `applications`, `numbers`, `users` by application id.
    package init(calling number: String, from caller: String?, account: JSONValue) throws(CallTargetError) {
        guard let owned = account.rows("numbers").first(where: { $0["msisdn"]?.stringValue == number }) else {
            let others = account.rows("numbers").compactMap { $0["msisdn"]?.stringValue.map(shownNumber) }.sorted()
            let known = others.isEmpty ? "it owns none" : "it owns \(others.prefix(5).joined(separator: ", "))"
            throw CallTargetError("the account does not own \(shownNumber(number)): \(known)")
        }
        guard let applicationID = owned.linkedApplication else {
            throw CallTargetError("\(shownNumber(number)) is linked to no application")
        }
        guard let application = account.application(applicationID) else {
            throw CallTargetError(
                "\(shownNumber(number)) is linked to the application \(applicationID), which does not exist"
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
        let owners = account.rows("applications").filter { application in
            if let applicationID, !sameID(application["id"]?.stringValue, applicationID) { return false }
            return account.users(of: application).contains(user)
        }
        guard let application = owners.first else {
            throw CallTargetError("no application has a user '\(user)'")
        }
        guard owners.count == 1 else {
            let ids = owners.compactMap { $0["id"]?.stringValue }.joined(separator: ", ")
            throw CallTargetError("several applications have a user '\(user)': \(ids)")
        }
        guard application["capabilities"]?["rtc"]?.objectValue != nil else {
            throw CallTargetError("the application of '\(user)' lacks the rtc capability: it cannot call")
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
            throw CallTargetError("the application '\(name)' has no voice answer_url")
        }
        self.init(
            caller: caller,
            to: number,
            answer: answer,
            fallback: Webhook(webhooks?["fallback_answer_url"], defaultMethod: .get),
            events: Webhook(webhooks?["event_url"], defaultMethod: .post)
        )
        rtcEnabled = application["capabilities"]?["rtc"]?.objectValue != nil
        knownUsers = Set(account.users(of: application))
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
        self.init(address, method: json?["http_method"]?.stringValue.flatMap { Method(rawValue: $0) } ?? defaultMethod)
    }
}

extension JSONValue {
    fileprivate func rows(_ key: String) -> [JSONValue] { self[key]?.arrayValue ?? [] }

    fileprivate func application(_ id: String) -> JSONValue? {
        rows("applications").first { sameID($0["id"]?.stringValue, id) }
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

/// Whether two spellings of an id are one: in any case, with or without hyphens.
private func sameID(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return false }
    return left.lowercased().filter { $0 != "-" } == right.lowercased().filter { $0 != "-" }
}
