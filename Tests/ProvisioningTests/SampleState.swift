import CallBundle
import ContactCenter
import JSONTree
import Testing

@testable import Provisioning

/// Keys, releases and states to plan with.
enum Sample {
    static let keyA = pem("QUJDREVGR0hJSktMTU5PUFFSU1RVVldYWVo=")
    static let keyB = pem("enl4d3Z1dHNycXBvbm1sa2ppaGdmZWRjYmE=")

    static func pem(_ base64: String) -> String { "-----BEGIN PUBLIC KEY-----\n\(base64)\n-----END PUBLIC KEY-----\n" }

    static func release(_ id: String = "3f2a1b0c9d8e7f60") throws -> ReleaseID { try #require(ReleaseID(id)) }

    static func desired(release text: String = "3f2a1b0c9d8e7f60", key: String? = keyA) throws -> DesiredState {
        let base = "https://voice.acme.example"
        let release = try release(text)
        var application = DesiredState.Application(
            name: "Acme Support",
            eventsURL: "\(base)/events",
            answerURL: "\(base)/r/\(release)/e/answer"
        )
        application.publicKey = try key.map(PublicKeyText.init(pem:))
        return DesiredState(
            application: application,
            release: DesiredState.ReleaseSummary(
                id: release,
                baseURL: base,
                fileCount: 14,
                requires: Manifest.Requirements(users: [], callerIDs: [], entryNumbers: []),
                isPublished: true
            )
        )
    }

    /// Two agents, one number, a fallback.
    static func acme(release text: String = "3f2a1b0c9d8e7f60") throws -> DesiredState {
        var desired = try desired(release: text)
        desired.application.ringsAppUsers = true
        desired.application.region = "eu-west"
        desired.application.fallbackURL = "https://static.acme.example/r/\(text)/fallback.json"
        desired.numbers = [.init(name: "uk-support", number: try number("442079460000"))]
        var jane = DesiredState.User(name: "Jane")
        jane.displayName = "Jane Doe"
        desired.users = [jane, DesiredState.User(name: "Joe")]
        desired.release.requires.users = ["Jane", "Joe"]
        desired.release.requires.callerIDs = ["442079460000"]
        return desired
    }

    static func number(_ digits: String) throws -> PhoneNumber { try #require(PhoneNumber(digits: digits)) }

    static func owned(_ digits: String, _ more: (String, JSONValue)...) -> LiveNumber {
        LiveNumber(
            body: JSONObject(
                [("country", "GB"), ("msisdn", .string(digits)), ("type", "landline"), ("features", ["VOICE"])] + more
            )
        )
    }
}
