package import CallBundle

/// What would make the account as the project says, as data: no closures, no secrets.
///
/// All output of plans is a printing of this value. Steps are in the order in which they are applied.
package struct Plan: Hashable, Sendable {
    /// The version of the JSON form.
    package static let version = 1

    /// The name of the project's application.
    package var project: String

    /// The environment of the project; nil when it has none.
    package var environment: String?

    /// The path that the project was loaded from, to load it again; not part of the plan's hash.
    package var source: String?
    package var configuration: ConfigurationFingerprint
    package var release: ReleaseID
    package var baseURL: String

    /// The id of the live application; nil when it is not there yet.
    package var applicationID: String?
    package var steps: [PlanStep]

    /// What belongs to the application but is neither named nor removed by the project, in the order of addresses.
    package var unmanaged: [UnmanagedObject]
    package var users: UserComparison

    /// What the numbers cost; nil where the project says nothing of it.
    ///
    /// Not part of the plan's hash: prices are the platform's.
    package var costs: PlanCosts?

    /// What it was made against; not part of the plan's hash: it is the account that has to agree when it is applied.
    package var live = LiveOrigin.account

    /// Whether there is nothing to do now; what is held waits for its time.
    package var isEmpty: Bool { steps.allSatisfy { $0.action == .held } }

    /// Steps that no plan may do without an explicit word: they stop numbers in use, or remove many users.
    package var largeRemovals: [PlanStep] { steps.filter { $0.dangers.contains(where: \.wantsForce) } }

    /// Whether the application gets another key.
    package var exchangesKey: Bool { steps.contains { $0.dangers.contains(.replacesKey) } }

    /// Whether users can be compared only once the new key is there.
    package var comparesUsersLater: Bool {
        guard case .notCompared(let reason) = users else { return false }
        return exchangesKey && reason == Self.keyFirst
    }

    /// Why users are not compared while the key is exchanged.
    static let keyFirst = "the application gets its new key first"

    /// Whether it was made to remove what the project does not name.
    package var isPruning: Bool { steps.contains { $0.reason?.hasPrefix(Self.pruned) ?? false } }

    /// How the reason of such a removal begins.
    static let pruned = "--prune: "

    /// The part that brings the new key, after which users can be compared.
    package var untilKeyExchange: Plan {
        var plan = self
        plan.steps = steps.filter { $0.subject == .release || $0.subject == .application }
        return plan
    }

    /// The same plan, in which what a newer one holds back waits, too.
    package func holding(what newer: Plan) -> Plan {
        let held = newer.steps.filter { $0.action == .held }
        var plan = self
        for index in plan.steps.indices where plan.steps[index].action == .delete {
            if let step = held.first(where: { $0.subject == plan.steps[index].subject }) { plan.steps[index] = step }
        }
        return plan
    }

    /// Whether users of the project were compared with the account.
    package enum UserComparison: Hashable, Sendable {
        case compared
        case notCompared(reason: String)
    }
}

/// Something that the plan leaves alone.
package struct UnmanagedObject: Hashable, Sendable {
    package var address: String

    package init(address: String) {
        self.address = address
    }
}

/// One thing to do.
package struct PlanStep: Hashable, Sendable {
    /// What is done to the object.
    package enum Action: String, CaseIterable, Sendable {
        /// The files of the release are put where they are served, and then looked at there.
        case publish
        /// Somebody else put the files there; they are only looked at.
        case verify
        case create
        case update
        /// The application answers calls with another release.
        case move
        case link
        case unlink
        case cancel
        case delete
        /// To be deleted, but not yet: calls may still need it.
        case held
        /// Found and bought by a command of its own, which asks first.
        case buy
    }

    /// What the step is about: who it is, so that applying knows without parsing the address.
    package enum Subject: Hashable, Sendable {
        case release
        case application
        /// Where the application's calls go.
        case answerURL
        /// E.164 digits.
        case number(digits: String)
        /// A number that is not bought yet, by its name in the project.
        case wantedNumber(name: String)
        case user(name: String)
    }

    /// Why a step deserves a second look.
    package enum Danger: Hashable, Sendable {
        case takesNumberFromApplication(id: String, name: String?)
        case clearsForwarding(type: String, value: String)
        case replacesKey
        case givesNumberBack
        case deletesUser
        case deletesApplication
        /// Calls come in on it today.
        case stopsNumberInUse
        /// More of the application's users go than a slip of the pen should take.
        case removesManyUsers(count: Int, of: Int)

        /// Whether nothing but `--force` lets it happen.
        package var wantsForce: Bool {
            switch self {
            case .stopsNumberInUse, .removesManyUsers: true
            case .takesNumberFromApplication, .clearsForwarding, .replacesKey, .givesNumberBack, .deletesUser,
                .deletesApplication:
                false
            }
        }

        /// One line for people.
        package var sentence: String {
            switch self {
            case .takesNumberFromApplication(let id, let name):
                "takes the number away from application \(name.map { "'\($0)' (\(id))" } ?? id)"
            case .clearsForwarding(let type, let value):
                "clears the number's own forwarding to \(type) '\(value)', which would win over the application"
            case .replacesKey: "tokens made with the old key stop working at once"
            case .givesNumberBack: "gives the number back to the pool; this cannot be undone"
            case .deletesUser: "deletes the user; this cannot be undone"
            case .deletesApplication: "deletes the application; its id never comes back, and this cannot be undone"
            case .stopsNumberInUse: "the number is in use: calls to it reach this application no more (wants --force)"
            case .removesManyUsers(let count, let total): "\(count) of \(total) users go (wants --force)"
            }
        }
    }

    /// Unique in the plan: `release`, `app`, `app.answer_url`, `number.uk-support`, `user.Jane`.
    package var address: String
    package var subject: Subject
    package var action: Action

    /// A few words on what it is about.
    package var summary: String

    /// In the order in which people should read them.
    package var changes: [FieldChange]

    /// Why it is done, where that is not plain to see.
    package var reason: String?

    /// Addresses of the steps that must have been done, all earlier in the plan.
    package var dependsOn: [String]
    package var dangers: [Danger]

    /// What the live object was when the plan was made; nil when it was not there.
    package var fingerprint: String?

    init(
        _ address: String,
        _ subject: Subject,
        _ action: Action,
        _ summary: String,
        changes: [FieldChange] = [],
        reason: String? = nil,
        dependsOn: [String] = [],
        dangers: [Danger] = [],
        fingerprint: String? = nil
    ) {
        self.address = address
        self.subject = subject
        self.action = action
        self.summary = summary
        self.changes = changes
        self.reason = reason
        self.dependsOn = dependsOn
        self.dangers = dangers
        self.fingerprint = fingerprint
    }

    /// Whether making exactly these changes is what this step promised.
    ///
    /// Fewer are fine: an earlier, interrupted apply may have done some.
    package func covers(_ current: [FieldChange]) -> Bool {
        current.allSatisfy { change in changes.contains { change.isCovered(by: $0) } }
    }
}
