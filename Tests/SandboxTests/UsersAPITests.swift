import CryptoExtras
import JSONTree
import Testing

@testable import Sandbox

struct UsersAPITests {
    private func code(_ response: SandboxResponse) -> String? {
        response.bodyJSON?["code"]?.stringValue
    }

    @Test("a user is found by id and by name, with empty details, and its row is short")
    func create() async throws {
        let account = Account()
        let app = try await account.makeApplication()
        let body: JSONValue = [
            "name": "Jane Doe!", "display_name": "Jane", "channels": ["pstn": [["number": 442079460000]]],
        ]
        let created = try await account.users(app, "POST", "/v1/users", body)
        #expect(created.status == 201)
        let id = try #require(created.bodyJSON?["id"]?.stringValue)
        #expect(id.hasPrefix("USR-"))
        #expect(created.bodyJSON?["properties"] == ["custom_data": [:]])
        #expect(created.bodyJSON?["channels"] == ["pstn": [["number": 442079460000]]])
        #expect(try await account.users(app, "GET", "/v1/users/\(id)").bodyJSON == created.bodyJSON)
        #expect(try await account.users(app, "GET", "/v1/users/Jane%20Doe%21").bodyJSON == created.bodyJSON)
        let row = try await account.users(app, "GET", "/v1/users").bodyJSON?["_embedded"]?["users"]?.arrayValue?.first
        #expect(row?.objectValue?.keys == ["id", "name", "display_name", "_links"])
    }

    @Test("an empty body makes a user with a name of the server's")
    func anonymous() async throws {
        let account = Account()
        let app = try await account.makeApplication()
        let created = try await account.users(app, "POST", "/v1/users")
        #expect(created.status == 201)
        #expect(created.bodyJSON?["name"]?.stringValue?.hasPrefix("NAM-") == true)
        #expect(created.bodyJSON?["display_name"] == nil)
    }

    @Test(
        "a bad name has its own code",
        arguments: [
            ("me", "user:error:invalid-user-name"), ("USR-1", "user:error:invalid-user-name"),
            ("Jane", "user:error:duplicate-name"),
        ]
    )
    func badName(name: String, expected: String) async throws {
        let account = Account()
        let app = try await account.makeApplication()
        _ = try await account.users(app, "POST", "/v1/users", ["name": "Jane"])
        let joe = try await account.users(app, "POST", "/v1/users", ["name": "Joe"]).bodyJSON?["id"]?.stringValue
        let created = try await account.users(app, "POST", "/v1/users", ["name": .string(name)])
        #expect(code(created) == expected)
        let renamed = try await account.users(app, "PATCH", "/v1/users/\(try #require(joe))", ["name": .string(name)])
        #expect(code(renamed) == expected)
        #expect(account.emulator.state.users[app]?.users.count == 2)
    }

    @Test("two applications have users of the same name")
    func apart() async throws {
        let account = Account()
        let first = try await account.makeApplication()
        let second = try await account.makeApplication()
        #expect(try await account.users(first, "POST", "/v1/users", ["name": "Jane"]).status == 201)
        #expect(try await account.users(second, "POST", "/v1/users", ["name": "Jane"]).status == 201)
        #expect(try await account.users(second, "GET", "/v1/users/Jane").status == 200)
    }

    @Test(
        "a wrong body is refused with the place",
        arguments: [
            (["name": 1], "name"), (["nick": "x"], "nick"), (["display_name": nil], "display_name"),
            (["properties": ["ttl": "1"]], "properties.ttl"), (["properties": ["x": 1]], "properties.x"),
            (["channels": ["pstn": [["number": "442079460000"]]]], "channels.pstn[0].number"),
            (["channels": ["sip": [["uri": "x"]]]], "channels.sip[0].uri"),
            (["channels": ["sms": [["number": 442079460000]]]], "channels.sms[0].number"),
            (
                ["channels": ["websocket": [["uri": "ws://a", "content-type": "x"]]]],
                "channels.websocket[0].content-type"
            ),
            (["channels": ["fax": []]], "channels.fax"),
        ] as [(JSONValue, String)]
    )
    func refusal(body: JSONValue, place: String) async throws {
        let account = Account()
        let app = try await account.makeApplication()
        let response = try await account.users(app, "POST", "/v1/users", body)
        #expect(response.status == 400)
        #expect(code(response) == "http:error:validation-fail")
        #expect(invalidNames(response) == [place])
    }

