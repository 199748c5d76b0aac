/// The head of an HTTP/1 request (RFC 9112), taken apart without copying.
///
/// Places count from the first byte that was parsed.
struct RequestHead: Equatable {
    /// How the end of the request is told.
    enum Body: Equatable {
        case none
        case length(Int)
        case chunked
    }

    var method = 0..<0
    var target = 0..<0

    /// The header fields with their line ends.
    var fields = 0..<0

    /// 0 or 1.
    var minorVersion = 1

    /// Whether the client wants to send further requests.
    var isKeepAlive = true
    var body = Body.none

    /// Whether the client waits to be asked for the body.
    var expectsContinue = false

    /// The place behind the head.
    var end = 0
}

/// Why a request is answered before anybody looks at what it wants, and its connection closed.
struct RequestRefusal: Error, Equatable {
    let status: Int
    let reason: String

    static let malformed = RequestRefusal(status: 400, reason: "not an HTTP request")
    static let noHost = RequestRefusal(status: 400, reason: "a request wants one 'Host'")
    static let unclearLength = RequestRefusal(status: 400, reason: "the length of the body is not clear")
    static let tooLate = RequestRefusal(status: 408, reason: "the request took too long")
    static let bodyTooLarge = RequestRefusal(status: 413, reason: "the body is too large")
    static let targetTooLong = RequestRefusal(status: 414, reason: "the URL is too long")
    static let headTooLarge = RequestRefusal(status: 431, reason: "the header is too large")
    static let unknownCoding = RequestRefusal(status: 501, reason: "the transfer coding is not known")
    static let otherVersion = RequestRefusal(status: 505, reason: "the version of HTTP is not 1.0 or 1.1")
}

extension RequestHead {
    /// Takes apart what begins with a request; nil when the bytes end before the head does.
    ///
    /// Stricter than the RFC allows to be where proxies and hosts could differ over where a request ends: lines end with CR LF,
    /// no field is folded, no blank stands before a colon, and the length of the body is said once and in one way.
    ///
    /// - Complexity: O(bytes of the head).
    init?(parsing bytes: Span<UInt8>, limits: ConnectionLimits) throws(RequestRefusal) {
        var parser = HeadParser(limits: limits)
        let isWhole = try parser.parse(bytes)
        guard isWhole else {
            // What is there already is too much, whatever follows.
            if bytes.count > limits.header { throw parser.isBeyondTarget ? .headTooLarge : .targetTooLong }
            return nil
        }
        self = parser.head
    }
}

/// Parses one head; each step says whether the bytes sufficed.
private struct HeadParser {
    let limits: ConnectionLimits
    var head = RequestHead()
    var place = 0
    var isBeyondTarget = false
    private var hostCount = 0
    private var hasLength = false
    private var hasCoding = false
    private var hasUnknownCoding = false
    private var wantsClose = false

    init(limits: ConnectionLimits) {
        self.limits = limits
    }

    mutating func parse(_ bytes: Span<UInt8>) throws(RequestRefusal) -> Bool {
        // An empty line before a request is ignored (RFC 9112, 2.2).
        while place < bytes.count, bytes[place] == .carriageReturn {
            guard try skipLineEnd(bytes) else { return false }
        }
        guard try parseMethod(bytes), try parseTarget(bytes), try parseVersion(bytes) else { return false }
        let start = place
        var count = 0
        while true {
            guard place < bytes.count else { return false }
            if bytes[place] == .carriageReturn { break }
            count += 1
            guard count <= limits.fields else { throw .headTooLarge }
            guard try parseField(bytes) else { return false }
            guard place <= limits.header else { throw .headTooLarge }
        }
        head.fields = start..<place
        guard try skipLineEnd(bytes) else { return false }
        head.end = place
        if wantsClose { head.isKeepAlive = false }
        if head.minorVersion == 1, hostCount == 0 { throw .noHost }
        if hasUnknownCoding { throw .unknownCoding }
        return true
    }

    private mutating func parseMethod(_ bytes: Span<UInt8>) throws(RequestRefusal) -> Bool {
        let start = place
        while place < bytes.count, bytes[place].isTokenByte { place += 1 }
        guard place - start <= 32 else { throw .malformed }
        guard place < bytes.count else { return false }
        guard bytes[place] == .blank, place > start else { throw .malformed }
        head.method = start..<place
        place += 1
        return true
    }

    private mutating func parseTarget(_ bytes: Span<UInt8>) throws(RequestRefusal) -> Bool {
        let start = place
        while place < bytes.count, bytes[place] > .blank, bytes[place] != .delete { place += 1 }
        guard place <= limits.header else { throw .targetTooLong }
        guard place < bytes.count else { return false }
        guard bytes[place] == .blank, place > start else { throw .malformed }
        head.target = start..<place
        place += 1
        isBeyondTarget = true
        return true
    }

