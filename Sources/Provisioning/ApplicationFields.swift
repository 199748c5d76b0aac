package import JSONTree
internal import VonageAPI

extension DesiredState.Application {
    /// All fields that the project sets, in the order in which plans show them.
    var fields: [DeclaredField] {
        let method = "http_method"
        var fields = [DeclaredField("name", value: .string(name))]
        if let publicKey {
            fields.append(DeclaredField("keys", "public_key", value: .string(publicKey.pem), comparison: .publicKey))
        }
        fields += [
            DeclaredField(
                "capabilities",
                "voice",
                "webhooks",
                "answer_url",
                "address",
                value: .string(answerURL),
                part: .pointer
            ),
            DeclaredField(
                "capabilities",
                "voice",
                "webhooks",
                "answer_url",
                method,
                value: "GET",
                part: .pointer,
                assumed: "GET"
            ),
        ]
        if let fallbackURL {
            fields += [
                DeclaredField(
                    "capabilities",
                    "voice",
                    "webhooks",
                    "fallback_answer_url",
                    "address",
                    value: .string(fallbackURL),
                    part: .pointer
                ),
                DeclaredField(
                    "capabilities",
                    "voice",
                    "webhooks",
                    "fallback_answer_url",
                    method,
                    value: "GET",
                    part: .pointer,
                    assumed: "GET"
                ),
            ]
        }
        fields += [
            DeclaredField("capabilities", "voice", "webhooks", "event_url", "address", value: .string(eventsURL)),
            DeclaredField("capabilities", "voice", "webhooks", "event_url", method, value: "POST", assumed: "POST"),
            DeclaredField("capabilities", "voice", "signed_callbacks", value: .bool(signedCallbacks), assumed: true),
        ]
        if let region {
            fields.append(DeclaredField("capabilities", "voice", "region", value: .string(region)))
        }
        if ringsAppUsers {
            fields += [
                DeclaredField("capabilities", "rtc", "webhooks", "event_url", "address", value: .string(eventsURL)),
                DeclaredField("capabilities", "rtc", "webhooks", "event_url", method, value: "POST", assumed: "POST"),
                DeclaredField("capabilities", "rtc", "signed_callbacks", value: .bool(signedCallbacks), assumed: true),
            ]
        }
        // Left out, a new application lets its calls train models. Old answers do not show the field at all.
        fields.append(DeclaredField("privacy", "improve_ai", value: false, assumed: false))
        return fields
    }

    /// What differs, apart from where calls go.
    package func settingsChanges(from live: LiveApplication) -> [FieldChange] {
        fields.filter { $0.part == .settings }.compactMap { $0.change(in: live.body) }
    }

    /// What differs in where calls go.
    package func pointerChanges(from live: LiveApplication) -> [FieldChange] {
        fields.filter { $0.part == .pointer }.compactMap { $0.change(in: live.body) }
    }

    /// The body that makes the application; all fields at once.
    package var creationBody: JSONObject {
        var body = JSONObject()
        for field in fields {
            body.set(field)
        }
        return body
    }

    /// The body of a PUT that sets everything but where calls go.
    package func settingsBody(updating live: LiveApplication) -> JSONObject {
        body(updating: live) { $0 == .settings }
    }

    /// The body of a PUT that sets nothing but where calls go.
    package func pointerBody(updating live: LiveApplication) -> JSONObject {
        body(updating: live) { $0 == .pointer }
    }

    /// The body of a PUT that sets all fields.
    package func completeBody(updating live: LiveApplication) -> JSONObject {
        body(updating: live) { _ in true }
    }

    private func body(updating live: LiveApplication, setting isSet: (DeclaredField.Part) -> Bool) -> JSONObject {
        var body = live.replacementBody
        for field in fields where isSet(field.part) {
            body.set(field)
        }
        return body
    }

    /// What the declared fields of the live application are now.
    func fingerprint(of live: LiveApplication) -> String {
        digest(
            .object(
                JSONObject(
                    [("id", .string(live.id.lowercased()))]
                        + fields.map { ($0.pathText, $0.liveValue(in: live.body) ?? .null) }
                )
            )
        )
    }
}

extension LiveApplication {
    /// What a PUT must send so that nothing is lost: the platform replaces the whole application.
    ///
    /// Left out is what only answers hold, and what the platform writes but does not read: webhooks without an address, and
    /// the old name of a timeout.
    package var replacementBody: JSONObject {
        var body = body
        body["id"] = nil
        body["_links"] = nil
        if var keys = body["keys"]?.objectValue {
            keys["private_key"] = nil
            body["keys"] = keys["public_key"]?.stringValue == nil ? nil : .object(keys)
        }
        if var capabilities = body["capabilities"]?.objectValue {
            for capability in capabilities.keys {
                guard var settings = capabilities[capability]?.objectValue,
                    let webhooks = settings["webhooks"]?.objectValue
                else { continue }
                settings["webhooks"] = .object(webhooks.withAddresses())
                capabilities[capability] = .object(settings)
            }
            body["capabilities"] = .object(capabilities)
        }
        return body
    }
}

extension JSONObject {
    /// Webhooks as requests may have them.
    fileprivate func withAddresses() -> JSONObject {
        var webhooks = self
        for name in keys {
            guard var webhook = self[name]?.objectValue else { continue }
            if webhook["address"]?.stringValue?.isEmpty == true {
                webhooks[name] = nil
                continue
            }
            if let old = webhook["connection_timeout"] {
                webhook["connect_timeout"] = webhook["connect_timeout"] ?? old
                webhook["connection_timeout"] = nil
            }
            webhooks[name] = .object(webhook)
        }
        return webhooks
    }
}
