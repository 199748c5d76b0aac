internal import CryptoExtras
internal import FoundationEssentials

/// An application's RSA private key, which signs its tokens.
package struct ApplicationKey: Sendable {
    private let key: _RSA.Signing.PrivateKey

    /// Makes a new key of 2048 bits, as the platform does.
    package init() throws {
        key = try _RSA.Signing.PrivateKey(keySize: .bits2048)
    }

    /// Reads a PEM, PKCS#8 ("PRIVATE KEY") or PKCS#1 ("RSA PRIVATE KEY").
    package init(pem: String) throws(KeyError) {
        try KeyError.check(pem, expecting: .privateKey)
        do {
            key = try _RSA.Signing.PrivateKey(pemRepresentation: pem)
        } catch {
            // Without the size rule it tells a short key from a broken one.
            let isShort = (try? _RSA.Signing.PrivateKey(unsafePEMRepresentation: pem)) != nil
            throw isShort ? .tooShort : .unreadable(.privateKey)
        }
    }

    /// The PKCS#8 PEM, with a line end behind it.
    package var pem: Secret {
        Secret(key.pkcs8PEMRepresentation.withFinalLineEnd)
    }

    package var publicKey: ApplicationPublicKey {
        ApplicationPublicKey(key.publicKey)
    }

    /// The RS256 signature: PKCS#1 v1.5 over SHA-256.
    func signature(of bytes: [UInt8]) throws -> [UInt8] {
        Array(try key.signature(for: Data(bytes), padding: .insecurePKCS1v1_5).rawRepresentation)
    }
}

/// An application's RSA public key; two are equal when their DER is, however their PEM is written.
package struct ApplicationPublicKey: Sendable {
    private let key: _RSA.Signing.PublicKey

    /// The SubjectPublicKeyInfo.
    package let der: [UInt8]

    init(_ key: _RSA.Signing.PublicKey) {
        self.key = key
        der = Array(key.derRepresentation)
    }

    /// Reads a PEM, SubjectPublicKeyInfo ("PUBLIC KEY") or PKCS#1 ("RSA PUBLIC KEY").
    package init(pem: String) throws(KeyError) {
        try KeyError.check(pem, expecting: .publicKey)
        do {
            self.init(try _RSA.Signing.PublicKey(pemRepresentation: pem))
        } catch {
            let isShort = (try? _RSA.Signing.PublicKey(unsafePEMRepresentation: pem)) != nil
            throw isShort ? .tooShort : .unreadable(.publicKey)
        }
    }

    /// The SubjectPublicKeyInfo PEM, with a line end behind it.
    package var pem: String { key.pemRepresentation.withFinalLineEnd }

    /// Whether it is an RS256 signature of those bytes by the private half.
    package func isValid(signature: [UInt8], of bytes: [UInt8]) -> Bool {
        key.isValidSignature(
            _RSA.Signing.RSASignature(rawRepresentation: signature),
            for: Data(bytes),
            padding: .insecurePKCS1v1_5
        )
    }
}

extension ApplicationPublicKey: Hashable {
    package static func == (left: ApplicationPublicKey, right: ApplicationPublicKey) -> Bool { left.der == right.der }

    package func hash(into hasher: inout Hasher) { hasher.combine(der) }
}

extension String {
    fileprivate var withFinalLineEnd: String { hasSuffix("\n") ? self : self + "\n" }
}
