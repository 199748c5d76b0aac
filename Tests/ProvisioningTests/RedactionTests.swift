import JSONTree
import Provisioning
import Testing

@Suite("What is hidden of an account's objects")
struct RedactionTests {
    private static let mark = Redaction.mark
    private static let token = "eyJhbGciOiJSUzI1NiJ9.eyJhcHAiOiJhYmMifQ.c2lnbmF0dXJlLXNpZ25hdHVyZQ"

    @Test(
        "secrets are hidden by their key or by their looks, in URLs only what is secret in them",
        arguments: [
            ("{\"password\":\"x\"}", "{\"password\":\"\(mark)\"}"),
            ("{\"API_Secret\":{\"a\":1}}", "{\"API_Secret\":\"\(mark)\"}"),
            ("{\"password\":\"\",\"token\":null}", "{\"password\":\"\",\"token\":null}"),
            ("{\"a\":[{\"accessToken\":7}]}", "{\"a\":[{\"accessToken\":\"\(mark)\"}]}"),
            ("[\"\(token)\"]", "[\"\(mark)\"]"),
            ("[\"Bearer \(token)\"]", "[\"\(mark)\"]"),
            ("[\"-----BEGIN PRIVATE KEY-----MIIEvQIBADANBgkqhkiG9w0BAQ\"]", "[\"\(mark)\"]"),
            ("[\"https://u:p@a.example/b?x=1&key=2&y#z\"]", "[\"https://u:\(mark)@a.example/b?x=1&key=\(mark)&y#z\"]"),
            ("[\"https://a.example/r/1/e/answer\"]", "[\"https://a.example/r/1/e/answer\"]"),
            ("[\"https://a.example/user:pass@b\"]", "[\"https://a.example/user:pass@b\"]"),
            ("[\"sip:jane:p@pbx.example;a=b\"]", "[\"sip:jane:\(mark)@pbx.example;a=b\"]"),
            ("[\"sip:jane@pbx.example\"]", "[\"sip:jane@pbx.example\"]"),
            (
                "[\"Jane: at a@b\",\"\",\":\",\"://\",\"a?token=b\"]",
                "[\"Jane: at a@b\",\"\",\":\",\"://\",\"a?token=b\"]"
            ),
            (
                "{\"public_key\":\"x\",\"name\":\"y\",\"n\":1,\"b\":true}",
                "{\"public_key\":\"x\",\"name\":\"y\",\"n\":1,\"b\":true}"
            ),
        ]
    )
    func table(text: String, redacted: String) throws {
        let value = Redaction.redacted(try JSONValue(parsing: text))
        #expect(value.serialized() == redacted)
        // Hiding twice hides no more.
        #expect(Redaction.redacted(value) == value)
    }
}
