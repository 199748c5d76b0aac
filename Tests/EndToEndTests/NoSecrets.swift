import Foundation
import Testing

/// Nothing that a program printed is a secret of the site: not the account's, not a private key's body.
func expectNoSecrets(
    _ result: ProgramResult,
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    let text = result.output + result.errors
    // Of 'sandbox:sandbox-secret', whole and from its second half on.
    for secret in ["sandbox-secret", "c2FuZGJveDpzYW5kYm94LXNlY3JldA", "BEGIN PRIVATE KEY", "Bearer ey"] {
        #expect(!text.contains(secret), "\(text)", sourceLocation: sourceLocation)
    }
    let pems = [try await KeyPair.first.value.privatePEM, try await KeyPair.second.value.privatePEM]
    for line in pems.flatMap({ $0.split(separator: "\n") }) {
        #expect(!text.contains(line), sourceLocation: sourceLocation)
    }
}
