import Foundation
import JSONTree
import Testing

extension Site {
    /// `ccplan` with any command, in the project's folder; nothing is asked slowly.
    func ccplan(_ arguments: [String], environment changes: [String: String] = [:]) async throws -> ProgramResult {
        try await finish("ccplan", arguments, environment: environment.merging(changes) { $1 }, in: project)
    }

    /// `ccplan` where there is no credential at all.
    func ccplanWithoutCredentials(_ arguments: [String]) async throws -> ProgramResult {
        try await finish("ccplan", arguments, in: project)
    }

    /// A snapshot that must succeed; its file.
    func snapshot(environment changes: [String: String] = [:]) async throws -> URL {
        let file = folder.url.appending(path: "live.json")
        let result = try await ccplan(["snapshot", "--out", file.path, "--rate", "off"], environment: changes)
        try #require(result.status == 0, "\(result.errors)")
        return file
    }

    /// Changes the account behind the project's back: texts in its state are replaced, and must be there.
    func changeAccount(_ changes: (old: String, new: String)...) async throws {
        var text = try await account.state().serialized()
        for change in changes {
            try #require(text.contains(change.old), "\(text)")
            text = text.replacing(change.old, with: change.new)
        }
        try await account.set(state: try JSONValue(parsing: text))
    }

    /// Gives Jane channels and data that hold secrets, and the application another one.
    func plantSecrets() async throws {
        try await changeAccount(
            (
                #""name":"Jane""#,
                """
                "name":"Jane","channels":{"sip":[{"uri":"sip:jane@pbx.example","username":"\(plantedSecrets[0])",\
                "password":"\(plantedSecrets[1])"}]},"properties":{"custom_data":{"crm_token":"\(plantedSecrets[2])",\
                "desk":"7"}}
                """
            )
        )
    }
}

/// What `plantSecrets` plants: with characters that the encodings write differently.
let plantedSecrets = ["jane-user+name/1", "pass=word+&/2", "crm?token&/3"]

/// None of the planted secrets is in a text: plain, base64 at any offset, or URL-encoded.
func expectNoPlantedSecrets(_ text: String, sourceLocation: SourceLocation = #_sourceLocation) {
    for secret in plantedSecrets {
        var forms = [secret]
        if let encoded = secret.addingPercentEncoding(withAllowedCharacters: .alphanumerics) { forms.append(encoded) }
        forms.append(secret.replacing("/", with: "\\/"))
        for offset in 0..<3 {
            // What stands before moves the bits; the whole groups in the middle do not depend on neighbours.
            let bytes = Data(String(repeating: "x", count: offset).utf8) + Data(secret.utf8)
            let base64 = bytes.base64EncodedString().filter { $0 != "=" }
            forms.append(String(base64.dropFirst(offset == 0 ? 0 : 4).dropLast(3)))
        }
        for form in forms where form.count > 5 {
            #expect(!text.contains(form), "\(form)", sourceLocation: sourceLocation)
        }
    }
}
