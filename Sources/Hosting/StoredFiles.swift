internal import CallBundle
internal import NIOCore

/// The decision behind a route, as it is kept.
final class StoredRoute: Sendable {
    let release: ReleaseID
    let name: RouteName
    let decision: Decision
    let counter: RouteCounter
    let facts: AccessFacts

    init(release: ReleaseID, name: RouteName, decision: Decision, counter: RouteCounter) {
        self.release = release
        self.name = name
        self.decision = decision
        self.counter = counter
        facts = RequestTarget.route(release, name).facts
    }
}

/// A document or sound file, as it is kept.
final class StoredDocument: Sendable {
    let body: ByteBuffer
    let facts: AccessFacts
    private let type: String

    /// Where the token for the dialled digits begins in the body.
    private let dialledPlaces: [Int]

    init(bytes: [UInt8], type: String = "application/json", facts: AccessFacts) {
        body = ByteBuffer(bytes: bytes)
        self.type = type
        self.facts = facts
        dialledPlaces = Self.dialledPlaces(in: bytes)
    }

    /// The file itself, which never changes.
    var response: HostResponse {
        let headers =
            type == "application/json"
            ? Self.immutableHeaders : [(name: "Content-Type", value: type), Self.immutable]
        return HostResponse(status: 200, headers: headers, body: body, facts: facts)
    }

    /// The document as the answer of a route, with the validated digits in their place.
    func answer(dialled: String?, _ facts: AccessFacts) -> HostResponse {
        guard let dialled, !dialledPlaces.isEmpty else { return .json(200, text: body, facts) }
        let token = BundleDraft.dialledToken.utf8.count
        var text = ByteBufferAllocator().buffer(capacity: body.readableBytes + dialledPlaces.count * 16)
        var copied = 0
        for place in dialledPlaces {
            text.writeBytes(body.viewBytes(at: copied, length: place - copied) ?? ByteBufferView())
            text.writeString(dialled)
            copied = place + token
        }
        text.writeBytes(body.viewBytes(at: copied, length: body.writerIndex - copied) ?? ByteBufferView())
        return .json(200, text: text, facts)
    }

    private static func dialledPlaces(in bytes: [UInt8]) -> [Int] {
        let token = Array(BundleDraft.dialledToken.utf8)
        var places: [Int] = []
        var place = 0
        while place + token.count <= bytes.count {
            if bytes[place] == token[0], bytes[place..<place + token.count].elementsEqual(token) {
                places.append(place)
                place += token.count
            } else {
                place += 1
            }
        }
        return places
    }

    private static let immutable = (name: "Cache-Control", value: "public, max-age=31536000, immutable")
    private static let immutableHeaders = [(name: "Content-Type", value: "application/json"), immutable]
}
