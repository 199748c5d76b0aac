import JSONTree
import LoopbackServing
import Testing
import VonageAPI

@Suite("Numbers on sale")
struct NumberSaleTests {
    @Test(
        "the features are asked for in the order that the API wants",
        arguments: [
            (["VOICE"], "VOICE"), (["VOICE", "SMS"], "SMS,VOICE"), (["MMS", "SMS"], "SMS,MMS"),
            (["MMS", "VOICE"], "VOICE,MMS"), (["VOICE", "MMS", "SMS"], "SMS,MMS,VOICE"),
        ]
    )
    func features(_ features: [String], _ sent: String) async throws {
        let server = try LoopbackServer { _, _ in .json("{}") }
        var query = NumberQuery(country: "US", features: features, type: "mobile-lvn")
        query.pattern = ("1415", .endsWith)
        let sale = try await VonageReader(try session(server)).numbersForSale(query, page: 2)
        #expect(sale.rows.isEmpty)
        #expect(sale.count == 0)
        let request = try #require(server.received.first)
        #expect(request.method == "GET")
        #expect(request.path == "/number/search")
        #expect(request.query("features") == sent)
        #expect(request.query("country") == "US")
        #expect(request.query("type") == "mobile-lvn")
        #expect(request.query("pattern") == "1415")
        #expect(request.query("search_pattern") == "2")
        #expect(request.query("index") == "2")
        #expect(request.query("size") == "100")
    }

    @Test("rows and their count are read as they come")
    func rows() async throws {
        let server = try LoopbackServer { _, _ in
            .json(#"{"count":240,"numbers":[{"country":"US","msisdn":"14155550100","cost":"0.90"}]}"#)
        }
        let sale = try await VonageReader(try session(server))
            .numbersForSale(NumberQuery(country: "US", features: []), page: 1)
        #expect(sale.count == 240)
        #expect(sale.rows.map { $0["msisdn"] } == ["14155550100"])
        #expect(server.received.first?.query("features") == nil)
        #expect(server.received.first?.query("pattern") == nil)
    }

    @Test("what is no list is an error")
    func malformed() async throws {
        let server = try LoopbackServer { _, _ in .json(#"{"numbers":[1]}"#) }
        let session = try session(server)
        let error = await failure { () async throws(APIError) in
            _ = try await VonageReader(session).numbersForSale(NumberQuery(country: "US", features: []), page: 1)
        }
        guard case .malformed = error?.kind else {
            Issue.record("unexpected \(String(describing: error))")
            return
        }
    }
}
