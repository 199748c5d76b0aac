/// What came back for a URL.
package enum FetchedPage: Sendable, Hashable {
    case answered(PageAnswer)
    /// No response: a few words on why.
    case failed(reason: String)
    /// No secure connection: a few words on why.
    case insecure(reason: String)

    /// An answer with nothing remarkable about it.
    package static func page(status: Int, contentType: String?, body: [UInt8]) -> FetchedPage {
        .answered(PageAnswer(status: status, contentType: contentType, body: body))
    }
}

/// A response, as far as it matters to callers' platform.
package struct PageAnswer: Sendable, Hashable {
    package var status: Int
    package var contentType: String?
    package var body: [UInt8]

    /// Where a redirect leads.
    package var location: String?

    /// How a cache between here and the host says that it answered: `age 120`, `x-cache: HIT`; nil when none does.
    package var cache: String?

    /// From the first byte out to the last byte in.
    package var duration = Duration.zero

    package init(status: Int, contentType: String?, body: [UInt8]) {
        self.status = status
        self.contentType = contentType
        self.body = body
    }
}

extension PageAnswer {
    /// What says that a cache answered, and not the host; nil when nothing does.
    ///
    /// - Parameter headers: Of the answer, as they came.
    /// - Returns: A header and its value, shortened.
    package static func cacheWords(in headers: [(name: String, value: String)]) -> String? {
        func value(_ name: String) -> String? { headers.first { $0.name.lowercased() == name }?.value }
        if let age = value("age").flatMap({ Int($0) }), age > 0 { return "age \(age) s" }
        for name in ["x-cache", "cf-cache-status", "x-cache-status"] {
            if let value = value(name), value.lowercased().contains("hit") { return "\(name): \(value.prefix(40))" }
        }
        return nil
    }
}
