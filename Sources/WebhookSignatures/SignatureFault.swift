/// Why a webhook does not count as the platform's; the text is the reason that a log gives.
package enum SignatureFault: String, Error, Hashable, Sendable, CaseIterable {
    /// No `Authorization: Bearer …`.
    case unsigned
    /// No token of the form that it must have, or two of them.
    case malformed = "malformed token"
    /// Signed in another way than HS256, or not at all.
    case wrongAlgorithm = "wrong algorithm"
    /// Signed with no secret that is known here: forged, or of another account, or with a secret that was replaced.
    case wrongKey = "wrong key"
    /// Made by somebody else than the platform.
    case wrongIssuer = "wrong issuer"
    /// Too old.
    case expired
    /// Made in the future, beyond what clocks differ.
    case notYetValid = "not yet valid"
    /// Made for another body.
    case changedBody = "changed body"
}
