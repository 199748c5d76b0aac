package import JSONTree

/// One HTTP response of the emulator, ready to be sent.
package struct SandboxResponse: Sendable {
    package var status: Int

    /// In order; `Content-Length` and `Date` are the server's to add.
    package var headers: [(name: String, value: String)]

    package var body: [UInt8]

    package init(status: Int, headers: [(name: String, value: String)] = [], body: [UInt8] = []) {
        self.status = status
        self.headers = headers
        self.body = body
    }

    /// An answer of JSON.
    package static func json(_ value: JSONValue, status: Int = 200) -> SandboxResponse {
        json(value.serializedBytes(), status: status)
    }

    /// An answer of JSON text that is already written.
    static func json(_ text: [UInt8], status: Int = 200) -> SandboxResponse {
        SandboxResponse(status: status, headers: [("Content-Type", "application/json")], body: text)
    }

    /// An answer without a body.
    static let noContent = SandboxResponse(status: 204)

    /// The body read as JSON, nil when it is none.
    package var bodyJSON: JSONValue? {
        try? JSONValue(parsing: body)  // nil is the answer for "no JSON"
    }
}
