package import CallBundle
package import ContactCenter
internal import Diagnostics
package import VonageAPI

extension DesiredState {
    /// Takes from the project what concerns the account.
    ///
    /// - Parameters:
    ///   - project: The model.
    ///   - release: The compiled bundle; its answer URL is where calls are to go.
    ///   - publicKeyPEM: The text behind `app.public_key`, nil when none is set.
    ///   - previousKeyPEM: The text behind `app.previous_public_key`, nil when none is set.
    ///   - secrets: The values of environment variables that `{secret: NAME}` names.
    /// - Throws: When one of these texts is no usable key.
    package init(
        project: Project,
        release: Release,
        publicKeyPEM: String?,
        previousKeyPEM: String? = nil,
        secrets: (String) -> String? = { _ in nil }
    ) throws(KeyError) {
        let base = release.manifest.baseURL
        var application = Application(
            name: project.app.name.value,
            eventsURL: project.app.eventsURL?.value ?? "\(base)/events",
            answerURL: release.answerURL
        )
        application.id = project.app.id?.value
        application.publicKey = try publicKeyPEM.map(ApplicationPublicKey.init(pem:))
        application.previousKey = try previousKeyPEM.map(ApplicationPublicKey.init(pem:))
        application.region = project.app.region?.value
        application.signedCallbacks = project.app.signedCallbacks?.value ?? true
        application.span = project.app.span
        application.ringsAppUsers = !project.users.isEmpty || !project.agents.isEmpty
        let fallbackPath = "r/\(release.id)/fallback.json"
        if release.files.contains(where: { $0.path == fallbackPath }) {
            application.fallbackURL = "\(project.hosting.fallback?.url?.value ?? base)/\(fallbackPath)"
        }
        self.init(
            application: application,
            release: ReleaseSummary(
                id: release.id,
                baseURL: base,
                fileCount: release.files.count,
                requires: release.manifest.requires,
                isPublished: project.hosting.publish != nil
            )
        )
        if case .command = project.hosting.publish?.value { self.release.isLockable = false }
        numbers = project.numbers.map {
            Number(
                name: $0.name.value,
                number: $0.number.value,
                search: $0.isStandIn ? $0.search?.summary : nil,
                adopts: $0.adopts?.value ?? false,
                span: $0.number.span
            )
        }
        costs = StatedCosts(of: project)
        protected = Set(project.policy.protect.map(\.value))
        drain = project.policy.drain?.value ?? Policy.defaultDrain
        users = Self.users(of: project, secrets: secrets)
        removedNumbers = project.removed.numbers.map {
            RemovedNumber(number: $0.number.value, fate: $0.fate.value, span: $0.number.span)
        }
        removedUsers = project.removed.users.map { RemovedUser(name: $0.value, span: $0.span) }
    }

    /// An agent implies the user of its name; what `users` says of that user beats what the agent says.
    package static func users(of project: Project, secrets: (String) -> String? = { _ in nil }) -> [User] {
        var users: [User] = []
        var places: [String: Int] = [:]
        for written in project.users {
            var user = User(name: written.name.value)
            user.displayName = written.displayName?.value
            user.imageURL = written.imageURL?.value
            user.data = written.data?.map { ($0.key.value, $0.value.value) }
            user.channels = written.channels.map { DesiredChannels($0, secrets: secrets) }
            user.span = written.name.span
            places[user.name] = users.count
            users.append(user)
        }
        for agent in project.agents {
            if let place = places[agent.name.value] {
                users[place].displayName = users[place].displayName ?? agent.displayName?.value
                continue
            }
            var user = User(name: agent.name.value)
            user.displayName = agent.displayName?.value
            user.span = agent.name.span
            places[user.name] = users.count
            users.append(user)
        }
        return users
    }
}

extension NumberSearch {
    /// "a US number with VOICE that starts with 1415, at most 1.50 EUR a month".
    package var summary: String {
        var text = "a \(country.value) number"
        if let kind { text += " (\(kind.value.rawValue))" }
        text += " with \(features.map(\.rawValue).joined(separator: " and "))"
        switch pattern?.value {
        case .startsWith(let digits): text += " that starts with \(digits)"
        case .contains(let digits): text += " that contains \(digits)"
        case .endsWith(let digits): text += " that ends with \(digits)"
        case nil: break
        }
        if let cost = maxMonthlyCost?.value { text += ", at most \(EuroAmount(cents: cost)) a month" }
        return text
    }
}
