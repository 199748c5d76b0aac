internal import CallBundle
internal import CallFlow
internal import ContactCenter
internal import Diagnostics
internal import JSONTree
internal import NCCO

extension Lowering {
    /// Rings one endpoint, and what is said or done when nobody answers.
    mutating func ringing(_ ring: Ring, _ followUp: FollowUp) -> [JSONValue] {
        var connect = connect(ring)
        connect.synchronousEventURL = followUp.route.map(url(of:))
        connect.eventMethod = eventMethod
        var actions: [JSONValue] = []
        if let recording = ring.recording {
            let record = Record(end: nil, beepStart: false, eventURL: recording.notifyURL ?? eventsURL)
            actions.append(Action.record(record).json)
        }
        return actions + [Action.connect(connect).json] + followUp.actions
    }

    private mutating func connect(_ ring: Ring) -> Connect {
        if let callerID = ring.callerID { callerIDs.insert(callerID.digits) }
        return Connect(
            endpoint: endpoint(ring),
            from: ring.callerID?.digits,
            timeout: ring.ringFor,
            machineDetection: ring.machine.map { $0 == .hangUp ? "hangup" : "continue" },
            ringbackTone: ring.music.map { soundURL($0) }
        )
    }

    private mutating func endpoint(_ ring: Ring) -> Connect.Endpoint {
        switch ring.endpoint {
        case .app(let user):
            users.insert(user)
            return .app(user: user)
        case .phone(let number):
            let announce = ring.announce.map { draft.add(document: .array(talk($0))) }
            let url = announce.map { "\(baseURL)/r/\(BundleDraft.releaseToken)/d/\($0).json" }
            return .phone(number: number.digits, onAnswerURL: url)
        case .sip(let uri): return .sip(uri: uri)
        case .vbc(let number): return .vbc(extension: number)
        }
    }

    // MARK: Teams

    /// The first agent of a team; the others follow one after the other, by the routes of their connects.
    mutating func fixed(_ id: TeamID, lastly: FollowUp) -> [JSONValue] {
        var following = lastly
        for member in graph[id].members.dropFirst().reversed() {
            let document = draft.add(document: .array(ringing(member, following)))
            following = followUp(by: .document(document))
        }
        return graph[id].members.first.map { ringing($0, following) } ?? []
    }

    /// The decision of a spread team where nothing is said before and the team's own way on holds.
    mutating func spreadDecision(of id: TeamID) -> Decision {
        if let known = spreadDecisions[id] { return known }
        let decision = spread(id, otherwise: nil, after: [])
        spreadDecisions[id] = decision
        return decision
    }

    /// A decision for the agent that the call's hash points at, from whom it goes round.
    ///
    /// One document for each agent, since the route behind it knows from the hash whether the round is over: a team of n
    /// agents gives n documents and n routes, not n².
    mutating func spread(_ id: TeamID, otherwise: Route?, after prelude: [Prompt]) -> Decision {
        spread(id, lastly: decision(otherwise ?? graph[id].otherwise), after: prelude)
    }

    private mutating func spread(_ id: TeamID, lastly: Decision, after prelude: [Prompt]) -> Decision {
        let members = graph[id].members
        let count = members.count
        // Names come first: the documents of a round lead to each other in a circle.
        let key = hexDigest(lastly.fileBytes)
        let names = members.indices.map { routeName("\(graph[id].name.value)~team~\(key.prefix(8))~\($0)") }
        let documents = members.indices.map { index in
            let following = FollowUp(actions: talk(graph.apology), route: names[index])
            return draft.add(document: .array(ringing(members[index], following)))
        }
        for index in members.indices {
            let next = (index + 1) % count
            // The round is over when the next one would be the first again.
            let shares = [
                SplitShare(weight: next, decision: .document(documents[next])),
                SplitShare(weight: 1, decision: lastly),
                SplitShare(weight: count - next - 1, decision: .document(documents[next])),
            ].filter { $0.weight > 0 }
            add(unanswered(.split(shares)), at: names[index])
        }
        let said = prompts(prelude)
        return .split(
            members.indices.map { index in
                let following = FollowUp(actions: talk(graph.apology), route: names[index])
                let first =
                    said.isEmpty
                    ? documents[index] : draft.add(document: .array(said + ringing(members[index], following)))
                return SplitShare(weight: 1, decision: .document(first))
            }
        )
    }

