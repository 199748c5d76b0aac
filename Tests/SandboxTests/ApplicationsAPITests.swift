import JSONTree
import Testing

@testable import Sandbox

struct ApplicationsAPITests {
    private let voice: JSONValue = [
        "voice": [
            "webhooks": [
                "answer_url": ["address": "https://a.example/answer", "http_method": "GET", "connect_timeout": 500]
            ]
        ]
    ]

    @Test("a created application has an id, the server's defaults, and no private key when a public one was sent")
    func create() async throws {
        let account = Account()
        let id = try await account.makeApplication(capabilities: voice)
        let body = try #require(try await account.applications("GET", "/v2/applications/\(id)").bodyJSON)
        #expect(body["name"] == "Acme")
        #expect(body["keys"]?.objectValue?.keys == ["public_key"])
        #expect(body["keys"]?["public_key"]?.stringValue?.hasSuffix("-----END PUBLIC KEY-----\n") == true)
        #expect(body["capabilities"]?["voice"]?["signed_callbacks"] == true)
        #expect(body["capabilities"]?["voice"]?["conversations_ttl"] == 48)
        #expect(body["capabilities"]?["voice"]?["leg_persistence_time"] == 7)
        #expect(body["capabilities"]?["voice"]?["webhooks"]?["answer_url"]?["connect_timeout"] == 500)
        #expect(body["privacy"]?["improve_ai"] == true)
        #expect(body["_links"]?["self"]?["href"]?.stringValue == "/v2/applications/\(id)")
    }

    @Test("without a key the server makes a pair and shows the private half once")
    func generatedKey() async throws {
        let account = Account()
        let created = try await account.applications("POST", "/v2/applications", ["name": "Acme"])
        #expect(created.status == 201)
        #expect(created.bodyJSON?["keys"]?["private_key"]?.stringValue?.hasPrefix("-----BEGIN PRIVATE KEY") == true)
        let id = try #require(created.bodyJSON?["id"]?.stringValue)
        let read = try await account.applications("GET", "/v2/applications/\(id)")
        #expect(read.bodyJSON?["keys"]?.objectValue?.keys == ["public_key"])
        #expect(!account.emulator.state.json.serialized().contains("PRIVATE"))
    }

    @Test("names are not unique")
    func sameName() async throws {
        let account = Account()
        let ids = [try await account.makeApplication(), try await account.makeApplication()]
        #expect(ids[0] != ids[1])
        #expect(account.emulator.state.applications.count == 2)
    }

    @Test("a PUT replaces all fields, keeps the key when none is sent, and takes back what was read")
    func replace() async throws {
        let account = Account()
        let id = try await account.makeApplication(capabilities: voice)
        let path = "/v2/applications/\(id)"
        let read = try #require(try await account.applications("GET", path).bodyJSON)
        let same = try await account.applications("PUT", path, read)
        #expect(same.bodyJSON == read)
        let bare = try await account.applications("PUT", path, ["name": "Other"])
        #expect(bare.status == 200)
        #expect(bare.bodyJSON?["capabilities"] == [:])
        #expect(bare.bodyJSON?["keys"] == read["keys"])
        #expect(try await account.applications("PUT", path, [:]).status == 400)
    }

