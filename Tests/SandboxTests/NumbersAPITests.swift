import JSONTree
import Testing

@testable import Sandbox

struct NumbersAPITests {
    private let gb = "country=GB&msisdn=442079460000"

    private func code(_ response: SandboxResponse) -> String? {
        response.bodyJSON?["error-code"]?.stringValue
    }

    private func owned(_ account: Account, _ query: String = "") async throws -> [String] {
        let body = try await account.numbers("/account/numbers?\(query)").bodyJSON
        return body?["numbers"]?.arrayValue?.compactMap { $0["msisdn"]?.stringValue } ?? []
    }

    @Test("no numbers are an empty object, or under the quirk a count of 0")
    func empty() async throws {
        let account = Account()
        #expect(try await account.numbers("/account/numbers").bodyJSON == [:])
        _ = try await account.admin("PUT", "/_sandbox/settings", ["quirks": ["empty-list-as-zero"]])
        #expect(try await account.numbers("/account/numbers").bodyJSON == ["count": 0, "numbers": []])
    }

    @Test("numbers are filtered by country, pattern and application")
    func filters() async throws {
        let account = Account(owning: ["442079460000:GB", "442079460001:GB", "14155550100:US"])
        let id = try await account.makeApplication()
        _ = try await account.numbers("/number/update", form: gb + "&app_id=\(id)")
        #expect(try await owned(account) == ["442079460000", "442079460001", "14155550100"])
        #expect(try await owned(account, "country=US") == ["14155550100"])
        #expect(try await owned(account, "pattern=4420") == ["442079460000", "442079460001"])
        #expect(try await owned(account, "pattern=0100&search_pattern=2") == ["14155550100"])
        #expect(try await owned(account, "pattern=946&search_pattern=1").count == 2)
        #expect(try await owned(account, "has_application=true") == ["442079460000"])
        #expect(try await owned(account, "has_application=false").count == 2)
        #expect(try await owned(account, "application_id=\(id)") == ["442079460000"])
        #expect(try await owned(account, "size=1&index=2") == ["442079460001"])
        #expect(try await owned(account, "size=2&index=9") == [])
        #expect(try await account.numbers("/account/numbers?size=1").bodyJSON?["count"] == 3)
    }

    @Test(
        "a wrong query is refused",
        arguments: [
            "/account/numbers?size=101", "/account/numbers?index=0", "/account/numbers?search_pattern=3",
            "/number/search?type=landline", "/number/search?country=GB&type=fax",
            "/number/search?country=GB&features=VOICE,SMS",
        ]
    )
    func badQuery(target: String) async throws {
        #expect(try await account(target).status == 400)
    }

    private func account(_ target: String) async throws -> SandboxResponse {
        try await Account().numbers(target)
    }

    @Test("the stock is searched by country, features and pattern, and shows prices")
    func search() async throws {
        let response = try await account("/number/search?country=US&features=VOICE&pattern=1415&size=100")
        let rows = response.bodyJSON?["numbers"]?.arrayValue ?? []
        #expect(rows.count == 100)
        #expect(rows.first?["cost"] == "0.90")
        #expect(rows.allSatisfy { $0["initialPrice"]?.stringValue != nil })
        let landlines = try await account("/number/search?country=GB&features=SMS,VOICE&type=landline")
        #expect(landlines.bodyJSON == [:])
    }

    @Test("a number is bought once, cancelled once, and is then on sale again")
    func buyAndCancel() async throws {
        let account = Account()
        #expect(code(try await account.numbers("/number/buy", form: gb)) == "200")
        let again = try await account.numbers("/number/buy", form: gb)
        #expect(again.status == 420)
        #expect(code(again) == "420")
        #expect(try await owned(account) == ["442079460000"])
        let sale = try await account.numbers("/number/search?country=GB&pattern=442079460000")
        #expect(sale.bodyJSON == [:])
        #expect(code(try await account.numbers("/number/cancel", form: gb)) == "200")
        #expect(try await account.numbers("/number/cancel", form: gb).status == 420)
        #expect(code(try await account.numbers("/number/buy", form: gb)) == "200")
    }

    @Test("a number from outside the stock is on sale once it was cancelled")
    func foreign() async throws {
        let account = Account(owning: ["4915112345678:DE"])
        let form = "country=DE&msisdn=4915112345678"
        #expect(code(try await account.numbers("/number/cancel", form: form)) == "200")
        #expect(code(try await account.numbers("/number/buy", form: form)) == "200")
    }

