/// A request as far as its method and body do not matter: those are given by whoever sends it.
package struct HTTPRequest: Sendable {
    /// The absolute URL, `https:` or `http:`, without user name and fragment.
    package var url: String

    /// In the order they are sent.
    package var headers: [(name: String, value: String)]

    /// How long the whole exchange may take, from the moment it is begun to the last byte of the response.
    ///
    /// The time that a request waits for a free connection is not counted.
    package var deadline: Duration

    /// With what the request is signed; nil for most.
    package var signing: RequestSigning?

    package init(
        url: String,
        headers: [(name: String, value: String)] = [],
        deadline: Duration = .seconds(30),
        signing: RequestSigning? = nil
    ) {
        self.url = url
        self.headers = headers
        self.deadline = deadline
        self.signing = signing
    }
}

/// A complete response.
package struct HTTPResponse: Sendable {
    package var status: Int
    package var headers: HTTPHeaders
    package var body: [UInt8]

    package init(status: Int, headers: HTTPHeaders = HTTPHeaders(), body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }
}

/// The header fields of a response, in the order they came; names are looked up without regard to case.
package struct HTTPHeaders: Sendable {
    package private(set) var fields: [(name: String, value: String)]

    package init(_ fields: [(name: String, value: String)] = []) {
        self.fields = fields
    }

    /// The value of the first field with that name.
    package subscript(name: String) -> String? {
        let wanted = name.lowercased()
        return fields.first { $0.name.lowercased() == wanted }?.value
    }

    mutating func append(name: String, value: String) {
        fields.append((name, value))
    }

    mutating func removeAll() {
        fields.removeAll()
    }
}
