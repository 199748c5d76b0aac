import JSONTree
import SeededRandom

/// Trouble of a seed: faults, and limits of the platform.
struct FaultScript {
    let faults: [JSONValue]
    let rates: JSONValue

    /// What the client keeps to; nil where it keeps to nothing.
    let clientRate: Double?

    init(using random: inout SeededGenerator) {
        faults = (0..<Int.random(in: 1...6, using: &random)).map { _ in Self.fault(using: &random) }
        var rates = JSONObject()
        for api in ["applications", "numbers", "users"] where random.chance(25) {
            rates[api] = .integer(Int.random(in: 1...20, using: &random))
        }
        self.rates = .object(rates)
        clientRate = random.chance(50) ? Double(Int.random(in: 1...50, using: &random)) : nil
    }

    private static func fault(using random: inout SeededGenerator) -> JSONValue {
        var fault = JSONObject()
        let action = random.pick([
            "drop-before", "drop-after", "status", "status", "status", "html", "truncate", "delay", "hang-before",
            "hang-after",
        ])
        fault["action"] = .string(action)
        switch action {
        case "status":
            let status = random.pick([429, 429, 429, 500, 502, 503, 504, 403, 404, 400, 200])
            fault["status"] = .integer(status)
            if status == 429 || status == 503, random.chance(50) {
                fault["headers"] = [
                    "Retry-After": .string(random.pick(["0", "2", "Mon, 21 Sep 2026 14:13:30 GMT", "soon"]))
                ]
            }
            if random.chance(30) { fault["body"] = .string(random.pick(["", "<html>", "{\"title\":", "[]", "{}"])) }
            // Whoever answers 429 or 4xx has not done it.
            if status >= 500 || status == 200 { fault["handled"] = .bool(random.chance(50)) }
        case "html":
            let status = random.pick([200, 404, 502])
            fault["status"] = .integer(status)
            if status != 404 { fault["handled"] = .bool(random.chance(30)) }
        case "delay": fault["ms"] = .integer(random.pick([1, 500, 5000]))
        default: break
        }
        var match = JSONObject()
        switch Int.random(in: 0..<5, using: &random) {
        case 0: match["mutating"] = true
        case 1: match["method"] = .string(random.pick(["GET", "POST", "PUT", "PATCH", "DELETE"]))
        case 2: match["path"] = .string(random.pick(["/v2/applications", "/v1/users", "/number", "/account"]))
        case 3:
            match["path"] = .string(random.pick(["/v2/applications", "/v1/users", "/number"]))
            match["mutating"] = true
        default: break
        }
        fault["match"] = .object(match)
        fault["skip"] = .integer(
            random.chance(60) ? Int.random(in: 0..<5, using: &random) : Int.random(in: 0..<40, using: &random)
        )
        // Each hanging request takes as long as the deadline is.
        let isSlow = action.hasPrefix("hang")
        fault["times"] = .integer(
            random.chance(15) && !isSlow ? 1_000 : Int.random(in: 1...(isSlow ? 2 : 6), using: &random)
        )
        return .object(fault)
    }
}
