import Importing
import Testing

@Suite("Requests to an answer webhook")
struct AnswerRequestTests {
    private func url(_ address: String) -> String? {
        AnswerRequest(address, to: "442079460000", from: "447700900123", conversation: "CON-1", leg: "2")?.url
    }

    private static let query = "to=442079460000&from=447700900123&conversation_uuid=CON-1&uuid=2"

    @Test(
        "ask as the platform does, whatever query the address has",
        arguments: [
            ("https://a.example/answer", "https://a.example/answer?\(query)"),
            ("http://127.0.0.1:8080", "http://127.0.0.1:8080?\(query)"),
            ("https://a.example/answer?x=1", "https://a.example/answer?x=1&\(query)"),
            ("https://a.example/answer?", "https://a.example/answer?\(query)"),
            ("https://a.example/answer?x=a@b", "https://a.example/answer?x=a@b&\(query)"),
        ]
    )
    func asked(address: String, wanted: String) {
        #expect(url(address) == wanted)
    }

    @Test(
        "what is no plain http or https URL is not asked",
        arguments: [
            "", "https://", "https:///x", "https://?x", "ftp://a.example", "file:///etc/passwd",
            "https://u:p@a.example/",
            "https://a.example/#x", "https://a.example/a b", "https://a.example/\n", "javascript:alert(1)",
            "https://é.example",
        ]
    )
    func refused(address: String) {
        #expect(url(address) == nil)
    }
}
