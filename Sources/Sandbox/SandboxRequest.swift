/// One HTTP request as the emulator sees it: a plain value, with no socket behind it.
package struct SandboxRequest: Sendable {
    /// The method in capitals.
    package var method: String

    /// The path as sent, still percent-encoded, without the query.
    package var path: String

    /// The query's pairs in order, decoded.
    package var query: [(name: String, value: String)]

    /// Names in lower case, in order; a repeated header comes twice.
    package var headers: [(name: String, value: String)]

    package var body: [UInt8]

    /// Whether the client sits on this machine; only then are the admin endpoints answered.
    package var isLocal: Bool

    /// Takes the target as it stands in the request line, with its query.
    package init(
        _ method: String,
        _ target: String,
        headers: [(name: String, value: String)] = [],
        body: [UInt8] = [],
        isLocal: Bool = true
    ) {
        self.method = method
        let parts = target.split(separator: "?", maxSplits: 1, omittingEmptySubsequences: false)
        path = String(parts.first ?? "")
        query = parts.count > 1 ? decodeForm(parts[1].utf8) : []
        self.headers = headers.map { ($0.name.lowercased(), $0.value) }
        self.body = body
        self.isLocal = isLocal
    }

    /// The first header of this name, which is given in lower case.
    package func header(_ name: String) -> String? {
        headers.first { $0.name == name }?.value
    }

    /// The first query value of this name.
    package func queryValue(_ name: String) -> String? {
        query.first { $0.name == name }?.value
    }

    /// The segments of the path, decoded; an empty one stands for a doubled or trailing slash.
    package var segments: [String] {
        path.split(separator: "/", omittingEmptySubsequences: false).dropFirst()
            .map { decodePercent($0.utf8, plusIsSpace: false) }
    }

    /// The media type of the body in lower case, without parameters.
    var contentType: String? {
        header("content-type").map { mediaType($0) }
    }

    /// Whether the client takes JSON: it says so, or says nothing.
    var acceptsJSON: Bool {
        let values = headers.filter { $0.name == "accept" }
        guard !values.isEmpty else { return true }
        return values.flatMap { $0.value.split(separator: ",") }
            .contains { ["application/json", "application/*", "*/*"].contains(mediaType($0)) }
    }
}

/// The type of a `Content-Type` or one part of an `Accept`, without its parameters.
private func mediaType(_ value: some StringProtocol) -> String {
    let type = value.split(separator: ";", maxSplits: 1, omittingEmptySubsequences: false).first ?? ""
    return type.lowercased().filter { $0 != " " && $0 != "\t" }
}
