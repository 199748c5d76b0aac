internal import ArgumentParser
internal import CallBundle
internal import Diagnostics
internal import FileAccess
internal import JSONTree
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Publishing
internal import VonageAPI

/// `ccapply publish`.
struct Publish: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Publish the release and check it where it is served; no call goes there by that.",
        discussion: """
            Puts the project's release where 'hosting.publish' and 'hosting.fallback.publish' say, and asks its public URLs, \
            as 'apply' does before it changes anything. The account is not asked nor changed and needs no credentials, the \
            log of releases stays as it is, and other runs are not waited for: what nothing points at harms nobody. So a \
            pipeline can publish a branch, and play its calls with 'ccsandbox test'. 'ccapply releases --gc' removes releases \
            that never took calls by their age.

            Environment: VONAGE_SIGNATURE_SECRET signs what is asked of routes. For 's3:' targets AWS_ACCESS_KEY_ID, \
            AWS_SECRET_ACCESS_KEY, AWS_SESSION_TOKEN, AWS_REGION, AWS_ENDPOINT_URL_S3.

            Exit status: 0 when the release is served, also when it was there already; 1 when not; 64 for a wrong command line.
            """
    )

    @OptionGroup var project: ProjectArguments
    @OptionGroup var verification: VerifyArguments

    @Option(help: "How the result is printed: text, json.")
    var format: PublicationFormat = .text

    @Option(help: ArgumentHelp("Also write the result there, as JSON.", valueName: "file"))
    var receipt: String?

    func run() async throws {
        let prepared = try PreparedProject(project.path, project.variables)
        try requireBoughtNumbers(prepared.desired)
        let place = try PublishPlace(of: prepared.loaded)
        guard place.publisher != nil else {
            throw ProgramFailure(
                "the project has no 'hosting.publish', so there is no place to publish to",
                help: "set 'publish', or bring the output of 'ccplan build' to the host of 'hosting.url'"
            ).reported()
        }
        let publication = try makePublication(prepared, to: place, verification, try signer())
        let begun = PublicationReceipt(
            project: prepared.desired.application.name,
            environment: prepared.loaded.environment,
            of: prepared.release.manifest,
            fallbackURL: prepared.desired.application.fallbackURL
        )
        try write(begun)
        let work = Task { await carryOut(publication, begun) }
        let signals = SignalWatch { work.cancel() }
        let ended = await work.value
        signals.cancel()
        let written = Result { try write(ended.receipt) }
        switch format {
        case .text: try printOutput(ended.receipt.text)
        case .json: try printOutput(ended.receipt.json.serialized(.pretty) + "\n")
        }
        try written.get()
        if let error = ended.error { throw error.reported() }
    }

    private func signer() throws -> WebhookSigner? {
        do throws(CredentialError) {
            return try Credentials.ofProcess().signer
        } catch {
            throw ProgramFailure(error).reported()
        }
    }

    private func write(_ content: PublicationReceipt) throws {
        guard let receipt else { return }
        do {
            try replaceFile(receipt, content.json.serializedBytes(.pretty))
        } catch {
            throw ProgramFailure(cannotWrite: error).reported()
        }
    }
}

/// Publishes, and looks at what is served then; the receipt tells how far that came.
private func carryOut(
    _ publication: ReleasePublication,
    _ begun: PublicationReceipt
) async -> (receipt: PublicationReceipt, error: PublishingError?) {
    var receipt = begun
    do throws(PublishingError) {
        receipt.published = try await publication.publish()
        if Task.isCancelled { throw .interrupted }
        let verified = try await publication.verify()
        receipt.verifiedCount = verified.count
        for warning in verified.warnings {
            printWarning(warning)
            receipt.warnings.append("\(warning.code): \(warning.message)")
        }
        return (receipt, nil)
    } catch {
        let reason = Task.isCancelled ? PublishingError.interrupted : error
        let code = reason.code.map { " [\($0)]" } ?? ""
        receipt.failure = PublicationReceipt.Failure(
            message: ([reason.message + code] + reason.details).joined(separator: "; "),
            help: reason.help
        )
        return (receipt, reason)
    }
}

/// How the result of a publication is printed.
enum PublicationFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
}

extension PublishingError {
    fileprivate static var interrupted: PublishingError {
        PublishingError(
            message: "stopped by a signal before the release was seen at its URLs",
            help: "run this again: what is there already is kept"
        )
    }
}
