internal import ContactCenter
internal import Diagnostics

/// Where a destination stands, as far as that decides what can be known there.
enum Stage {
    /// The call is just coming in: who calls is known.
    case answer
    case elsewhere
}

extension Resolver {
    /// Where a destination leads; nil, reported, when a name of it is not defined.
    mutating func route(_ destination: Destination, at stage: Stage = .elsewhere) -> Route? {
        let prelude = destination.say.map { [Prompt.say(spoken($0))] } ?? []
        let otherwise = destination.otherwise.flatMap { later($0.destination) }
        if case .schedule(let name, let open, let closed) = destination.target, let id = scheduleIDs[name.value],
            let isOpen = decided[id]
        {
            // Only one of the two can follow; the other is looked at for what is wrong with it.
            let (opened, shut) = (route(open, at: stage), route(closed, at: stage))
            if project.isWhole {
                diagnostics.append(.decidedBefore(name, isOpen: isOpen, never: (isOpen ? closed : open).span))
            }
            guard var taken = isOpen ? opened : shut else { return nil }
            taken.prelude = prelude + taken.prelude
            return taken
        }
        guard let target = target(destination, otherwise: otherwise, at: stage) else { return nil }
        let route = Route(span: destination.span, prelude: prelude, target: target)
        if let said = destination.say?.content { noteSaying(said, before: route) }
        return route
    }

    /// Where a destination leads that a call gets to some time after another: schedules may have turned meanwhile.
    private mutating func later(_ destination: Destination) -> Route? {
        let known = decided
        decided = [:]
        defer { decided = known }
        return route(destination)
    }

    /// The branch of a decision by a schedule.
    private mutating func branch(
        _ destination: Destination,
        where schedule: Located<String>,
        isOpen: Bool,
        at stage: Stage
    ) -> Route? {
        guard let id = scheduleIDs[schedule.value] else { return route(destination, at: stage) }
        decided[id] = isOpen
        defer { decided[id] = nil }
        return route(destination, at: stage)
    }

    private mutating func target(_ destination: Destination, otherwise: Route?, at stage: Stage) -> Route.Target? {
        switch destination.target {
        case .hangup: return .hangup
        case .ncco(let source): return ncco(source).map(Route.Target.ncco)
        case .menu(let name):
            return id(of: name, "menu", in: menuIDs).map { id in
                .menu(otherwise.map { variant(of: id, otherwise: $0, at: destination.span) } ?? id)
            }
        case .agent(let name): return agent(name, destination, otherwise: otherwise)
        case .team(let name):
            guard let id = id(of: name, "team", in: teamIDs) else { return nil }
            if destination.otherwise == nil, project.teams[id.index].otherwise == nil {
                reportNoWayOut("team", name, destination, .team(id))
            }
            if otherwise != nil {
                noteOwnWay(into: "team", name, of: project.teams[id.index].agents.count, at: destination.span)
            }
            return .team(id, otherwise: otherwise)
        case .flow(let name): return id(of: name, "flow", in: flowIDs).map(Route.Target.flow)
        case .voicemail(let name): return id(of: name, "voicemail", in: voicemailIDs).map(Route.Target.voicemail)
        case .phone(let telephone): return phone(telephone, destination, otherwise: otherwise)
        case .sip(let uri):
            if destination.otherwise == nil { reportNoWayOut("sip", uri, destination, .endpoint(.sip(uri.value))) }
            var ring = Ring(.sip(uri.value))
            ring.ringFor = destination.ringFor?.value
            ring.callerID = (destination.callerID ?? project.voice.callerID).flatMap { callerID($0, at: uri.span) }
            return .ring(ring, otherwise: otherwise)
        case .vbc(let number):
            if destination.otherwise == nil {
                reportNoWayOut("vbc", number, destination, .endpoint(.vbc(number.value)))
            }
            var ring = Ring(.vbc(number.value))
            ring.ringFor = destination.ringFor?.value
            return .ring(ring, otherwise: otherwise)
        case .websocket(let endpoint):
            return .websocket(
                WebSocketNode(
                    uri: endpoint.uri.value,
                    rate: endpoint.rate?.value ?? 16_000,
                    headers: endpoint.headers.map { ($0.name.value, $0.value.value) }
                )
            )
        case .conference(let name): return .conference(name.value)
        case .schedule(let name, let open, let closed):
            let open = branch(open, where: name, isOpen: true, at: stage)
            let closed = branch(closed, where: name, isOpen: false, at: stage)
            guard let id = id(of: name, "schedule", in: scheduleIDs), let open, let closed else { return nil }
            askedSchedules.insert(id)
            let schedule = project.schedules[id.index]
            let dates = schedule.closed.count + schedule.special.count
            noteTable(of: "schedule", schedule.name, entries: dates, at: destination.span)
            return .schedule(id, open: open, closed: closed)
        case .split(let branches):
            let nodes = branches.compactMap { branch in
                route(branch.destination, at: stage).map { SplitNode(weight: branch.weight.value, route: $0) }
            }
            return nodes.count == branches.count ? .split(nodes) : nil
        case .caller(let decider): return caller(decider, destination.span, at: stage)
        }
    }

