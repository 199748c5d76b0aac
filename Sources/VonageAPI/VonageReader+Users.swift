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
        let call = APICall(
            name == nil ? "read the users" : "look for the user",
            name,
            api: .users,
            authentication: .application(application),
            path: "/v1/users?page_size=100\(filter)"
        )
        let pages = try await withTaskGroup(of: (Int, Result<UserPage, APIError>).self) { group in
            await readPages(call, in: &group)
        }.get()
        var users: [UserSummary] = []
        var ids: Set<String> = []
        ids.reserveCapacity(pages.count * 100)
        for user in pages.joined() where ids.insert(user.id).inserted { users.append(user) }
        return users
    }

    /// Reads page after page, and lets others make sense of them.
    private func readPages(
        _ call: APICall,
        in group: inout TaskGroup<(Int, Result<UserPage, APIError>)>
    ) async -> Result<[[UserSummary]], APIError> {
        var chain = CursorChain(call: call, limit: Self.pageLimit)
        var pages: [Int: UserPage] = [:]
        do throws(APIError) {
            while let next = chain.next {
                let page = try await session.fetchPage(next)
                let number = chain.fetched(guessing: likelyCursor(in: page.body))
                group.addTask { (number, readPage(page, next)) }
                // Without a guess only the page itself tells whether there is another one.
                while chain.next == nil, chain.known < chain.count, let (number, result) = await group.next() {
                    pages[number] = try result.get()
                    guard try chain.learn(pages) else { continue }
                    // Pages that a wrong guess led to are none of the list's.
                    for await _ in group {}
                    pages = pages.filter { $0.key < chain.count }
                }
            }
        } catch {
            group.cancelAll()
            return .failure(error)
        }
        return .success((0..<chain.count).map { pages[$0]?.users ?? [] })
    }

    private func readPage(_ page: FetchedPage, _ call: APICall) -> Result<UserPage, APIError> {
        do throws(APIError) {
            let json = try page.json()
            do throws(ShapeError) {
                let body = try json.object()
                var users: [UserSummary] = []
                for row in try body.rows(["_embedded", "users"]) { users.append(try UserSummary(body: row)) }
                return .success(UserPage(users: users, cursor: try nextCursor(body)))
            } catch {
                throw .malformed(error.description, call)
            }
        } catch {
            return .failure(error)
        }
    }

    private func nextCursor(_ body: JSONObject) throws(ShapeError) -> String? {
        guard let link = body["_links"]?["next"]?["href"]?.stringValue, !link.isEmpty else { return nil }
        guard let cursor = cursor(ofLink: link) else {
            throw ShapeError(description: "the link to the next page has no cursor")
        }
        return cursor
    }
}

/// A page of the list of users.
private struct UserPage: Sendable {
    let users: [UserSummary]

    /// Where the list goes on; nil on the last page.
    let cursor: String?
}

/// Which page comes next: as the last one says, or as it seems to say while it is still looked into.
private struct CursorChain {
    private let first: APICall
    private let limit: Int

    /// The cursors that lead to the pages behind the first, as far as they were followed.
    private var cursors: [String] = []
    private var seen: Set<String> = []

    /// How many pages were fetched.
    private(set) var count = 0

    /// How many of the first pages are known to lead to the one behind them.
    private(set) var known = 0

    /// What to ask for now; nil at the end, and while only a page that is looked into knows.
    private(set) var next: APICall?

    init(call: APICall, limit: Int) {
        first = call
        self.limit = limit
        next = call
    }

    /// Takes note of a page that came, and goes on with what seems to be its cursor; gives its number.
    mutating func fetched(guessing cursor: String?) -> Int {
        count += 1
        next = nil
        // One that was followed before may be a wrong guess, or a list without end: the page itself will tell.
        if let cursor, !seen.contains(cursor), seen.count < limit { follow(cursor) }
        return count - 1
    }

    /// Compares with what the pages really say; a wrong guess is taken back with all that came of it.
    ///
    /// - Returns: Whether one was.
    mutating func learn(_ pages: [Int: UserPage]) throws(APIError) -> Bool {
        while known < count, let page = pages[known] {
            let followed = known < cursors.count ? cursors[known] : nil
            known += 1
            guard page.cursor != followed else { continue }
            for cursor in cursors[(known - 1)...] { seen.remove(cursor) }
            cursors.removeSubrange((known - 1)...)
            count = known
            next = nil
            guard let cursor = page.cursor else { return true }
            guard !seen.contains(cursor), seen.count < limit else {
                // Only the cursor is repeated: what it leads to was read already.
                throw .malformed("the list of users goes in a circle", first)
            }
            follow(cursor)
            return true
        }
        return false
    }

    private mutating func follow(_ cursor: String) {
        seen.insert(cursor)
        cursors.append(cursor)
        var call = first
        // Only the cursor is taken from the link: its host may be another, and the token is not for that.
        call.path += "&cursor=\(percentEncoded(cursor))"
        next = call
    }
}

/// What seems to be the cursor of the next page: the last member `next` of the text that has a plain link.
///
/// Most of a page's time is spent on making sense of it; this finds what is wanted first in a glance.
private func likelyCursor(in body: [UInt8]) -> String? {
    let key = Array("\"next\":{\"href\":\"".utf8)
    // Links stand at the end.
    var start = body.count - key.count
    while start >= 0, start > body.count - 4096 {
        if body[start] == key[0], body[start..<(start + key.count)].elementsEqual(key) {
            let link = body[(start + key.count)...].prefix { $0 != UInt8(ascii: "\"") }
            guard !link.contains(UInt8(ascii: "\\")) else { return nil }
            return cursor(ofLink: String(decoding: link, as: UTF8.self))
        }
        start -= 1
    }
    return nil
}

private func cursor(ofLink link: String) -> String? {
    let query = link.split(separator: "?", maxSplits: 1).dropFirst().first?.prefix { $0 != "#" } ?? ""
    let values = query.split(separator: "&").filter { $0.hasPrefix("cursor=") }
    guard let encoded = values.first?.dropFirst("cursor=".count), !encoded.isEmpty else { return nil }
    return percentDecoded(encoded)
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
