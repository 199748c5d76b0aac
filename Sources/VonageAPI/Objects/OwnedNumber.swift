package import JSONTree

/// A number of the account as the platform gave it.
package struct OwnedNumber: Hashable, Sendable {
    /// The whole object.
    package let body: JSONObject

    /// ISO 3166-1 alpha-2; every change of the number must name it.
    package let country: String

    /// E.164 digits without `+`.
    package let msisdn: String

    /// Takes an object of a response.
    package init(body: JSONObject) throws(ShapeError) {
        country = try body.requiredText("country", of: "a number")
        msisdn = try body.requiredText("msisdn", of: "a number")
        self.body = body
    }

    package var type: String? { body.text("type") }

    /// `VOICE`, `SMS`, `MMS`; the platform does not fix their order.
    package var features: [String] { body["features"]?.arrayValue?.compactMap(\.stringValue) ?? [] }

    /// The application it is linked to.
    package var applicationID: ApplicationID? { body.text("app_id").map { ApplicationID($0) } }

    package var inboundSMSURL: String? { body.text("moHttpUrl") }

    /// `sip`, `tel`, or `app`, which only repeats the link.
    package var voiceCallbackType: String? { body.text("voiceCallbackType") }

    package var voiceCallbackValue: String? { body.text("voiceCallbackValue") }
}
