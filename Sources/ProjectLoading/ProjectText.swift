internal import CallFlow
internal import ConfigSyntax
internal import ContactCenter
internal import Diagnostics

/// A project as its files say, before an environment is chosen.
struct ProjectText {
    /// The project's folder.
    let folder: String
    var sources = SourceMap()

    /// All files as one; nil when the YAML is too broken to go on.
    var tree: SyntaxTree?

    /// Whether a file is missing in the tree, so that only what is wrong in the others can be told.
    var isPart = false
    var environments = DeclaredEnvironments()

    /// What was found in the files, and not yet in an environment.
    var diagnostics: [Diagnostic] = []

    /// Reads the root file of a project and the files that it includes.
    ///
    /// - Parameter path: A project's folder, or its root file.
    /// - Throws: When there is no root file to read.
    init(at path: String) throws(ProjectNotFound) {
        let root = try findRootFile(path)
        folder = root.folder
        let bytes: [UInt8]
        switch readContent(root.file).bytesOrReason {
        case .success(let read): bytes = read
        case .failure(let unreadable):
            throw ProjectNotFound(
                message: "cannot read '\(root.file)': \(unreadable.reason)",
                help: "check the path and its rights"
            )
        }
        let file = sources.add(SourceFile(path: root.file, bytes: bytes))
        tree = parse(file)
        include(root)
        guard let tree else { return }
        let declared = declaredEnvironments(in: tree)
        diagnostics += declared.diagnostics
        environments = declared.output ?? environments
    }

    private mutating func parse(_ file: FileID) -> SyntaxTree? {
        let parsed = parseYAML(file, in: sources)
        diagnostics += parsed.diagnostics
        return parsed.output
    }

    /// Puts the files that the root file includes into the tree.
    private mutating func include(_ root: (file: String, folder: String)) {
        guard let rootTree = tree else { return }
        let declared = declaredIncludes(in: rootTree)
        let patterns = declared ?? Checked([])
        let testFiles = Located(testFilePattern, at: rootTree.root.span.startPoint)
        diagnostics += patterns.diagnostics
        let files = readIncludedFiles(patterns.output ?? [], tests: testFiles, root: root, into: &sources)
        guard declared != nil || !files.files.isEmpty || !files.diagnostics.isEmpty else { return }
        diagnostics += files.diagnostics
        // All are parsed, so that all findings are told at once.
        let trees = files.files.map { parse($0) }
        for (file, tree) in zip(files.files, trees) where files.testFiles.contains(file) {
            if let tree { diagnostics += onlyTests(in: tree) }
        }
        isPart = !files.isWhole || patterns.diagnostics.hasErrors || trees.contains { $0 == nil }
        let combined = combine(trees.compactMap(\.self), into: rootTree, by: KeyTable.ruleOfInclusion)
        diagnostics += combined.diagnostics
        tree = combined.output
    }

    /// What a file of the tests' folder has beside tests: nobody would look for it there.
    private func onlyTests(in tree: SyntaxTree) -> [Diagnostic] {
        guard tree.root.kind == .mapping else { return [] }
        return tree.root.entries.filter { $0.key.text != "tests" }.map { .notATest($0.key.text, at: $0.key.span) }
    }

    /// The tree, which is then no longer kept here: it is the largest thing but the model itself.
    mutating func takeTree() -> SyntaxTree? {
        defer { tree = nil }
        return tree
    }

    /// Which environment is compiled.
    enum Choice {
        /// The project has none.
        case none
        case environment(DeclaredEnvironment)
        /// It cannot be told, for this reason where it is not one of the diagnostics already.
        case impossible(Diagnostic?)
    }

    /// The environment that `--env` or the project chooses.
    ///
    /// - Parameter name: What `--env` says.
    /// - Returns: The environment, or why there is none.
    /// - Throws: When there is no environment of the name.
    func choose(_ name: String?) throws(ProjectNotFound) -> Choice {
        if let environment = name.map(environments.named) ?? environments.byDefault { return .environment(environment) }
        // What is wrong in the files may be why it is not there.
        if name != nil || !environments.all.isEmpty, diagnostics.hasErrors { return .impossible(nil) }
        if let name { throw unknownEnvironment(name) }
        guard !environments.all.isEmpty else { return .none }
        return .impossible(.noEnvironmentChosen(environments.all.map(\.name.value), at: environments.span))
    }

