import Dialling
import HTTPTransport
import JSONTree
import LoopbackServing
import Simulator
import Testing
import VonageAPI

@Suite("The account of a call")
struct AccountReadingTests {
    private func session(_ server: LoopbackServer) throws -> APISession {
        APISession(
            http: HTTPClient(),
            endpoints: try #require(APIEndpoints(base: server.base)),
            credentials: APICredentials(key: "sandbox", secret: Secret("sandbox-secret")),
            retry: .never
        )
    }

    private static let applications = """
        {"page":1,"total_pages":1,"total_items":1,"_embedded":{"applications":[{"id":"a","name":"Acme","keys":{"public_key":"k"},"capabilities":
        {"rtc":{},"voice":{"webhooks":{"answer_url":{"address":"http://host/answer"}}}}}]}}
        """
    private static let numbers = #"{"count":1,"numbers":[{"country":"GB","msisdn":"442079460000","app_id":"a"}]}"#

    private func server(state: LoopbackServer.Reply) throws -> LoopbackServer {
        try LoopbackServer { request, _ in
            switch request.path {
            case "/v2/applications": .json(Self.applications)
            case "/account/numbers": .json(Self.numbers)
            default: state
            }
        }
    }

    @Test("applications and numbers come from the APIs with the credentials, users from the emulator without")
    func emulator() async throws {
        let server = try server(state: .json(#"{"users":{"a":[{"id":"USR-1","name":"Jane"}]}}"#))
        let account = try await readAccount(try session(server))
        let setup = try CallSetup(calling: "442079460000", from: nil, account: account)
        #expect(setup.answer.url == "http://host/answer")
        #expect(setup.knownUsers == ["Jane"])
        let requests = server.received
        #expect(requests.map(\.path) == ["/v2/applications", "/account/numbers", "/_sandbox/state"])
        // "sandbox:sandbox-secret" in base64.
        let basic = "Basic c2FuZGJveDpzYW5kYm94LXNlY3JldA=="
        #expect(requests.prefix(2).map { $0.header("Authorization") } == [basic, basic])
        #expect(requests[2].header("Authorization") == nil)
    }

    @Test("where nobody tells the users, every user shall exist")
    func noEmulator() async throws {
        for state in [LoopbackServer.Reply.json("{}", status: 404), .text("<html>"), .json("[]"), .close] {
            let server = try server(state: state)
            let account = try await readAccount(try session(server))
            #expect(server.received.last?.path == "/_sandbox/state")
            #expect(try CallSetup(calling: "442079460000", from: nil, account: account).knownUsers == nil)
        }
    }

    @Test("an API that refuses, or that is none, is an error and no empty account")
    func refusal() async throws {
        let refusing = try LoopbackServer { _, _ in .json(#"{"title":"Unauthorized"}"#, status: 401) }
        let unauthorized = try await #require(throws: APIError.self) { try await readAccount(try session(refusing)) }
        #expect(unauthorized.kind == .unauthorized)
        let page = try LoopbackServer { _, _ in .text("<html>") }
        let notJSON = try await #require(throws: APIError.self) { try await readAccount(try session(page)) }
        #expect(notJSON.describe().help?.contains("VONAGE_API_URL") == true)
    }
}
