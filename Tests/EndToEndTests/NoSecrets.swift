import Foundation
import Testing

/// Nothing that a program printed is a secret of the site, however it is written: not the account's, not a private key's
/// body, not a token, and none of those that are given.
func expectNoSecrets(
    _ result: ProgramResult,
    and secrets: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    try await expectNoSecrets(result.output + result.errors, and: secrets, sourceLocation: sourceLocation)
}

/// The same of any text, such as a file that a program wrote.
func expectNoSecrets(
    _ text: String,
    and secrets: [String] = [],
    sourceLocation: SourceLocation = #_sourceLocation
) async throws {
    for token in ["BEGIN PRIVATE KEY", "BEGIN RSA PRIVATE KEY", "Bearer ey", "eyJhbGci"] {
        #expect(!text.contains(token), "\(text)", sourceLocation: sourceLocation)
    }
    for secret in ["sandbox-secret"] + secrets {
        for spelling in spellings(of: secret) {
            #expect(!text.contains(spelling), "\(text)", sourceLocation: sourceLocation)
        }
    }
    let pems = [try await KeyPair.first.value.privatePEM, try await KeyPair.second.value.privatePEM]
    for line in pems.flatMap({ $0.split(separator: "\n") }) where !line.hasPrefix("-----") {
        #expect(!text.contains(line), sourceLocation: sourceLocation)
        let encoded = line.replacing("+", with: "%2B").replacing("/", with: "%2F")
        #expect(!text.contains(encoded), sourceLocation: sourceLocation)
    }
}

/// A secret as it stands, percent-encoded in both ways, and in base64 wherever in a longer text it begins.
func spellings(of secret: String) -> [String] {
    let plain = CharacterSet(charactersIn: "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
    let percent = secret.addingPercentEncoding(withAllowedCharacters: plain) ?? secret
    var spellings = [secret, percent, percent.replacing("%20", with: "+")]
    for before in 0..<3 {
        let encoded = Data((String(repeating: "x", count: before) + secret).utf8).base64EncodedString()
        // The first and last digits hold bits of the neighbours too.
        let core = encoded.filter { $0 != "=" }.dropFirst([0, 2, 3][before]).dropLast()
        spellings.append(String(core))
        spellings.append(String(core).replacing("+", with: "-").replacing("/", with: "_"))
    }
    return spellings
}
