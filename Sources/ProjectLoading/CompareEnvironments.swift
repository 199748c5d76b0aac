internal import ConfigSyntax
internal import ContactCenter
internal import Diagnostics

/// What two environments of a project have in common that each should have for itself: numbers, the application, and where
/// releases are published to.
///
/// Nothing is said of an environment whose overlay says `shared: yes`. Each thing is reported once, however many share it.
///
/// - Complexity: O(numbers of all environments).
func compareEnvironments(_ models: [(environment: DeclaredEnvironment, project: Project)]) -> [Diagnostic] {
    let own = models.filter { !$0.environment.isShared }
    guard own.count > 1 else { return [] }
    return sharedNumbers(own) + sharedApplications(own) + sharedTargets(own)
}

/// A thing of an environment, and where it is written.
private struct Use {
    let environment: DeclaredEnvironment
    let place: Span
}

private func sharedNumbers(_ models: [(environment: DeclaredEnvironment, project: Project)]) -> [Diagnostic] {
    var uses = Uses<PhoneNumber>()
    for (environment, project) in models {
        for number in project.numbers where !number.isStandIn {
            uses.add(number.number.value, Use(environment: environment, place: number.number.span))
        }
    }
    return uses.shared { number, uses in
        .inTwoEnvironments(
            .numberInTwoEnvironments,
            "have the same number, +\(number.digits)",
            uses,
            help: "give each its own, or remove it in one of them: 'numbers: {NAME: null}'"
        )
    }
}

private func sharedApplications(_ models: [(environment: DeclaredEnvironment, project: Project)]) -> [Diagnostic] {
    /// What finds an application in the account.
    enum Mark: Hashable {
        case id(String)
        case key(String)
        case name(String)
    }
    var (ids, keys, names) = (Uses<Mark>(), Uses<Mark>(), Uses<Mark>())
    for (environment, project) in models {
        let app = project.app
        func use(_ text: Located<String>) -> Use { Use(environment: environment, place: text.span) }
        if let id = app.id { ids.add(.id(id.value), use(id)) }
        if let key = app.publicKeyPath { keys.add(.key(key.value), use(key)) }
        names.add(.name(app.name.value), use(app.name))
    }
    var diagnostics: [Diagnostic] = []
    var told: Set<Set<String>> = []
    for uses in [ids, keys, names] {
        diagnostics += uses.shared { mark, uses in
            // The same environments are told of once: by what finds an application first.
            guard told.insert(Set(uses.map(\.environment.name.value))).inserted else { return nil }
            let what =
                switch mark {
                case .id(let id): "have the same application, by its id '\(id)'"
                case .key(let path): "have the same application, by its public key '\(path)'"
                case .name(let name): "have the same application, '\(name)'"
                }
            return .inTwoEnvironments(
                .applicationInTwoEnvironments,
                what,
                uses,
                help: "give each a name and a key of its own: 'app: {name: …, public_key: …}'"
            )
        }
    }
    return diagnostics
}

private func sharedTargets(_ models: [(environment: DeclaredEnvironment, project: Project)]) -> [Diagnostic] {
    var uses = Uses<PublishTarget>()
    for (environment, project) in models {
        let targets = [project.hosting.publish, project.hosting.fallback?.publish].compactMap(\.self)
        for target in targets {
            uses.add(target.value.normalized, Use(environment: environment, place: target.span))
        }
    }
    return uses.shared { _, uses in
        .inTwoEnvironments(
            .targetInTwoEnvironments,
            "publish to the same place",
            uses,
            help: "give each its own: 'hosting: {url: …, publish: …}'"
        )
    }
}

/// Things in the order in which they were first seen, with their uses: one for each environment.
private struct Uses<Thing: Hashable> {
    private var positions: [Thing: Int] = [:]
    private var all: [(thing: Thing, uses: [Use])] = []

    mutating func add(_ thing: Thing, _ use: Use) {
        guard let position = positions[thing] else {
            positions[thing] = all.count
            all.append((thing, [use]))
            return
        }
        guard all[position].uses.last?.environment.name != use.environment.name else { return }
        all[position].uses.append(use)
    }

    /// What is said of those with two uses or more.
    func shared(_ body: (Thing, [Use]) -> Diagnostic?) -> [Diagnostic] {
        all.compactMap { $0.uses.count > 1 ? body($0.thing, $0.uses) : nil }
    }
}

extension PublishTarget {
    /// The same for two ways to write one folder.
    fileprivate var normalized: PublishTarget {
        guard case .directory(let path) = self else { return self }
        let steps = path.split(separator: "/").filter { $0 != "." }.joined(separator: "/")
        return .directory((path.hasPrefix("/") ? "/" : "") + steps)
    }
}

extension DiagnosticCode {
    fileprivate static let numberInTwoEnvironments = DiagnosticCode("CC2020")
    fileprivate static let applicationInTwoEnvironments = DiagnosticCode("CC2021")
    fileprivate static let targetInTwoEnvironments = DiagnosticCode("CC2022")
}

extension Diagnostic {
    /// `what` they have in common is told as in `have the same number, +442079460000`; of the `uses`, two or more, the second
    /// is what is wrong.
    fileprivate static func inTwoEnvironments(
        _ code: DiagnosticCode,
        _ what: String,
        _ uses: [Use],
        help: String
    ) -> Diagnostic {
        let all = uses.map(\.environment.name.value)
        let names = all.map { "'\($0)'" }
        let few = "\(names.dropLast().joined(separator: ", ")) and \(names[names.count - 1])"
        let together = all.count <= 4 ? few : listed(all)
        var notes: [Note] = []
        for (number, use) in uses.enumerated() where number != 1 && use.place != uses[1].place {
            notes.append(Note("written for \(names[number]) here", at: use.place))
        }
        // Written once, for all of them: those that do not say otherwise are shown instead.
        if notes.isEmpty {
            notes = zip(names, uses).dropFirst().map { Note("\($0) does not change it", at: $1.environment.name.span) }
        }
        return error(
            code,
            "environments \(together) \(what)",
            at: uses[1].place,
            notes: Array(notes.prefix(4)),
            help: "\(help), or say 'shared: yes' in one of them"
        )
    }
}
