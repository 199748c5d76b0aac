/// Why a text is not the key that was expected.
package enum KeyError: Error, Hashable, Sendable {
    package enum Half: String, Hashable, Sendable {
        case publicKey = "public key"
        case privateKey = "private key"
    }

    case notPEM(expected: Half)
    case otherHalf(expected: Half)
    case certificate
    case encrypted
    /// A PEM of another kind; its label.
    case otherKind(label: String, expected: Half)
    /// Below 2048 bits.
    case tooShort
    /// The right label, but the content is no RSA key.
    case unreadable(Half)

    /// Looks at the label alone, to say what a text is that is not what it should be.
    static func check(_ pem: String, expecting expected: Half) throws(KeyError) {
        guard let start = pem.firstRange(of: "-----BEGIN "),
            let end = pem[start.upperBound...].firstRange(of: "-----")
        else { throw .notPEM(expected: expected) }
        let label = String(pem[start.upperBound..<end.lowerBound])
        switch label {
        case "PUBLIC KEY", "RSA PUBLIC KEY":
            guard expected == .publicKey else { throw .otherHalf(expected: expected) }
        case "RSA PRIVATE KEY" where pem.contains("ENCRYPTED"), "ENCRYPTED PRIVATE KEY": throw .encrypted
        case "PRIVATE KEY", "RSA PRIVATE KEY":
            guard expected == .privateKey else { throw .otherHalf(expected: expected) }
        case "CERTIFICATE": throw .certificate
        default: throw .otherKind(label: String(label.prefix(40)), expected: expected)
        }
    }
}

extension KeyError: CustomStringConvertible {
    package var description: String {
        switch self {
        case .notPEM(let expected): "it is not a PEM of a \(expected.rawValue)"
        case .otherHalf(expected: .publicKey): "it is a private key, where the public half is wanted"
        case .otherHalf(expected: .privateKey): "it is a public key, where the private half is wanted"
        case .certificate: "it is a certificate, not a key"
        case .encrypted: "it is encrypted; only keys without a passphrase can be used"
        case .otherKind(let label, let expected): "it is a PEM of a '\(label)', not of an RSA \(expected.rawValue)"
        case .tooShort: "it is an RSA key of fewer than 2048 bits"
        case .unreadable(let half): "it is damaged, or not an RSA \(half.rawValue)"
        }
    }
}
