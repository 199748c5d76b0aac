internal import JSONTree

/// Whether a request for the fallback document stands in for an event of a call that goes on.
///
/// The platform asks `fallback_answer_url` with the data of the request that failed and with
/// `original_request: {"url": …, "type": "answer" | "event"}`: a member of the body, or a parameter that is JSON text
/// (Voice API, webhooks guide). Whoever can read that lets calls in progress go on with what the platform holds, by
/// answering 204. Whatever is not clearly an event gets the document: at the beginning of a call it is all that there is.
///
/// - Parameters:
///   - query: The decoded pairs in the order of the URL.
///   - body: The bytes of the body; empty for GET. What is no JSON object counts as none.
/// - Returns: Whether it clearly does.
/// - Complexity: O(query + body)
package func isForEvent(query: [(name: String, value: String)], body: some Collection<UInt8>) -> Bool {
    let posted = body.isEmpty ? nil : (try? JSONValue(parsing: body, depth: 32))?.objectValue?["original_request"]
    if let posted, posted.objectValue != nil { return posted["type"] == "event" }
    guard let text = query.first(where: { $0.name == "original_request" })?.value, text.utf8.first == UInt8(ascii: "{")
    else { return false }
    // No JSON says nothing, as in all of a query.
    return (try? JSONValue(parsing: text, depth: 32))?["type"] == "event"
}
