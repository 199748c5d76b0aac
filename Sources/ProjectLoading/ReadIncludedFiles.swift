internal import ConfigSyntax
internal import Diagnostics
internal import FileAccess
internal import Glibc

/// What a project may include.
struct IncludeLimits {
    /// Files, the root file not counted.
    var files = 1_000

    /// Names of files and folders that are looked at for all patterns together.
    var names = 100_000

    /// Bytes of all files together.
    var bytes = SyntaxLimits.standard.bytes
}

/// Finds and reads the files that a root file includes, each once and the root file never.
///
/// - Parameters:
///   - patterns: Paths and patterns as written.
///   - tests: A pattern of files that are read without being named; there may be none.
///   - root: The root file and the project's folder.
///   - sources: Gets the files, in the order of the patterns and for each in that of their paths.
///   - limits: For tests; else as they are.
/// - Returns: The files that could be read, and whether these are all.
func readIncludedFiles(
    _ patterns: [Located<String>],
    tests: Located<String>? = nil,
    root: (file: String, folder: String),
    into sources: inout SourceMap,
    limits: IncludeLimits = IncludeLimits()
) -> IncludedFiles {
    var reading = IncludeReading(root: root, limits: limits)
    for pattern in patterns where !reading.isStopped {
        reading.read(pattern, into: &sources)
    }
    let included = reading.files.count
    if let tests, !reading.isStopped { reading.read(tests, isOptional: true, into: &sources) }
    return IncludedFiles(
        files: reading.files,
        testFiles: Set(reading.files[included...]),
        isWhole: reading.isWhole,
        diagnostics: reading.diagnostics
    )
}

/// What was found of the files that a root file includes.
struct IncludedFiles {
    let files: [FileID]

    /// Those of them that only the pattern of tests named.
    let testFiles: Set<FileID>

    /// False when one of them is not there, cannot be read or must not: what is missing then proves nothing.
    let isWhole: Bool
    let diagnostics: [Diagnostic]
}

private struct IncludeReading {
    /// What tells that two paths lead to one file.
    private struct Identity: Hashable {
        let device: UInt
        let file: UInt

        init?(_ path: String) {
            var status = stat()
            guard unsafe stat(path, &status) == 0 else { return nil }
            device = UInt(status.st_dev)
            file = UInt(status.st_ino)
        }
    }

    let folder: String
    let limits: IncludeLimits
    var files: [FileID] = []
    var diagnostics: [Diagnostic] = []

    /// Whether nothing that was to be included is missing.
    var isWhole = true

    /// Whether a limit is reached.
    var isStopped = false

    private var seen: Set<Identity> = []

    /// Paths at whose end nothing stands: each is told once, however many patterns it fits.
    private var dangling: Set<String> = []
    private var namesLeft: Int
    private var bytesLeft: Int

    /// The folder without links; nil when it cannot be told.
    private let realFolder: String?

    init(root: (file: String, folder: String), limits: IncludeLimits) {
        folder = root.folder
        self.limits = limits
        namesLeft = limits.names
        bytesLeft = limits.bytes
        realFolder = realPath(root.folder)
        if let identity = Identity(root.file) { seen.insert(identity) }
    }

    mutating func read(_ written: Located<String>, isOptional: Bool = false, into sources: inout SourceMap) {
        let text = written.value
        guard !text.hasPrefix("/"), !text.split(separator: "/").contains("..") else {
            return fail(.includeLeavesFolder(text, at: written.span))
        }
        let pattern = PathPattern(text)
        guard pattern.hasWildcards else {
            let path = text.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
            return read(path.isEmpty ? "." : path, of: written, into: &sources)
        }
        guard let paths = findFiles(pattern, below: folder, left: &namesLeft) else {
            return stop(.tooManyIncludedNames(limit: limits.names, at: written.span))
        }
        if paths.isEmpty, !isOptional { diagnostics.append(.nothingToInclude(text, at: written.span)) }
        for path in paths where !isStopped { read(path, of: written, into: &sources) }
    }

    private mutating func read(_ path: String, of written: Located<String>, into sources: inout SourceMap) {
        let place = resolvedPath(path, in: folder)
        if let identity = Identity(place) {
            guard seen.insert(identity).inserted else { return }
            guard let real = realPath(place), isInProject(real) else {
                return fail(.includeLeadsOut(path, at: written.span))
            }
        } else if !dangling.insert(path).inserted {
            return
        }
        guard files.count < limits.files else {
            return stop(.tooManyIncludedFiles(limit: limits.files, at: written.span))
        }
        do throws(FileError) {
            let bytes = try readFile(place, limit: bytesLeft)
            bytesLeft -= bytes.count
            files.append(sources.add(SourceFile(path: place, bytes: bytes)))
        } catch {
            fail(
                error.isMissing
                    ? .includedFileIsMissing(path, at: written.span)
                    : .includedFileIsUnreadable(path, reason: error.reason, at: written.span)
            )
        }
    }

    private func isInProject(_ real: String) -> Bool {
        guard let realFolder else { return false }
        return real == realFolder || real.hasPrefix(realFolder == "/" ? "/" : realFolder + "/")
    }

    private mutating func fail(_ diagnostic: Diagnostic) {
        isWhole = false
        diagnostics.append(diagnostic)
    }

    private mutating func stop(_ diagnostic: Diagnostic) {
        isStopped = true
        fail(diagnostic)
    }
}

/// A path without links; nil when nothing is there.
private func realPath(_ path: String) -> String? {
    guard let resolved = unsafe realpath(path, nil) else { return nil }
    defer { unsafe free(resolved) }
    return unsafe String(cString: resolved)
}