    @Test("an update replaces: what is left out is cleared")
    func replace() async throws {
        let account = Account(owning: ["442079460000:GB"])
        let id = try await account.makeApplication()
        func row() async throws -> JSONValue? {
            try await account.numbers("/account/numbers").bodyJSON?["numbers"]?.arrayValue?.first
        }
        let form = gb + "&app_id=\(id)&moHttpUrl=https%3A%2F%2Fa.example%2Fsms&voiceStatusCallback=https://a.example/s"
        #expect(code(try await account.numbers("/number/update", form: form)) == "200")
        let linked = try await row()
        #expect(linked?["app_id"]?.stringValue == id)
        #expect(linked?["voiceCallbackType"] == "app")
        #expect(linked?["voiceCallbackValue"]?.stringValue == id)
        #expect(linked?["moHttpUrl"] == "https://a.example/sms")
        #expect(linked?["voiceStatusCallback"] == nil)
        #expect(code(try await account.numbers("/number/update", form: gb + "&moHttpUrl=")) == "200")
        #expect(try await row()?.objectValue?.keys == ["country", "msisdn", "type", "features"])
    }

    @Test("sending back the echoed callback of type app keeps the link")
    func echo() async throws {
        let account = Account(owning: ["442079460000:GB"])
        let id = try await account.makeApplication()
        let form = gb + "&voiceCallbackType=app&voiceCallbackValue=\(id)"
        #expect(code(try await account.numbers("/number/update", form: form)) == "200")
        #expect(try await owned(account, "has_application=true") == ["442079460000"])
    }

    @Test(
        "a wrong update fails and changes nothing",
        arguments: [
            "country=US&msisdn=442079460000", "country=GB&msisdn=442079460009", "msisdn=442079460000",
            "country=GB&msisdn=442079460000&app_id=nobody", "country=GB&msisdn=442079460000&app_id=",
            "country=GB&msisdn=442079460000&voiceCallbackType=tel",
            "country=GB&msisdn=442079460000&voiceCallbackValue=447700900000",
            "country=GB&msisdn=442079460000&voiceCallbackType=vxml&voiceCallbackValue=x",
            "country=GB&msisdn=442079460000&voiceCallbackType=&voiceCallbackValue=",
            "country=GB&msisdn=442079460000&appId=x",
        ],
        [false, true]
    )
    func badUpdate(form: String, in200: Bool) async throws {
        let account = Account(
            settings: SandboxSettings(quirks: in200 ? [.errorsIn200] : []),
            owning: ["442079460000:GB"]
        )
        let response = try await account.numbers("/number/update", form: form)
        #expect(response.status == (in200 ? 200 : 420))
        #expect(code(response) == "420")
        #expect(account.emulator.requests.allSatisfy { !$0.isMutated })
    }

    @Test("the inbound-message URL is asked only where there is something to ask it with", arguments: [true, false])
    func probe(answers: Bool) async throws {
        let account = Account(owning: ["442079460000:GB"], probe: { $0 == "https://a.example/sms" && answers })
        let form = gb + "&moHttpUrl=https%3A%2F%2Fa.example%2Fsms"
        #expect(code(try await account.numbers("/number/update", form: form)) == (answers ? "200" : "420"))
        #expect(code(try await account.numbers("/number/update", form: gb)) == "200")
    }

    @Test("credentials are Basic, and only that")
    func credentials() async throws {
        let account = Account()
        for headers in [[], [(name: "Authorization", value: basic("x", "y"))]] {
            let response = try await account.send(SandboxRequest("GET", "/account/numbers", headers: headers))
            #expect(response.status == 401)
            #expect(code(response) == "401")
        }
        let query = "/account/numbers?api_key=sandbox&api_secret=sandbox-secret"
        #expect(try await account.send(SandboxRequest("GET", query)).status == 401)
        #expect(try await account.numbers(query).status == 401)
    }

    @Test("a JSON body is not a form, and a GET does not buy")
    func wrongForm() async throws {
        let account = Account()
        let headers = [("Authorization", basic()), ("Content-Type", "application/json")]
        #expect(try await account.send(SandboxRequest("POST", "/number/buy", headers: headers)).status == 415)
        #expect(try await account.numbers("/number/buy?\(gb)").status == 405)
        #expect(account.emulator.state.numbers.isEmpty)
    }
}