    @Test("a PATCH merges channels by kind, or replaces them under the quirk", arguments: [false, true])
    func patch(replaces: Bool) async throws {
        let account = Account(settings: SandboxSettings(quirks: replaces ? [.patchReplacesChannels] : []))
        let app = try await account.makeApplication()
        let body: JSONValue = [
            "name": "Jane", "properties": ["custom_data": ["a": "1"], "ttl": 5],
            "channels": ["vbc": [["extension": "1"]]],
        ]
        let id = try #require(try await account.users(app, "POST", "/v1/users", body).bodyJSON?["id"]?.stringValue)
        let change: JSONValue = [
            "name": "Janet", "properties": ["custom_data": ["b": "2"]],
            "channels": ["sms": [["number": "447700900000"]]],
        ]
        let changed = try await account.users(app, "PATCH", "/v1/users/\(id)", change)
        #expect(changed.status == 200)
        #expect(changed.bodyJSON?["name"] == "Janet")
        #expect(changed.bodyJSON?["properties"] == ["custom_data": ["b": "2"], "ttl": 5])
        #expect(changed.bodyJSON?["channels"]?.objectValue?.keys == (replaces ? ["sms"] : ["vbc", "sms"]))
        #expect(try await account.users(app, "GET", "/v1/users/Jane").status == 404)
        #expect(try await account.users(app, "GET", "/v1/users/Janet").status == 200)
    }

    @Test("a deleted user is gone, and its name is free")
    func delete() async throws {
        let account = Account()
        let app = try await account.makeApplication()
        let id = try await account.users(app, "POST", "/v1/users", ["name": "Jane"]).bodyJSON?["id"]?.stringValue
        let path = "/v1/users/\(try #require(id))"
        #expect(try await account.users(app, "DELETE", path).status == 204)
        #expect(code(try await account.users(app, "DELETE", path)) == "user:error:not-found")
        #expect(try await account.users(app, "POST", "/v1/users", ["name": "Jane"]).status == 201)
    }

    @Test(
        "pages follow the cursor of a link to another host, in both orders",
        arguments: ["asc", "desc", "DESC"],
        [1, 3, 7, 100]
    )
    func pages(order: String, size: Int) async throws {
        let account = Account()
        let app = try await account.makeApplication()
        _ = try await account.admin("POST", "/_sandbox/seed", ["application_id": .string(app), "users": 14])
        let names = account.emulator.state.users[app]?.users.map(\.name) ?? []
        #expect(names.count == 14)
        var seen: [String] = []
        var target: String? = "/v1/users?page_size=\(size)&order=\(order)"
        while let now = target {
            let body = try #require(try await account.users(app, "GET", now).bodyJSON)
            seen += body["_embedded"]?["users"]?.arrayValue?.compactMap { $0["name"]?.stringValue } ?? []
            target = nil
            if let href = body["_links"]?["next"]?["href"]?.stringValue {
                #expect(href.hasPrefix("https://api-us-3.vonage.com/v1/users?"))
                #expect(href.contains("cursor=%2B%2F%2B%2F"))
                #expect(href.contains("%3D"))
                target = href.replacing("https://api-us-3.vonage.com", with: "")
            }
        }
        #expect(seen == (order == "asc" ? names : names.reversed()))
    }

