internal import JSONTree

extension JSONObject {
    /// This object with the members of another in it, those of objects in both put together all the way down.
    func merging(_ other: JSONObject) -> JSONObject {
        var merged = self
        for (key, value) in other.members {
            if let old = merged[key]?.objectValue, let new = value.objectValue {
                merged[key] = .object(old.merging(new))
            } else {
                merged[key] = value
            }
        }
        return merged
    }

    /// This object with all addresses of webhooks as a platform may write them that understands URLs.
    func withNormalisedURLs() -> JSONObject {
        JSONObject(
            members.map { key, value in
                if key == "address", let text = value.stringValue { return (key, .string(normalisedURL(text))) }
                return (key, value.objectValue.map { .object($0.withNormalisedURLs()) } ?? value)
            }
        )
    }
}

/// The URL with its scheme and host in lower case, without a default port, and without slashes at the end.
private func normalisedURL(_ text: String) -> String {
    guard let separator = text.firstRange(of: "://") else { return text }
    let scheme = text[..<separator.lowerBound].lowercased()
    let rest = text[separator.upperBound...]
    let end = rest.firstIndex { "/?#".contains($0) } ?? rest.endIndex
    var host = rest[..<end].lowercased()
    if let port = ["https": ":443", "http": ":80"][scheme], host.hasSuffix(port) { host.removeLast(port.count) }
    var path = rest[end...]
    if !path.contains("?") && !path.contains("#") {
        while path.hasSuffix("/") { path.removeLast() }
    }
    return "\(scheme)://\(host)\(path)"
}
