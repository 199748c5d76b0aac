internal import ArgumentParser
internal import CallBundle
internal import Diagnostics
internal import FileAccess
internal import Journeys
internal import ProgramSupport
internal import ProjectLoading
internal import Provisioning
internal import VonageAPI

/// What is live of a project, as a version that others are compared with.
struct LiveVersion {
    var version: CompiledVersion

    /// All numbers that calls come in on, now and once the project is applied.
    var numbers: LinkedNumbers
}

/// Finds what is live, and gets at its content: where it was published, else in the project's history.
struct LiveLookup {
    /// The project that it is compared with, which tells the application and the publish target.
    let prepared: PreparedProject

    /// The project's folder or root file as it is now: what has a history, and what relative paths are relative to.
    let path: String
    let variables: VariableArguments

    /// How many commits are looked through.
    private static let depth = 50

    /// What is live in an account.
    ///
    /// - Throws: The exit status, when it cannot be told or had and that was printed.
    func find(in reader: some AccountReading) async throws -> LiveVersion {
        let state: LiveState
        do {
            state = try await readLivePointer(reader)
        } catch let error as APIError {
            throw prepared.reported(error)
        }
        let found = findLiveRelease(prepared.desired, in: state)
        printDiagnostics(found.diagnostics, sources: prepared.loaded.sources)
        guard let live = found.output else { throw ProgramFailure.alreadyPrinted }
        let after = live.numbers(
            after: prepared.desired,
            entryNumbers: prepared.release.manifest.requires.entryNumbers
        )
        let taken = state.takenAt.map { "live at \($0)" } ?? "live"
        return LiveVersion(
            version: try await content(of: live.id, called: "release \(live.id) (\(taken)"),
            numbers: LinkedNumbers(before: live.numbers, after: after)
        )
    }

    /// The release's content, with the names of its commit where that can be told.
    private func content(of id: ReleaseID, called name: String) async throws -> CompiledVersion {
        if id == prepared.release.id, let same = CompiledVersion(prepared.loaded, name: "\(name))") { return same }
        var reasons: [String] = []
        var published: Release?
        var recorded: String?
        var isDamaged = false
        do throws(PublishedArchive.Failure) {
            let archive = try PublishedArchive(of: prepared.loaded, in: projectFolder)
            recorded = await archive.commit(of: id)
            published = try await archive.release(id)
        } catch {
            reasons.append(error.reason)
            isDamaged = error.isDamage
        }
        do throws(GitFailure) {
            let history = try GitHistory(of: path)
            // A published release needs no search: only its names are missing.
            if let commit = try commit(of: id, recorded: recorded, searching: published == nil, history),
                let version = CompiledVersion(commit.loaded, name: "\(name), commit \(commit.id.prefix(12)))")
            {
                // The commit tells what was published; who calls meets what is there.
                if isDamaged, let reason = reasons.first {
                    printError(
                        "warning: calls may meet something else: release \(id) is live, but \(printable(reason)); it is taken "
                            + "from commit \(commit.id.prefix(12))\n  help: remove what is damaged there, and publish that commit again with 'ccapply publish'"
                    )
                }
                return version
            }
        } catch {
            reasons.append(error.reason)
        }
        if let published { return CompiledVersion(published, name: "\(name))") }
        printDiagnostics([.liveReleaseLost(id, reasons.map { printable($0) })], sources: prepared.loaded.sources)
        throw ProgramFailure.alreadyPrinted
    }

    private var projectFolder: String {
        guard fileKind(path) == .file else { return path }
        guard let slash = path.lastIndex(of: "/") else { return "." }
        return slash == path.startIndex ? "/" : String(path[..<slash])
    }

    /// The newest version of the project that compiles to a release.
    private func commit(
        of release: ReleaseID,
        recorded: String?,
        searching: Bool,
        _ history: GitHistory
    ) throws(GitFailure) -> (id: String, loaded: LoadedProject)? {
        if let recorded, let loaded = try? project(at: recorded, of: release, history) { return (recorded, loaded) }
        guard searching else { return nil }
        let commits = try history.commits(upTo: "HEAD", limit: Self.depth)
        for commit in commits where commit != recorded {
            // Before the folder was there, and where it was gone, the project was not either.
            if let loaded = try? project(at: commit, of: release, history) { return (commit, loaded) }
        }
        let hint = recorded.map { ", nor of commit \($0.prefix(12)), which the log names" } ?? ""
        let shallow = history.isShallow ? " (the clone has not the whole history)" : ""
        throw GitFailure(
            reason: "it is of none of the last \(commits.count) versions of the project\(hint)\(shallow)"
        )
    }

    /// The project at a commit; nil unless it compiles to a release.
    private func project(
        at commit: String,
        of release: ReleaseID,
        _ history: GitHistory
    ) throws(GitFailure) -> LoadedProject? {
        let path = try history.project(at: try history.commit(named: commit))
        defer { history.discard(path) }
        // Findings of versions that are past are nobody's trouble.
        let loaded = try? loadProject(
            at: path,
            environment: variables.environment,
            variables: variables.pairs,
            through: .bundle
        )
        return loaded.flatMap { $0.release?.id == release ? $0 : nil }
    }
}
