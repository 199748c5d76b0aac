internal import ArgumentParser
internal import ContactCenter
internal import Diagnostics
internal import ProgramSupport
internal import ProjectLoading
internal import VonageAPI

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

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

    @Option(
        help: ArgumentHelp(
            "Where the private half goes. (default: ~/.config/ccplan/<application>.pem)",
            valueName: "file"
        )
    )
    var privateKey: String?

    func run() throws {
        let project = try arguments.load(through: .checks)
        guard let app = project.project?.app, !project.diagnostics.hasErrors else {
            project.printDiagnostics()
            throw ProgramFailure.alreadyPrinted
        }
        let pair: KeyPairPaths
        do throws(ProgramFailure) {
            guard let publicPath = app.publicKeyPath?.value else {
                throw ProgramFailure(
                    "the project names no public key",
                    help: "write 'public_key: keys/app.pub' below 'app'"
                )
            }
            pair = KeyPairPaths(
                publicKey: resolvedPath(publicPath, in: project.folder),
                privateKey: try privatePath(for: app.name.value)
            )
            try pair.check(project: project.folder)
            let key: ApplicationKey
            do {
                key = try ApplicationKey()
            } catch {
                throw ProgramFailure("no key could be made: \(error)", help: nil)
            }
            try pair.write(key)
        } catch {
            throw error.reported()
        }
        try printOutput(
            """
            public key:  \(pair.publicKey)
            private key: \(pair.privateKey), readable by you alone

            Commit the public key. Set VONAGE_PRIVATE_KEY to the private one, or to its path:
              export VONAGE_PRIVATE_KEY='\(absolutePath(pair.privateKey))'

            """
        )
    }

    private func privatePath(for application: String) throws(ProgramFailure) -> String {
        if let privateKey { return privateKey }
        let environment = ProcessInfo.processInfo.environment
        let folder: String
        if let config = environment["XDG_CONFIG_HOME"], config.hasPrefix("/") {
            folder = config
        } else if let home = environment["HOME"], home.hasPrefix("/") {
            folder = "\(home)/.config"
        } else {
            throw ProgramFailure(
                "there is no home folder for the private key",
                help: "say where it goes with --private-key"
            )
        }
        return "\(folder)/ccplan/\(fileName(for: application)).pem"
    }
}

/// `acme-support` for `Acme Support!`; never empty.
private func fileName(for name: String) -> String {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.isEmpty ? "application" : words.joined(separator: "-")
}