    @Test(
        "a wrong body is refused with the place and nothing is made",
        arguments: [
            (["name": ""], "name"),
            ([:], "name"),
            (["name": "A", "colour": "red"], "colour"),
            (["name": "A", "id": "x"], "id"),
            (["name": "A", "keys": ["public_key": "hello"]], "keys.public_key"),
            (["name": "A", "privacy": ["improve_ai": "no"]], "privacy.improve_ai"),
            (["name": "A", "capabilities": ["telex": [:]]], "capabilities.telex"),
            (["name": "A", "capabilities": ["vbc": ["x": 1]]], "capabilities.vbc.x"),
            (["name": "A", "capabilities": ["voice": ["region": "mars"]]], "capabilities.voice.region"),
            (
                ["name": "A", "capabilities": ["voice": ["conversations_ttl": 0]]],
                "capabilities.voice.conversations_ttl"
            ),
            (
                ["name": "A", "capabilities": ["voice": ["leg_persistence_time": 32]]],
                "capabilities.voice.leg_persistence_time"
            ),
            (
                ["name": "A", "capabilities": ["voice": ["webhooks": ["answer_url": ["address": "ftp://a"]]]]],
                "capabilities.voice.webhooks.answer_url.address"
            ),
            (
                ["name": "A", "capabilities": ["voice": ["webhooks": ["answer_url": ["http_method": "GET"]]]]],
                "capabilities.voice.webhooks.answer_url.address"
            ),
            (
                [
                    "name": "A",
                    "capabilities": [
                        "voice": ["webhooks": ["answer_url": ["address": "http://a", "http_method": "PUT"]]]
                    ],
                ],
                "capabilities.voice.webhooks.answer_url.http_method"
            ),
            (
                [
                    "name": "A",
                    "capabilities": [
                        "voice": ["webhooks": ["answer_url": ["address": "http://a", "socket_timeout": 5001]]]
                    ],
                ],
                "capabilities.voice.webhooks.answer_url.socket_timeout"
            ),
            (
                [
                    "name": "A",
                    "capabilities": [
                        "voice": ["webhooks": ["event_url": ["address": "http://a", "connect_timeout": 299]]]
                    ],
                ],
                "capabilities.voice.webhooks.event_url.connect_timeout"
            ),
            (
                ["name": "A", "capabilities": ["rtc": ["webhooks": ["answer_url": ["address": "http://a"]]]]],
                "capabilities.rtc.webhooks.answer_url"
            ),
            (
                [
                    "name": "A",
                    "capabilities": [
                        "messages": ["webhooks": ["inbound_url": ["address": "http://a", "http_method": "GET"]]]
                    ],
                ],
                "capabilities.messages.webhooks.inbound_url.http_method"
            ),
        ] as [(JSONValue, String)]
    )
    func refusal(body: JSONValue, place: String) async throws {
        let account = Account()
        let response = try await account.applications("POST", "/v2/applications", body)
        #expect(response.status == 400)
        #expect(fragment(response) == "payload-validation")
        #expect(invalidNames(response) == [place])
        #expect(account.emulator.state.applications.isEmpty)
    }

    @Test("lists come in pages with relative links", arguments: [(1, 5), (2, 3), (5, 1), (100, 1)])
    func pages(size: Int, pages: Int) async throws {
        let account = Account()
        var made: [String] = []
        for index in 0..<5 { made.append(try await account.makeApplication("App \(index)")) }
        var seen: [String] = []
        var next: String? = "/v2/applications?page_size=\(size)"
        while let target = next {
            let body = try #require(try await account.applications("GET", target).bodyJSON)
            #expect(body["total_items"] == 5)
            #expect(body["total_pages"]?.intValue == pages)
            seen += body["_embedded"]?["applications"]?.arrayValue?.compactMap { $0["id"]?.stringValue } ?? []
            next = body["_links"]?["next"]?["href"]?.stringValue
        }
        #expect(seen == made)
    }

    @Test("a page size out of range is refused", arguments: ["page_size=0", "page_size=101", "page=0", "page=x"])
    func badPage(query: String) async throws {
        let response = try await Account().applications("GET", "/v2/applications?\(query)")
        #expect(response.status == 400)
        #expect(fragment(response) == "list-validation")
    }

    @Test("a deleted application is gone, with its users and its links")
    func delete() async throws {
        let account = Account(owning: ["442079460000:GB"])
        let id = try await account.makeApplication()
        _ = try await account.users(id, "POST", "/v1/users", ["name": "Jane"])
        _ = try await account.numbers("/number/update", form: "country=GB&msisdn=442079460000&app_id=\(id)")
        let response = try await account.applications("DELETE", "/v2/applications/\(id)")
        #expect(response.status == 204)
        #expect(response.body.isEmpty)
        #expect(try await account.applications("GET", "/v2/applications/\(id)").status == 404)
        #expect(account.emulator.state.numbers.first?.applicationID == nil)
        #expect(account.emulator.state.users.isEmpty)
    }

