internal import FileAccess
internal import Glibc
internal import ProjectLoading

/// Why git does not tell what a project was.
package struct GitFailure: Error {
    /// A few words, without a full stop.
    package let reason: String

    package init(reason: String) {
        self.reason = reason
    }
}

/// Earlier versions of a project, as git has them.
///
/// Git is only asked: nothing in the repository changes, its index least of all. Versions are put into a temporary folder that
/// goes with this value.
package final class GitHistory {
    /// The project's folder.
    private let folder: String

    /// The name of the root file in it.
    private let rootFile: String
    private let scratch: String
    private var count = 0

    /// How long one command of git may take, in seconds.
    private static let patience = 60

    /// Prepares to ask git; it is not asked yet.
    ///
    /// - Parameter path: A project's folder, or its root file.
    /// - Throws: When there is no place for versions.
    package init(of path: String) throws(GitFailure) {
        switch fileKind(path) {
        case .file:
            let slash = path.lastIndex(of: "/")
            folder = slash.map { $0 == path.startIndex ? "/" : String(path[..<$0]) } ?? "."
            rootFile = slash.map { String(path[path.index(after: $0)...]) } ?? path
        default:
            folder = path
            rootFile = rootFileName
        }
        let base = unsafe getenv("TMPDIR").map { unsafe String(cString: $0) } ?? "/tmp"
        var template = Array("\(base)/ccplan-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&template) != nil else {
            throw GitFailure(reason: "there is no place for a temporary folder")
        }
        scratch = String(decoding: template.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit {
        removeTree(scratch)
    }

    /// The commit that a name stands for.
    ///
    /// - Parameter name: A branch, a tag, a commit, or what git makes of them, such as `main~2`.
    /// - Returns: Its id, in full.
    /// - Throws: When git has none, and when a tag and a branch of that name are different commits: git would take the tag, which
    ///   whoever may push one chooses.
    package func commit(named name: String) throws(GitFailure) -> String {
        try requireOneMeaning(of: name)
        do throws(GitFailure) {
            return try git(
                ["rev-parse", "--verify", "--quiet", "--end-of-options", "\(name)^{commit}"],
                orElse: "there is no '\(name)'"
            )
        } catch {
            throw isShallow ? GitFailure(reason: "\(error.reason) (the clone has not the whole history)") : error
        }
    }

    private func requireOneMeaning(of name: String) throws(GitFailure) {
        // Behind these marks stands what git does with the name.
        let end = name.firstIndex { "~^:".contains($0) } ?? name.endIndex
        let name = String(name[..<(name[..<end].firstRange(of: "@{")?.lowerBound ?? end)])
        // What is written out is one thing, and so is an id as a log has it.
        let isID = name.count >= 40 && name.allSatisfy(\.isHexDigit)
        guard !name.isEmpty, !name.hasPrefix("-"), !name.hasPrefix("refs/"), name != "HEAD", !isID else { return }
        let tag = "refs/tags/\(name)"
        let branches = ["refs/heads/\(name)", "refs/remotes/\(name)", "refs/remotes/*/\(name)"]
        // Of an annotated tag the last column is the commit. Where there is no repository, what asks next says so.
        let columns = "--format=%(refname) %(objectname) %(*objectname)"
        guard let text = try? git(["for-each-ref", columns, tag] + branches, orElse: nil) else { return }
        let found = text.split(separator: "\n").map { $0.split(separator: " ") }
        // A pattern also finds what stands below such a name.
        guard let chosen = found.first(where: { $0.first.map(String.init) == tag }) else { return }
        let other = found.first { columns in
            columns.first.map { $0.hasSuffix("/\(name)") && $0 != tag } == true && columns.last != chosen.last
        }
        guard let branch = other?.first else { return }
        throw GitFailure(reason: "'\(name)' is two commits: \(tag) and \(branch); write the one that is meant")
    }

    /// The commits that changed the project's folder, newest first.
    package func commits(upTo commit: String, limit: Int) throws(GitFailure) -> [String] {
        let text = try git(["log", "--format=%H", "--max-count=\(limit)", commit, "--", "."], orElse: nil)
        return text.split(separator: "\n").map { String($0) }
    }

    /// The commit that the project's folder is exactly as in.
    ///
    /// - Parameter folders: Folders in it, by their paths there, that do not count.
    /// - Returns: Nil when something in it differs, or is not in git.
    /// - Throws: When git does not know the project.
    package func cleanCommit(besides folders: [String]) throws(GitFailure) -> String? {
        let commit = try commit(named: "HEAD")
        // A folder that git is told to ignore is as clean as one that it knows.
        _ = try git(["cat-file", "-e", "\(commit):./\(rootFile)"], orElse: "the project is not in its last commit")
        let exceptions = folders.map { ":(exclude)\($0)" }
        let words = ["status", "--porcelain", "--untracked-files=normal", "--", "."] + exceptions
        return try git(words, orElse: nil).isEmpty ? commit : nil
    }

    /// Whether older commits may be somewhere else.
    package var isShallow: Bool {
        // Not told by an old git: then it is not said.
        (try? git(["rev-parse", "--is-shallow-repository"], orElse: nil)) == "true"
    }

    /// The path of the project as it was at a commit.
    package func project(at commit: String) throws(GitFailure) -> String {
        count += 1
        let tree = "\(scratch)/\(count)"
        // An index of its own: the repository's stays as it is. Attributes for archives do not count.
        let variables = ["GIT_INDEX_FILE=\(scratch)/index"]
        _ = try git(
            ["read-tree", "\(commit):./"],
            with: variables,
            orElse: "the folder is not in commit \(commit.prefix(12))"
        )
        let top = try git(["rev-parse", "--show-toplevel"], orElse: nil)
        _ = try git(
            ["checkout-index", "--all", "--force", "--quiet", "--prefix=\(tree)/"],
            in: top,
            with: variables,
            orElse: nil
        )
        return rootFile == rootFileName ? tree : "\(tree)/\(rootFile)"
    }

    /// Removes a version that is no longer needed.
    package func discard(_ path: String) {
        removeTree(path)
    }

    /// What git prints, without the last line's end.
    ///
    /// - Parameters:
    ///   - arguments: The command.
    ///   - place: The folder that it runs in; the project's when left out.
    ///   - variables: `NAME=VALUE` for its environment.
    ///   - reason: What it means when git fails; nil for git's own words.
    /// - Returns: Its standard output.
    /// - Throws: When it fails, or cannot be run.
    private func git(
        _ arguments: [String],
        in place: String? = nil,
        with variables: [String] = [],
        orElse reason: String?
    ) throws(GitFailure) -> String {
        let settings = ["GIT_TERMINAL_PROMPT=0", "GIT_OPTIONAL_LOCKS=0", "LC_ALL=C"] + variables
        let words = ["env"] + settings + ["git", "-C", place ?? folder] + arguments
        let result: ToolResult
        do throws(ToolFailure) {
            result = try runTool(words, keepingErrors: true, patience: Self.patience)
        } catch {
            throw GitFailure(reason: "git could not be run")
        }
        guard result.status != 127 else { throw GitFailure(reason: "git is not installed") }
        let errors = String(decoding: result.errors, as: UTF8.self)
        guard result.status == 0 else {
            if errors.contains("not a git repository") {
                throw GitFailure(reason: "the project is in no git repository")
            }
            let line = errors.split(separator: "\n").first.map { String($0) } ?? "status \(result.status)"
            throw GitFailure(reason: reason ?? "git fails: \(line)")
        }
        var text = String(decoding: result.output, as: UTF8.self)
        while text.last == "\n" { text.removeLast() }
        return text
    }
}
