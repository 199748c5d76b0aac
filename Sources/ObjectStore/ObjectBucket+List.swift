internal import HTTPTransport

extension ObjectBucket {
    /// An object as a list names it.
    package struct Entry: Hashable, Sendable {
        /// Relative to the place.
        package var name: String

        /// In bytes.
        package var size: Int

        /// With its quotation marks.
        package var tag: String

        /// When it was written, as the store writes times: `2026-11-26T09:06:11.000Z`.
        package var modified: String
    }

    /// What a list found.
    package struct Listing: Hashable, Sendable {
        /// In the order of their keys.
        package var entries: [Entry] = []

        /// With `foldersOnly`, the names up to the next slash, with it.
        package var folders: [String] = []
    }

    /// All objects whose names begin like that, however many pages they fill.
    ///
    /// - Parameters:
    ///   - start: What the names begin with; empty for all.
    ///   - stopsAtSlashes: Whether what has a slash behind the start is told as a folder, once.
    /// - Returns: The objects, or the folders and what stands beside them.
    /// - Throws: When a page does not come.
    package func list(_ start: String, stopsAtSlashes: Bool = false) async throws(ObjectStoreError) -> Listing {
        var listing = Listing()
        var token: String?
        // So many pages are a billion objects; a store that goes on for ever is none.
        for _ in 0..<1_000_000 {
            var query: [(name: String, value: String)] = []
            if let token { query.append(("continuation-token", token)) }
            if stopsAtSlashes { query.append(("delimiter", "/")) }
            query += [("list-type", "2"), ("max-keys", "1000"), ("prefix", place.key(start))]
            let response = try await exchange(start) { client async throws(TransportError) in
                try await client.get(request(nil, query: query))
            }
            guard response.status == 200 else { throw failure(response, start) }
            token = try take(XMLText(response.body), into: &listing, start)
            if token == nil { return listing }
        }
        throw ObjectStoreError(.unexpected("a list without an end"), subject: place.url(start))
    }

    /// Adds a page; gives the token of the next one.
    private func take(
        _ page: XMLText,
        into listing: inout Listing,
        _ start: String
    ) throws(ObjectStoreError) -> String? {
        func nonsense(_ reason: String) -> ObjectStoreError {
            ObjectStoreError(.unexpected(reason), subject: place.url(start))
        }
        let isTruncated = page.first("IsTruncated")
        guard isTruncated != nil else { throw nonsense("no list of objects") }
        let skipped = place.prefix.isEmpty ? 0 : place.prefix.utf8.count + 1
        func name(_ key: String) throws(ObjectStoreError) -> String {
            guard key.hasPrefix(place.key(start)) else { throw nonsense("an object that was not asked for") }
            return String(key.utf8.dropFirst(skipped)) ?? key
        }
        for object in page.all("Contents") {
            guard let key = object.first("Key"), let size = object.first("Size").flatMap({ Int($0) }) else {
                throw nonsense("an object without key or size")
            }
            listing.entries.append(
                Entry(
                    name: try name(key),
                    size: size,
                    tag: object.first("ETag") ?? "",
                    modified: object.first("LastModified") ?? ""
                )
            )
        }
        for folder in page.all("CommonPrefixes") {
            if let key = folder.first("Prefix") { listing.folders.append(try name(key)) }
        }
        guard isTruncated == "true" else { return nil }
        guard let next = page.first("NextContinuationToken") else { throw nonsense("a page without the next one") }
        return next
    }
}
