internal import CallBundle
internal import ContactCenter
internal import JSONTree
internal import ProjectLoading
internal import Provisioning

/// Why the fuzzer cannot begin.
struct FuzzError: Error, CustomStringConvertible {
    let description: String

    init(_ description: String) {
        self.description = description
    }
}

extension LoadedProject {
    /// The bytes of the NCCO documents.
    var documents: [[UInt8]] { files { $0.contains("/d/") } }

    /// The bytes of the decision tables.
    var tables: [[UInt8]] { files { $0.contains("/e/") } }

    var manifest: [UInt8] { release?.manifest.json.serializedBytes(.pretty) ?? [] }

    /// What the project asks of the account.
    func desired() throws -> DesiredState {
        guard let project, let release else { throw FuzzError("the example does not compile") }
        return try DesiredState(project: project, release: release, publicKeyPEM: publicKeyPEM)
    }

    private func files(where isWanted: (String) -> Bool) -> [[UInt8]] {
        (release?.files ?? []).filter { isWanted($0.path) }.map(\.bytes)
    }
}
