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

/// How the project's release gets to where it is served.
///
/// - Parameters:
///   - prepared: The project.
///   - target: Where the main host's files go.
///   - arguments: Which of its URLs are looked at.
///   - signer: Signs the requests to routes; nil leaves them unsigned.
/// - Returns: What publishes and verifies when it is run.
/// - Throws: The exit status, when the fallback's place cannot be reached and that was printed.
func makePublication(
    _ prepared: PreparedProject,
    to target: PublishPlace,
    _ arguments: VerifyArguments,
    _ signer: WebhookSigner?
) throws -> ReleasePublication {
    let place = try PublishPlace(prepared.loaded.project?.hosting.fallback?.publish, in: prepared.loaded.folder)
    return ReleasePublication(
        prepared.release,
        to: target.publisher,
        // In the same folder it is there already.
        fallback: place.isSameFolder(as: target) ? nil : place.publisher,
        verification: arguments.verification(
            fallbackURL: prepared.desired.application.fallbackURL,
            place: target.nameOfOwn,
            fallbackPlace: place.nameOfOwn,
            signer
        )
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
    func verification(
        fallbackURL: String?,
        place: String?,
        fallbackPlace: String? = nil,
        _ signer: WebhookSigner?
    ) -> Verification {
        var signature: (@Sendable () -> String)?
        if let signer { signature = { signer.token(for: []) } }
        let client = HTTPClient(options: HTTPClient.Options(concurrency: 16))
        var verification = Verification(
            scope: verify.scope,
            fallbackURL: fallbackURL,
            place: place,
            fetcher: HTTPPageFetcher(client: client, signature: signature)
        )
        verification.fallbackPlace = fallbackPlace
        return verification
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
