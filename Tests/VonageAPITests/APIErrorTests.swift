import JSONTree
import LoopbackServing
import Testing
import VonageAPI
import VonageAPIWrites

@Suite struct APIErrorTests {
    private func error(_ reply: LoopbackServer.Reply, users: Bool = false) async throws -> APIError {
        let server = try LoopbackServer { _, _ in reply }
        let reader = VonageReader(try session(server, retry: .never))
        let error = await failure { () async throws(APIError) in
            if users {
                _ = try await reader.user(id: "USR-1", application: testApplication)
            } else {
                _ = try await reader.application(id: "x")
            }
        }
        return try #require(error)
    }

    @Test("an error of the Applications API: type, title, detail, parameters, trace")
    func applicationsShape() async throws {
        let error = try await error(
            .json(
                """
                {"type":"https://developer.vonage.com/api-errors/application#payload-validation","title":"Bad Request",
                "detail":"The request failed due to validation errors","instance":"797a8f199c45014ab7b08bfe9cc1c12c",
                "invalid_parameters":[{"name":"capabilities.voice.webhooks.answer_url.http_method",
                "reason":"must be one of: GET, POST"}]}
                """,
                status: 400
            )
        )
        #expect(error.kind == .rejected)
        #expect(error.code == "payload-validation")
        #expect(error.traceID == "797a8f199c45014ab7b08bfe9cc1c12c")
        #expect(
            error.describe().summary
                == "cannot read the application 'x': the platform refuses it: Bad Request; The request failed due to "
                + "validation errors; capabilities.voice.webhooks.answer_url.http_method: must be one of: GET, POST "
                + "(code payload-validation, trace 797a8f199c45014ab7b08bfe9cc1c12c)"
        )
    }

    @Test("an error of the Users API has a code, or hides it in the type")
    func usersShape() async throws {
        let coded = try await error(
            .json(#"{"title":"Duplicate.","code":"user:error:duplicate-name","type":"https://x#other"}"#, status: 409),
            users: true
        )
        #expect(coded.isDuplicateName)
        let hidden = try await error(
            .json(#"{"title":"Duplicate.","type":"https://x/#user:error:duplicate-name"}"#, status: 400),
            users: true
        )
        #expect(hidden.isDuplicateName)
    }

    @Test("an error of the Numbers API has its code in the body, whatever the status", arguments: [200, 401, 420])
    func numbersShape(status: Int) async throws {
        let code = status == 200 ? 401 : status
        let server = try LoopbackServer { _, _ in
            .json(#"{"error-code":"\#(code)","error-code-label":"authentication failed"}"#, status: status)
        }
        let session = try session(server)
        let error = try #require(
            await failure { () async throws(APIError) in _ = try await VonageReader(session).ownedNumbers() }
        )
        #expect(error.kind == (code == 401 ? .unauthorized : .rejected))
        #expect(error.code == String(code))
        #expect(error.title == "authentication failed")
    }

    @Test("a wrong secret and a wrong key are told apart")
    func unauthorized() async throws {
        let account = try await error(.json("{}", status: 401))
        #expect(account.describe().help == "check VONAGE_API_KEY and VONAGE_API_SECRET")
        let token = try await error(.json("{}", status: 401), users: true)
        #expect(token.describe().help?.contains("VONAGE_PRIVATE_KEY") == true)
        #expect(token.describe().help?.contains(testApplication.text) == true)
    }

    @Test("a page in place of JSON is shown in part", arguments: [200, 400, 404])
    func page(status: Int) async throws {
        let error = try await error(
            .text("<html>\n<b>Hi\u{1B}[31m</b>\u{202E}</html>", status: status, [("Content-Type", "text/html")])
        )
        #expect(error.kind == .notJSON(contentType: "text/html", excerpt: "<html> <b>Hi [31m</b> </html>"))
        #expect(!error.isNotFound)
        #expect(error.describe().help == "check VONAGE_API_URL: it must be the base URL of the API")
    }

    @Test(
        "a 404 is believed only where it says of itself that the object is not there: a gateway's says nothing of it",
        arguments: [
            ("", false), ("{}", false), (#"{"title":"Not Found","status":404}"#, false),
            (#"{"message":"no Route matched"}"#, false),
            (#"{"type":"https://tools.ietf.org/html/rfc7231#section-6.5.4","title":"Not Found"}"#, false),
            (#"{"type":"https://developer.nexmo.com/api-errors#not-found","title":"Not Found"}"#, true),
            (#"{"title":"Not found.","code":"user:error:not-found"}"#, true),
        ]
    )
    func notFound(body: String, isBelieved: Bool) async throws {
        let error = try await error(.json(body, status: 404))
        #expect(error.isNotFound == isBelieved)
        #expect(error.describe().help?.contains("VONAGE_API_URL") == true)
    }

    @Test(
        "a status says enough when the body is a page",
        arguments: [(401, true), (403, true), (503, true), (404, false)]
    )
    func pageWithStatus(status: Int, isEnough: Bool) async throws {
        let error = try await error(.text("<html>", status: status))
        if case .notJSON = error.kind {
            #expect(!isEnough)
        } else {
            #expect(isEnough)
        }
    }

    @Test("a redirect is an error that points at the base URL")
    func redirect() async throws {
        let error = try await error(.text("", status: 302, [("Location", "https://elsewhere.example/")]))
        #expect(error.kind == .redirected)
        #expect(error.describe().help?.contains("VONAGE_API_URL") == true)
    }

    /// A server that repeats everything it was sent, in each place from which an error takes text.
    private func echo(_ request: LoopbackServer.Received, shape: Int) -> LoopbackServer.Reply {
        let header = request.header("Authorization") ?? ""
        let token = header.split(separator: " ").last.map { String($0) } ?? ""
        let signature = token.split(separator: ".").last.map { String($0) } ?? ""
        let text = "\(header) \(testSecret) \(signature) end"
        switch shape {
        case 0:
            return .json(
                """
                {"type":"x#\(text)","title":"\(text)","detail":"d \(text)","instance":"\(text)","code":"\(text)",
                "invalid_parameters":[{"name":"\(text)","reason":"\(text)"}]}
                """,
                status: 400
            )
        case 1: return .text("<p>\(text)", status: 200, [("Content-Type", "text/html; \(testSecret)")])
        case 2: return .json(#"{"error-code":"420","error-code-label":"\#(text)"}"#)
        case 3: return .json(#"{"\#(text)":1,"\#(text)":2}"#)
        case 4: return .text(text, status: 401)
        case 5: return .text("", status: 301, [("Location", "https://\(testSecret)@x/")])
        case 6: return .raw(Array("HTTP/1.1 \(text)\r\n\r\n".utf8))
        default: return .raw(Array(text.utf8))
        }
    }

    @Test("no error shows secret, Basic value or token, also of a server that repeats them", arguments: 0..<8)
    func redaction(shape: Int) async throws {
        let server = try LoopbackServer { request, _ in echo(request, shape: shape) }
        let session = try session(server, retry: .never)
        let reader = VonageReader(session)
        let writer = VonageWriter(session)
        let errors = [
            await failure { () async throws(APIError) in _ = try await reader.applications() },
            await failure { () async throws(APIError) in _ = try await reader.ownedNumbers() },
            await failure { () async throws(APIError) in _ = try await reader.users(application: testApplication) },
            await failure { () async throws(APIError) in _ = try await writer.createApplication(JSONObject()) },
            await failure { () async throws(APIError) in
                _ = try await writer.createUser(JSONObject(), application: testApplication)
            },
            await failure { () async throws(APIError) in try await writer.buyNumber(country: "GB", msisdn: "44") },
        ]
        let sent = server.received.compactMap { $0.header("Authorization")?.split(separator: " ").last }
        #expect(sent.count == 6)
        for error in errors {
            let error = try #require(error)
            let (summary, help) = error.describe()
            let texts = summary + (help ?? "") + allTexts(error)
            for secret in sent + [testSecret[...], testBasic[...]] {
                #expect(!texts.contains(secret))
                #expect(!texts.contains(secret.split(separator: ".").last ?? secret))
            }
            #expect(!summary.contains("\n"))
        }
    }
}
