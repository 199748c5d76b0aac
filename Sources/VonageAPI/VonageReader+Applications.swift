internal import JSONTree

extension VonageReader {
    /// All applications of the account, with their public keys.
    ///
    /// One whose row lacks the key is read by itself: it tells which application is whose.
    package func applications() async throws(APIError) -> [Application] {
        let rows = try await applicationRows()
        guard rows.contains(where: { $0.publicKeyPEM == nil }) else { return rows }
        var applications: [Application] = []
        for row in rows {
            guard row.publicKeyPEM == nil else {
                applications.append(row)
                continue
            }
            do throws(APIError) {
                applications.append(try await application(id: row.id))
            } catch  where error.isNotFound {
                continue  // It is gone since the list was made.
            }
        }
        return applications
    }

    private func applicationRows() async throws(APIError) -> [Application] {
        let list = APICall("read the applications", api: .applications, path: "")
        let pages = NumberedPages<Application, ApplicationID>(
            call: list,
            concurrency: session.concurrency,
            id: \.id
        ) { number, _ in
            var call = list
            call.path = "/v2/applications?page_size=100&page=\(number)"
            do throws(APIError) {
                return .success(try applicationsPage(try await get(call), call, number: number))
            } catch {
                return .failure(error)
            }
        }
        return try await pages.readAll()
    }

    private func applicationsPage(
        _ json: JSONValue?,
        _ call: APICall,
        number: Int
    ) throws(APIError) -> NumberedPage<Application> {
        do throws(ShapeError) {
            let body = try json.object()
            let rows = try body.rows(["_embedded", "applications"])
            var items: [Application] = []
            for row in rows { items.append(try Application(body: row)) }
            let hasNext = body["_links"]?["next"]?["href"] != nil
            return NumberedPage(
                items: items,
                // Either is enough to find the end.
                pageCount: body["total_pages"]?.intValue ?? (hasNext ? number + 1 : number),
                itemCount: body["total_items"]?.intValue
            )
        } catch {
            throw .malformed(error.description, call)
        }
    }
}

extension JSONObject {
    /// The objects in the array at the end of that path; none when the path is not there.
    func rows(_ path: [String]) throws(ShapeError) -> [JSONObject] {
        var value: JSONValue? = .object(self)
        for key in path {
            guard let object = value?.objectValue else { break }
            value = object[key]
        }
        guard let value, !value.isNull else { return [] }
        let name = path.joined(separator: ".")
        guard let array = value.arrayValue else { throw ShapeError(description: "'\(name)' is not an array") }
        var rows: [JSONObject] = []
        rows.reserveCapacity(array.count)
        for element in array {
            guard let row = element.objectValue else {
                throw ShapeError(description: "'\(name)' holds something that is not an object")
            }
            rows.append(row)
        }
        return rows
    }
}
