package import JSONTree
package import ReleaseRecords
package import VonageAPI

/// What the account has, as it was read.
package struct LiveState: Sendable {
    package var applications: [LiveApplication]
    package var numbers: [LiveNumber]
    package var users: LiveUsers

    /// What is on sale for searches of the project, by the name of the number; empty where nobody asked, or none was told.
    package var offers: [String: [NumberOffer]] = [:]

    /// When it was read; nil for just now.
    package var takenAt: UTCTime?

    package init(
        applications: [LiveApplication] = [],
        numbers: [LiveNumber] = [],
        users: LiveUsers = .compared([])
    ) {
        self.applications = applications
        self.numbers = numbers
        self.users = users
    }
}

/// The users of the application, or why they were not looked at.
package enum LiveUsers: Sendable, Hashable {
    case compared([LiveUser])
    /// The reason is a few words: `no private key`.
    case notCompared(reason: String)
}

/// An application as the platform shows it; unknown keys are kept.
package struct LiveApplication: Sendable, Hashable {
    package let body: JSONObject

    package init(body: JSONObject) {
        self.body = body
    }

    package var id: String { body["id"]?.stringValue ?? "" }
    package var name: String { body["name"]?.stringValue ?? "" }

    /// Nil also for a key that cannot be read: then it equals no other.
    package var publicKey: ApplicationPublicKey? {
        body["keys"]?["public_key"]?.stringValue.flatMap { try? ApplicationPublicKey(pem: $0) }
    }
}

/// An owned number as the platform shows it; unknown keys are kept.
package struct LiveNumber: Sendable, Hashable {
    package let body: JSONObject

    package init(body: JSONObject) {
        self.body = body
    }

    package var country: String { body["country"]?.stringValue ?? "" }

    /// Digits only.
    package var digits: String { body["msisdn"]?.stringValue ?? "" }

    /// The linked application.
    package var applicationID: String? { text("app_id") }

    /// True also where the platform does not say what a number can do.
    package var takesCalls: Bool {
        guard let features = body["features"]?.arrayValue else { return true }
        return features.contains(.string("VOICE"))
    }

    /// A forwarding to SIP or to a telephone: it wins over the application's own voice capability.
    package var forwarding: (type: String, value: String)? {
        guard let type = text("voiceCallbackType"), type != "app" else { return nil }
        return (type, text("voiceCallbackValue") ?? "")
    }

    /// The text of a member; nil for an empty one.
    func text(_ key: String) -> String? {
        guard let text = body[key]?.stringValue, !text.isEmpty else { return nil }
        return text
    }
}

/// A user as the platform shows it: a row of the list, or the user itself with all its fields.
package struct LiveUser: Sendable, Hashable {
    package let body: JSONObject

    package init(body: JSONObject) {
        self.body = body
    }

    package var id: String { body["id"]?.stringValue ?? "" }
    package var name: String { body["name"]?.stringValue ?? "" }
}

/// Whether two texts are the same application id: old answers lack the hyphens.
package func isSameApplication(_ left: String?, _ right: String?) -> Bool {
    guard let left, let right else { return left == right }
    return left.lowercased().filter { $0 != "-" } == right.lowercased().filter { $0 != "-" }
}