    @Test("an id is found in any case, with and without hyphens")
    func spellings() async throws {
        let account = Account()
        let id = try await account.makeApplication()
        for spelling in [id.uppercased(), id.replacing("-", with: "")] {
            #expect(try await account.applications("GET", "/v2/applications/\(spelling)").status == 200)
        }
    }

    @Test(
        "what is wrong around the body has its own error",
        arguments: [
            ("GET", [("Authorization", basic("sandbox", "wrong"))], 401, "unauthorized"),
            ("GET", [], 401, "unauthorized"),
            ("GET", [("Authorization", "Bearer x.y.z")], 401, "unauthorized"),
            ("GET", [("Authorization", basic()), ("Authorization", basic())], 401, "multiple-auth-methods"),
            ("GET", [("Authorization", basic()), ("Accept", "text/html")], 406, "accept-header"),
            ("POST", [("Authorization", basic()), ("Content-Type", "text/plain")], 415, "content-type-header"),
            (
                "POST", [("Authorization", basic()), ("Content-Type", "application/json; charset=utf-8")], 400,
                "invalid-json"
            ),
            ("PATCH", [("Authorization", basic())], 405, "wrong-verb"),
        ] as [(String, [(name: String, value: String)], Int, String)]
    )
    func around(method: String, headers: [(name: String, value: String)], status: Int, code: String) async throws {
        let account = Account()
        let response = try await account.send(SandboxRequest(method, "/v2/applications", headers: headers))
        #expect(response.status == status)
        #expect(fragment(response) == code)
        #expect(response.bodyJSON?["instance"]?.stringValue?.isEmpty == false)
    }

    @Test("credentials in the query beside those in the header are one method too many")
    func twoMethods() async throws {
        let response = try await Account().applications("GET", "/v2/applications?api_key=a&api_secret=b")
        #expect(fragment(response) == "multiple-auth-methods")
    }

    @Test("the old name of a timeout is read, and today's is answered")
    func oldName() async throws {
        let account = Account()
        let old: JSONValue = [
            "voice": ["webhooks": ["answer_url": ["address": "http://a", "connection_timeout": 400]]]
        ]
        let id = try await account.makeApplication(capabilities: old)
        let path = "/v2/applications/\(id)"
        func webhook() async throws -> JSONValue? {
            let body = try await account.applications("GET", path).bodyJSON
            return body?["capabilities"]?["voice"]?["webhooks"]?["answer_url"]
        }
        #expect(try await webhook() == ["address": "http://a", "connect_timeout": 400])
        _ = try await account.admin("PUT", "/_sandbox/settings", ["quirks": ["connection-timeout-name"]])
        #expect(try await webhook() == ["address": "http://a", "connection_timeout": 400])
    }

    @Test("the quirks change ids, defaults and keys")
    func quirks() async throws {
        let account = Account()
        let id = try await account.makeApplication(capabilities: voice)
        let path = "/v2/applications/\(id)"
        _ = try await account.admin(
            "PUT",
            "/_sandbox/settings",
            ["quirks": ["ids-without-hyphens", "no-defaults-echo", "key-cycled-by-put"]]
        )
        let read = try #require(try await account.applications("GET", path).bodyJSON)
        #expect(read["id"]?.stringValue == id.replacing("-", with: ""))
        #expect(read["capabilities"] == voice)
        #expect(read["privacy"] == nil)
        let replaced = try await account.applications("PUT", path, ["name": "Acme"])
        #expect(replaced.bodyJSON?["keys"]?["private_key"] != nil)
        #expect(replaced.bodyJSON?["keys"]?["public_key"] != read["keys"]?["public_key"])
    }
}
