internal import ConfigSyntax
internal import Diagnostics

extension ModelDecoder {
    mutating func agent(_ name: Located<String>, _ node: SyntaxNode) -> Agent? {
        checkUserName(name)
        guard let reader = mapping(node, .agent, allowingNull: true) else { return nil }
        var agent = Agent(name: name)
        agent.displayName = string(reader["display_name"], "display_name")
        agent.place = reader["at"].flatMap { place($0) } ?? .app
        agent.ringFor = duration(reader["ring_for"], "ring_for", seconds: 1...120)
        agent.music = sound(reader["music"], "music")
        agent.record = reader["record"].flatMap { recording($0) }
        agent.callerID = callerID(reader["caller_id"])
        agent.otherwise = destination(reader["otherwise"])
        return agent
    }

    /// `app`, or a mapping with one of `sip`, `phone`, `vbc`.
    private mutating func place(_ node: SyntaxNode) -> Agent.Place? {
        if node.kind == .scalar, node.hasText("app") { return .app }
        guard node.kind == .mapping else {
            report(
                .wrongShape(
                    "'at' is app, or a mapping with sip, phone or vbc",
                    found: node.shape,
                    at: node.span,
                    help: "write it like {phone: +44 7700 900001}"
                )
            )
            return nil
        }
        let errorsBefore = diagnostics.count
        guard let reader = mapping(node, .agentPlace) else { return nil }
        let hadUnknownKeys = diagnostics.count > errorsBefore
        let written = ["sip", "phone", "vbc"].filter { reader[named: $0] != nil }
        guard let key = written.first, written.count == 1, let value = reader[named: key] else {
            // An unknown key was meant to be the place.
            guard !written.isEmpty || !hadUnknownKeys else { return nil }
            let help = "an agent is at one place: keep one, or make another agent"
            report(.wrongValue("'at' names exactly one of sip, phone, vbc", at: node.span, help: help))
            return nil
        }
        for companion in ["announce", "machine"] where key != "phone" {
            guard let span = reader.keySpan(companion) else { continue }
            report(
                .error(.uselessDestinationKey, "'\(companion)' has no use beside '\(key)'", at: span, help: "remove it")
            )
        }
        switch key {
        case "sip": return sipURI(value).map(Agent.Place.sip)
        case "vbc": return extensionNumber(value).map(Agent.Place.vbc)
        default: return telephone(value, reader).map(Agent.Place.phone)
        }
    }

    /// `yes`, or `{notify: URL}`.
    private mutating func recording(_ node: SyntaxNode) -> Recording? {
        var recording = Recording(span: node.span)
        guard node.kind == .mapping else {
            return boolean(node, "record").flatMap { $0.value ? recording : nil }
        }
        guard let reader = mapping(node, .recording) else { return nil }
        recording.notifyURL = webhookURL(reader["notify"], "notify")
        return recording
    }

    mutating func team(_ name: Located<String>, _ node: SyntaxNode) -> Team? {
        checkName(name, of: "team")
        guard let reader = mapping(node, .team) else { return nil }
        var team = Team(name: name, agents: reader["agents"].map { agentNames($0) } ?? [])
        team.order = reader["order"].flatMap { order($0) } ?? .fixed
        team.ringFor = duration(reader["ring_for"], "ring_for", seconds: 1...120)
        team.callerID = callerID(reader["caller_id"])
        team.otherwise = destination(reader["otherwise"])
        return team
    }

    private mutating func agentNames(_ node: SyntaxNode) -> [Located<String>] {
        guard node.kind == .sequence, !node.items.isEmpty else {
            report(.wrongValue("a team has a list of at least one agent", at: node.span, help: "write [Jane, Joe]"))
            return []
        }
        var names: [Located<String>] = []
        for item in node.items {
            guard let name = string(item, "agents") else { continue }
            if let earlier = names.first(where: { $0.value == name.value }) {
                report(
                    .error(
                        .agentTwice,
                        "agent '\(name.value)' is in the team twice",
                        at: name.span,
                        notes: [.init("first named here", at: earlier.span)],
                        help: "name each agent once"
                    )
                )
                continue
            }
            names.append(name)
        }
        return names
    }

    private mutating func order(_ node: SyntaxNode) -> Team.Order? {
        if let order = Team.Order.allCases.first(where: { node.hasText($0.rawValue) }) { return order }
        let isAll = node.hasText("all")
        report(
            .wrongValue(
                "'order' is fixed or spread",
                at: node.span,
                help: isAll
                    ? "the platform rings one person at a time: use spread with a short 'ring_for'"
                    : "fixed: always as written; spread: from an agent that depends on the call, and round"
            )
        )
        return nil
    }

    mutating func voicemail(_ name: Located<String>, _ node: SyntaxNode) -> Voicemail? {
        checkName(name, of: "voicemail")
        guard let reader = mapping(node, .voicemail, allowingNull: true) else { return nil }
        let voice = reader["voice"].flatMap { mapping($0, .textVoice) }.map { self.voice($0) } ?? TextVoice()
        var voicemail = Voicemail(name: name)
        voicemail.say = text(reader["say"], "say")?.speaking(as: voice)
        voicemail.longest = duration(reader["max"], "max", seconds: 3...7_200)
        voicemail.endKey = reader["end_on"].flatMap { key($0) }
        voicemail.notifyURL = webhookURL(reader["notify"], "notify")
        return voicemail
    }

    private mutating func key(_ node: SyntaxNode) -> Located<String>? {
        guard node.kind == .scalar, node.text.utf8.count == 1, "0123456789*#".contains(node.text) else {
            let rule = "'end_on' is one key of a telephone: 0-9, \"*\" or \"#\""
            report(.wrongValue(rule, at: node.span, help: "write one key, * and # in quotes"))
            return nil
        }
        return Located(node.text, at: node.span)
    }

    /// A list of numbers, or `{file: PATH}`.
    mutating func callerList(_ name: Located<String>, _ node: SyntaxNode) -> CallerList? {
        checkName(name, of: "list of callers")
        if node.kind == .sequence {
            return CallerList(name: name, source: .numbers(node.items.compactMap { phoneNumber($0) }))
        }
        guard node.kind == .mapping else {
            report(
                .wrongShape(
                    "a list of callers is a list of numbers, or {file: PATH}",
                    found: node.shape,
                    at: node.span,
                    help: "write numbers in brackets: [+44 7700 900500]"
                )
            )
            return nil
        }
        guard let reader = mapping(node, .callerFile) else { return nil }
        return string(reader["file"], "file").map { CallerList(name: name, source: .file($0)) }
    }
}
