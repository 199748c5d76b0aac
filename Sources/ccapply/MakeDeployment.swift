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
    func folder(_ target: Located<PublishTarget>?) throws -> String? {
        switch target?.value {
        case .directory(let path): return resolvedPath(path, in: prepared.loaded.folder)
        case nil: return nil
        case .s3, .command:
            throw ProgramFailure(
                "this version publishes to folders only",
                help: "set 'publish' to dir:PATH, or leave it out and bring the files there by what you have"
            ).reported()
        }
    }
    let (target, fallbackTarget) = (try folder(hosting?.publish), try folder(hosting?.fallback?.publish))
    do throws(PublishingError) {
        let directory = try target.map { path throws(PublishingError) in
            try PublishDirectory(path: path)
        }
        return .directory(
            prepared.release,
            directory: directory,
            fallbackFolder: fallbackTarget,
            fallbackURL: prepared.desired.application.fallbackURL,
            fetcher: HTTPPageFetcher(client: HTTPClient())
        )
    } catch {
        throw ProgramFailure(([error.message] + error.details).joined(separator: "; "), help: error.help).reported()
    }
}
