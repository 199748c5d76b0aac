internal import CallBundle
internal import VonageAPI

extension ApplicationPublicKey {
    /// `SHA256:` and the first 32 hex digits of the digest of the DER bytes: what plans show in place of a key.
    var digest: String { "SHA256:\(hexDigest(der).prefix(32))" }
}
