internal import CallFlow
internal import ConfigSyntax
package import ContactCenter
package import Diagnostics
internal import Glibc

/// What was found in a project, in all its environments.
package struct CheckedProject: Sendable {
    /// The path that was asked for.
    package let path: String
    package let sources: SourceMap

    /// Everything that was found, in source order; what holds in several environments once.
    package let diagnostics: [Diagnostic]

    /// Those that were checked, in source order; empty for a project without.
    package let environments: [String]

    /// The model in the environment that the project chooses by default, else in the first; nil when the YAML is too broken.
    package let project: Project?
}

/// Checks a project: in one environment where a name is given, else in each, and then all together.
///
/// The files are read and parsed once.
///
/// - Parameters:
///   - path: A project's folder, or its root file.
///   - name: What `--env` says.
///   - variables: What `--var` sets, in all environments.
///   - now: Seconds since 1970; dates before it are past.
/// - Returns: Everything that was found, and the model to tell about.
/// - Throws: When there is no project to read, or no such environment.
package func checkProject(
    at path: String,
    environment name: String? = nil,
    variables: [(name: String, value: String)] = [],
    now: Int = Int(time(nil))
) throws(ProjectNotFound) -> CheckedProject {
    var text = try ProjectText(at: path)
    var chosen: [DeclaredEnvironment?] = text.environments.all
    if name != nil || chosen.isEmpty {
        switch try text.choose(name) {
        case .none: chosen = [nil]
        case .environment(let environment): chosen = [environment]
        case .impossible: return CheckedProject(path, text, text.diagnostics)
        }
    }
    guard text.tree != nil else { return CheckedProject(path, text, text.diagnostics) }
    var files = ProjectFiles()
    var findings: [EnvironmentFindings] = []
    var models: [(environment: DeclaredEnvironment, project: Project)] = []
    var shown: Project?
    for (number, environment) in chosen.enumerated() {
        // The tree is the largest thing but the model: it is gone when the last model is checked.
        guard let tree = number == chosen.count - 1 ? text.takeTree() : text.tree else { break }
        guard !text.isPart else {
            let found = text.diagnostics + text.findings(ofPart: tree, in: environment)
            findings.append(EnvironmentFindings(environment: environment?.name.value ?? "", diagnostics: found))
            continue
        }
        let removed = environment.map { removals(by: $0, in: tree) } ?? []
        let read = readModel(tree, in: environment, variables: variables)
        var diagnostics = text.diagnostics + read.diagnostics
        var allowances: [FindingPolicy.Allowance] = []
        var unreached: Set<Span> = []
        if var project = read.output?.project {
            let examined = text.examine(&project, in: environment, files: &files, at: now)
            diagnostics += tellingRemovals(examined.diagnostics, removed, by: environment, text.sources)
            unreached = Set(diagnostics.filter(\.code.isAboutUnused).compactMap(\.span))
            diagnostics = project.policy.applied(to: diagnostics, of: .project, at: read.output?.places)
            allowances = project.policy.findings.allowances
            // What was not understood may be what tells two environments apart.
            if let environment, !read.diagnostics.hasErrors { models.append((environment, project)) }
            if shown == nil || environment?.name == text.environments.byDefault?.name { shown = project }
        }
        findings.append(
            EnvironmentFindings(
                environment: environment?.name.value ?? "",
                diagnostics: diagnostics,
                allowances: allowances.map(\.span),
                unreached: unreached
            )
        )
    }
    return CheckedProject(
        path: path,
        sources: text.sources,
        diagnostics: (together(findings) + compareEnvironments(models)).inSourceOrder(),
        environments: chosen.compactMap { $0?.name.value },
        project: shown
    )
}

extension CheckedProject {
    fileprivate init(_ path: String, _ text: ProjectText, _ diagnostics: [Diagnostic]) {
        self.init(
            path: path,
            sources: text.sources,
            diagnostics: diagnostics.inSourceOrder(),
            environments: [],
            project: nil
        )
    }
}

/// What was found in one environment.
struct EnvironmentFindings {
    let environment: String
    let diagnostics: [Diagnostic]

    /// The places of the findings that its policy allows.
    var allowances: [Span] = []

    /// What no call reaches and no decision asks here, whatever its policy makes of that.
    var unreached: Set<Span> = []
}

/// The findings of all environments, each once; one that does not hold in all says where it does.
///
/// Two are the same when code, message and place are, whatever their notes.
///
/// - Complexity: O(findings).
func together(_ all: [EnvironmentFindings]) -> [Diagnostic] {
    struct Identity: Hashable {
        let code: DiagnosticCode
        let message: String
        let span: Span?
    }
    guard all.count > 1 else { return all.flatMap(\.diagnostics) }
    var positions: [Identity: Int] = [:]
    var found: [(diagnostic: Diagnostic, environments: [String])] = []
    for (environment, diagnostics) in all.map({ ($0.environment, $0.diagnostics) }) {
        for diagnostic in diagnostics {
            let identity = Identity(code: diagnostic.code, message: diagnostic.message, span: diagnostic.span)
            if let position = positions[identity] {
                if found[position].environments.last != environment { found[position].environments.append(environment) }
            } else {
                positions[identity] = found.count
                found.append((diagnostic, [environment]))
            }
        }
    }
    let unreached = Dictionary(all.flatMap(\.unreached).map { ($0, 1) }, uniquingKeysWith: +)
    let allowances = AllowanceCounts(all)
    return found.compactMap { diagnostic, environments in
        guard environments.count < all.count else { return diagnostic }
        // An environment with fewer numbers reaches less: only what none reaches was forgotten.
        if diagnostic.code.isAboutUnused, let span = diagnostic.span,
            unreached[span, default: 0] < all.count
        {
            return nil
        }
        // An allowance is of use when it is in one environment.
        if diagnostic.code == .uselessAllowance, allowances.count(at: diagnostic.span) > environments.count {
            return nil
        }
        var marked = diagnostic
        let word = environments.count == 1 ? "environment" : "environments"
        marked.notes.append(Diagnostic.Note("in \(word) \(listed(environments))"))
        return marked
    }
}

/// Names in quotes, as many as are read: `'a', 'b', 'c' and 97 more`.
func listed(_ names: [String]) -> String {
    let shown = names.count <= 4 ? names[...] : names.prefix(3)
    let text = shown.map { "'\($0)'" }.joined(separator: ", ")
    return shown.count < names.count ? "\(text) and \(names.count - shown.count) more" : text
}

/// In how many environments allowances stand.
private struct AllowanceCounts {
    /// Each place once, in source order; they do not overlap.
    private let places: [Span]
    private let counts: [Span: Int]

    init(_ all: [EnvironmentFindings]) {
        counts = Dictionary(all.flatMap { Set($0.allowances) }.map { ($0, 1) }, uniquingKeysWith: +)
        places = counts.keys.sorted()
    }

    /// The count of the allowance that a place lies in.
    func count(at place: Span?) -> Int {
        guard let place else { return 0 }
        var (low, high) = (0, places.count)
        while low < high {
            let middle = (low + high) / 2
            if (places[middle].file, places[middle].start) <= (place.file, place.start) {
                low = middle + 1
            } else {
                high = middle
            }
        }
        guard low > 0, places[low - 1].file == place.file, place.end <= places[low - 1].end else { return 0 }
        return counts[places[low - 1], default: 0]
    }
}
