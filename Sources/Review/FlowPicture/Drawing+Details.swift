internal import CallFlow
internal import ContactCenter
internal import Diagnostics
internal import TimeZones

extension Drawing {
    /// What the caller hears, as a line.
    func text(_ prompt: Prompt) -> String {
        switch prompt {
        case .say(let text): quoted(text)
        case .play(.url(let url)): "plays \(shortText(url))"
        case .play(.file(let id)): "plays a sound file (\(graph[id].format.rawValue))"
        case .pause(let seconds): "\(seconds) s of silence"
        }
    }

    func details(of menu: MenuNode) -> [String] {
        (menu.variant > 0 ? ["with another way out"] : [])
            + (menu.say.map { ["first \(quoted($0))"] } ?? [])
            + [quoted(menu.prompt), "asks \(counted(menu.attempts, "time")), \(menu.timeout) s for a key"]
    }

    func agentDetails(_ id: AgentID, _ ring: Ring) -> [String] {
        let name = graph[id].name.value
        if case .app(let user) = ring.endpoint {
            return [user == name ? "app" : "app user \(shortText(user))"] + details(of: ring)
        }
        return [place(of: ring.endpoint)] + details(of: ring)
    }

    func details(of ring: Ring) -> [String] {
        var details = ["rings \(ring.ringFor ?? 60) s"]
        if case .phone = ring.endpoint, let callerID = ring.callerID { details.append("caller id \(callerID)") }
        if let announce = ring.announce { details.append("is told \(quoted(announce))") }
        if ring.machine == .hangUp { details.append("hangs up on a machine") }
        if ring.recording != nil { details.append("is recorded") }
        return details
    }

    func details(of team: TeamNode) -> [String] {
        let limit = 8
        var lines: [String] = []
        for (index, member) in team.members.prefix(limit).enumerated() {
            let order = team.isSpread ? "" : index == 0 ? "first " : "then "
            lines.append("\(order)\(shortText(name(of: member.endpoint))), \(member.ringFor ?? 60) s")
        }
        if team.members.count > limit { lines.append("and \(team.members.count - limit) more") }
        return (team.isSpread ? ["in turn, beginning anywhere:"] : []) + lines
    }

    func details(of voicemail: VoicemailNode) -> [String] {
        (voicemail.say.map { [quoted($0)] } ?? [])
            + ["records \(voicemail.longest) s at most", "then \(quoted(graph.goodbye))"]
    }

    func details(of outbound: OutboundNode) -> [String] {
        func prefixes(_ digits: [String]) -> String { listed(digits.map { "+\($0)" }, atMost: 4) }
        var lines = [outbound.allow.isEmpty ? "no number is allowed" : "allowed: \(prefixes(outbound.allow))"]
        if !outbound.deny.isEmpty { lines.append("denied: \(prefixes(outbound.deny))") }
        return lines
    }

    /// Where a call is put through to, as people write it.
    func place(of endpoint: Ring.Endpoint) -> String {
        switch endpoint {
        case .app(let user): user
        case .phone(let number): number.description
        case .sip(let uri): uri
        case .vbc(let number): "extension \(number)"
        }
    }

    /// The hours of a week, a line for days with the same hours: "mon-fri 09:00-17:30".
    func hours(of schedule: Schedule) -> [String] {
        var runs: [(first: Weekday, last: Weekday, hours: [WallHours])] = []
        for day in Weekday.allCases {
            let hours = (schedule.week[day] ?? []).map(\.value).sorted { $0.opens < $1.opens }
            if let last = runs.last, last.hours == hours {
                runs[runs.count - 1].last = day
            } else {
                runs.append((day, day, hours))
            }
        }
        let texts = runs.filter { !$0.hours.isEmpty }.map { run in
            let days = run.first == run.last ? "" : "-\(run.last.abbreviation)"
            return "\(run.first.abbreviation)\(days) \(run.hours.map(\.description).joined(separator: " and "))"
        }
        return texts.isEmpty ? ["never by the week"] : texts
    }
}
