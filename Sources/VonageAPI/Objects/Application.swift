package import JSONTree

/// An application as the platform gave it; keys unknown here stay in its body and pass through a rewrite unharmed.
package struct Application: Hashable, Sendable {
    /// The whole object, less a private key.
    package let body: JSONObject

    package let id: ApplicationID

    /// Not unique in the account.
    package let name: String

    /// The private key, which a response holds once: when the platform made the pair.
    package let issuedPrivateKey: Secret?

    /// Takes an object of a response.
    package init(body: JSONObject) throws(ShapeError) {
        id = ApplicationID(try body.requiredText("id", of: "an application"))
        name = try body.requiredText("name", of: "an application")
        var body = body
        var privateKey: Secret?
        if var keys = body["keys"]?.objectValue, let text = keys.text("private_key") {
            privateKey = Secret(text)
            keys["private_key"] = nil
            body["keys"] = .object(keys)
        }
        issuedPrivateKey = privateKey
        self.body = body
    }

    /// As the platform writes it, usually with a line end behind it.
    package var publicKeyPEM: String? { body["keys"]?.objectValue?.text("public_key") }

    /// nil when there is none, or none that can be read.
    package var publicKey: ApplicationPublicKey? {
        guard let pem = publicKeyPEM else { return nil }
        return try? ApplicationPublicKey(pem: pem)  // unreadable: equal to no key, which is what callers ask
    }

    package var capabilities: JSONObject { body["capabilities"]?.objectValue ?? JSONObject() }
    package var voice: JSONObject? { capabilities["voice"]?.objectValue }
    package var rtc: JSONObject? { capabilities["rtc"]?.objectValue }

    /// The address of a voice webhook such as `answer_url`; an empty one, as the dashboard leaves behind, counts as none.
    package func voiceWebhook(_ name: String) -> (address: String, method: String?)? {
        guard let webhook = voice?["webhooks"]?[name]?.objectValue, let address = webhook.text("address") else {
            return nil
        }
        return (address, webhook.text("http_method"))
    }
}
