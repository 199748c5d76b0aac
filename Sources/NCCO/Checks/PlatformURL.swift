/// Whether a text can stand where the platform wants a URL: `http` or `https` with a host, and no blanks.
func isWebURL(_ text: String) -> Bool {
    guard let scheme = ["https://", "http://"].first(where: { text.lowercased().hasPrefix($0) }) else { return false }
    // What no URL holds unescaped, and what would break out of a quoted place.
    guard !text.utf8.contains(where: { $0 <= 0x20 || $0 == 0x7F || "\"<>\\^`{|}".utf8.contains($0) }) else {
        return false
    }
    let authority = text.utf8.dropFirst(scheme.utf8.count).prefix { !"/?#".utf8.contains($0) }
    let hostAndPort = authority.split(separator: UInt8(ascii: "@"), omittingEmptySubsequences: false).last ?? authority
    guard let first = hostAndPort.first else { return false }
    if first == UInt8(ascii: "[") { return hostAndPort.contains(UInt8(ascii: "]")) }
    let pieces = hostAndPort.split(separator: UInt8(ascii: ":"), omittingEmptySubsequences: false)
    guard let host = pieces.first, !host.isEmpty, pieces.count <= 2 else { return false }
    guard pieces.count == 2, let port = pieces.last else { return true }
    return UInt16(String(decoding: port, as: UTF8.self)) != nil
}

/// A reference to a menu of the project from a hand-written NCCO: `ccplan://menu/NAME` enters the menu,
/// `ccplan://menu/NAME/input` answers its keys.
struct MenuURL {
    static let scheme = "ccplan:"

    let menu: String
    let isInput: Bool

    /// Nil when the text is no such reference; names are taken as written, and hold no `/`.
    init?(_ text: String) {
        let prefix = "ccplan://menu/"
        guard text.hasPrefix(prefix) else { return nil }
        var name = text.dropFirst(prefix.count)
        let suffix = "/input"
        isInput = name.hasSuffix(suffix)
        if isInput { name.removeLast(suffix.count) }
        guard !name.isEmpty, !name.contains("/") else { return nil }
        menu = String(name)
    }
}
