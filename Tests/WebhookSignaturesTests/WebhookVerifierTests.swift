import Foundation
import JSONTree
import SeededRandom
import Testing
import VonageAPI
import WebhookSignatures

/// One row of `Tests/Fixtures/signatures/webhooks.json`.
struct SignatureCase: Sendable, CustomTestStringConvertible {
    let name: String
    let secrets: [String]
    let authorization: [String]
    let body: [UInt8]
    let now: Int
    let verdict: String

    var testDescription: String { name }

    static let all: [SignatureCase] = {
        let file = URL(filePath: #filePath).deletingLastPathComponent()
            .appending(path: "../Fixtures/signatures/webhooks.json")
        guard let bytes = try? Data(contentsOf: file), let json = try? JSONValue(parsing: Array(bytes)) else {
            return []
        }
        func texts(_ value: JSONValue?) -> [String] { value?.arrayValue?.compactMap(\.stringValue) ?? [] }
        return (json["cases"]?.arrayValue ?? []).map { row in
            SignatureCase(
                name: row["name"]?.stringValue ?? "",
                secrets: texts(row["secrets"]),
                authorization: texts(row["authorization"]),
                body: Array((row["body"]?.stringValue ?? "").utf8),
                now: row["now"]?.intValue ?? 0,
                verdict: row["verdict"]?.stringValue ?? ""
            )
        }
    }()

    func outcome(_ verifier: WebhookVerifier, authorization: [String]? = nil, body: [UInt8]? = nil) -> String {
        do {
            _ = try verifier.verify(
                authorization: authorization ?? self.authorization,
                body: body ?? self.body,
                now: now
            )
            return "genuine"
        } catch {
            return error.rawValue
        }
    }
}

@Suite("What a host finds in the signature of a webhook")
struct WebhookVerifierTests {
    @Test("the vectors are there, and each reason is among them")
    func vectors() {
        #expect(SignatureCase.all.count >= 60)
        let verdicts = Set(SignatureCase.all.map(\.verdict))
        #expect(verdicts == Set(SignatureFault.allCases.map(\.rawValue) + ["genuine"]))
    }

    @Test("a webhook is genuine, or not for the reason that the vector names", arguments: SignatureCase.all)
    func verdict(_ row: SignatureCase) {
        #expect(row.outcome(WebhookVerifier(secrets: row.secrets)) == row.verdict)
    }

    @Test("the claims of a genuine one are told")
    func claims() throws {
        let row = try #require(SignatureCase.all.first)
        let claims = try WebhookVerifier(secrets: row.secrets)
            .verify(authorization: row.authorization, body: row.body, now: row.now)
        #expect(claims.tokenID == "c1f2a3b4-0000-4000-8000-000000000001")
        #expect(claims.issuedAt == row.now - 1)
        #expect(claims.apiKey == "abcd1234")
        #expect(claims.applicationID == "aaaaaaaa-0000-4000-8000-000000000001")
        #expect(claims.coversBody)
    }

    @Test("no byte of a token and no bit of a body can be changed", arguments: [1, 2, 3] as [UInt64])
    func tampering(_ seed: UInt64) throws {
        var random = SeededGenerator(seed: seed)
        let row = try #require(SignatureCase.all.first)
        let verifier = WebhookVerifier(secrets: row.secrets)
        let field = Array(try #require(row.authorization.first).utf8)
        for _ in 0..<300 {
            var changed = field
            let place = Int.random(in: 7..<field.count, using: &random)
            changed[place] = UInt8.random(in: 0x21...0x7E, using: &random)
            guard changed != field else { continue }
            let text = String(decoding: changed, as: UTF8.self)
            #expect(row.outcome(verifier, authorization: [text]) != "genuine", "\(place)")
            var body = row.body
            body[Int.random(in: body.indices, using: &random)] ^= 1 << UInt8.random(in: 0...6, using: &random)
            #expect(row.outcome(verifier, body: body) == "changed body")
        }
        for end in field.indices {
            let text = String(decoding: field[..<end], as: UTF8.self)
            #expect(row.outcome(verifier, authorization: [text]) != "genuine")
        }
    }

    @Test("what the signer makes is genuine, to who knows its secret and to nobody else")
    func ownSigner() throws {
        for body in ["", "{}", #"{"status":"ringing"}"#].map({ Array($0.utf8) }) {
            let signer = WebhookSigner(
                secret: "one",
                apiKey: nil,
                applicationID: "an-application",
                now: { 5_000 },
                makeID: { "an-id" }
            )
            let field = ["Bearer \(signer.token(for: body))"]
            let claims = try WebhookVerifier(secrets: ["two", "one"]).verify(
                authorization: field,
                body: body,
                now: 5_100
            )
            #expect(claims.tokenID == "an-id" && claims.applicationID == "an-application" && claims.apiKey == nil)
            #expect(claims.coversBody == !body.isEmpty)
            for secrets in [[], ["two"], ["One"], ["one "]] {
                #expect(throws: SignatureFault.wrongKey) {
                    try WebhookVerifier(secrets: secrets).verify(authorization: field, body: body, now: 5_100)
                }
            }
        }
    }

    @Test(
        "secrets are separated by commas or line ends",
        arguments: [
            ("one", ["one"]), (" one , two\nthree\r\n", ["one", "two", "three"]), ("", []), (" ,\n,", []),
            ("with a blank", ["with a blank"]),
        ]
    )
    func secrets(_ text: String, _ secrets: [String]) {
        #expect(signatureSecrets(in: text) == secrets)
    }
}

@Suite("Ids of tokens that came before")
struct TokenMemoryTests {
    @Test("an id is known for its period, and forgotten after two of them")
    func period() {
        let memory = TokenMemory(period: 100, limit: 10)
        #expect(!memory.isRepeated("a", now: 1_000))
        #expect(memory.isRepeated("a", now: 1_000))
        #expect(memory.isRepeated("a", now: 1_099))
        #expect(memory.isRepeated("a", now: 1_150), "it is of the generation before")
        #expect(!memory.isRepeated("a", now: 1_400))
    }

    @Test("the memory is bounded, and the newest ids are known")
    func bound() {
        let memory = TokenMemory(period: 100, limit: 50)
        for index in 0..<10_000 {
            #expect(!memory.isRepeated("id \(index)", now: 1_000))
            #expect(memory.count <= 100)
        }
        for index in 9_960..<10_000 { #expect(memory.isRepeated("id \(index)", now: 1_000)) }
    }

    @Test("a clock that is set back makes no id known that was not")
    func clockSetBack() {
        let memory = TokenMemory(period: 100, limit: 50)
        #expect(!memory.isRepeated("a", now: 1_000))
        #expect(memory.isRepeated("a", now: 500))
        #expect(!memory.isRepeated("b", now: 500))
    }
}
