/// An endpoint by which tests look behind the scenes and arrange trouble.
package struct AdminEndpoint: Sendable, Hashable {
    package let method: String
    package let path: String

    /// What it does, in one line.
    package let summary: String

    /// All of them, in the order of the help.
    package static let all = [
        AdminEndpoint("GET", "state", "the whole account: applications, numbers, users"),
        AdminEndpoint("PUT", "state", "puts another in its place"),
        AdminEndpoint("POST", "seed", #"{"application_id": …, "users": 100}: so many users for an application"#),
        AdminEndpoint("GET", "requests", "the log: method, path, outcome, status, and whether it changed something"),
        AdminEndpoint("DELETE", "requests", "empties it; the next request is number 1"),
        AdminEndpoint("GET", "faults", "the faults that are still to come"),
        AdminEndpoint("POST", "faults", "adds one, or an array of them"),
        AdminEndpoint("DELETE", "faults", "takes all away"),
        AdminEndpoint(
            "GET",
            "hanging",
            "with count=1&timeout_ms=10000: waits until so many requests hang; 408 when they do not"
        ),
        AdminEndpoint("POST", "release", #"{"then": "proceed" or "drop", "ordinal": …}: lets them go on"#),
        AdminEndpoint("GET", "settings", "quirks, rates and latency_ms"),
        AdminEndpoint("PUT", "settings", "changes those that are given"),
    ]

    private init(_ method: String, _ name: String, _ summary: String) {
        self.method = method
        path = "/_sandbox/\(name)"
        self.summary = summary
    }
}
