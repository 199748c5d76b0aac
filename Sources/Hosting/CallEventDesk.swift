package import CallEvents
internal import JSONTree

/// `/events`: takes note of what happened to calls: masked in the access log, whole in the sinks.
///
/// Once there is a signature secret, only events that the platform signed count; one that is here for the second time is
/// answered like the first and not kept again.
package struct CallEventDesk: Sendable {
    private let signatures: SignatureDesk
    private let sinks: [any EventSink]
    private let forwarder: EventForwarder?
    private let recordings: RecordingFetcher?

    /// - Parameters:
    ///   - signatures: Tells which events are genuine.
    ///   - sinks: Get every event, unmasked, as a JSON line.
    ///   - forwarder: Gets the same.
    ///   - recordings: Fetches the recordings that events name.
    package init(
        signatures: SignatureDesk,
        sinks: [any EventSink] = [],
        forwarder: EventForwarder? = nil,
        recordings: RecordingFetcher? = nil
    ) {
        self.signatures = signatures
        self.sinks = sinks + (forwarder.map { [$0] } ?? [])
        self.forwarder = forwarder
        self.recordings = recordings
    }

    /// Events that wait to be forwarded, and those that were lost; nil where none are.
    var forwarded: (waiting: Int, lost: Int)? { forwarder?.counts }

    /// Recordings that are still to be fetched; nil where none are.
    var pendingRecordings: Int? { recordings?.pendingCount }

    func answer(_ request: HostRequest, _ facts: AccessFacts) -> HostResponse {
        let release = facts.release
        var facts = facts.ofMiss  // Events are taken for any release, so this one may be none.
        let isRepeated: Bool
        switch signatures.standing(ofEvent: request, facts) {
        case .refused(let response): return response
        case .repeated: isRepeated = true
        case .genuine, .unknown: isRepeated = false
        }
        guard let event = eventBody(request) else { return .problem(400, "the body is not a JSON object", facts) }
        facts.to = event["to"]?.stringValue
        facts.from = event["from"]?.stringValue
        facts.event = (event["status"] ?? event["type"])?.stringValue.flatMap(loggableWord)
        facts.conversation = event["conversation_uuid"]?.stringValue.flatMap(loggableConversation)
        if !isRepeated { keep(event, of: release, at: request.receivedAt) }
        return .noContent(facts)
    }

    private func keep(_ event: JSONObject, of release: String?, at time: WallTime) {
        if !sinks.isEmpty {
            var line = JSONObject([("received", .string(time.timestamp))])
            if let release { line.appendNew("release", .string(release)) }
            line.appendNew("event", .object(event))
            let bytes = JSONValue.object(line).serializedBytes() + [UInt8(ascii: "\n")]
            for sink in sinks { sink.keep(bytes) }
        }
        recordings?.note(event, release: release)
    }

    /// The members of the event: the body's, or the query's, of which objects are JSON text.
    private func eventBody(_ request: HostRequest) -> JSONObject? {
        guard request.body.isEmpty else {
            return (try? JSONValue(parsing: request.body, depth: 32))?.objectValue  // 400, whatever the reason.
        }
        return JSONObject(
            queryPairs(request.query).map { name, value in
                guard value.utf8.first == UInt8(ascii: "{") else { return (name, .string(value)) }
                // A text that only looks like an object is kept as the text it is.
                return (name, (try? JSONValue(parsing: value, depth: 32)) ?? .string(value))
            }
        )
    }

    private func loggableWord(_ text: String) -> String? {
        let isWord = text.utf8.allSatisfy { UInt8(ascii: "a")...UInt8(ascii: "z") ~= $0 || $0 == UInt8(ascii: "_") }
        return isWord && text.utf8.count <= 32 ? text : "other"
    }

    /// An id of the platform, and nothing that could be a telephone number in its place.
    private func loggableConversation(_ text: String) -> String? {
        let isID = text.utf8.dropFirst(4).allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"), UInt8(ascii: "-"): true
            default: false
            }
        }
        return isID && text.hasPrefix("CON-") && text.utf8.count == 40 ? text : nil
    }
}

extension LineWriter: EventSink {
    package func keep(_ line: [UInt8]) { write(line) }
}
