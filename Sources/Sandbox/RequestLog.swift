package import JSONTree

/// One request to the three APIs, as `/_sandbox/requests` shows it.
package struct LoggedRequest: Sendable {
    /// What became of it.
    package enum Outcome: String, Sendable {
        /// It is being worked on.
        case pending
        /// A fault holds it back.
        case hanging
        /// An answer was given to the server to send.
        case answered
        /// The connection was ended on purpose, before or within the answer.
        case dropped
        /// The client went away while a fault held it back.
        case abandoned
    }

    /// From 1, over all three APIs.
    package let ordinal: Int
    package let method: String

    /// Without the query.
    package let path: String

    /// The names of the query's parameters, in order.
    package let queryKeys: [String]

    package var outcome = Outcome.pending

    /// Of the answer, sent or not; nil while there is none.
    package var status: Int?

    /// Whether the state is another than before.
    package var isMutated = false

    package var json: JSONValue {
        [
            "ordinal": .integer(ordinal), "method": .string(method), "path": .string(path),
            "query": .array(queryKeys.map { .string($0) }), "outcome": .string(outcome.rawValue),
            "status": status.map { .integer($0) } ?? .null, "mutated": .bool(isMutated),
        ]
    }
}

/// Which entry of which log: ordinals begin anew when the log is cleared, and a request may outlive that.
struct LogPosition: Hashable, Sendable {
    let generation: Int
    let ordinal: Int
}

/// The latest requests, in the order of their arrival.
package struct RequestLog: Sendable {
    /// More are not kept: of a benchmark's flood the oldest half goes.
    private static let limit = 100_000

    package private(set) var entries: [LoggedRequest] = []
    private var nextOrdinal = 1
    private var generation = 0

    init() {}

    mutating func append(_ request: SandboxRequest) -> LogPosition {
        if entries.count >= Self.limit { entries.removeFirst(Self.limit / 2) }
        let entry = LoggedRequest(
            ordinal: nextOrdinal,
            method: request.method,
            path: request.path,
            queryKeys: request.query.map(\.name)
        )
        nextOrdinal += 1
        entries.append(entry)
        return LogPosition(generation: generation, ordinal: entry.ordinal)
    }

    /// Changes an entry if it is still there.
    mutating func update(_ position: LogPosition, _ change: (inout LoggedRequest) -> Void) {
        guard let index = index(position) else { return }
        change(&entries[index])
    }

    subscript(position: LogPosition) -> LoggedRequest? {
        index(position).map { entries[$0] }
    }

    /// Forgets all entries; the next request is number 1.
    mutating func clear() {
        entries = []
        nextOrdinal = 1
        generation += 1
    }

    private func index(_ position: LogPosition) -> Int? {
        guard position.generation == generation, let first = entries.first?.ordinal else { return nil }
        let index = position.ordinal - first
        return entries.indices.contains(index) ? index : nil
    }
}
