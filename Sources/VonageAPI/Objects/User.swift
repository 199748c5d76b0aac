package import JSONTree

/// What the list of users tells of one.
package struct UserSummary: Hashable, Sendable {
    package let id: String
    package let name: String
    package let displayName: String?

    package init(id: String, name: String, displayName: String? = nil) {
        self.id = id
        self.name = name
        self.displayName = displayName
    }

    /// Takes an object of a response.
    package init(body: JSONObject) throws(ShapeError) {
        id = try body.requiredText("id", of: "a user")
        name = try body.requiredText("name", of: "a user")
        displayName = body.text("display_name")
    }
}

/// A user as the platform gave it.
package struct User: Hashable, Sendable {
    /// The whole object.
    ///
    /// The SIP channels in it can hold passwords: never print it.
    package let body: JSONObject

    package let id: String

    /// Unique in its application.
    package let name: String

    /// Takes an object of a response.
    package init(body: JSONObject) throws(ShapeError) {
        id = try body.requiredText("id", of: "a user")
        name = try body.requiredText("name", of: "a user")
        self.body = body
    }

    package var displayName: String? { body.text("display_name") }
    package var imageURL: String? { body.text("image_url") }
    package var channels: JSONObject? { body["channels"]?.objectValue }
    package var properties: JSONObject? { body["properties"]?.objectValue }
}

extension User: CustomStringConvertible, CustomReflectable {
    package var description: String { "user '\(name)'" }
    package var customMirror: Mirror { Mirror(self, children: ["id": id, "name": name]) }
}
