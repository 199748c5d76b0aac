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

/// Where the private half of a new key pair goes.
struct PrivateKeyArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "Where the private half goes. (default: ~/.config/ccplan/<application>.pem)",
            valueName: "file"
        )
    )
    var privateKey: String?
}

/// Makes an application's key pair: the public half where the project says, the private half outside of it.
///
/// - Parameters:
///   - app: The application.
///   - folder: The project's folder.
///   - privateKey: Where the private half goes; below the user's configuration when nil.
/// - Returns: Where both halves are.
/// - Throws: When a half is there already or cannot be written; neither is written then.
func makeKeyPair(
    for app: AppSettings,
    in folder: String,
    privateKey: String?
) throws(ProgramFailure) -> KeyPairPaths {
    guard let publicPath = app.publicKeyPath?.value else {
        throw ProgramFailure(
            "the project names no public key",
            help: "write 'public_key: keys/app.pub' below 'app'"
        )
    }
    let privatePath: String
    if let privateKey { privatePath = privateKey } else { privatePath = try defaultPrivateKeyPath(of: app.name.value) }
    let pair = KeyPairPaths(
        publicKey: resolvedPath(publicPath, in: folder),
        privateKey: privatePath
    )
    try pair.check(project: folder)
    let key: ApplicationKey
    do {
        key = try ApplicationKey()
    } catch {
        throw ProgramFailure("no key could be made: \(error)", help: nil)
    }
    try pair.write(key)
    return pair
}

private func defaultPrivateKeyPath(of application: String) throws(ProgramFailure) -> String {
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

/// `acme-support` for `Acme Support!`; never empty.
private func fileName(for name: String) -> String {
    let words = name.lowercased().split { !$0.isLetter && !$0.isNumber }
    return words.isEmpty ? "application" : words.joined(separator: "-")
}

extension KeyPairPaths {
    /// The command that tells the programs of the private half.
    var exportLine: String { "export VONAGE_PRIVATE_KEY='\(absolutePath(privateKey))'" }
}
