import JSONTree
import LoopbackServing
import Testing
import VonageAPI
import VonageAPIWrites

@Suite struct VonageWriterTests {
    private static let confirmed = LoopbackServer.Reply.json(#"{"error-code":"200","error-code-label":"success"}"#)
    private static let application = LoopbackServer.Reply.json(#"{"id":"x","name":"n"}"#, status: 201)
    private static let user = LoopbackServer.Reply.json(#"{"id":"USR-1","name":"n"}"#)

    /// Every write, with how it looks on the wire.
    enum Write: String, CaseIterable {
        case createApplication = "POST /v2/applications"
        case replaceApplication = "PUT /v2/applications/x"
        case deleteApplication = "DELETE /v2/applications/x"
        case updateNumber = "POST /number/update"
        case buyNumber = "POST /number/buy"
        case cancelNumber = "POST /number/cancel"
        case createUser = "POST /v1/users"
        case updateUser = "PATCH /v1/users/USR-1"
        case deleteUser = "DELETE /v1/users/USR-1"

        var isRepeatable: Bool {
            ![.createApplication, .buyNumber, .cancelNumber, .createUser].contains(self)
        }

        var success: LoopbackServer.Reply {
            switch self {
            case .createApplication, .replaceApplication: application
            case .createUser, .updateUser: user
            case .deleteApplication, .deleteUser: .text("", status: 204)
            case .updateNumber, .buyNumber, .cancelNumber: confirmed
            }
        }

        func run(_ writer: VonageWriter) async throws(APIError) {
            let body: JSONObject = ["name": "n", "unknown": ["a": 1]]
            switch self {
            case .createApplication: _ = try await writer.createApplication(body)
            case .replaceApplication: _ = try await writer.replaceApplication(id: "x", body: body)
            case .deleteApplication: try await writer.deleteApplication(id: "x")
            case .updateNumber:
                try await writer.updateNumber(
                    country: "GB",
                    msisdn: "442079460000",
                    fields: [("app_id", "a b"), ("moHttpUrl", "")]
                )
            case .buyNumber: try await writer.buyNumber(country: "GB", msisdn: "442079460000")
            case .cancelNumber: try await writer.cancelNumber(country: "GB", msisdn: "442079460000")
            case .createUser: _ = try await writer.createUser(body, application: testApplication)
            case .updateUser: _ = try await writer.updateUser(id: "USR-1", body: body, application: testApplication)
            case .deleteUser: try await writer.deleteUser(id: "USR-1", application: testApplication)
            }
        }
    }

    @Test("each write goes where it should, once, with the right credentials", arguments: Write.allCases)
    func wire(write: Write) async throws {
        let server = try LoopbackServer { _, _ in write.success }
        try await write.run(VonageWriter(try session(server)))
        let request = try #require(server.received.first)
        #expect(server.received.count == 1)
        #expect("\(request.method) \(request.target)" == write.rawValue)
        let isUser = request.path.hasPrefix("/v1/users")
        #expect(request.header("Authorization")?.hasPrefix(isUser ? "Bearer ey" : "Basic \(testBasic)") == true)
        switch write {
        case .updateNumber:
            #expect(request.bodyText == "country=GB&msisdn=442079460000&app_id=a%20b&moHttpUrl=")
            #expect(request.header("Content-Type") == "application/x-www-form-urlencoded")
        case .buyNumber, .cancelNumber:
            #expect(request.bodyText == "country=GB&msisdn=442079460000")
        case .deleteApplication, .deleteUser:
            #expect(request.body.isEmpty)
        default:
            #expect(request.bodyText == #"{"name":"n","unknown":{"a":1}}"#)
            #expect(request.header("Content-Type") == "application/json")
        }
    }

    /// Answers that leave open what happened.
    static let uncertain: [LoopbackServer.Reply] = [
        .close, .reset, .raw(Array("HTTP/1.1 201 Created\r\nContent-Length: 100\r\n\r\n{".utf8)),
        .text("<html>Bad gateway</html>", status: 502), .json(#"{"title":"Oops"}"#, status: 500),
    ]

    @Test("what may not be done twice is not tried again when nobody knows", arguments: Write.allCases, uncertain)
    func uncertainOutcome(write: Write, reply: LoopbackServer.Reply) async throws {
        let clock = VirtualClock()
        let server = try LoopbackServer { _, index in index == 0 ? reply : write.success }
        let writer = VonageWriter(try session(server, clock: clock))
        let error = await failure { () async throws(APIError) in try await write.run(writer) }
        if write.isRepeatable {
            #expect(error == nil)
            #expect(server.received.count == 2)
            #expect(clock.sleeps == [.seconds(1)])
        } else {
            guard case .outcomeUnknown = error?.kind else {
                Issue.record("unexpected \(String(describing: error))")
                return
            }
            #expect(error?.mayHaveBeenExecuted == true)
            #expect(server.received.count == 1)
            #expect(clock.sleeps.isEmpty)
        }
    }

    @Test(
        "a request that was turned away for the moment was not carried out: all are tried again",
        arguments: Write.allCases
    )
    func throttled(write: Write) async throws {
        let clock = VirtualClock()
        let server = try LoopbackServer { _, index in
            index == 0 ? .text("", status: 429, [("Retry-After", "3")]) : write.success
        }
        try await write.run(VonageWriter(try session(server, clock: clock)))
        #expect(server.received.count == 2)
        #expect(clock.sleeps == [.seconds(3)])
    }

    @Test("a success whose text cannot be used leaves a create open", arguments: ["{\"id\":", "{}", "<html>", ""])
    func unusableSuccess(body: String) async throws {
        let server = try LoopbackServer { _, _ in .text(body, status: 201) }
        let writer = VonageWriter(try session(server))
        for write in [Write.createApplication, .createUser, .buyNumber] {
            let error = await failure { () async throws(APIError) in try await write.run(writer) }
            guard case .outcomeUnknown = error?.kind else {
                Issue.record("unexpected \(String(describing: error))")
                return
            }
        }
        #expect(server.received.count == 3)
    }

    @Test("an error inside a 200 is an error", arguments: [Write.updateNumber, .buyNumber, .cancelNumber])
    func errorInsideSuccess(write: Write) async throws {
        let server = try LoopbackServer { _, _ in
            .json(#"{"error-code":"420","error-code-label":"method failed"}"#)
        }
        let writer = VonageWriter(try session(server))
        let error = try #require(await failure { () async throws(APIError) in try await write.run(writer) })
        #expect(error.kind == .rejected)
        #expect(error.code == "420")
        #expect(error.describe().summary.hasSuffix("the platform refuses it: method failed (code 420)"))
        #expect(server.received.count == 1)
    }

    @Test(
        "a removal whose answer was lost has worked when there is nothing left",
        arguments: [Write.deleteUser, .deleteApplication]
    )
    func lostRemoval(write: Write) async throws {
        let server = try LoopbackServer { _, index in
            index == 0 ? .close : .json(#"{"title":"Not found.","code":"user:error:not-found"}"#, status: 404)
        }
        try await write.run(VonageWriter(try session(server)))
        #expect(server.received.count == 2)
    }

    @Test("what a user's channels hold is not in the error of a server that says it back")
    func echoedChannels() async throws {
        let server = try LoopbackServer { _, _ in .json(#"{"title":"Bad: g/e h+eim, nutzer"}"#, status: 400) }
        let writer = VonageWriter(try session(server))
        let login: JSONValue = ["uri": "sip:a@b.example", "username": "nutzer", "password": "g/e h+eim"]
        let body: JSONObject = ["name": "Ann", "channels": ["sip": [login]]]
        let error = await failure { () async throws(APIError) in
            _ = try await writer.createUser(body, application: testApplication)
        }
        let text = allTexts(try #require(error))
        #expect(text.contains("Bad: (secret), (secret)"))
        #expect(!text.contains("g/e h+eim") && !text.contains("nutzer"))
    }

    @Test("a removal of what never was there is not found")
    func removalOfNothing() async throws {
        let server = try LoopbackServer { _, _ in
            .json(#"{"title":"Not found.","code":"user:error:not-found"}"#, status: 404)
        }
        let writer = VonageWriter(try session(server))
        let error = await failure { () async throws(APIError) in try await Write.deleteUser.run(writer) }
        #expect(error?.isNotFound == true)
    }

    @Test("a create hands over the private key that the platform made")
    func issuedKey() async throws {
        let server = try LoopbackServer { _, _ in
            .json(#"{"id":"x","name":"n","keys":{"public_key":"p","private_key":"k"}}"#, status: 201)
        }
        let application = try await VonageWriter(try session(server)).createApplication(JSONObject())
        #expect(application.issuedPrivateKey?.reveal() == "k")
        #expect(application.body["keys"] == ["public_key": "p"])
    }
}
