package import CallBundle
internal import FileAccess
internal import Glibc
internal import JSONTree
internal import Synchronization

/// Publishes by a command of the operator's, which is given a folder with the files and does what it does.
///
/// The folder is laid out as a `dir:` target is: `r/<release>/…` and `manifests/<release>.json`. It is gone afterwards.
/// Each run gives the whole release, so a command must be able to do the same again.
package struct CommandPublisher: ReleasePublishing {
    private let words: [String]
    private let folder: String
    private let environment: [String: String]
    private let progress: @Sendable (String) -> Void

    /// Takes what every run needs.
    ///
    /// - Parameters:
    ///   - words: The program and its arguments, the staged folder goes behind them; at least one.
    ///   - folder: Where it runs: the project's folder.
    ///   - environment: The process's variables; the account's credentials are kept from the command.
    ///   - progress: Told each line that it prints.
    package init(
        _ words: [String],
        in folder: String,
        environment: [String: String],
        progress: @escaping @Sendable (String) -> Void
    ) {
        self.words = words
        self.folder = folder
        self.environment = environment
        self.progress = progress
    }

    package func publish(_ release: Release) async throws(PublishingError) -> PublishingOutcome {
        try await handOver(release.files, release.manifest)
    }

    package func publishFallback(of release: Release) async throws(PublishingError) -> PublishingOutcome {
        try await handOver(release.fallbackFiles, release.manifest, withManifest: false)
    }

    private func handOver(
        _ files: [Release.File],
        _ manifest: Manifest,
        withManifest: Bool = true
    ) async throws(PublishingError) -> PublishingOutcome {
        let staged = try Self.makeStagingFolder()
        defer { removeTree(staged) }
        do throws(FileError) {
            var folders: Set<Substring> = []
            for file in files {
                if let slash = file.path.lastIndex(of: "/"), folders.insert(file.path[..<slash]).inserted {
                    try makeFolder("\(staged)/\(file.path[..<slash])")
                }
                try writeNewFile("\(staged)/\(file.path)", file.bytes)
            }
            if withManifest {
                try makeFolder("\(staged)/manifests")
                try writeNewFile("\(staged)/\(manifestName(manifest.release))", manifest.json.serializedBytes(.pretty))
            }
        } catch {
            throw .cannotWrite(error)
        }
        try await run(staged, manifest.release)
        return .handedOver(files: files.count)
    }

    private func run(_ staged: String, _ release: ReleaseID) async throws(PublishingError) {
        var variables = environment.filter { !$0.key.hasPrefix("VONAGE_") }
        variables["CCPLAN_RELEASE"] = release.text
        let child = ChildProcess(
            words: words + [staged],
            folder: folder,
            environment: variables.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }
        )
        let last = LastLines()
        let ending = await child.run { [progress] line in
            last.take(line)
            progress(line)
        }
        let name = words.joined(separator: " ")
        switch ending {
        case .status(0): return
        case .status(let status):
            throw PublishingError(
                message: "the publishing command '\(name)' ended with status \(status)",
                details: last.lines,
                help: "see what it printed, mend it, and run this again; nothing in the account was changed"
            )
        case .signal(let number):
            throw PublishingError(
                message: "the publishing command '\(name)' was ended by signal \(number)",
                details: last.lines,
                help: "run this again; nothing in the account was changed"
            )
        case .notStarted(let code):
            throw PublishingError(
                message: "the publishing command '\(name)' cannot be started: "
                    + FileError(path: words[0], cause: .system(code)).reason,
                help:
                    "'command' is a program and its arguments; a path counts from the project's folder, and the file must "
                    + "be executable"
            )
        }
    }

    /// A new folder for nobody else's eyes.
    private static func makeStagingFolder() throws(PublishingError) -> String {
        let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/ccapply-XXXXXX".utf8CString)
        let made = unsafe template.withUnsafeMutableBufferPointer { buffer in
            unsafe buffer.baseAddress.flatMap { unsafe mkdtemp($0) }.map { unsafe String(cString: $0) }
        }
        guard let made else { throw .cannotWrite(.last("\(base)/ccapply-XXXXXX")) }
        return made
    }
}

/// The end of what a command printed.
private final class LastLines: Sendable {
    private let kept = Mutex<[String]>([])

    func take(_ line: String) {
        guard line.contains(where: { !$0.isWhitespace }) else { return }
        kept.withLock { kept in
            kept.append(line)
            if kept.count > 5 { kept.removeFirst() }
        }
    }

    var lines: [String] { kept.withLock { $0 } }
}
