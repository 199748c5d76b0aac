package import JSONTree

extension DesiredState.User {
    /// All fields that the project sets.
    var fields: [DeclaredField] {
        var fields = [DeclaredField("name", value: .string(name))]
        if let displayName { fields.append(DeclaredField("display_name", value: .string(displayName))) }
        if let imageURL { fields.append(DeclaredField("image_url", value: .string(imageURL))) }
        for (key, value) in data ?? [] {
            fields.append(DeclaredField("properties", "custom_data", key, value: .string(value)))
        }
        fields += channels?.fields ?? []
        return fields
    }

    /// What differs; the live user must have been read whole where `needsDetail` says so.
    package func changes(from live: LiveUser) -> [FieldChange] {
        // Most users are as they should be, and have but a name to show.
        if !needsDetail, live.name == name, displayName?.isEmpty != true,
            displayName == nil || live.body["display_name"]?.stringValue == displayName
        {
            return []
        }
        return fields.compactMap { $0.change(in: live.body) }
    }

    /// What making the user sets.
    var creationChanges: [FieldChange] {
        fields.dropFirst().compactMap { $0.change(in: JSONObject()) }
    }

    package var creationBody: JSONObject {
        var body = JSONObject()
        for field in fields {
            body.set(field)
        }
        return body
    }

    /// The body of a PATCH.
    ///
    /// How deep the platform merges is not documented, so what is touched is sent whole, and the channels too.
    package func updateBody(updating live: LiveUser) -> JSONObject {
        var body = JSONObject()
        if let properties = live.body["properties"]?.objectValue, data != nil {
            body["properties"] = .object(properties)
        }
        if let channels = live.body["channels"]?.objectValue, !channels.isEmpty { body["channels"] = .object(channels) }
        for field in fields {
            body.set(field)
        }
        return body
    }

    func fingerprint(of live: LiveUser) -> String {
        digest(
            .object(
                JSONObject(
                    [("id", .string(live.id))]
                        + fields.map { ($0.pathText, $0.digestedLiveValue(in: live.body) ?? .null) }
                )
            )
        )
    }
}

extension LiveUser {
    /// Who the user is; a user made anew under the same name is another one.
    package var identityFingerprint: String { digest([.string(id), .string(name)]) }
}
