package import CallBundle
internal import CallFlow
internal import ConfigSyntax
package import ContactCenter
package import Diagnostics
internal import Glibc
internal import Lowering

/// A project as far as the compiler got with it.
package struct LoadedProject: Sendable {
    /// The path that was asked for.
    package let path: String

    /// The project's folder; paths in the YAML are relative to it.
    package let folder: String

    /// The environment that it was compiled for; nil when the project has none.
    package let environment: String?
    package let sources: SourceMap

    /// Everything that was found, in source order.
    package let diagnostics: [Diagnostic]

    /// Nil when the YAML is too broken to tell.
    package let project: Project?

    /// Nil when any error was found.
    package let release: Release?

    /// The text of the file that `app.public_key` names, where it is there.
    package let publicKeyPEM: String?
}

/// Why there is no project to look at.
package struct ProjectNotFound: Error, Sendable {
    /// One line, without a full stop.
    package let message: String
    package let help: String
}

/// The name of the root file of a project.
package let rootFileName = "contact-center.yaml"

/// Reads and compiles a project: the edge where the pure stages meet the file system.
///
/// - Parameters:
///   - path: A project's folder, or its root file.
///   - name: What `--env` says; beats `default_environment`.
///   - variables: What `--var` sets; beats `vars`.
///   - lastStage: How far to go.
///   - now: Seconds since 1970; dates before it are past.
/// - Returns: What the compiler made of it, findings included.
/// - Throws: When there is no project to read, or no such environment.
package func loadProject(
    at path: String,
    environment name: String? = nil,
    variables: [(name: String, value: String)] = [],
    through lastStage: CompilerStage = .bundle,
    now: Int = Int(time(nil))
) throws(ProjectNotFound) -> LoadedProject {
    var text = try ProjectText(at: path)
    let environment: DeclaredEnvironment?
    switch try text.choose(name) {
    case .none: environment = nil
    case .environment(let chosen): environment = chosen
    case .impossible(let reason):
        let diagnostics = text.diagnostics + [reason].compactMap(\.self)
        return LoadedProject(path, text, environment: nil, diagnostics: diagnostics)
    }
    let chosen = environment?.name.value
    let parsing = text.diagnostics
    guard let tree = text.takeTree() else {
        return LoadedProject(path, text, environment: chosen, diagnostics: parsing)
    }
    let read = readModel(tree, in: environment, variables: variables)
    guard let project = read.output else {
        return LoadedProject(path, text, environment: chosen, diagnostics: parsing + read.diagnostics)
    }
    var files = ProjectFiles()
    let examined = examine(project, in: text.folder, files: &files, at: now)
    let diagnostics = parsing + read.diagnostics + examined.diagnostics
    var release: Release?
    if let graph = examined.graph, !diagnostics.hasErrors, lastStage == .bundle {
        let names = project.users.map(\.name.value) + project.agents.map(\.name.value)
        release = lower(graph, baseURL: project.hosting.url.value, appUsers: Set(names))
    }
    return LoadedProject(
        path: path,
        folder: text.folder,
        environment: chosen,
        sources: text.sources,
        diagnostics: diagnostics.inSourceOrder(),
        project: project,
        release: release,
        publicKeyPEM: examined.publicKeyPEM
    )
}

/// What the checks make of a model.
struct ExaminedProject {
    let graph: CallGraph?
    let publicKeyPEM: String?
    let diagnostics: [Diagnostic]
}

/// Reads the files that a project names, and makes all checks.
///
/// - Parameters:
///   - files: Those that were read for another environment of the project; gets the others.
///   - now: Seconds since 1970.
func examine(
    _ project: Project,
    in folder: String,
    files: inout ProjectFiles,
    at now: Int
) -> ExaminedProject {
    let key = readPublicKey(of: project, in: folder)
    for (path, use) in project.files where files[path] == nil {
        files[path] = readContent(resolvedPath(path, in: folder), limit: use.limit)
    }
    let resolved = resolveProject(project, files: files)
    // What was left out of a schedule proves nothing about the rest.
    let schedules = project.isWhole ? checkSchedules(project.schedules, at: now) : []
    return ExaminedProject(
        graph: resolved.output,
        publicKeyPEM: key.output ?? nil,
        diagnostics: key.diagnostics + resolved.diagnostics + schedules
    )
}

/// How far the compiler is to go.
package enum CompilerStage: Sendable {
    /// All checks.
    case checks
    /// The checks, then the bundle.
    case bundle
}

extension LoadedProject {
    /// One that the compiler did not get far with.
    fileprivate init(_ path: String, _ text: ProjectText, environment: String?, diagnostics: [Diagnostic]) {
        self.init(
            path: path,
            folder: text.folder,
            environment: environment,
            sources: text.sources,
            diagnostics: diagnostics.inSourceOrder(),
            project: nil,
            release: nil,
            publicKeyPEM: nil
        )
    }
}

extension DiagnosticCode {
    fileprivate static let publicKeyFile = DiagnosticCode("CC2008")
}

extension Diagnostic {
    /// The pair of keys is not made yet: nothing that the compiler minds, but the account needs it.
    package static func missingPublicKeyFile(_ path: Located<String>) -> Diagnostic {
        error(
            .publicKeyFile,
            "the public key file '\(path.value)' is not there",
            at: path.span,
            help: "make the pair with 'ccplan keygen', or correct the path; it is relative to the project's folder"
        )
    }
}

/// The text of the public key; nil where none is set, or where the pair is not made yet: only the account needs it, and a
/// fresh checkout is checked without.
private func readPublicKey(of project: Project, in folder: String) -> Checked<String?> {
    guard let path = project.app.publicKeyPath else { return Checked(.some(nil)) }
    let reason: String
    let help: String
    switch readContent(resolvedPath(path.value, in: folder), limit: 1 << 16) {
    case .bytes(let bytes):
        let text = String(decoding: bytes, as: UTF8.self)
        if text.contains("-----BEGIN PUBLIC KEY-----") { return Checked(.some(text)) }
        if text.contains("PRIVATE KEY") {
            reason = "holds a private key"
            help = "keep the private key out of the project, and write the public one with 'ccplan keygen'"
        } else {
            reason = "holds no public key in PEM form"
            help = "make a pair with 'ccplan keygen'"
        }
    case .missing:
        return Checked(.some(nil))
    case .unreadable(let why):
        reason = "cannot be read: \(why)"
        help = "make a pair with 'ccplan keygen', or correct the path; it is relative to the project's folder"
    }
    return Checked(
        .some(nil),
        diagnostics: [
            .error(.publicKeyFile, "the public key file '\(path.value)' \(reason)", at: path.span, help: help)
        ]
    )
}