    // MARK: Flows, voicemails, programs

    /// The actions of each part of a flow: a part that rings is followed by the next one when nobody answers.
    mutating func flowParts(of id: FlowID) -> [[JSONValue]] {
        if let known = flowActions[id] { return known }
        var parts: [[JSONValue]] = []
        var next: DocumentID?
        let ending = graph[id].fadesOut ? talk(graph.goodbye) : []
        for (index, part) in graph[id].parts.enumerated().reversed() {
            let actions = next.map { partActions(part, before: $0) } ?? (tail(part) + ending)
            parts.append(actions)
            // Nothing comes before the first part that it could follow.
            if index > 0 { next = draft.add(document: .array(answering(actions))) }
        }
        parts.reverse()
        flowActions[id] = parts
        return parts
    }

    /// The document that enters a flow.
    mutating func flowDocument(of id: FlowID) -> DocumentID {
        if let known = flowDocuments[id] { return known }
        let document = draft.add(document: .array(answering(flowParts(of: id).first ?? [])))
        flowDocuments[id] = document
        return document
    }

    /// A part whose own way on does not count, since the next part follows.
    private mutating func partActions(_ part: Route, before next: DocumentID) -> [JSONValue] {
        let prelude = prompts(part.prelude)
        switch part.target {
        case .agent(let id, let ringFor, let callerID, _):
            var ring = graph[id].ring
            ring.ringFor = ringFor ?? ring.ringFor
            ring.callerID = callerID ?? ring.callerID
            return prelude + ringing(ring, followUp(by: .document(next)))
        case .ring(let ring, _): return prelude + ringing(ring, followUp(by: .document(next)))
        // Who is rung first depends on the call: only a webhook can tell.
        case .team(let id, _) where graph[id].isSpread:
            return prelude + jump(by: spread(id, lastly: .document(next), after: []))
        case .team(let id, _): return prelude + fixed(id, lastly: followUp(by: .document(next)))
        default: return prelude
        }
    }

    func voicemail(_ voicemail: VoicemailNode) -> [JSONValue] {
        let record = Record(
            end: Record.End(key: voicemail.endKey, timeOut: voicemail.longest),
            beepStart: true,
            eventURL: voicemail.notifyURL ?? eventsURL
        )
        return talk(voicemail.say) + [Action.record(record).json] + talk(graph.goodbye)
    }

    func websocket(_ socket: WebSocketNode) -> [JSONValue] {
        let endpoint = Connect.Endpoint.websocket(
            uri: socket.uri,
            contentType: "audio/l16;rate=\(socket.rate)",
            headers: socket.headers
        )
        return [Action.connect(Connect(endpoint: endpoint)).json] + talk(graph.goodbye)
    }

    // MARK: What callers hear

    mutating func prompts(_ prelude: [Prompt]) -> [JSONValue] {
        var actions: [JSONValue] = []
        for prompt in prelude {
            switch prompt {
            case .say(let text): actions += talk(text)
            case .play(let sound): actions.append(Action.stream(Stream(url: soundURL(sound))).json)
            case .pause(let seconds): actions.append(Action.wait(seconds: seconds).json)
            }
        }
        return actions
    }

    private mutating func soundURL(_ sound: SoundSource) -> String {
        switch sound {
        case .url(let url): return url
        case .file(let id):
            if let known = soundURLs[id] { return known }
            let path = draft.add(sound: graph[id].bytes, ending: graph[id].format.rawValue)
            let url = "\(baseURL)/r/\(BundleDraft.releaseToken)/\(path)"
            soundURLs[id] = url
            return url
        }
    }

    /// Where events and recordings are told of.
    private var eventsURL: String { graph.eventsURL ?? "\(baseURL)/events" }
}

extension Route {
    /// This route without what is said first.
    var bare: Route {
        var route = self
        route.prelude = []
        return route
    }
}
