internal import ContactCenter
internal import Diagnostics

extension Resolver {
    mutating func agentNode(_ agent: Agent) -> AgentNode {
        var ring: Ring
        switch agent.place {
        case .app: ring = Ring(.app(agent.name.value))
        case .sip(let uri): ring = Ring(.sip(uri.value))
        case .vbc(let number): ring = Ring(.vbc(number.value))
        case .phone(let telephone): ring = self.ring(telephone)
        }
        ring.ringFor = agent.ringFor?.value
        ring.music = agent.music.flatMap { sound($0) }
        ring.recording = agent.record.map { RecordingNode(notifyURL: $0.notifyURL?.value) }
        // The app and the business phones show none.
        if ring.endpoint.showsCallerID {
            ring.callerID = (agent.callerID ?? project.voice.callerID).flatMap { callerID($0, at: agent.name.span) }
        } else if let useless = agent.callerID {
            _ = callerID(useless, at: useless.span)
            diagnostics.append(
                .warning(
                    .uselessCallerID,
                    "nobody sees this caller id: '\(agent.name.value)' is not at a telephone",
                    at: useless.span,
                    help: "leave it out"
                )
            )
        }
        if case .phone(let telephone) = agent.place, let callerID = ring.callerID, let id = agentIDs[agent.name.value] {
            noteRinging(telephone.number, as: callerID, by: .agent(id))
        }
        return AgentNode(
            name: agent.name,
            displayName: agent.displayName?.value,
            ring: ring,
            hasOwnCallerID: agent.callerID != nil,
            otherwise: agent.otherwise.flatMap { route($0) }
        )
    }

    mutating func teamNode(_ team: Team) -> TeamNode {
        let teamCallerID = team.callerID.flatMap { callerID($0, at: team.name.span) }
        var members: [Ring] = []
        var memberIDs: [AgentID] = []
        for name in team.agents {
            guard let id = id(of: name, "agent", in: agentIDs) else { continue }
            let agent = project.agents[id.index]
            let reported = diagnostics.count
            var ring = agentNode(agent).ring
            diagnostics.removeSubrange(reported...)  // The agent itself reports what is wrong with it.
            ring.ringFor = ring.ringFor ?? team.ringFor?.value
            if ring.endpoint.showsCallerID, agent.callerID == nil, let teamCallerID { ring.callerID = teamCallerID }
            if case .phone = ring.endpoint, ring.callerID == nil { diagnostics.append(.noCallerID(at: name.span)) }
            members.append(ring)
            memberIDs.append(id)
        }
        return TeamNode(
            name: team.name,
            members: members,
            memberIDs: memberIDs,
            order: team.order,
            otherwise: team.otherwise.flatMap { route($0) }
        )
    }

    mutating func flowNode(_ flow: Flow) -> FlowNode {
        var parts: [Route] = []
        var prelude: [Prompt] = []
        for (index, step) in flow.steps.enumerated() {
            let isLast = index == flow.steps.count - 1
            switch step {
            case .say(let text): prelude.append(.say(spoken(text)))
            case .play(let sound): self.sound(sound).map { prelude.append(.play($0)) }
            case .pause(let seconds): prelude.append(.pause(seconds: seconds.value))
            case .go(let destination):
                checkStep(destination, isLast: isLast)
                // Who does not answer leads to the next step: that is a way out.
                let (reported, known) = (diagnostics.count, reportedWaysOut)
                let route = route(destination)
                if !isLast {
                    diagnostics.removeAll(from: reported) { $0.code == .noWayOut }
                    reportedWaysOut = known
                }
                guard var route else { continue }
                if !isLast, case .team(let id, _) = route.target {
                    let team = project.teams[id.index]
                    noteOwnWay(into: "team", team.name, of: team.agents.count, at: route.span)
                }
                route.prelude = prelude + route.prelude
                parts.append(route)
                prelude = []
            }
        }
        var fadesOut = false
        if !prelude.isEmpty || parts.isEmpty {
            fadesOut = !prelude.isEmpty && prelude.allSatisfy(\.isPause)
            if fadesOut, project.isWhole { diagnostics.append(.noWayOut(ofPausing: flow.name)) }
            parts.append(Route(span: flow.name.span, prelude: prelude, target: .hangup))
        }
        return FlowNode(name: flow.name, parts: parts, fadesOut: fadesOut)
    }

    /// Only what rings leads on to the next step, and then nothing else may be said about what follows.
    private mutating func checkStep(_ destination: Destination, isLast: Bool) {
        guard !isLast else { return }
        switch destination.target {
        case .agent, .team, .phone, .sip, .vbc:
            guard let otherwise = destination.otherwise?.destination else { return }
            diagnostics.append(
                .error(
                    .stepOtherwise,
                    "'otherwise' has no use here: the next step follows",
                    at: otherwise.span,
                    help: "leave it out, or make this the last step"
                )
            )
        default:
            diagnostics.append(
                .error(
                    .stepEndsFlow,
                    "the steps behind this one are never taken: a call that goes there does not come back",
                    at: destination.span,
                    help: "make this the last step"
                )
            )
        }
    }

    mutating func voicemailNode(_ voicemail: Voicemail) -> VoicemailNode {
        VoicemailNode(
            name: voicemail.name,
            say: voicemail.say.map { spoken($0) },
            longest: voicemail.longest?.value ?? Voicemail.defaultLongest,
            endKey: voicemail.endKey?.value ?? Voicemail.defaultEndKey,
            notifyURL: voicemail.notifyURL?.value
        )
    }

    /// The sound behind a URL or path; nil, reported, for a file that cannot be played.
    mutating func sound(_ sound: Located<Sound>) -> SoundSource? {
        guard case .file(let path) = sound.value else {
            if case .url(let url) = sound.value { return .url(url) }
            return nil
        }
        if let known = soundsByPath[path] { return known.map(SoundSource.file) }
        guard let content = files[path] else {
            preconditionFailure("the edge reads every file that the project names")
        }
        var id: SoundFileID?
        switch content.bytesOrReason {
        case .success(let bytes):
            if let format = SoundFormat(bytes) {
                id = SoundFileID(index: sounds.count)
                sounds.append(SoundFile(bytes: bytes, format: format))
            } else {
                diagnostics.append(
                    .error(
                        .soundFile,
                        "'\(path)' is neither an MP3 nor a WAV of 16 bits",
                        at: sound.span,
                        help: "convert it: the platform plays nothing else"
                    )
                )
            }
        case .failure(let unreadable):
            diagnostics.append(
                .error(
                    .soundFile,
                    "the sound file '\(path)' cannot be read: \(unreadable.reason)",
                    at: sound.span,
                    help: "paths are relative to the project's folder"
                )
            )
        }
        soundsByPath[path] = .some(id)
        return id.map(SoundSource.file)
    }
}

extension Ring.Endpoint {
    /// Whether a caller id is sent along.
    fileprivate var showsCallerID: Bool {
        switch self {
        case .phone, .sip: true
        case .app, .vbc: false
        }
    }
}

extension [Diagnostic] {
    /// Removes what fits among those from a place on.
    fileprivate mutating func removeAll(from start: Int, where fits: (Diagnostic) -> Bool) {
        let kept = self[start...].filter { !fits($0) }
        replaceSubrange(start..., with: kept)
    }
}
