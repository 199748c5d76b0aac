internal import Applying
internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import HTTPTransport
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Publishing

/// How the project's release gets to where it is served.
///
/// - Parameters:
///   - prepared: The project.
///   - target: Held; the main host's files go there.
/// - Returns: What publishes and verifies when it is run.
/// - Throws: The exit status, when this version cannot publish there and that was printed.
func makeDeployment(_ prepared: PreparedProject, to target: HeldTarget) throws -> Deployment {
    let fallback = try PublishPlace(prepared.loaded.project?.hosting.fallback?.publish, in: prepared.loaded.folder)
    var fallbackFolder: String?
    if case .folder(let path) = fallback { fallbackFolder = path }
    return .directory(
        prepared.release,
        directory: target.directory,
        fallbackFolder: fallbackFolder,
        fallbackURL: prepared.desired.application.fallbackURL,
        fetcher: HTTPPageFetcher(client: HTTPClient())
    )
}
