package import CallBundle
package import CallFlow
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

    /// What calls can meet; nil when any error was found.
    package let graph: CallGraph?

    /// Nil when any error was found, but for those that the caller tolerates.
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
///   - name: What `--env` says; beats `default_environment`.
///   - variables: What `--var` sets; beats `vars`.
///   - lastStage: How far to go.
///   - toleratesTestErrors: Whether what calls can meet is compiled where errors are about tests only, which no caller hears.
///   - now: Seconds since 1970; dates before it are past.
/// - Returns: What the compiler made of it, findings included.
/// - Throws: When there is no project to read, or no such environment.
package func loadProject(
    at path: String,
    environment name: String? = nil,
    variables: [(name: String, value: String)] = [],
    through lastStage: CompilerStage = .bundle,
    toleratingTestErrors toleratesTestErrors: Bool = false,
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
    guard !text.isPart else {
        let found = text.findings(ofPart: tree, in: environment)
        return LoadedProject(path, text, environment: chosen, diagnostics: parsing + found)
    }
    let removed = environment.map { removals(by: $0, in: tree) } ?? []
    let read = readModel(tree, in: environment, variables: variables)
    guard var project = read.output?.project else {
        return LoadedProject(path, text, environment: chosen, diagnostics: parsing + read.diagnostics)
    }
    var files = ProjectFiles()
    let examined = text.examine(&project, in: environment, files: &files, at: now)
    var diagnostics = parsing + read.diagnostics
    diagnostics += tellingRemovals(examined.diagnostics, removed, by: environment, text.sources)
    var release: Release?
    func isForbidden() -> Bool { toleratesTestErrors ? diagnostics.hasErrorsBesidesTests : diagnostics.hasErrors }
    if let graph = examined.graph, !isForbidden(), lastStage == .bundle {
        let names = project.users.map(\.name.value) + project.agents.map(\.name.value)
        release = lower(
            graph,
            baseURL: project.hosting.url.value,
            appUsers: Set(names),
            signatures: project.hosting.signatures?.value
        )
    }
    // What one environment does not reach, another may: `checkProject` tells what none does.
    if text.environments.all.count > 1 { diagnostics.removeAll(where: \.code.isAboutUnused) }
    diagnostics = project.policy.applied(to: diagnostics, of: .project, at: read.output?.places)
    if isForbidden() { release = nil }
    return LoadedProject(
        path: path,
        folder: text.folder,
        environment: chosen,
        sources: text.sources,
        diagnostics: diagnostics.inSourceOrder(),
        project: project,
        graph: isForbidden() ? nil : examined.graph,
        release: release,
        publicKeyPEM: examined.publicKeyPEM,
        previousKeyPEM: examined.previousKeyPEM,
        policyPlaces: read.output?.places
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
            graph: nil,
            release: nil,
            publicKeyPEM: nil,
            previousKeyPEM: nil,
            policyPlaces: nil
        )
    }
}