    private mutating func parseVersion(_ bytes: Span<UInt8>) throws(RequestRefusal) -> Bool {
        for wanted in "HTTP/".utf8 {
            guard place < bytes.count else { return false }
            guard bytes[place] == wanted else { throw .malformed }
            place += 1
        }
        guard place + 2 < bytes.count else { return false }
        let (major, dot, minor) = (bytes[place], bytes[place + 1], bytes[place + 2])
        guard major.isDigit, dot == UInt8(ascii: "."), minor.isDigit else { throw .malformed }
        guard major == UInt8(ascii: "1"), minor <= UInt8(ascii: "1") else { throw .otherVersion }
        head.minorVersion = Int(minor - UInt8(ascii: "0"))
        head.isKeepAlive = head.minorVersion == 1
        place += 3
        return try skipLineEnd(bytes)
    }

    private mutating func skipLineEnd(_ bytes: Span<UInt8>) throws(RequestRefusal) -> Bool {
        guard place < bytes.count else { return false }
        guard bytes[place] == .carriageReturn else { throw .malformed }
        guard place + 1 < bytes.count else { return false }
        guard bytes[place + 1] == .lineFeed else { throw .malformed }
        place += 2
        return true
    }

    private mutating func parseField(_ bytes: Span<UInt8>) throws(RequestRefusal) -> Bool {
        let start = place
        while place < bytes.count, bytes[place].isTokenByte { place += 1 }
        let name = start..<place
        guard place < bytes.count else { return false }
        guard bytes[place] == UInt8(ascii: ":"), !name.isEmpty else { throw .malformed }
        place += 1
        while place < bytes.count, bytes[place].isLineBlank { place += 1 }
        let valueStart = place
        while place < bytes.count, bytes[place].isFieldByte { place += 1 }
        var valueEnd = place
        guard try skipLineEnd(bytes) else { return false }
        while valueEnd > valueStart, bytes[valueEnd - 1].isLineBlank { valueEnd -= 1 }
        try note(bytes, name, valueStart..<valueEnd)
        return true
    }

    /// Takes what concerns the connection itself.
    private mutating func note(_ bytes: Span<UInt8>, _ name: Range<Int>, _ value: Range<Int>) throws(RequestRefusal) {
        switch name.count {
        case 4 where equals(bytes, name, "host"):
            hostCount += 1
            guard hostCount == 1, !value.isEmpty else { throw .noHost }
        case 6 where equals(bytes, name, "expect"): head.expectsContinue = equals(bytes, value, "100-continue")
        case 10 where equals(bytes, name, "connection"):
            if lists(bytes, "close", value) {
                wantsClose = true
            } else if lists(bytes, "keep-alive", value) {
                head.isKeepAlive = true
            }
        case 14 where equals(bytes, name, "content-length"):
            guard !hasLength, !hasCoding else { throw .unclearLength }
            hasLength = true
            head.body = .length(try length(bytes, value))
        case 17 where equals(bytes, name, "transfer-encoding"):
            guard !hasLength, !hasCoding, head.minorVersion == 1 else { throw .unclearLength }
            hasCoding = true
            hasUnknownCoding = !equals(bytes, value, "chunked")
            head.body = .chunked
        default: break
        }
    }

    private func length(_ bytes: Span<UInt8>, _ value: Range<Int>) throws(RequestRefusal) -> Int {
        guard !value.isEmpty else { throw .unclearLength }
        var length = 0
        for place in value {
            guard bytes[place].isDigit else { throw .unclearLength }
            // Enough to be refused as too large, and no overflow.
            length = min(length * 10 + Int(bytes[place] - UInt8(ascii: "0")), 1 << 40)
        }
        return length
    }

    /// Whether the bytes are `text`, letters of either case alike; `text` is of small letters, digits and dashes.
    private func equals(_ bytes: Span<UInt8>, _ range: Range<Int>, _ text: StaticString) -> Bool {
        guard range.count == text.utf8CodeUnitCount else { return false }
        for (offset, place) in range.enumerated() {
            let wanted = unsafe text.utf8Start[offset]
            guard bytes[place] | 0x20 == wanted else { return false }
        }
        return true
    }

    /// Whether a list between commas has `text`.
    private func lists(_ bytes: Span<UInt8>, _ text: StaticString, _ value: Range<Int>) -> Bool {
        var start = value.lowerBound
        while start < value.upperBound {
            var end = start
            while end < value.upperBound, bytes[end] != UInt8(ascii: ",") { end += 1 }
            var item = start..<end
            while let first = item.first, bytes[first].isLineBlank { item = first + 1..<item.upperBound }
            while let last = item.last, bytes[last].isLineBlank { item = item.lowerBound..<last }
            if equals(bytes, item, text) { return true }
            start = end + 1
        }
        return false
    }
}

extension UInt8 {
    static let lineFeed: UInt8 = 0x0A
    static let carriageReturn: UInt8 = 0x0D
    static let blank: UInt8 = 0x20
    static let delete: UInt8 = 0x7F

    /// `tchar` of RFC 9110: letters, digits and ``!#$%&'*+-.^_`|~``.
    var isTokenByte: Bool {
        guard self < 128 else { return false }
        let half: UInt64 = self < 64 ? 0x03FF_6CFA_0000_0000 : 0x57FF_FFFF_C7FF_FFFE
        return half >> UInt64(self & 63) & 1 == 1
    }

    /// What the value of a field may be of: no control character but the tab.
    var isFieldByte: Bool { self >= .blank ? self != .delete : self == 0x09 }

    var isLineBlank: Bool { self == .blank || self == 0x09 }

    var isDigit: Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= self }
}
