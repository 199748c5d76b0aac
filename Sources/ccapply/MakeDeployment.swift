internal import Applying
internal import ArgumentParser
internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import HTTPTransport
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Publishing
internal import VonageAPI

#if canImport(FoundationEssentials)
    internal import FoundationEssentials
#else
    internal import Foundation
#endif

/// How the project's release gets to where it is served.
///
/// - Parameters:
///   - prepared: The project.
///   - target: Held; the main host's files go there.
///   - arguments: Which of its URLs are looked at.
///   - connection: Its signature secret, where it is set, signs the requests to routes.
/// - Returns: What publishes and verifies when it is run.
/// - Throws: The exit status, when the fallback's place cannot be reached and that was printed.
func makeDeployment(
    _ prepared: PreparedProject,
    to target: HeldTarget,
    _ arguments: VerifyArguments,
    _ connection: AccountConnection
) throws -> Deployment {
    let place = try PublishPlace(prepared.loaded.project?.hosting.fallback?.publish, in: prepared.loaded.folder)
    var fallback = place.fallbackPublisher
    // In the same folder it is there already, and the folder's lock is held.
    if case .folder(let path) = place, target.isFolder(at: path) { fallback = nil }
    return .publishing(
        prepared.release,
        to: target.publisher,
        fallback: fallback,
        verification: arguments.verification(
            fallbackURL: prepared.desired.application.fallbackURL,
            place: target.placeName,
            connection
        ),
        warn: printWarning
    )
}

/// Prints what works and is hardly meant.
@Sendable func printWarning(_ finding: Diagnostic) {
    printError(
        "warning[\(finding.code)]: \(printable(finding.message))" + (finding.help.map { "\n  help: \($0)" } ?? "")
    )
}

/// Which URLs of a release are looked at before calls go there.
struct VerifyArguments: ParsableArguments {
    @Option(
        help: ArgumentHelp(
            "What is looked at where it is served: all, routes, or sample:N for the routes and N of the documents.",
            valueName: "scope"
        )
    )
    var verify = VerificationArgument(scope: .all)

    /// The look that these arguments want.
    func verification(fallbackURL: String?, place: String?, _ connection: AccountConnection) -> Verification {
        var signature: (@Sendable () -> String)?
        if let secret = connection.signatureSecret {
            let signer = WebhookSigner(
                secret: secret.reveal(),
                apiKey: connection.apiKey,
                applicationID: nil,
                now: { Int(Date().timeIntervalSince1970) },
                makeID: { UUID().uuidString }
            )
            signature = { signer.token(for: []) }
        }
        let client = HTTPClient(options: HTTPClient.Options(concurrency: 16))
        return Verification(
            scope: verify.scope,
            fallbackURL: fallbackURL,
            place: place,
            fetcher: HTTPPageFetcher(client: client, signature: signature)
        )
    }
}

/// `all`, `routes` or `sample:20`.
struct VerificationArgument: ExpressibleByArgument {
    let scope: VerificationScope

    init(scope: VerificationScope) {
        self.scope = scope
    }

    init?(argument: String) {
        switch argument {
        case "all": scope = .all
        case "routes": scope = .routes
        default:
            let digits = argument.dropFirst("sample:".count)
            guard argument.hasPrefix("sample:"), digits.utf8.count <= 9, let count = Int(digits), count > 0 else {
                return nil
            }
            scope = .sample(count)
        }
    }

    var defaultValueDescription: String { "all" }
}
