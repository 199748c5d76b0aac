internal import ArgumentParser
internal import ContactCenter
internal import Diagnostics
internal import ProgramSupport
internal import ProjectLoading

/// `ccplan keygen`.
struct Keygen: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Make the application's key pair, once.",
        discussion: """
            The public half goes where 'app.public_key' says and belongs into version control. The private half goes to a \
            file outside the project that only you can read; keep it where your CI keeps its secrets. Files that are there \
            are never overwritten.
            """
    )

    @OptionGroup var arguments: ProjectArguments

    @OptionGroup var place: PrivateKeyArguments

    func run() throws {
        let project = try arguments.load(through: .checks)
        guard let app = project.project?.app, !project.diagnostics.hasErrors else {
            project.printDiagnostics()
            throw ProgramFailure.alreadyPrinted
        }
        let pair: KeyPairPaths
        do throws(ProgramFailure) {
            pair = try makeKeyPair(for: app, in: project.folder, privateKey: place.privateKey)
        } catch {
            throw error.reported()
        }
        try printOutput(
            """
            public key:  \(pair.publicKey)
            private key: \(pair.privateKey), readable by you alone

            Commit the public key. Set VONAGE_PRIVATE_KEY to the private one, or to its path:
              \(pair.exportLine)

            """
        )
    }
}
