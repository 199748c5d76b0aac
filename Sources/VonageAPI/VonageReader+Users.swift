internal import HTTPTransport
internal import JSONTree

extension VonageReader {
    /// All users of an application, as the list tells of them.
    ///
    /// Needs that application's private key.
    ///
    /// The pages are linked by cursors, so they are read one after the other.
    package func users(application: ApplicationID) async throws(APIError) -> [UserSummary] {
        try await users(application: application, name: nil)
    }

    /// More pages than any application has.
    private static var pageLimit: Int { 20_000 }

    /// Users of that name, where the server heeds the wish; else all.
    func users(application: ApplicationID, name: String?) async throws(APIError) -> [UserSummary] {
        let filter = name.map { "&name=\(percentEncoded($0))" } ?? ""
        var call = APICall(
            name == nil ? "read the users" : "look for the user",
            name,
            api: .users,
            authentication: .application(application),
            path: "/v1/users?page_size=100\(filter)"
        )
        let firstPath = call.path
        var users: [UserSummary] = []
        var ids: Set<String> = []
        var cursors: Set<String> = []
        while true {
            let json = try await get(call)
            let next: String?
            do throws(ShapeError) {
                let body = try json.object()
                for row in try body.rows(["_embedded", "users"]) {
                    let user = try UserSummary(body: row)
                    if ids.insert(user.id).inserted { users.append(user) }
                }
                next = try nextCursor(body)
            } catch {
                throw .malformed(error.description, call)
            }
            guard let next else { return users }
            guard cursors.insert(next).inserted, cursors.count <= Self.pageLimit else {
                throw .malformed("the list of users goes in a circle", call)
            }
            // Only the cursor is taken from the link: its host may be another, and the token is not for that.
            call.path = "\(firstPath)&cursor=\(percentEncoded(next))"
        }
    }

    private func nextCursor(_ body: JSONObject) throws(ShapeError) -> String? {
        guard let link = body["_links"]?["next"]?["href"]?.stringValue, !link.isEmpty else { return nil }
        let query = link.split(separator: "?", maxSplits: 1).dropFirst().first?.prefix { $0 != "#" } ?? ""
        let values = query.split(separator: "&").filter { $0.hasPrefix("cursor=") }
        guard let encoded = values.first?.dropFirst("cursor=".count), !encoded.isEmpty,
            let cursor = percentDecoded(encoded)
        else { throw ShapeError(description: "the link to the next page has no cursor") }
        return cursor
    }
}

/// The text that was escaped for a query; `+` stands for itself, since the cursors are base64.
private func percentDecoded(_ text: Substring) -> String? {
    var bytes: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let byte = rest.popFirst() {
        guard byte == UInt8(ascii: "%") else {
            bytes.append(byte)
            continue
        }
        guard rest.count >= 2, let value = UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) else {
            return nil
        }
        bytes.append(value)
        rest.removeFirst(2)
    }
    return String(validating: bytes, as: UTF8.self)
}
