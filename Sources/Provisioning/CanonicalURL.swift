/// A URL in the form in which its spellings are equal: scheme and host in lower case, no default port, no slash at the end.
///
/// Whether the platform keeps URLs as they were written is documented nowhere. A slash at the end does matter to servers,
/// but no project has two webhooks that differ in nothing else.
func canonicalURL(_ text: String) -> String {
    guard let separator = text.firstRange(of: "://") else { return text }
    let scheme = text[..<separator.lowerBound].lowercased()
    let rest = text[separator.upperBound...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    var host = rest[..<end].lowercased()
    if let port = ["https": ":443", "http": ":80"][scheme], host.hasSuffix(port) { host.removeLast(port.count) }
    var path = rest[end...]
    while path.hasSuffix("/") { path.removeLast() }
    return "\(scheme)://\(host)\(path)"
}
