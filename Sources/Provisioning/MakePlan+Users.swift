internal import JSONTree

extension PlanMaker {
    /// The users of the application by name; nil when they were not looked at.
    var liveUsers: [String: LiveUser]? {
        guard application != nil else { return [:] }  // A new application has none.
        guard case .compared(let users) = live.users else { return nil }
        return Dictionary(users.map { ($0.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func planUsers() {
        guard let present = liveUsers else {
            if case .notCompared(let reason) = live.users, users == .compared { users = .notCompared(reason: reason) }
            return
        }
        let dependencies = planned(Address.release, Address.application)
        for user in desired.users.sorted(by: { $0.name < $1.name }) {
            let address = Address.user(user.name)
            let step: PlanStep
            if let found = present[user.name] {
                let changes = user.changes(from: found)
                guard !changes.isEmpty else { continue }
                step = PlanStep(
                    address,
                    .user(name: user.name),
                    .update,
                    user.displayName ?? "",
                    changes: changes,
                    dependsOn: dependencies,
                    fingerprint: user.fingerprint(of: found)
                )
            } else {
                step = PlanStep(
                    address,
                    .user(name: user.name),
                    .create,
                    user.displayName ?? "",
                    changes: user.creationChanges,
                    reason: renamed(user, among: present),
                    dependsOn: dependencies
                )
            }
            plannedUsers.insert(address)
            steps.append(step)
        }
        guard !options.prunes else { return }
        unmanaged += unmanagedUsers(among: present).map { UnmanagedObject(address: Address.user($0)) }
    }

    /// Users that the project neither names nor removes, in no order.
    func unmanagedUsers(among present: [String: LiveUser]) -> [String] {
        let known = Set(desired.users.map(\.name) + desired.removedUsers.map(\.name))
        return present.keys.filter { !known.contains($0) }
    }

    /// Says so when a new user is likely one that goes, under another name.
    func renamed(_ user: DesiredState.User, among present: [String: LiveUser]) -> String? {
        let going = desired.removedUsers.map(\.name) + (options.prunes ? unmanagedUsers(among: present) : [])
        let old = going.sorted().first { name in present[name].map(user.isLikely) ?? false }
        return old.map {
            "likely '\($0)' under a new name, which also goes: nothing is carried over, and whoever is '\($0)' logs in anew"
        }
    }
}

extension DesiredState.User {
    /// Whether the live user shows the same name to people, or holds the same data.
    fileprivate func isLikely(_ other: LiveUser) -> Bool {
        if let displayName, other.body["display_name"]?.stringValue == displayName { return true }
        guard let data, !data.isEmpty else { return false }
        let held = other.body["properties"]?["custom_data"]
        return data.allSatisfy { held?[$0.key]?.stringValue == $0.value }
    }
}
