import HTTPTransport
import ObjectStore
import Testing

@Suite("How a store is reached")
struct ObjectStoreSettingsTests {
    private let keys = ["AWS_ACCESS_KEY_ID": "AK", "AWS_SECRET_ACCESS_KEY": "SK"]

    private func url(_ place: ObjectPlace, _ environment: [String: String]) throws -> String {
        let settings = try ObjectStoreSettings(environment: environment)
        return ObjectBucket(place, settings: settings).request("r/1/e/main~1.json").url
    }

    @Test("variables are those of AWS's own tools; an empty one is none")
    func variables() throws {
        let bare = try ObjectStoreSettings(environment: ["AWS_ACCESS_KEY_ID": "", "AWS_REGION": ""])
        #expect(bare.credentials == nil)
        #expect(bare.region == "us-east-1")
        #expect(bare.endpoint == nil)
        let full = try ObjectStoreSettings(
            environment: keys.merging([
                "AWS_SESSION_TOKEN": "T", "AWS_DEFAULT_REGION": "eu-west-2", "AWS_ENDPOINT_URL": "https://one.example/",
            ]) { $1 }
        )
        #expect(full.credentials?.keyID == "AK")
        #expect(full.credentials?.secret == "SK")
        #expect(full.credentials?.sessionToken == "T")
        #expect(full.region == "eu-west-2")
        #expect(full.endpoint == "https://one.example")
        let nearest = try ObjectStoreSettings(
            environment: [
                "AWS_DEFAULT_REGION": "a", "AWS_REGION": "b", "AWS_ENDPOINT_URL": "https://one.example",
                "AWS_ENDPOINT_URL_S3": "http://127.0.0.1:8333",
            ]
        )
        #expect(nearest.region == "b")
        #expect(nearest.endpoint == "http://127.0.0.1:8333")
    }

    @Test(
        "half of a key, and what cannot be an address or a region, are errors that name the variable",
        arguments: [
            (["AWS_ACCESS_KEY_ID": "AK"], "AWS_SECRET_ACCESS_KEY is not set, while its key is"),
            (["AWS_SECRET_ACCESS_KEY": "SK"], "AWS_ACCESS_KEY_ID is not set, while its secret is"),
            (["AWS_ENDPOINT_URL_S3": "storage.example"], "AWS_ENDPOINT_URL_S3 is no URL like https://storage.example"),
            (["AWS_ENDPOINT_URL": "https://"], "AWS_ENDPOINT_URL is no URL like https://storage.example"),
            (["AWS_ENDPOINT_URL": "https://u:p@x.example"], "AWS_ENDPOINT_URL is no URL like https://storage.example"),
            (["AWS_REGION": "eu west"], "AWS_REGION is no name of a region"),
        ]
    )
    func wrong(environment: [String: String], says: String) {
        let error = #expect(throws: ObjectStoreError.self) { try ObjectStoreSettings(environment: environment) }
        #expect(error?.message == says)
    }

    @Test("AWS has the bucket in the host's name, a bucket with dots and other stores have it in the path")
    func addresses() throws {
        let place = ObjectPlace(bucket: "voice", prefix: "site/a")
        let dotted = ObjectPlace(bucket: "voice.acme", prefix: "")
        let own = ["AWS_ENDPOINT_URL_S3": "http://127.0.0.1:8333"]
        #expect(try url(place, [:]) == "https://voice.s3.us-east-1.amazonaws.com/site/a/r/1/e/main~1.json")
        #expect(
            try url(dotted, ["AWS_REGION": "eu-west-2"])
                == "https://s3.eu-west-2.amazonaws.com/voice.acme/r/1/e/main~1.json"
        )
        #expect(try url(place, own) == "http://127.0.0.1:8333/voice/site/a/r/1/e/main~1.json")
        #expect("\(place)" == "s3://voice/site/a")
        #expect(dotted.url("x") == "s3://voice.acme/x")
    }

    @Test("the time that servers send is read, and nothing else")
    func dates() {
        #expect(HTTPDate("Thu, 26 Nov 2026 09:06:11 GMT")?.seconds == 1_795_683_971)
        for text in ["", "Thu, 26 Nov 2026 09:06:11", "Thu, 31 Feb 2026 09:06:11 GMT", "26 Nov 2026 09:06:11 GMT"] {
            #expect(HTTPDate(text) == nil, "\(text)")
        }
    }
}
