import CallBundle
import ContactCenter
import JSONTree
import Testing
import VonageAPI

@testable import Provisioning

/// Keys, releases and states to plan with.
enum Sample {
    static let keyA = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAvBzigOPgtJM76uL6ow1p
        1K/B0u0cbED2KM0pj8JZBKTlV8uUzW/mx8ij4zrxixRciByQvwxfrWJVl3NN0XS8
        uzxleSOz4TUE9RZYVxQ8/9frJarW8lEdTNAFZ60MRadKUT1bWH0DBDebw08J9Dwi
        a7Xhqdlg6ern/hyB1RxQSdswHaPiPZ3yS+R092ICRs8/Y549jJWxbgBrt83hhWuj
        PoJKItvXMA4uN+rahC1kPM/HXhJKvsryse8KfSgCK8x5YlAoZI1dPBMtG4vHzq3N
        42AVJurrQQuK2Av6Y/iGPMqQOHD59yWktlM60XNL6e8eLJF2CAg1YmTq00BRud5e
        6wIDAQAB
        -----END PUBLIC KEY-----

        """

    static let keyB = """
        -----BEGIN PUBLIC KEY-----
        MIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEApcs/FW6tAM2wOfIv/xX2
        kzOOmZBDpi0SdlGnMZ/wZ/kppY9/Oyv4wKxnkQ4TuL8VpRWZRn8USwbkGDWFhS2p
        UIC8A12pM1gd/S6avfLF8MjnCju/FPXn1NF1m9GsTpc2jvVEz0CUF25631u9J7b7
        QekiQjnl41h9sAJl+NaGXFsI93ZFiDue/dCjJc7tv/WbBcIBioqE6W6KeJ+KCmgP
        Z7YQhzf87ihGZUnWHjkKezkEkGuucfK09Gu8jXmyRcHP3TRdhcoYUpPOivWVTkuZ
        r58XJNo9yBg2t+wyzq1QcXnU2BRJ5eBT1O1boNlzr8Ycgt5RT+r3Nru6WIsu5Hyk
        fwIDAQAB
        -----END PUBLIC KEY-----

        """

    static func release(_ id: String = "3f2a1b0c9d8e7f60") throws -> ReleaseID { try #require(ReleaseID(id)) }

    static func desired(release text: String = "3f2a1b0c9d8e7f60", key: String? = keyA) throws -> DesiredState {
        let base = "https://voice.acme.example"
        let release = try release(text)
        var application = DesiredState.Application(
            name: "Acme Support",
            eventsURL: "\(base)/events",
            answerURL: "\(base)/r/\(release)/e/answer"
        )
        application.publicKey = try key.map(ApplicationPublicKey.init(pem:))
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
