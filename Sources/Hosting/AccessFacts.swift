/// What a request is for, as the metrics tell it.
package enum RequestKind: String, Sendable, CaseIterable {
    case route, document, sound, fallback, events, login, health, other
}

/// What the access log says about a request beyond its method, status and duration.
package struct AccessFacts: Sendable {
    package var kind: RequestKind

    /// The name of the webhook route, or what else was asked for, such as `d/<document>` or `events`.
    package var route: String?
    package var release: String?

    /// The telephone numbers of the request as they came; only `maskedNumber` of them is ever logged.
    package var to: String?
    package var from: String?

    /// What a call event tells: a status such as `completed`, or a type.
    package var event: String?
    package var conversation: String?

    /// Asked again and again by machines, so logged at level debug only.
    package var isProbe = false

    package init(_ kind: RequestKind = .other, route: String? = nil, release: String? = nil) {
        self.kind = kind
        self.route = route
        self.release = release
    }
}

/// A telephone number of which the country stays readable and the subscriber does not: `447*******23`.
///
/// Of 10 to 20 digits the first three and the last two stay, of 7 to 9 the first two and the last two. Anything else, such as a
/// name or a SIP address, is `***`. One leading `+` is dropped.
package func maskedNumber(_ text: String) -> String {
    var digits = Array(text.utf8.prefix(22))
    if digits.first == UInt8(ascii: "+") { digits.removeFirst() }
    let isNumber = digits.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
    guard isNumber, (7...20).contains(digits.count) else { return "***" }
    for index in (digits.count >= 10 ? 3 : 2)..<digits.count - 2 {
        digits[index] = UInt8(ascii: "*")
    }
    return String(decoding: digits, as: UTF8.self)
}