    private mutating func agent(
        _ name: Located<String>,
        _ destination: Destination,
        otherwise: Route?
    ) -> Route.Target? {
        guard let id = id(of: name, "agent", in: agentIDs) else { return nil }
        let agent = project.agents[id.index]
        if destination.otherwise == nil, agent.otherwise == nil {
            reportNoWayOut("agent", name, destination, .agent(id))
        }
        var callerID: PhoneNumber?
        if let written = destination.callerID {
            callerID = self.callerID(written, at: name.span)
        } else if case .phone = agent.place, agent.callerID == nil, project.voice.callerID == nil {
            diagnostics.append(.noCallerID(at: name.span))
        }
        return .agent(id, ringFor: destination.ringFor?.value, callerID: callerID, otherwise: otherwise)
    }

    private mutating func phone(
        _ telephone: Telephone,
        _ destination: Destination,
        otherwise: Route?
    ) -> Route.Target? {
        if destination.otherwise == nil, project.isWhole {
            diagnostics.append(.noWayOut("phone '\(telephone.number.value)'", at: telephone.number.span))
            let step = CallStep.unanswered(.endpoint(.phone(telephone.number.value)))
            wayOutPlaces[telephone.number.span] = .destination(destination.span, step)
        }
        var ring = ring(telephone)
        guard let callerID = callerID(destination.callerID, at: telephone.number.span) else { return nil }
        ring.callerID = callerID
        ring.ringFor = destination.ringFor?.value
        noteRinging(telephone.number, as: callerID, by: .destination(destination.span))
        return .ring(ring, otherwise: otherwise)
    }

    mutating func ring(_ telephone: Telephone) -> Ring {
        var ring = Ring(.phone(telephone.number.value))
        ring.announce = telephone.announce.map { spoken($0) }
        ring.machine = telephone.machine?.value
        return ring
    }

    /// What a name stands for; reported where it stands for nothing.
    mutating func id<ID>(of name: Located<String>, _ kind: String, in ids: [String: ID]) -> ID? {
        if let id = ids[name.value] { return id }
        // A schedule that is wrong was reported and left out.
        guard kind != "schedule" || project.isWhole else { return nil }
        diagnostics.append(.undefined(kind, name, nearest: nearest(to: name.value, kind, among: ids.keys)))
        return nil
    }

    /// Reports a way that ends in the goodbye, once for each that is rung: all its uses have one cause.
    private mutating func reportNoWayOut(
        _ kind: String,
        _ name: Located<String>,
        _ destination: Destination,
        _ callee: CallStep.Callee
    ) {
        guard project.isWhole, reportedWaysOut.insert("\(kind) \(name.value)").inserted else { return }
        diagnostics.append(.noWayOut("\(kind) '\(name.value)'", at: name.span))
        wayOutPlaces[name.span] = .destination(destination.span, .unanswered(callee))
    }

    // MARK: Deciders

    private mutating func caller(_ decider: CallerDecider, _ span: Span, at stage: Stage) -> Route.Target? {
        if stage == .elsewhere {
            diagnostics.append(
                .error(
                    .callerNotKnown,
                    "'caller' decides only where a number is answered",
                    at: span.startPoint,
                    help: "put it under a number's 'inbound': later in a call nothing tells for certain who called"
                )
            )
        }
        var lists: [(name: String, numbers: [String], route: Route)] = []
        for list in decider.lists {
            let numbers = numbers(of: list.name)
            noteTable(of: "list of callers", list.name, entries: numbers?.count ?? 0, at: span)
            guard let route = route(list.destination, at: stage), let numbers else { continue }
            lists.append((list.name.value, numbers, route))
        }
        let prefixes = decider.prefixes.compactMap { prefix, destination in
            route(destination, at: stage).map { (prefix.value, $0) }
        }
        let withheld = decider.withheld.flatMap { route($0, at: stage) }
        guard let otherwise = route(decider.otherwise, at: stage) else { return nil }
        return .caller(CallerNode(lists: lists, prefixes: prefixes, withheld: withheld, otherwise: otherwise))
    }

    /// The digits of a list's numbers, sorted, each once.
    private mutating func numbers(of name: Located<String>) -> [String]? {
        if let known = callerNumbers[name.value] { return known }
        guard let list = id(of: name, "list of callers", in: callerLists) else { return nil }
        let digits: [String]
        switch list.source {
        case .numbers(let numbers): digits = numbers.map(\.value.digits)
        case .file(let path): digits = readNumbers(path)
        }
        let sorted = Set(digits).sorted()
        callerNumbers[name.value] = sorted
        return sorted
    }

    private mutating func readNumbers(_ path: Located<String>) -> [String] {
        guard let content = files[path.value] else {
            preconditionFailure("the edge reads every file that the project names")
        }
        switch content.bytesOrReason {
        case .failure(let unreadable):
            diagnostics.append(
                .error(
                    .callerFile,
                    "the list '\(path.value)' cannot be read: \(unreadable.reason)",
                    at: path.span,
                    help: "paths are relative to the project's folder"
                )
            )
            return []
        case .success(let bytes):
            var digits: [String] = []
            for (index, line) in bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
                .enumerated()
            {
                let text = String(decoding: line.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
                let trimmed = text.drop(while: \.isWhitespace)
                guard !trimmed.isEmpty else { continue }
                let end = trimmed.lastIndex { !$0.isWhitespace } ?? trimmed.startIndex
                guard let number = PhoneNumber(international: String(trimmed[...end])) else {
                    diagnostics.append(
                        .error(
                            .callerFile,
                            "line \(index + 1) of '\(path.value)' is no phone number",
                            at: path.span,
                            help: "write a number a line, like +44 20 7946 0000; '#' begins a comment"
                        )
                    )
                    return digits
                }
                digits.append(number.digits)
            }
            return digits
        }
    }
}
