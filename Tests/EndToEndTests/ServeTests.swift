import Foundation
import Glibc
import JSONTree
import Testing
import VonageAPI

@Suite("ccserve", .timeLimit(.minutes(10)))
struct ServeTests {
    /// The texts of a reply's `talk` actions and the users and numbers of its `connect` actions, in order.
    private func story(_ reply: Reply) throws -> [String] {
        try #require(reply.status == 200)
        #expect(reply.headers["content-type"] == "application/json")
        let actions = try #require(try reply.json.arrayValue)
        return actions.flatMap { action -> [String] in
            let endpoint = action["endpoint"]?.arrayValue?.first
            return [action["text"], endpoint?["user"], endpoint?["number"]].compactMap { $0?.stringValue }
        }
    }

    @Test("an answer webhook is answered by the called number, as GET and as POST")
    func answer() throws {
        let host = try RunningHost()
        let answer = "/r/\(host.release)/e/answer"
        let rows = [
            ("442079460001", ["Thank you for calling Jane", "Jane"]),
            ("442079460003", ["Thank you for calling Joe", "Joe"]),
            ("442079460099", ["This line is not in service."]),
        ]
        for (number, start) in rows {
            let query = "to=\(number)&from=447700900123&conversation_uuid=CON-1&uuid=a&unknown=1"
            let get = try host.get("\(answer)?\(query)")
            #expect(try story(get).starts(with: start))
            #expect(get.headers["cache-control"] == "no-store")
            let post = try host.post(answer, #"{"to":"\#(number)","from":"447700900123","uuid":"a","unknown":[1]}"#)
            #expect(post.body == get.body)
        }
        let menu = try host.post(answer, #"{"to":"442079460002","from":"447700900123"}"#)
        #expect(try story(menu).first == "Thank you for calling my contact center.")
        #expect(menu.body.contains("https://voice.example.com/r/\(host.release)/e/main~1"))
    }

    @Test("a dialled number reaches a document only when it may be called")
    func outbound() throws {
        let host = try RunningHost()
        func dial(_ number: String) throws -> [String] {
            try story(try host.get("/r/\(host.release)/e/answer?from_user=Jane&to=\(number)"))
        }
        for number in ["02079460018", "442079460018", "%2B442079460018", "+442079460018", "0044%2020%207946%200018"] {
            #expect(try dial(number) == ["Please wait while we connect you.", "442079460018"])
        }
        let json = try host.post("/r/\(host.release)/e/answer", #"{"from_user":"Jane","to":"020 7946 0018"}"#)
        #expect(try story(json).last == "442079460018")
        let refused = try dial("4912345678")
        for number in ["PARAMS_TO", "44%22", "02079460018%22%7D", "999", "", "4420794600180018", "22412345678", "x"] {
            #expect(try dial(number) == refused)
        }
        #expect(!refused.contains { $0.contains("PARAMS_TO") })
    }

    @Test("an input webhook means the same in each form, and timed_out means nothing")
    func input() throws {
        let host = try RunningHost()
        let route = "/r/\(host.release)/e/main~1"
        let one = ["Please wait while we connect you to Jane", "Jane"]
        let forms = [
            try host.post(
                route,
                #"{"speech":{"results":[]},"dtmf":{"digits":"1","timed_out":true},"to":"442079460002"}"#
            ),
            try host.post(
                route,
                #"{"speech":{"error":"Speech was not enabled"},"dtmf":{"digits":"1","timed_out":false}}"#
            ),
            try host.post(route, #"{"dtmf":"1","timed_out":true,"uuid":"a"}"#),
            try host.get("\(route)?speech=%7B%7D&dtmf=%7B%22digits%22:%221%22,%22timed_out%22:true%7D&to=442079460002"),
            try host.get("\(route)?dtmf=1&timed_out=false"),
            try host.get("\(route)?dtmf=1&dtmf=2"),
            try host.get("/r/\(host.release)/e/main%7E1?dtmf=%31"),
        ]
        for reply in forms { #expect(try story(reply).starts(with: one)) }
        #expect(try story(try host.post(route, #"{"dtmf":{"digits":"2"}}"#)).contains("Joe"))
        #expect(!(try story(try host.post(route, #"{"dtmf":{"digits":"7"}}"#)).contains("Jane")))
        for body in [
            #"{"dtmf":{"digits":null,"timed_out":true}}"#, #"{"dtmf":{"digits":"","timed_out":true}}"#, "{}",
            #"{"dtmf":{"digits":1}}"#, #"{"dtmf":["1"]}"#, #"{"dtmf":null,"speech":{}}"#,
        ] {
            let reply = try host.post(route, body)
            #expect(reply.status == 204)
            #expect(reply.body.isEmpty)
        }
        for body in ["[]", "{", "null", #"{"dtmf":"1","dtmf":"2"}"#] {
            #expect(try host.post(route, body).status == 400)
        }
    }

    @Test("all files of a release are served byte for byte, and nothing else is")
    func files() throws {
        let host = try RunningHost()
        var documents = 0
        for (path, bytes) in try contents(of: host.folder.url.appending(path: "public")) {
            let reply = try host.get("/\(path)")
            if path.contains("/d/") || path.hasSuffix("/fallback.json") {
                documents += 1
                #expect(reply.status == 200)
                #expect(Data(reply.body.utf8) == bytes)
                #expect(reply.headers["cache-control"] == "public, max-age=31536000, immutable")
                let head = try host.ask("HEAD", "/\(path)")
                #expect(head.status == 200 && head.body.isEmpty)
                #expect(head.headers["content-length"] == String(bytes.count))
            } else {
                #expect(reply.status == 404, "tables and manifests are not for strangers")
            }
        }
        #expect(documents == 12)
        try host.write("secret", to: "secret.json")
        for path in [
            "/", "/r/0000000000000000/e/answer", "/r/\(host.release)/e/nope",
            "/r/\(host.release)/d/../../../../secret.json",
            "/r/\(host.release)/d/%2e%2e%2f%2e%2e%2f%2e%2e%2f%2e%2e%2fsecret.json", "/../secret.json", "/log",
            "/r/\(host.release)/e/answer.json", "/r/\(host.release)/e/answer%00", "//r/\(host.release)/e/answer",
        ] {
            let reply = try host.get(path)
            #expect(reply.status == 404)
            #expect(reply.body == #"{"error":"not found"}"#)
        }
        #expect(try host.ask("DELETE", "/r/\(host.release)/e/answer").status == 405)
        #expect(try host.ask("PUT", "/r/\(host.release)/fallback.json", body: "{}").status == 405)
    }

    @Test("the probes of the manifest hold")
    func probes() throws {
        let host = try RunningHost()
        let manifest = try JSONValue(
            parsing: Array(try Data(contentsOf: URL(filePath: host.path("public/manifests/\(host.release).json"))))
        )
        let probes = try #require(manifest["probes"]?.arrayValue)
        #expect(!probes.isEmpty)
        for probe in probes {
            let route = try #require(probe["route"]?.stringValue)
            let query = probe["query"]?.stringValue ?? ""
            let reply = try host.get("/r/\(host.release)/e/\(route)?\(query)")
            #expect(reply.status == probe["status"]?.intValue)
        }
    }

    @Test("call events are taken at once and kept whole in their file, by GET and POST")
    func events() throws {
        let host = try RunningHost(["--events", "events.jsonl"])
        let event = #"{"status":"completed","from":"447700900123","to":"442079460001","price":"0.01"}"#
        for path in ["/events", "/r/\(host.release)/events"] {
            let reply = try host.post(path, event)
            #expect(reply.status == 204)
            #expect(reply.body.isEmpty)
        }
        #expect(try host.get("/events?status=ringing&to=442079460001&headers=%7B%22a%22:1%7D").status == 204)
        #expect(try host.post("/events", "nonsense").status == 400)
        #expect(try host.stop().status == 0)
        let lines = try host.lines(of: "events.jsonl").map { try JSONValue(parsing: $0) }
        try #require(lines.count == 3)
        #expect(try lines[0]["event"] == JSONValue(parsing: event))
        #expect(lines[0]["release"] == nil)
        #expect(lines[1]["release"] == .string(host.release))
        #expect(lines[2]["event"] == ["status": "ringing", "to": "442079460001", "headers": ["a": 1]])
    }

    @Test("a login is refused until the files are there, then gives a token of the platform's form")
    func clientLogin() throws {
        let host = try RunningHost([
            "--api-keys-file", "keys", "--application-id-file", "app.id", "--private-key-file", "app.key",
        ])
        func login(_ key: String, _ user: String) throws -> Reply {
            try host.post("/api/jwt", #"{"mobile_api_key":"\#(key)","user_name":"\#(user)"}"#)
        }
        #expect(try login("first", "Jane").status == 503)
        try host.write("first\nsecond\n", to: "keys")
        #expect(try login("zeroth", "Jane").status == 401)
        #expect(try login("first", "Jane").status == 503)
        try host.write("00000000-0000-4000-8000-000000000001\n", to: "app.id")
        try host.write("-----BEGIN PRIVATE KEY-----\nAAAA\n-----END PRIVATE KEY-----\n", to: "app.key")
        #expect(try login("first", "Jane").status == 503)
        // The second key takes the first one's place without a restart.
        for key in [try ApplicationKey(), try ApplicationKey()] {
            try host.write(key.pem.reveal(), to: "app.key")
            let reply = try login("second", "Jane")
            try #require(reply.status == 200)
            #expect(reply.headers["cache-control"] == "no-store")
            let json = try reply.json
            #expect(json["user_name"] == "Jane")
            let parts = try #require(json["jwt"]?.stringValue).split(separator: ".")
            try #require(parts.count == 3)
            let signed = Array("\(parts[0]).\(parts[1])".utf8)
            #expect(key.publicKey.isValid(signature: try base64URLDecoded(parts[2]), of: signed))
            let claims = try JSONValue(parsing: try base64URLDecoded(parts[1]))
            #expect(claims["application_id"] == "00000000-0000-4000-8000-000000000001")
            #expect(claims["sub"] == "Jane")
            #expect(claims["exp"] == json["expires_at"])
            #expect(claims["acl"]?["paths"]?["/*/rtc/**"] == [:])
        }
        #expect(try login("second", "Mallory").status == 403)
        try host.write("third", to: "keys")
        #expect(try login("second", "Jane").status == 401)
        for body in ["", "[]", #"{"mobile_api_key":["third"],"user_name":"Jane"}"#, #"{"user_name":"Jane"}"#] {
            #expect(try host.post("/api/jwt", body).status == 400)
        }
        #expect(try host.get("/api/jwt").status == 405)
        let log = try host.stop().log.joined()
        for secret in ["first", "second", "third", "zeroth", "Mallory", "PRIVATE KEY", "eyJ"] {
            #expect(!log.contains(secret))
        }
    }

    private func base64URLDecoded(_ part: Substring) throws -> [UInt8] {
        var text = part.replacing("-", with: "+").replacing("_", with: "/")
        while text.utf8.count % 4 != 0 { text += "=" }
        return Array(try #require(Data(base64Encoded: String(text))))
    }

    @Test("a browser on an allowed origin may log in, one elsewhere not")
    func crossOrigin() throws {
        let host = try RunningHost(
            ["--allowed-origin", "https://agents.example.com", "--allowed-origin", "http://localhost:5173"],
            environment: ["CCSERVE_API_KEYS": "k1,k2"]
        )
        func preflight(_ origin: String) throws -> Reply {
            try host.ask(
                "OPTIONS",
                "/api/jwt",
                headers: ["Origin: \(origin)", "Access-Control-Request-Method: POST"]
            )
        }
        for origin in ["https://agents.example.com", "http://localhost:5173"] {
            let reply = try preflight(origin)
            #expect(reply.status == 204)
            #expect(reply.headers["access-control-allow-origin"] == origin)
            #expect(reply.headers["access-control-allow-methods"] == "POST")
            #expect(reply.headers["access-control-allow-headers"] == "Content-Type")
            #expect(reply.headers["vary"] == "Origin")
            // The page must be able to read why it is refused, too.
            let refused = try host.post("/api/jwt", "{}", headers: ["Origin: \(origin)"])
            #expect(refused.status == 400)
            #expect(refused.headers["access-control-allow-origin"] == origin)
        }
        for origin in ["https://evil.example", "null", "https://agents.example.com:8443"] {
            #expect(try preflight(origin).headers.keys.allSatisfy { !$0.hasPrefix("access-control") })
        }
        let wrong = try run("ccserve", ["--releases", ".", "--allowed-origin", "https://agents.example.com/"])
        #expect(wrong.status == 64)
        #expect(wrong.errors.contains("'--allowed-origin' wants 'https://name[:port]' as browsers send it"))
    }

    @Test("the log is a JSON line a request, without numbers, names and queries")
    func log() throws {
        let host = try RunningHost(environment: ["CCSERVE_API_KEYS": "s3cret"])
        _ = try host.get("/r/\(host.release)/e/answer?to=442079460001&from=447700900123")
        _ = try host.get("/r/\(host.release)/e/answer?from_user=Jane&to=020%207946%200018")
        _ = try host.get("/442079460001/x?to=442079460001")
        _ = try host.get("/r/\(host.release)/e/442079460001")
        _ = try host.post("/events", #"{"status":"completed","to":"442079460001","from":"+447700900123"}"#)
        _ = try host.post("/api/jwt", #"{"mobile_api_key":"s3cret","user_name":"Jane"}"#)
        _ = try host.post("/api/jwt", #"{"mobile_api_key":"442079460001","user_name":"Jane"}"#)
        _ = try host.get("/healthz")
        let ending = try host.stop()
        let lines = try ending.log.map { try JSONValue(parsing: $0) }
        let requests = lines.filter { $0["msg"] == "request" }
        #expect(requests.count == 7, "health checks are not logged")
        #expect(requests[0]["route"] == "answer" && requests[0]["status"] == 200)
        #expect(requests[0]["to"] == "442*******01" && requests[0]["from"] == "447*******23")
        #expect(requests[4]["event"] == "completed" && requests[4]["from"] == "447*******23")
        for line in ending.log {
            for secret in ["2079460001", "7946", "7700900", "Jane", "s3cret", "from_user", "?"] {
                #expect(!line.contains(secret))
            }
        }
    }

    @Test(
        "SIGTERM finishes the request in progress, takes nothing new, and ends with status 0",
        arguments: [SIGTERM, SIGINT]
    )
    func drains(_ signal: Int32) throws {
        let host = try RunningHost()
        let body = #"{"dtmf":{"digits":"1"}}"#
        let connection = try LoopbackConnection(port: host.port)
        try connection.send(
            "POST /r/\(host.release)/e/main~1 HTTP/1.1\r\nHost: h\r\nContent-Length: \(body.utf8.count)\r\n"
                + "Expect: 100-continue\r\n\r\n"
        )
        _ = try connection.receive { $0.hasPrefix("HTTP/1.1 100 ") && $0.hasSuffix("\r\n\r\n") }
        let idle = try LoopbackConnection(port: host.port)
        try idle.send("GET /healthz HTTP/1.1\r\nHost: h\r\n\r\n")
        _ = try idle.receive { $0.hasSuffix("}") }
        host.signal(signal)
        #expect(try idle.receive().isEmpty, "an idle connection is closed")
        #expect(throws: POSIXError.self) { _ = try LoopbackConnection(port: host.port) }
        try connection.send(body)
        let reply = try Reply(text: try connection.receive())
        #expect(reply.body.contains("Jane"))
        #expect(reply.headers["connection"] == "close")
        let ending = try host.ending()
        #expect(ending.status == 0)
        #expect(ending.log.last?.contains(#""msg":"stopped""#) == true)
    }

    @Test("a port that is taken is one line with what to do, status 1")
    func portInUse() throws {
        let host = try RunningHost()
        // Several times: what else would be printed depends on which thread is first.
        for _ in 1...5 {
            let second = try run("ccserve", ["--releases", host.path("public"), "--port", "\(host.port)"])
            #expect(second.status == 1)
            #expect(second.output.isEmpty)
            #expect(
                second.errors == """
                    error: cannot listen on 127.0.0.1:\(host.port): address already in use
                      help: stop what listens there, or choose another '--port' or '--host'

                    """
            )
        }
        let noFile = try run("ccserve", ["--releases", ".", "--port", "0", "--events", "/nowhere/events"])
        #expect(noFile.status == 1)
        #expect(
            noFile.errors == """
                error: cannot append to the events file '/nowhere/events': no such file or directory
                  help: check the file, its folder and their rights

                """
        )
    }

    @Test(
        "it serves on when nobody reads its log, and no log line gets anywhere else",
        arguments: ["2>&-", "2>&- <&-", "2>/dev/full"]
    )
    func noLogReader(_ shell: String) throws {
        let host = try RunningHost(["--events", "events.jsonl", "--log-level", "debug"], shell: shell)
        for _ in 1...20 {
            #expect(try host.post("/events", #"{"status":"ringing"}"#).status == 204)
            #expect(try host.get("/healthz").body == #"{"status":"ok"}"#)
        }
        #expect(try host.stop().status == 0)
        let events = try host.lines(of: "events.jsonl")
        #expect(events.count == 20)
        #expect(events.allSatisfy { $0.hasPrefix(#"{"received":"#) })
    }

    @Test("a release that is published while the host runs is served at once, half of one is not")
    func laterRelease() throws {
        let host = try RunningHost(environment: ["CCSERVE_API_KEYS": "k"])
        let project = try host.folder.project(
            """
            version: 1
            app: {name: Later}
            hosting: {url: "https://voice.example.com"}
            users: {supervisor: {display_name: Shift lead}}
            numbers: {default: {inbound: {say: Good evening., hangup: yes}}}
            """
        )
        let built = host.folder.url.appending(path: "later")
        try #require(try run("ccplan", ["build", project.path, "--out", built.path]).status == 0)
        let manifest = try JSONValue(parsing: Array(try Data(contentsOf: built.appending(path: "manifest.json"))))
        let release = try #require(manifest["release"]?.stringValue)
        let answer = "/r/\(release)/e/answer?to=442079460001"
        #expect(try host.get(answer).status == 404)
        let target = host.folder.url.appending(path: "public/r/\(release)")
        try FileManager.default.createDirectory(at: target, withIntermediateDirectories: true)
        for (part, status) in [("e", 500), ("d", 200)] {
            try FileManager.default.copyItem(
                at: built.appending(path: "r/\(release)/\(part)"),
                to: target.appending(path: part)
            )
            #expect(try host.get(answer).status == status)
        }
        #expect(try host.get(answer).body.contains("Good evening."))

        let login = #"{"mobile_api_key":"k","user_name":"supervisor"}"#
        #expect(try host.post("/api/jwt", login).status == 403)
        try FileManager.default.copyItem(
            at: built.appending(path: "manifest.json"),
            to: host.folder.url.appending(path: "public/manifests/\(release).json")
        )
        #expect(try host.post("/api/jwt", login).status == 503, "known now; the private key is what is missing")
    }
}
