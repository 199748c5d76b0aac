package import ContactCenter
internal import JSONTree
internal import VonageAPI

/// What belongs to an application, to go with it.
package struct ApplicationBelongings: Sendable {
    package var application: LiveApplication

    /// Those that are linked to it.
    package var numbers: [LiveNumber]
    package var users: [LiveUser]

    /// Takes from the account's numbers those that are linked to the application.
    package init(_ application: LiveApplication, numbers: [LiveNumber], users: [LiveUser]) {
        self.application = application
        self.numbers = numbers.filter { isSameApplication($0.applicationID, application.id) }
        self.users = users
    }

    /// What `policy.protect` keeps of it: a few words for each kind that is there.
    package func kept(by protected: [Policy.Protected]) -> [String] {
        func count(_ count: Int, _ noun: String) -> String { count == 1 ? "1 \(noun)" : "\(count) \(noun)s" }
        return Policy.Protected.allCases.filter(protected.contains).compactMap { kind in
            switch kind {
            case .app: "the application"
            case .numbers: numbers.isEmpty ? nil : count(numbers.count, "number")
            case .users: users.isEmpty ? nil : count(users.count, "user")
            }
        }
    }
}

/// The plan that leaves nothing of an application; empty without one.
///
/// Numbers are unlinked and stay in the account, then users and the application itself are deleted: what cannot be undone
/// comes last.
///
/// - Complexity: O(n log n) in numbers and users.
package func makeDestroyPlan(_ desired: DesiredState, of belongings: ApplicationBelongings?) -> Plan {
    var plan = Plan(emptyFor: desired, applicationID: belongings?.application.id)
    guard let belongings else { return plan }
    let names = Dictionary(desired.numbers.map { ($0.number.digits, $0.name) }, uniquingKeysWith: { first, _ in first })
    let unlinks = belongings.numbers.map { number in
        PlanStep(
            Address.number(names[number.digits] ?? "+\(number.digits)"),
            .number(digits: number.digits),
            .unlink,
            "+\(number.digits)",
            changes: number.unlinkChanges,
            reason: "it stays in the account, and goes on costing its rent",
            fingerprint: number.fingerprint
        )
    }.sorted { $0.address < $1.address }
    // Users of calls that still come in are needed.
    let unlinked = unlinks.map(\.address)
    let deletions = belongings.users.sorted { $0.name < $1.name }.map { user in
        PlanStep(
            Address.user(user.name),
            .user(name: user.name),
            .delete,
            "",
            dependsOn: unlinked,
            dangers: [.deletesUser],
            fingerprint: user.identityFingerprint
        )
    }
    let application = belongings.application
    let last = PlanStep(
        Address.application,
        .application,
        .delete,
        application.name,
        dependsOn: unlinked + deletions.map(\.address),
        dangers: [.deletesApplication],
        fingerprint: application.identityFingerprint
    )
    plan.steps = unlinks + deletions + [last]
    return plan
}

extension LiveApplication {
    /// Which application this is: a rename or another key makes it another one to whoever confirmed its end.
    package var identityFingerprint: String {
        digest([.string(id.lowercased()), .string(name), .string(publicKey?.digest ?? "")])
    }
}
