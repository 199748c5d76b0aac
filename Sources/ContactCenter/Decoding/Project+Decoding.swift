package import ConfigSyntax
package import Diagnostics

/// Reads the typed model from the tree, variables already replaced.
///
/// All problems are reported, in source order. The output is nil only when `app` or `hosting` is missing or unusable;
/// else it holds what is sound.
///
/// - Complexity: O(nodes of the tree).
package func decodeProject(_ tree: SyntaxTree) -> Checked<Project> {
    var decoder = ModelDecoder()
    let project = decoder.project(tree.root)
    return Checked(project, diagnostics: decoder.diagnostics.inSourceOrder())
}

extension ModelDecoder {
    fileprivate mutating func project(_ root: SyntaxNode) -> Project? {
        if root.isNull {
            report(
                .error(
                    .wrongShape,
                    "the file is empty: a contact center needs version, app and hosting",
                    at: root.span,
                    help: "start from examples/quickstart"
                )
            )
            return nil
        }
        guard let reader = mapping(root, .root) else { return nil }
        checkVersion(reader["version"])
        if let variables = reader["vars"], variables.kind == .mapping {
            checkNames(namedEntries(variables, of: "vars"))
        }
        let zone = timeZone(reader["timezone"])
        let app = app(reader["app"])
        let hosting = hosting(reader["hosting"])
        let numbers = numbers(reader["numbers"])
        let users = namedEntries(reader["users"], of: "users").compactMap { user($0.name, $0.value) }
        let agents = namedEntries(reader["agents"], of: "agents").compactMap { agent($0.name, $0.value) }
        let menus = menus(reader["menus"])
        let teams = namedEntries(reader["teams"], of: "teams").compactMap { team($0.name, $0.value) }
        let flows = namedEntries(reader["flows"], of: "flows").compactMap { flow($0.name, $0.value) }
        let voicemails = namedEntries(reader["voicemails"], of: "voicemails")
            .compactMap { voicemail($0.name, $0.value) }
        let schedules = schedules(reader["schedules"], projectZone: zone)
        let callers = namedEntries(reader["callers"], of: "callers").compactMap { callerList($0.name, $0.value) }
        let outbound = outbound(reader["outbound"], at: reader.keySpan("outbound"))
        let voice = voiceSettings(reader["voice"])
        let policy = policy(reader["policy"])
        let removed = removed(reader["removed"])
        let tests = callTests(reader["tests"])
        guard let app, let hosting else { return nil }
        var project = Project(app: app, hosting: hosting)
        project.numbers = numbers.named
        project.defaultInbound = numbers.defaultInbound
        project.users = users
        project.agents = agents
        project.menus = menus
        project.teams = teams
        project.flows = flows
        project.voicemails = voicemails
        project.schedules = schedules
        project.callers = callers
        project.outbound = outbound
        project.voice = voice
        project.policy = policy
        project.removed = removed
        project.tests = tests
        project.timeZone = zone
        project.isWhole = !diagnostics.hasErrors
        return project
    }

    private mutating func menus(_ node: SyntaxNode?) -> [Menu] {
        let entries = namedEntries(node, of: "menus")
        var menus: [Menu] = []
        menus.reserveCapacity(entries.count)  // Growing would move them all, and they are large.
        for entry in entries {
            if let menu = menu(entry.name, entry.value) { menus.append(menu) }
        }
        return menus
    }

    private mutating func checkVersion(_ node: SyntaxNode?) {
        guard let node, !node.hasText("1") else { return }
        report(
            .error(
                .unsupportedVersion,
                "this ccplan reads version 1 of the language",
                at: node.span,
                help: "write 'version: 1'"
            )
        )
    }

    private mutating func user(_ name: Located<String>, _ node: SyntaxNode) -> User? {
        checkUserName(name)
        guard let reader = mapping(node, .user, allowingNull: true) else { return nil }
        var user = User(name: name)
        user.displayName = string(reader["display_name"], "display_name")
        user.imageURL = webhookURL(reader["image_url"], "image_url")
        if let data = reader["data"] {
            let named = namedEntries(data, of: "data")
            checkNames(named)
            user.data = named.compactMap { entry in
                string(entry.value, entry.name.value).map { (entry.name, $0) }
            }
        }
        user.channels = channels(reader["channels"])
        return user
    }

    /// What the Users API refuses as a name, and what could not be printed safely.
    mutating func checkUserName(_ name: Located<String>) {
        let hasControls = name.value.unicodeScalars.contains { $0.properties.generalCategory == .control }
        let isReserved = name.value == "me" || name.value.hasPrefix("USR-")
        guard isReserved || hasControls || !(1...128).contains(name.value.utf8.count) else { return }
        report(
            .error(
                .invalidUserName,
                "the name of a user is not 'me', does not begin with 'USR-', and has 1 to 128 bytes of printable text",
                at: name.span,
                help: "choose another name; what people see is 'display_name'"
            )
        )
    }

    private mutating func voiceSettings(_ node: SyntaxNode?) -> VoiceSettings {
        var settings = VoiceSettings()
        guard let node, let reader = mapping(node, .voice) else { return settings }
        settings.voice = voice(reader)
        settings.callerID = callerID(reader["caller_id"])
        settings.goodbye = text(reader["goodbye"], "goodbye")
        return settings
    }

    private mutating func removed(_ node: SyntaxNode?) -> Removed {
        var removed = Removed()
        guard let node, let reader = mapping(node, .removed) else { return removed }
        for entry in namedEntries(reader["numbers"], of: "numbers") {
            let (name, value) = (entry.name, entry.value)
            guard let number = PhoneNumber(international: name.value) else {
                report(.invalidPhoneNumber(at: name.span))
                continue
            }
            guard let fate = Removed.NumberFate.allCases.first(where: { value.hasText($0.rawValue) }) else {
                report(
                    .wrongValue(
                        "a number is removed by 'unlink' or 'cancel'",
                        at: value.span,
                        help: "unlink keeps it in the account, cancel gives it back"
                    )
                )
                continue
            }
            removed.numbers.append((Located(number, at: name.span), Located(fate, at: value.span)))
        }
        for entry in namedEntries(reader["users"], of: "users") {
            if entry.value.hasText("delete") {
                removed.users.append(entry.name)
            } else {
                report(.wrongValue("a user is removed by 'delete'", at: entry.value.span, help: "write delete"))
            }
        }
        return removed
    }
}
