internal import Crypto
internal import HTTPTransport
internal import HTTPWrites
package import ObjectStore

/// What must hold for an object to be written.
package enum WriteCondition: Hashable, Sendable {
    case none
    /// No object has the name.
    case isAbsent
    /// The object has that tag still.
    case hasTag(String)
}

/// What became of a conditional write or removal.
package enum WriteOutcome: Hashable, Sendable {
    /// Done; the tag of what stands there now, empty after a removal.
    case done(tag: String)

    /// The condition does not hold.
    ///
    /// After an answer that was lost that may be because an earlier attempt of the same write succeeded: read it.
    case refused
}

/// How an object is served to those who get it from the store itself.
package struct ObjectTraits: Hashable, Sendable {
    package var contentType: String
    package var cacheControl: String

    package init(contentType: String, cacheControl: String) {
        self.contentType = contentType
        self.cacheControl = cacheControl
    }
}

extension ObjectBucket {
    /// Writes an object whole.
    ///
    /// - Parameters:
    ///   - bytes: What it is to hold.
    ///   - name: Relative to the place.
    ///   - traits: How it is served.
    ///   - condition: What the store must see holding at the moment of writing.
    /// - Returns: Whether it was written.
    /// - Throws: When it is not known to be written, or the store refuses for another reason than the condition.
    package func write(
        _ bytes: [UInt8],
        to name: String,
        _ traits: ObjectTraits,
        if condition: WriteCondition
    ) async throws(ObjectStoreError) -> WriteOutcome {
        let headers = condition.headers + [("Cache-Control", traits.cacheControl)]
        let request = request(
            name,
            headers: headers,
            payloadHash: hexadecimal(SHA256.hash(data: bytes)),
            size: bytes.count
        )
        let response = try await exchange(name) { client async throws(TransportError) in
            try await client.send(.put, request, body: HTTPBody(contentType: traits.contentType, bytes: bytes))
        }
        switch response.status {
        case 200, 201, 204: return .done(tag: response.headers["etag"] ?? "")
        case 412: return .refused
        // Of an object that is gone, its tag does not hold either.
        case 404 where condition.wantsObject && response.errorCode != "NoSuchBucket": return .refused
        default: throw failure(response, name)
        }
    }

    /// Removes an object; one that is not there is removed already.
    package func remove(_ name: String, if condition: WriteCondition = .none) async throws(ObjectStoreError)
        -> WriteOutcome
    {
        let request = request(name, headers: condition.headers)
        let response = try await exchange(name) { client async throws(TransportError) in
            try await client.send(.delete, request)
        }
        switch response.status {
        case 200, 204: return .done(tag: "")
        case 404 where response.errorCode != "NoSuchBucket": return condition.wantsObject ? .refused : .done(tag: "")
        case 412: return .refused
        default: throw failure(response, name)
        }
    }
}

/// The tag that a store gives an object which was written in one piece and not encrypted by it: the MD5 in hex, quoted.
package func plainTag(of bytes: [UInt8]) -> String { "\"\(hexadecimal(Insecure.MD5.hash(data: bytes)))\"" }

extension WriteCondition {
    fileprivate var headers: [(name: String, value: String)] {
        switch self {
        case .none: []
        case .isAbsent: [("If-None-Match", "*")]
        case .hasTag(let tag): [("If-Match", tag)]
        }
    }

    fileprivate var wantsObject: Bool {
        if case .hasTag = self { true } else { false }
    }
}

private func hexadecimal(_ bytes: some Sequence<UInt8>) -> String {
    let digits = Array("0123456789abcdef".utf8)
    return String(decoding: bytes.flatMap { [digits[Int($0 >> 4)], digits[Int($0 & 15)]] }, as: UTF8.self)
}
