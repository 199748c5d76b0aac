import JSONTree
import LoopbackServing
import Testing
import VonageAPI

@Suite struct VonageReaderTests {
    private func applicationText(_ number: Int) -> String {
        #"{"id":"app-\#(number)","name":"App \#(number % 7)","keys":{"public_key":"x\n"},"unknown":{"z":1.50,"a":[]}}"#
    }

    @Test(
        "all pages of applications are read, in the list's order, each with what it has",
        arguments: [1, 100, 101, 1234]
    )
    func applicationPages(count: Int) async throws {
        let pageCount = (count + 99) / 100
        let server = try LoopbackServer { request, _ in
            let page = Int(request.query("page") ?? "") ?? 0
            let rows = (0..<count).filter { $0 / 100 == page - 1 }.map(applicationText).joined(separator: ",")
            return .json(
                #"{"page_size":100,"page":\#(page),"total_items":\#(count),"total_pages":\#(pageCount),"#
                    + #""_embedded":{"applications":[\#(rows)]}}"#
            )
        }
        let applications = try await VonageReader(try session(server)).applications()
        #expect(applications.map(\.id.text) == (0..<count).map { "app-\($0)" })
        #expect(JSONValue.object(try require(applications.last?.body)).serialized() == applicationText(count - 1))
        #expect(server.received.count == pageCount)
        #expect(server.received.allSatisfy { $0.query("page_size") == "100" && $0.path == "/v2/applications" })
        let first = try #require(server.received.first)
        #expect(first.header("Authorization") == "Basic \(testBasic)")
        #expect(first.header("Accept") == "application/json")
        #expect(first.method == "GET")
    }

    @Test("without a page total the links are followed")
    func applicationsByLinks() async throws {
        let server = try LoopbackServer { request, _ in
            let page = Int(request.query("page") ?? "") ?? 0
            let next = page < 3 ? #","next":{"href":"/v2/applications?page=\#(page + 1)"}"# : ""
            return .json(
                #"{"_embedded":{"applications":[\#(self.applicationText(page))]},"_links":{"self":{"href":""}\#(next)}}"#
            )
        }
        let applications = try await VonageReader(try session(server)).applications()
        #expect(applications.map(\.id.text) == ["app-1", "app-2", "app-3"])
    }

