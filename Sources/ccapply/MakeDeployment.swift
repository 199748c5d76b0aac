internal import Applying
internal import CallBundle
internal import ContactCenter
internal import Diagnostics
internal import HTTPTransport
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import Publishing

/// How the project's release gets to where it is served; takes the lock of the folder that it goes to.
func makeDeployment(_ prepared: PreparedProject) throws -> Deployment {
    let hosting = prepared.loaded.project?.hosting
    func folder(_ target: PublishTarget?) -> String? {
        switch target {
        case .directory(let path): resolvedPath(path, in: prepared.loaded.folder)
        case nil: nil
        }
    }
    do throws(PublishingError) {
        let directory = try folder(hosting?.publish?.value).map { path throws(PublishingError) in
            try PublishDirectory(path: path)
        }
        return .directory(
            prepared.release,
            directory: directory,
            fallbackFolder: folder(hosting?.fallback?.publish?.value),
            fallbackURL: prepared.desired.application.fallbackURL,
            fetcher: HTTPPageFetcher(client: HTTPClient())
        )
    } catch {
        throw ProgramFailure(([error.message] + error.details).joined(separator: "; "), help: error.help).reported()
    }
}
