package import JSONTree

extension OutageReport {
    /// The version of the JSON form, which `docs/outage.schema.json` describes.
    private static let version = 1

    /// The report for programs: `{"version": 1, "host", "fallback", "host_dead", "mid_call", "numbers", "points"}`.
    ///
    /// `host_dead` is null where the fallback is dead with the host. `mid_call` tells what the fallback gives to calls in
    /// progress. Each point has `at`, what names it, and `both_dead`.
    package var json: JSONValue {
        [
            "version": .integer(Self.version),
            "host": .string(host),
            "fallback": fallback.map { .string($0) } ?? .null,
            "host_dead": fallback == nil ? .null : .array(fallbackSteps.map(\.json)),
            "mid_call": fallback == nil ? .null : fallbackIsStatic ? "fallback" : "held",
            "numbers": .array(numbers.map(JSONValue.string)),
            "points": .array(
                [["at": "answer", "both_dead": []]]
                    + points.map { point in
                        .object(
                            JSONObject(point.place.members + [("both_dead", .array(point.steps.map(\.json)))])
                        )
                    }
            ),
        ]
    }
}

extension OutageReport.Place {
    fileprivate var members: [(String, JSONValue)] {
        switch self {
        case .attempt(let number, let menu, let variant):
            [("at", "input"), ("menu", .string(menu)), ("variant", .integer(variant)), ("attempt", .integer(number))]
        case .keys(let menu, let variant):
            [("at", "keys"), ("menu", .string(menu)), ("variant", .integer(variant))]
        case .menu(let menu, let variant):
            [("at", "menu"), ("menu", .string(menu)), ("variant", .integer(variant))]
        case .decision(let by): [("at", "decision"), ("by", .string(by.rawValue))]
        case .unanswered(let callee): [("at", "unanswered"), ("callee", .string(callee))]
        }
    }
}