    @Test("a page total that grows for ever ends in an error", arguments: [1_000_000, Int.max])
    func endlessTotal(total: Int) async throws {
        let server = try LoopbackServer { request, _ in
            .json(#"{"total_pages":\#(total),"_embedded":{"applications":[]}}"#)
        }
        let error = await failure { () async throws(APIError) in
            _ = try await VonageReader(try self.sessionOrStop(server)).applications()
        }
        guard case .malformed = error?.kind else {
            Issue.record("unexpected \(String(describing: error))")
            return
        }
        #expect(server.received.count == 1)
    }

    private func sessionOrStop(_ server: LoopbackServer) throws(APIError) -> APISession {
        do {
            return try session(server)
        } catch {
            preconditionFailure("the fixtures are sound")
        }
    }

    @Test("an application whose row has no key is read by itself, and left out when it is gone")
    func rowsWithoutKeys() async throws {
        let server = try LoopbackServer { request, _ in
            switch request.path {
            case "/v2/applications":
                .json(
                    #"{"total_pages":1,"_embedded":{"applications":[{"id":"a","name":"A"},{"id":"b","name":"B"},"#
                        + #"{"id":"c","name":"C","keys":{"public_key":"c"}}]}}"#
                )
            case "/v2/applications/a": .json(#"{"id":"a","name":"A","keys":{"public_key":"k"}}"#)
            default:
                .json(
                    #"{"title":"Not Found","type":"https://developer.nexmo.com/api-errors#not-found"}"#,
                    status: 404
                )
            }
        }
        let applications = try await VonageReader(session(server)).applications()
        #expect(applications.map(\.id.text) == ["a", "c"])
        #expect(applications.map(\.publicKeyPEM) == ["k", "c"])
        #expect(server.received.count == 3)
    }

    @Test("a list that shrinks while it is read is read once more")
    func shiftedPages() async throws {
        let server = try LoopbackServer { request, index in
            let ids = request.query("page") == "1" ? 0..<100 : (index < 2 ? 101..<102 : 100..<102)
            let rows = ids.map(self.applicationText).joined(separator: ",")
            return .json(#"{"total_items":102,"total_pages":2,"_embedded":{"applications":[\#(rows)]}}"#)
        }
        let applications = try await VonageReader(try session(server)).applications()
        #expect(applications.count == 102)
        #expect(server.received.count == 4)
    }

    @Test("one application: its parts, and a private key that its body does not keep")
    func oneApplication() async throws {
        let key = KeyFixtures.publicSPKI.replacing("\n", with: "\\n")
        let server = try LoopbackServer { _, _ in
            .json(
                """
                {"id":"x","name":"n","keys":{"public_key":"\(key)","private_key":"TOP"},"capabilities":{"voice":{"webhooks":
                {"answer_url":{"address":"https://a.example","http_method":"GET"},"fallback_answer_url":{"address":""}}}}}
                """
            )
        }
        let application = try await VonageReader(try session(server)).application(id: "x/y")
        #expect(server.received.first?.target == "/v2/applications/x%2Fy")
        #expect(application.publicKey == (try ApplicationPublicKey(pem: KeyFixtures.publicSPKI)))
        #expect(application.issuedPrivateKey?.reveal() == "TOP")
        #expect(!allTexts(application).contains("TOP"))
        #expect(application.voiceWebhook("answer_url")?.address == "https://a.example")
        #expect(application.voiceWebhook("fallback_answer_url") == nil)
        #expect(application.rtc == nil)
    }

    @Test("an account without numbers may answer an empty object", arguments: ["{}", #"{"count":0,"numbers":[]}"#])
    func noNumbers(body: String) async throws {
        let server = try LoopbackServer { _, _ in .json(body) }
        #expect(try await VonageReader(try session(server)).ownedNumbers().isEmpty)
        #expect(server.received.first?.target == "/account/numbers?size=100&index=1")
    }

    @Test(
        "all pages of numbers are read, also of a server that gives fewer at a time",
        arguments: [1, 100, 250],
        [100, 10]
    )
    func numberPages(count: Int, pageSize: Int) async throws {
        let server = try LoopbackServer { request, _ in
            let index = Int(request.query("index") ?? "") ?? 0
            let rows = (0..<count).filter { $0 / pageSize == index - 1 }
                .map { #"{"country":"GB","msisdn":"\#(447_000_000_000 + $0)","features":["VOICE"],"app_id":""}"# }
            return .json(#"{"count":\#(count),"numbers":[\#(rows.joined(separator: ","))]}"#)
        }
        let numbers = try await VonageReader(try session(server)).ownedNumbers()
        #expect(numbers.map(\.msisdn) == (0..<count).map { String(447_000_000_000 + $0) })
        #expect(numbers.allSatisfy { $0.country == "GB" && $0.applicationID == nil && $0.features == ["VOICE"] })
        #expect(server.received.count == (count + pageSize - 1) / pageSize)
    }

    @Test("one number is found exactly, not by its beginning")
    func oneNumber() async throws {
        let server = try LoopbackServer { _, _ in
            .json(
                #"{"count":2,"numbers":[{"country":"GB","msisdn":"4420001"},{"country":"GB","msisdn":"4420","app_id":"a"}]}"#
            )
        }
        let reader = VonageReader(try session(server))
        #expect(try await reader.ownedNumber(msisdn: "4420")?.applicationID == "a")
        #expect(try await reader.ownedNumber(msisdn: "442") == nil)
    }

    @Test("users are read by cursor from the configured base, wherever the links point")
    func userPages() async throws {
        let server = try LoopbackServer { request, _ in
            let page: Int
            switch request.query("cursor") {
            case nil: page = 0
            case "a%2Fb%2B1%3D%3D": page = 1
            default: page = 2
            }
            let links = [
                #""next":{"href":"https://api-us-3.evil.example/v1/users?page_size=100&cursor=a%2Fb%2B1%3D%3D"}"#,
                #""next":{"href":"/v1/users?cursor=second+2==#x"}"#, #""self":{"href":""}"#,
            ]
            return .json(
                #"{"page_size":100,"_embedded":{"users":[{"id":"USR-\#(page)","name":"u\#(page)","display_name":"U"}]},"#
                    + #""_links":{\#(links[page])}}"#
            )
        }
        let users = try await VonageReader(try session(server)).users(application: testApplication)
        #expect(users == (0..<3).map { UserSummary(id: "USR-\($0)", name: "u\($0)", displayName: "U") })
        #expect(server.received.map { $0.query("cursor") } == [nil, "a%2Fb%2B1%3D%3D", "second%2B2%3D%3D"])
        let authorizations = Set(server.received.compactMap { $0.header("Authorization") })
        #expect(authorizations.count == 1)
        let token = try #require(authorizations.first?.split(separator: " ").last)
        let claims = try JSONValue(parsing: try #require(base64URLDecoded(String(token.split(separator: ".")[1]))))
        #expect(claims["application_id"] == .string(testApplication.text))
        #expect(claims["sub"] == nil)
        #expect(claims["acl"] == nil)
    }

    @Test("a token is used until a minute before it expires")
    func tokenCache() async throws {
        let clock = VirtualClock()
        let server = try LoopbackServer { _, _ in .json(#"{"id":"USR-1","name":"u"}"#) }
        let reader = VonageReader(try session(server, clock: clock))
        for wait in [0, 839, 1, 0] {
            clock.advance(by: .seconds(wait))
            _ = try await reader.user(id: "USR-1", application: testApplication)
        }
        let tokens = server.received.compactMap { $0.header("Authorization") }
        #expect(tokens[0] == tokens[1])
        #expect(tokens[1] != tokens[2])
        #expect(tokens[2] == tokens[3])
    }

    @Test("whatever looks like the link to the next page, what the page says counts", arguments: 0..<6)
    func misleadingPages(form: Int) async throws {
        // Three pages; each also has a text that looks like a link, to a page that is none of the list's.
        let lure = #""next":{"href":"/v1/users?cursor=lure"}"#
        let server = try LoopbackServer { request, _ in
            let cursor = request.query("cursor") ?? "0"
            let number = Int(cursor) ?? 7
            let link =
                number < 2
                ? [
                    #""next":{"href":"/v1/users?cursor=\#(number + 1)"}"#,
                    #""next" : { "href" : "/v1/users?cursor=\#(number + 1)" }"#,
                    #""next":{"title":"n","href":"\/v1\/users?cursor=\#(number + 1)"}"#,
                ][form % 3] : #""self":{"href":"x"}"#
            let rows = #"{"id":"USR-\#(cursor)","name":"user \#(cursor)","other":{\#(form < 3 ? "" : lure)}}"#
            let list = #""_embedded":{"users":[\#(rows)]}"#
            return .json(form < 3 ? "{\(list),\"_links\":{\(link)}}" : "{\"_links\":{\(link)},\(list)}")
        }
        let users = try await VonageReader(session(server)).users(application: testApplication)
        #expect(users.map(\.name) == ["user 0", "user 1", "user 2"])
    }

    @Test("cursors that go in a circle end in an error")
    func cursorCircle() async throws {
        let server = try LoopbackServer { _, index in
            .json(#"{"_embedded":{"users":[]},"_links":{"next":{"href":"/v1/users?cursor=\#(index % 3)"}}}"#)
        }
        let session = try session(server)
        let error = await failure { () async throws(APIError) in
            _ = try await VonageReader(session).users(application: testApplication)
        }
        #expect(error?.kind == .malformed("the list of users goes in a circle"))
        #expect(server.received.count == 4)
    }

    @Test("a user is found by its exact name, also when the server does not filter")
    func userByName() async throws {
        let server = try LoopbackServer { request, _ in
            request.path == "/v1/users"
                ? .json(#"{"_embedded":{"users":[{"id":"USR-1","name":"Jan"},{"id":"USR-2","name":"Jane D"}]}}"#)
                : .json(#"{"id":"USR-2","name":"Jane D","channels":{"sip":[{"uri":"sip:x","password":"Pst"}]}}"#)
        }
        let reader = VonageReader(try session(server))
        let user = try #require(try await reader.user(name: "Jane D", application: testApplication))
        #expect(user.id == "USR-2")
        #expect(!allTexts(user).contains("Pst"))
        #expect(server.received[0].query("name") == "Jane%20D")
        #expect(server.received[1].path == "/v1/users/USR-2")
        #expect(try await reader.user(name: "Ja", application: testApplication) == nil)
    }

    @Test("without a private key users cannot be read, and nothing is sent")
    func noKey() async throws {
        let server = try LoopbackServer { _, _ in .json("{}") }
        let session = try session(server, withKey: false)
        let error = await failure { () async throws(APIError) in
            _ = try await VonageReader(session).users(application: testApplication)
        }
        #expect(error?.kind == .missingPrivateKey)
        #expect(error?.describe().help?.contains("VONAGE_PRIVATE_KEY") == true)
        #expect(server.received.isEmpty)
    }

    @Test(
        "an answer of another shape is malformed, and says how",
        arguments: [
            ("[]", "it is not an object"), ("", "it is empty"),
            (#"{"_embedded":{"applications":{}}}"#, "'_embedded.applications' is not an array"),
            (#"{"_embedded":{"applications":[1]}}"#, "'_embedded.applications' holds something that is not an object"),
            (#"{"_embedded":{"applications":[{"name":"x"}]}}"#, "an application has no 'id'"),
            (#"{"_embedded":{"applications":[{"id":7,"name":"x"}]}}"#, "an application has no 'id'"),
            (#"{"_embedded":{"applications":["#, "it is cut off after 30 bytes"),
            (#"{"a":1,"a":2}"#, "the key 'a' occurs twice in one object at byte 7"),
        ]
    )
    func oddShapes(body: String, expected: String) async throws {
        let server = try LoopbackServer { _, _ in .json(body) }
        let session = try session(server)
        let error = await failure { () async throws(APIError) in _ = try await VonageReader(session).applications() }
        #expect(error?.kind == .malformed(expected))
        #expect(error?.describe().summary == "cannot read the applications: the answer cannot be used: \(expected)")
    }
}
