/// What looks like a secret in a text that an operator wrote: by its name, or by its form.
///
/// Used twice: to refuse secrets in projects, and to hide them wherever a line of a file is shown.
package enum SecretText {
    /// The ends of names that secrets go by, in lower case and with `_` for `-`.
    private static let endings = [
        "password", "passwd", "passphrase", "secret", "token", "api_key", "apikey", "private_key", "secret_key",
        "access_key", "authorization", "credentials", "jwt",
    ]

    /// Names that are often misspelt.
    private static let wholeNames = ["password", "api_secret", "private_key", "signature_secret", "authorization"]

    /// Whether a key of this name holds a secret.
    package static func isSecretName(_ name: String) -> Bool {
        let folded = name.lowercased().replacing("-", with: "_")
        guard (3...64).contains(folded.utf8.count) else { return false }
        if endings.contains(where: { folded == $0 || folded.hasSuffix("_\($0)") }) { return true }
        return folded.utf8.count >= 7 && nearestName(to: folded, among: wholeNames) != nil
    }

    /// Whether a text is a secret whatever its name: a private key, or a signed token.
    ///
    /// - Complexity: O(bytes), without an allocation for texts that have neither dashes in a row nor the head of a token.
    package static func isSecret(_ text: String) -> Bool {
        guard text.utf8.count >= 40, mayHoldSecret(text) else { return false }
        return text.contains("PRIVATE KEY-----") || text.split(separator: " ").contains { isToken($0) }
    }

    /// Every text of a project is asked: most are told to be none by their bytes.
    private static func mayHoldSecret(_ text: String) -> Bool {
        var text = text
        return text.withUTF8 { bytes in
            // Without a way out of the loop, so that many bytes are looked at together.
            var found: UInt8 = 0
            for index in 2..<max(2, bytes.count) {
                let (first, second, third) = unsafe (bytes[index - 2], bytes[index - 1], bytes[index])
                found |= first == UInt8(ascii: "e") && second == UInt8(ascii: "y") && third == UInt8(ascii: "J") ? 1 : 0
                found |= first == UInt8(ascii: "-") && second == first && third == first ? 1 : 0
            }
            return found != 0
        }
    }

    /// Whether a URL carries a password, or a parameter that is one.
    package static func isSecretURL(_ url: String) -> Bool {
        var bytes = Array(url.utf8)
        return hideURLs(in: &bytes)
    }

    private static func isToken(_ word: Substring) -> Bool {
        word.hasPrefix("eyJ") && word.utf8.count >= 40 && word.split(separator: ".").count == 3
    }

    /// The bytes of a line with stars for all that looks like a secret; as many as before.
    static func hiding(_ line: ArraySlice<UInt8>) -> [UInt8] {
        var bytes = Array(line)
        hideNamedValues(in: &bytes)
        hideURLs(in: &bytes)
        hideTokens(in: &bytes)
        return bytes
    }

    // MARK: Values behind names

    private static func hideNamedValues(in bytes: inout [UInt8]) {
        var start: Int?
        for place in bytes.indices {
            if isNameByte(bytes[place]) {
                start = start ?? place
                continue
            }
            defer { start = nil }
            guard let first = start, let value = valueStart(behind: place, in: bytes),
                isSecretName(String(decoding: bytes[first..<place], as: UTF8.self))
            else { continue }
            hideValue(from: value, in: &bytes)
        }
    }

    /// Where the value begins of a key that ends at `place`; nil when no colon follows, or a mapping.
    private static func valueStart(behind place: Int, in bytes: [UInt8]) -> Int? {
        var next = place
        while next < bytes.count, isQuote(bytes[next]) || bytes[next] == UInt8(ascii: " ") { next += 1 }
        guard next < bytes.count, bytes[next] == UInt8(ascii: ":") else { return nil }
        next += 1
        while next < bytes.count, bytes[next] == UInt8(ascii: " ") { next += 1 }
        guard next < bytes.count, bytes[next] != UInt8(ascii: "{") else { return nil }
        return next
    }

    private static func hideValue(from start: Int, in bytes: inout [UInt8]) {
        let quote = isQuote(bytes[start]) ? bytes[start] : nil
        let value = quote == nil ? start : start + 1
        let ends: [UInt8] = quote.map { [$0] } ?? Array(",}]".utf8)
        let end = bytes[value...].firstIndex(where: ends.contains) ?? bytes.count
        // The name of an environment variable is none: {secret: NAME}.
        let isVariable = bytes[value..<end].allSatisfy { byte in
            (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains(byte)
                || (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte)
                || byte == UInt8(ascii: "_")
        }
        if !isVariable { hide(value..<end, in: &bytes) }
    }

    // MARK: URLs and tokens

    /// Hides the user and password of URLs, and parameters with the name of a secret; true when there was any.
    @discardableResult
    private static func hideURLs(in bytes: inout [UInt8]) -> Bool {
        var found = false
        var place = 0
        while let colon = bytes[place...].firstRange(of: "://".utf8)?.lowerBound {
            let start = colon + 3
            let end = bytes[start...].firstIndex { $0 <= 0x20 || isQuote($0) || ",}".utf8.contains($0) } ?? bytes.count
            let path = bytes[start..<end].firstIndex { "/?#".utf8.contains($0) } ?? end
            if let at = bytes[start..<path].lastIndex(of: UInt8(ascii: "@")),
                bytes[start..<at].contains(UInt8(ascii: ":"))
            {
                hide(start..<at, in: &bytes)
                found = true
            }
            if let query = bytes[path..<end].firstIndex(of: UInt8(ascii: "?")) {
                found = hideParameters(query + 1..<end, in: &bytes) || found
            }
            place = end
        }
        return found
    }

    private static func hideParameters(_ query: Range<Int>, in bytes: inout [UInt8]) -> Bool {
        var found = false
        var start = query.lowerBound
        while start < query.upperBound {
            let end = bytes[start..<query.upperBound].firstIndex(of: UInt8(ascii: "&")) ?? query.upperBound
            if let sign = bytes[start..<end].firstIndex(of: UInt8(ascii: "=")), sign + 1 < end,
                isSecretName(String(decoding: bytes[start..<sign], as: UTF8.self))
            {
                hide(sign + 1..<end, in: &bytes)
                found = true
            }
            start = end + 1
        }
        return found
    }

    /// Hides signed tokens, and lines of a key in PEM form.
    private static func hideTokens(in bytes: inout [UInt8]) {
        var start: Int?
        for place in 0...bytes.count {
            if place < bytes.count, isNameByte(bytes[place]) || "./+=".utf8.contains(bytes[place]) {
                start = start ?? place
                continue
            }
            defer { start = nil }
            guard let first = start, place - first >= 40 else { continue }
            let word = bytes[first..<place]
            if word.starts(with: "eyJ".utf8) || word.starts(with: "MI".utf8) || place - first >= 64 && isBase64(word) {
                hide(first..<place, in: &bytes)
            }
        }
    }

    /// Whether a long word is one of the lines of a key: letters of both cases and digits, nothing that parts words.
    private static func isBase64(_ word: ArraySlice<UInt8>) -> Bool {
        word.contains { (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) }
            && word.contains { (UInt8(ascii: "a")...UInt8(ascii: "z")).contains($0) }
            && word.contains { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
            && !word.contains { "-_.".utf8.contains($0) }
    }

    private static func hide(_ range: Range<Int>, in bytes: inout [UInt8]) {
        for place in range where bytes[place] > 0x20 { bytes[place] = UInt8(ascii: "*") }
    }

    private static func isQuote(_ byte: UInt8) -> Bool { byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") }

    private static func isNameByte(_ byte: UInt8) -> Bool {
        switch byte {
        case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
            UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "_"), UInt8(ascii: "-"):
            true
        default: false
        }
    }
}
