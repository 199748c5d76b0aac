package import Diagnostics

/// A Client SDK identity.
package struct User: Sendable {
    /// The unique name on the platform.
    package var name: Located<String>
    package var displayName: Located<String>?
    package var imageURL: Located<String>?

    /// `properties.custom_data`, texts by key, in source order; nil when not written down.
    package var data: [(key: Located<String>, value: Located<String>)]?

    /// Nil when not written down.
    package var channels: UserChannels?

    package init(name: Located<String>) {
        self.name = name
    }
}

/// Other ways to reach a user: each kind is nil when it is not written down, and then left alone in the account.
///
/// Shapes: Users API v1, `channels`.
package struct UserChannels: Sendable {
    package struct SIP: Sendable {
        package var uri: Located<String>
        package var username: SecretOrText?
        package var password: Located<SecretName>?

        package init(uri: Located<String>) {
            self.uri = uri
        }
    }

    /// The kinds whose entries are just numbers.
    package enum NumberKind: String, CaseIterable, Sendable {
        case pstn, sms, mms, whatsapp, viber
    }

    package var span: Span
    package var numbers: [NumberKind: [Located<PhoneNumber>]] = [:]
    package var sip: [SIP]?
    package var vbc: [Located<String>]?
    package var websocket: [WebSocketEndpoint]?
    package var messenger: [Located<String>]?

    package init(span: Span) {
        self.span = span
    }
}

/// The environment variable that holds a secret: `{secret: NAME}`.
///
/// The secret itself is read only when an account is compared or changed, and never stands in a model.
package struct SecretName: Hashable, Sendable {
    package let variable: String

    package init(variable: String) {
        self.variable = variable
    }
}

/// A text, or where to find one.
package enum SecretOrText: Sendable {
    case text(Located<String>)
    case secret(Located<SecretName>)
}
