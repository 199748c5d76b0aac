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
    package let sources: SourceMap

    /// Everything that was found, in source order.
    package let diagnostics: [Diagnostic]

    /// Nil when the YAML is too broken to tell.
    package let project: Project?

    /// Nil when any error was found.
    package let release: Release?

    /// The text of the file that `app.public_key` names, where it is there.
    package let publicKeyPEM: String?

    /// The text of the file that `app.previous_public_key` names, where it is there.
    package let previousKeyPEM: String?

    /// Where the things stand that the policy's allowances name.
    let policyPlaces: PolicyPlaces?
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
///   - variables: What `--var` sets; beats `vars`.
///   - lastStage: How far to go.
///   - now: Seconds since 1970; dates before it are past.
/// - Returns: What the compiler made of it, findings included.
/// - Throws: When there is no project to read.
package func loadProject(
    at path: String,
    variables: [(name: String, value: String)] = [],
    through lastStage: CompilerStage = .bundle,
    now: Int = Int(time(nil))
) throws(ProjectNotFound) -> LoadedProject {
    let root = try findRootFile(path)
    let bytes: [UInt8]
    switch readContent(root.file).bytesOrReason {
    case .success(let read): bytes = read
    case .failure(let unreadable):
        throw ProjectNotFound(
            message: "cannot read '\(root.file)': \(unreadable.reason)",
            help: "check the path and its rights"
        )
    }
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: root.file, bytes: bytes))

    let read = readModel(file, in: sources, variables: variables)
    var diagnostics = read.diagnostics
    guard var project = read.output?.project else {
        return LoadedProject(
            path: path,
            folder: root.folder,
            sources: sources,
            diagnostics: diagnostics.inSourceOrder()
        )
    }
    if project.numbers.contains(where: \.isStandIn) {
        diagnostics += applyPins(to: &project, in: root.folder, environment: nil, &sources)
    }
    let key = readPublicKey(project.app.publicKeyPath, in: root.folder)
    let previousKey = readPublicKey(project.app.previousPublicKeyPath, in: root.folder)
    diagnostics += key.diagnostics + previousKey.diagnostics

    let resolved = resolveProject(project, files: readFiles(of: project, in: root.folder))
    diagnostics += resolved.diagnostics
    // What was left out of a schedule proves nothing about the rest.
    if project.isWhole { diagnostics += checkSchedules(project.schedules, at: now) }
    var release: Release?
    if let graph = resolved.output, !diagnostics.hasErrors, lastStage == .bundle {
        let names = project.users.map(\.name.value) + project.agents.map(\.name.value)
        release = lower(graph, baseURL: project.hosting.url.value, appUsers: Set(names))
    }
    diagnostics = project.policy.applied(to: diagnostics, of: .project, at: read.output?.places)
    if diagnostics.hasErrors { release = nil }
    return LoadedProject(
        path: path,
        folder: root.folder,
        sources: sources,
        diagnostics: diagnostics.inSourceOrder(),
        project: project,
        release: release,
        publicKeyPEM: key.output ?? nil,
        previousKeyPEM: previousKey.output ?? nil,
        policyPlaces: read.output?.places
    )
}

/// From the text to the typed model.
///
/// On its own so that the tree, the largest thing but the model itself, is gone when the model is resolved.
private func readModel(
    _ file: FileID,
    in sources: SourceMap,
    variables: [(name: String, value: String)]
) -> Checked<ReadModel> {
    let parsed = parseYAML(file, in: sources)
    var diagnostics = parsed.diagnostics
    guard let parsedTree = parsed.output else { return Checked(nil, diagnostics: diagnostics) }
    let declared = declaredVariables(in: parsedTree)
    diagnostics += declared.diagnostics
    var values = declared.output ?? [:]
    for variable in variables {
        values[variable.name] = VariableValue(text: variable.value, span: nil)
    }
    let substituted = substituteVariables(in: parsedTree, with: values)
    diagnostics += substituted.diagnostics

    let tree = substituted.output ?? parsedTree
    let decoded = decodeProject(tree)
    diagnostics += decoded.diagnostics
    let model = decoded.output.map { project in
        ReadModel(project: project, places: PolicyPlaces(of: project.policy.findings, in: tree))
    }
    return Checked(model, diagnostics: diagnostics)
}

/// The model, and what is still known of the tree.
private struct ReadModel {
    var project: Project
    var places: PolicyPlaces
}

/// Reads `contact-center.lock` where a number is searched for; a project without it has bought nothing yet.
private func applyPins(
    to project: inout Project,
    in folder: String,
    environment: String?,
    _ sources: inout SourceMap
) -> [Diagnostic] {
    let path = resolvedPath(NumberPins.fileName, in: folder)
    guard case .bytes(let bytes) = readContent(path, limit: 1 << 20) else { return [] }
    let file = sources.add(SourceFile(path: path, bytes: bytes))
    let pins = NumberPins.parse(file, in: sources)
    project.apply(pins.output ?? NumberPins(), environment: environment)
    return pins.diagnostics
}

/// How far the compiler is to go.
package enum CompilerStage: Sendable {
    /// All checks.
    case checks
    /// The checks, then the bundle.
    case bundle
}

extension LoadedProject {
    fileprivate init(path: String, folder: String, sources: SourceMap, diagnostics: [Diagnostic]) {
        self.init(
            path: path,
            folder: folder,
            sources: sources,
            diagnostics: diagnostics,
            project: nil,
            release: nil,
            publicKeyPEM: nil,
            previousKeyPEM: nil,
            policyPlaces: nil
        )
    }
}

private func readFiles(of project: Project, in folder: String) -> ProjectFiles {
    var files = ProjectFiles()
    for (path, use) in project.files where files[path] == nil {
        files[path] = readContent(resolvedPath(path, in: folder), limit: use.limit)
    }
    return files
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

/// The text of a public key; nil where none is set, or where the pair is not made yet: only the account needs it, and a
/// fresh checkout is checked without.
private func readPublicKey(_ path: Located<String>?, in folder: String) -> Checked<String?> {
    guard let path else { return Checked(.some(nil)) }
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