    private func unknownEnvironment(_ name: String) -> ProjectNotFound {
        let names = environments.all.map(\.name.value)
        guard !names.isEmpty else {
            return ProjectNotFound(
                message: "the project has no environments, so there is no '\(name)' to choose",
                help: "leave --env out, or define the environment under 'environments'"
            )
        }
        let nearest = nearestName(to: name, among: names)
        return ProjectNotFound(
            message: "the project has no environment '\(name)'",
            help: nearest.map { "did you mean '\($0)'?" } ?? "the environments are \(names.joined(separator: ", "))"
        )
    }
}

extension ProjectText {
    /// Reads the model of files of which others are missing, for what is wrong in them alone.
    ///
    /// Left out is what the missing ones may mend: keys of the top level and of what an environment changes, names of
    /// variables, and what is to be removed.
    func findings(ofPart part: SyntaxTree, in environment: DeclaredEnvironment?) -> [Diagnostic] {
        let found = readModel(part, in: environment, variables: []).diagnostics
        let unknown = found.filter { $0.code == .unknownVariable }.compactMap(\.span)
        return found.filter { finding in
            switch finding.code {
            case .unknownVariable, .nothingToRemove, .missingTimeZone: return false
            case .missingKey: return environment == nil && finding.span != part.root.span.startPoint
            default: break
            }
            guard let span = finding.span else { return true }
            // What is wrong with '${name}' as it stands may be right when it is known.
            return !unknown.contains { $0.file == span.file && $0.start < span.end && span.start < $0.end }
        }
    }
}

/// From the tree of all files to the typed model, in one environment.
///
/// Order: overlay, variables, decoding.
///
/// - Parameters:
///   - tree: Gone when the model is made, unless the caller keeps it.
///   - environment: Nil for a project without.
///   - variables: What `--var` sets; beats the environment's `vars`, which beat the project's.
/// - Returns: The model; nil when too little is sound.
func readModel(
    _ tree: consuming SyntaxTree,
    in environment: DeclaredEnvironment?,
    variables: [(name: String, value: String)]
) -> Checked<ReadModel> {
    var diagnostics: [Diagnostic] = []
    if let environment {
        let overlaid = overlay(environment, on: tree, by: KeyTable.ruleOfOverlay)
        diagnostics += overlaid.diagnostics
        if let overlaid = overlaid.output { tree = overlaid }
    }
    let declared = declaredVariables(in: tree)
    diagnostics += declared.diagnostics
    var values = declared.output ?? [:]
    for variable in variables {
        values[variable.name] = VariableValue(text: variable.value, span: nil)
    }
    let substituted = substituteVariables(in: tree, with: values)
    // Where no variable could be read, their uses are no second finding.
    let isUnread = declared.diagnostics.hasErrors && declared.output?.isEmpty != false
    diagnostics += substituted.diagnostics.filter { !isUnread || $0.code != .unknownVariable }
    if let substituted = substituted.output { tree = substituted }
    tree = expandCases(in: tree)

    let decoded = decodeProject(tree)
    diagnostics += decoded.diagnostics
    guard let project = decoded.output else { return Checked(nil, diagnostics: diagnostics) }
    let places = PolicyPlaces(of: project.policy.findings, in: tree)
    return Checked(ReadModel(project: project, places: places), diagnostics: diagnostics)
}

/// The model, and what is still known of the tree.
struct ReadModel {
    var project: Project
    var places: PolicyPlaces
}

/// The files that are read without being included: calls and what is to happen in them.
private let testFilePattern = "tests/*.yaml"

extension DiagnosticCode {
    fileprivate static let notATest = DiagnosticCode("CC7008")
    fileprivate static let noEnvironmentChosen = DiagnosticCode("CC1013")
}

extension Diagnostic {
    fileprivate static func notATest(_ key: String, at span: Span) -> Diagnostic {
        error(
            .notATest,
            "a file of the folder 'tests' holds only 'tests', not '\(key)'",
            at: span,
            help: "move it to the root file, or to a file that is included"
        )
    }

    fileprivate static func noEnvironmentChosen(_ names: [String], at span: Span?) -> Diagnostic {
        error(
            .noEnvironmentChosen,
            "the project has environments, and none is chosen",
            at: span,
            help: "choose one with '--env \(names.first ?? "NAME")', or set 'default_environment'"
        )
    }
}
