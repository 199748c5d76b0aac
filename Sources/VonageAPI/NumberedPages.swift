internal import JSONTree

/// One page of a list whose pages have numbers.
struct NumberedPage<Item: Sendable>: Sendable {
    var items: [Item]

    /// How many pages the list has, as this page tells.
    var pageCount: Int

    /// How many items the list has, as this page tells; nil when it does not.
    var itemCount: Int?
}

/// A list that is read page by page, the pages behind the first at the same time.
struct NumberedPages<Item: Sendable, ID: Hashable & Sendable>: Sendable {
    /// For errors: what is read.
    let call: APICall
    let concurrency: Int
    let id: @Sendable (Item) -> ID

    /// Reads a page, from 1.
    ///
    /// Given the first page, nil while that is read.
    let read: @Sendable (Int, NumberedPage<Item>?) async -> Result<NumberedPage<Item>, APIError>

    /// More pages than any account has: a server that always promises another one is not followed further.
    private static var pageLimit: Int { 2000 }

    /// All items in the list's order, each id once.
    ///
    /// A list can change while its pages are read, and then one can slip from a page not yet read to one that was. So
    /// when fewer came than the list says it has, it is read once more.
    func readAll() async throws(APIError) -> [Item] {
        let first = try await readOnce()
        guard let count = first.itemCount, first.items.count < count else { return first.items }
        let second = try await readOnce()
        return second.items.count < first.items.count ? first.items : second.items
    }

    private func readOnce() async throws(APIError) -> (items: [Item], itemCount: Int?) {
        let first = try await read(1, nil).get()
        var pages = [first]
        while let last = pages.last, pages.count < last.pageCount {
            guard last.pageCount <= Self.pageLimit else {
                throw .malformed("the list has \(last.pageCount) pages, and no end", call)
            }
            pages += try await readPages((pages.count + 1)...last.pageCount, first)
        }
        var seen: Set<ID> = []
        let items = pages.flatMap(\.items).filter { seen.insert(id($0)).inserted }
        return (items, pages.last?.itemCount)
    }

    private func readPages(
        _ numbers: ClosedRange<Int>,
        _ first: NumberedPage<Item>
    ) async throws(APIError) -> [NumberedPage<Item>] {
        let results = await withTaskGroup(of: (Int, Result<NumberedPage<Item>, APIError>).self) { group in
            var next = numbers.makeIterator()
            func start() {
                guard let number = next.next() else { return }
                group.addTask { (number, await read(number, first)) }
            }
            for _ in 0..<concurrency { start() }
            var results: [Int: Result<NumberedPage<Item>, APIError>] = [:]
            for await (number, result) in group {
                results[number] = result
                if case .failure = result {
                    group.cancelAll()
                    // The first error counts; the others are its echo.
                    return [number: result]
                }
                start()
            }
            return results
        }
        var pages: [NumberedPage<Item>] = []
        for number in results.keys.sorted() {
            if let page = try results[number]?.get() { pages.append(page) }
        }
        return pages
    }
}
