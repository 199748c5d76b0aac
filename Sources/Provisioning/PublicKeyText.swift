internal import CallBundle

/// A public key in PEM form, compared by its DER bytes: the platform changes line ends.
package struct PublicKeyText: Sendable {
    /// The text as it was read.
    package let pem: String

    private let der: [UInt8]

    /// Why a text is not a public key.
    package struct FormatError: Error, Sendable, CustomStringConvertible {
        package let description: String
    }

    /// Reads the first `PUBLIC KEY` block of a text.
    package init(pem: String) throws(FormatError) {
        var encoded: [UInt8]?
        var isClosed = false
        for line in pem.split(whereSeparator: \.isNewline) {
            let text = line.drop { $0.isWhitespace }
            if text.hasPrefix("-----BEGIN PUBLIC KEY-----") {
                encoded = []
            } else if text.hasPrefix("-----END PUBLIC KEY-----"), encoded != nil {
                isClosed = true
                break
            } else {
                encoded?.append(contentsOf: text.utf8)
            }
        }
        guard isClosed, let encoded, let der = Self.decoded(base64: encoded), !der.isEmpty else {
            throw FormatError(description: "the text holds no public key in PEM form")
        }
        self.pem = pem
        self.der = der
    }

    /// `SHA256:` and the first 32 hex digits of the digest of the DER bytes: to show, and to compare.
    package var digest: String { "SHA256:\(hexDigest(der).prefix(32))" }

    private static func decoded(base64 text: [UInt8]) -> [UInt8]? {
        var bytes: [UInt8] = []
        var bits: UInt32 = 0
        var count = 0
        var padding = 0
        for character in text {
            let value: UInt8
            switch character {
            case UInt8(ascii: "A")...UInt8(ascii: "Z"): value = character - UInt8(ascii: "A")
            case UInt8(ascii: "a")...UInt8(ascii: "z"): value = character - UInt8(ascii: "a") + 26
            case UInt8(ascii: "0")...UInt8(ascii: "9"): value = character - UInt8(ascii: "0") + 52
            case UInt8(ascii: "+"): value = 62
            case UInt8(ascii: "/"): value = 63
            case UInt8(ascii: "="):
                padding += 1
                continue
            case UInt8(ascii: " "), UInt8(ascii: "\t"): continue
            default: return nil
            }
            guard padding == 0 else { return nil }
            bits = bits << 6 | UInt32(value)
            count += 1
            if count % 4 != 1 { bytes.append(UInt8(truncatingIfNeeded: bits >> ((4 - UInt32(count % 4)) % 4 * 2))) }
        }
        return count % 4 == 1 ? nil : bytes
    }
}

extension PublicKeyText: Hashable {
    package static func == (left: PublicKeyText, right: PublicKeyText) -> Bool { left.der == right.der }

    package func hash(into hasher: inout Hasher) { hasher.combine(der) }
}