    @Test("a cursor survives the deletion of the user that it points behind")
    func cursorOfDeleted() async throws {
        let account = Account()
        let app = try await account.makeApplication()
        _ = try await account.admin("POST", "/_sandbox/seed", ["application_id": .string(app), "users": 4])
        let cursor = encodePercent(UserCursor(order: "asc", last: 2).text)
        let second = try #require(account.emulator.state.users[app]?.users[1].id)
        #expect(try await account.users(app, "DELETE", "/v1/users/\(second)").status == 204)
        let body = try await account.users(app, "GET", "/v1/users?cursor=\(cursor)").bodyJSON
        #expect(
            body?["_embedded"]?["users"]?.arrayValue?.compactMap { $0["name"]?.stringValue } == [
                "user-00003", "user-00004",
            ]
        )
    }

    @Test("the name filter finds the one user, or none")
    func nameFilter() async throws {
        let account = Account()
        let app = try await account.makeApplication()
        _ = try await account.users(app, "POST", "/v1/users", ["name": "Jane"])
        for (name, count) in [("Jane", 1), ("Jan", 0)] {
            let body = try await account.users(app, "GET", "/v1/users?name=\(name)").bodyJSON
            #expect(body?["_embedded"]?["users"]?.arrayValue?.count == count)
        }
    }

    @Test(
        "a wrong query is refused",
        arguments: ["page_size=0", "page_size=101", "page_size=x", "order=up", "cursor=abc"]
    )
    func badQuery(query: String) async throws {
        let account = Account()
        let app = try await account.makeApplication()
        #expect(try await account.users(app, "GET", "/v1/users?\(query)").status == 400)
    }

    @Test(
        "the claims of a token are checked",
        arguments: [
            (["iat": 0, "jti": "1"], "ok"), (["iat": 0, "jti": "1", "exp": 86_400], "ok"),
            (["iat": -899, "jti": "1"], "ok"), (["iat": -900, "jti": "1"], "expired-token"),
            (["iat": -100, "jti": "1", "exp": -1], "expired-token"),
            (["iat": 0, "jti": "1", "exp": 86_401], "invalid-token"),
            (["iat": 0, "jti": "1", "exp": 29], "invalid-token"),
            (["iat": 61, "jti": "1"], "invalid-token"), (["iat": 0], "invalid-token"), (["jti": "1"], "invalid-token"),
            (["iat": 0, "jti": "1", "exp": "900"], "invalid-token"),
            (["iat": 0, "jti": "1", "nbf": 61], "invalid-token"),
            (["iat": 0, "jti": "1", "sub": "Jane"], "permission"),
        ] as [(JSONValue, String)]
    )
    func claims(relative: JSONValue, expected: String) async throws {
        let account = Account()
        let app = try await account.makeApplication()
        var claims = JSONObject([("application_id", JSONValue.string(app))])
        for (key, value) in relative.objectValue?.members ?? [] {
            claims[key] = value.intValue.map { .integer($0 + account.clock.seconds) } ?? value
        }
        let response = try await account.send(
            SandboxRequest("GET", "/v1/users", headers: [("Authorization", "Bearer \(try token(.object(claims)))")])
        )
        if expected == "ok" {
            #expect(response.status == 200)
        } else {
            #expect(response.status == (expected == "permission" ? 403 : 401))
            #expect(code(response) == "system:error:\(expected)")
        }
    }

    @Test("a token of another key, algorithm or application, or none, opens nothing")
    func foreignTokens() async throws {
        let account = Account()
        let app = try await account.makeApplication()
        let claims: JSONValue = ["application_id": .string(app), "iat": .integer(account.clock.seconds), "jti": "1"]
        let elsewhere: JSONValue = ["application_id": "nobody", "iat": .integer(account.clock.seconds), "jti": "1"]
        for token in [
            try token(claims, key: otherKey), try token(claims, header: ["alg": "HS256"]), try token(elsewhere), "x.y",
            "..",
        ] {
            let headers = [("Authorization", "Bearer \(token)")]
            let response = try await account.send(SandboxRequest("GET", "/v1/users", headers: headers))
            #expect(code(response) == "system:error:invalid-token")
        }
        #expect(code(try await account.send(SandboxRequest("GET", "/v1/users"))) == "system:error:missing-token")
        let basicOnly = SandboxRequest("GET", "/v1/users", headers: [("Authorization", basic())])
        #expect(code(try await account.send(basicOnly)) == "system:error:missing-token")
    }

    @Test("a token that was good is not when it expires or the key changes")
    func staleToken() async throws {
        let account = Account()
        let app = try await account.makeApplication()
        let token = try token(["application_id": .string(app), "iat": .integer(account.clock.seconds), "jti": "1"])
        let request = SandboxRequest("GET", "/v1/users", headers: [("Authorization", "Bearer \(token)")])
        #expect(try await account.send(request).status == 200)
        account.clock.advance(by: 900_000)
        #expect(code(try await account.send(request)) == "system:error:expired-token")
        account.clock.advance(by: -900_000)
        let other = JSONValue.string(try otherKey.get().publicKey.pemRepresentation)
        _ = try await account.applications(
            "PUT",
            "/v2/applications/\(app)",
            ["name": "A", "keys": ["public_key": other]]
        )
        #expect(code(try await account.send(request)) == "system:error:invalid-token")
    }
}
