internal import CallBundle
internal import CallFlow
internal import CallPlaying
internal import ContactCenter
internal import Diagnostics
internal import Simulator

/// Follows a played call through the project: which places it came through, and which line made each thing happen.
struct CallWalk {
    /// Where the call is.
    private enum Place {
        case nowhere
        case menu(MenuID)
        /// The first is the one that rings.
        case ringing([Link], missed: Missed)
        case over
    }

    /// Somebody who is rung, and where that is written.
    private struct Link {
        let callee: Callee
        let span: Span
    }

    /// What follows when nobody answers.
    private enum Missed {
        case route(Route?)
        case part(FlowID, Int)
    }

    /// A call as it was made.
    struct Call {
        var to: String
        var caller: CallSetup.Caller
        var conversation: String

        /// Milliseconds since 1970.
        var start: Int

        /// By which clock its host decides over hours.
        var clock = ReleaseHost.Clock.call
    }

    private let graph: CallGraph
    private let call: Call
    private let tables: ScheduleTables
    private let fallback: Span?

    private(set) var points: Set<CallPoint> = []

    /// For each entry of the transcript the line that made it happen.
    private(set) var origins: [Span?] = []
    private var place = Place.nowhere
    private var origin: Span?
    private var texts: [(text: String, span: Span)] = []

    /// Whether a leg was not answered, and it is not told yet what follows.
    private var isMissed = false

    init(_ graph: CallGraph, _ call: Call, tables: ScheduleTables, fallback: Span?) {
        self.graph = graph
        self.call = call
        self.tables = tables
        self.fallback = fallback
        for text in [graph.goodbye, graph.apology] { texts.append((text.content.value, text.content.span)) }
    }

    mutating func follow(_ entries: [TranscriptEntry]) {
        origins.reserveCapacity(entries.count)
        for entry in entries {
            let time =
                switch call.clock {
                case .call: (call.start + entry.time) / 1_000
                case .fixed(let seconds): seconds
                }
            if isMissed { settleMiss(entry.event, at: time) }
            origins.append(follow(entry.event, at: time))
        }
    }

    private mutating func follow(_ event: TranscriptEntry.Event, at time: Int) -> Span? {
        switch event {
        case .webhook(let trace): followWebhook(trace, at: time)
        case .rings(let callee, _): return ring(callee, at: time)
        case .fails: isMissed = true
        case .answers: place = .over
        case .hears(let text), .calleeHears(_, let text): return span(of: text) ?? origin
        default: break
        }
        return origin
    }

    private mutating func followWebhook(_ trace: WebhookTrace, at time: Int) {
        switch trace.purpose {
        case .answer where trace.isSuccess: begin(at: time)
        // One that gives none lets the call go on with what the platform holds.
        case .fallback where trace.actionCount != nil:
            if let fallback {
                points.insert(CallPoint(kind: .fallback, span: fallback))
                origin = fallback
            }
            place = .over
        case .input:
            // A dead host is asked twice; the first time tells nothing.
            guard trace.isSuccess || trace.attempt == 2 else { return }
            answer(trace, at: time)
        default: break
        }
    }

    // MARK: The first decision

    private mutating func begin(at time: Int) {
        if case .user = call.caller { return dial(at: time) }
        let digits = call.to.drop { $0 == "+" }
        if let entry = graph.entries.first(where: { $0.number.value.digits == digits }) {
            points.insert(CallPoint(kind: .number, span: entry.name.span))
            origin = entry.name.span
            if let route = entry.route { return enter(route, at: time) }
        }
        guard let route = graph.defaultEntry else { return }
        points.insert(CallPoint(kind: .number, span: route.span))
        enter(route, at: time)
    }

    private mutating func dial(at time: Int) {
        guard let outbound = graph.outbound else { return }
        if let (keys, route) = outbound.extensions.first(where: { $0.keys.value == call.to }) {
            points.insert(CallPoint(kind: .outbound, span: keys.span))
            return enter(route, at: time)
        }
        origin = outbound.span
        guard let number = outbound.dialRules.callableNumber(call.to) else {
            points.insert(CallPoint(kind: .outbound, span: outbound.refuse.content.span))
            return hear(outbound.refuse)
        }
        points.insert(CallPoint(kind: .outbound, span: outbound.allowedSpan))
        hear(outbound.say)
        let link = Link(callee: Callee(kind: .phone, name: number), span: outbound.span)
        place = .ringing([link], missed: .route(outbound.otherwise))
    }

    // MARK: Routes

    private mutating func enter(_ route: Route, at time: Int, missed part: Missed? = nil) {
        origin = route.span
        for case .say(let text) in route.prelude { hear(text) }
        func missed(_ otherwise: Route?) -> Missed { part ?? .route(otherwise) }
        switch route.target {
        case .menu(let id): enter(id)
        case .agent(let id, _, _, let otherwise):
            points.insert(CallPoint(kind: .agent, span: graph[id].name.span))
            hear(graph[id].ring.announce)
            let link = Link(callee: Callee(graph[id].ring.endpoint), span: route.span)
            place = .ringing([link], missed: missed(otherwise ?? graph[id].otherwise))
        case .team(let id, let otherwise):
            points.insert(CallPoint(kind: .team, span: graph[id].name.span))
            for member in graph[id].members { hear(member.announce) }
            place = .ringing(links(of: id, from: route.span), missed: missed(otherwise ?? graph[id].otherwise))
        case .ring(let ring, let otherwise):
            hear(ring.announce)
            place = .ringing([Link(callee: Callee(ring.endpoint), span: route.span)], missed: missed(otherwise))
        case .flow(let id):
            points.insert(CallPoint(kind: .flow, span: graph[id].name.span))
            enter(id, part: 0, at: time)
        case .voicemail(let id):
            hear(graph[id].say)
            place = .over
        case .schedule(let id, let open, let closed):
            let branch = tables[id].isOpen(at: time) ? open : closed
            points.insert(CallPoint(kind: .schedule, span: branch.span))
            enter(branch, at: time, missed: part)
        case .caller(let node):
            let branch = node.branch(from: call.caller)
            points.insert(CallPoint(kind: .caller, span: branch.span))
            enter(branch, at: time, missed: part)
        case .split(let branches):
            guard let branch = branches.branch(of: call.conversation) else { return }
            points.insert(CallPoint(kind: .share, span: branch.span))
            enter(branch, at: time, missed: part)
        case .websocket, .conference, .ncco, .hangup: place = .over
        }
    }

    private func links(of id: TeamID, from span: Span) -> [Link] {
        let team = graph[id]
        let links = team.members.map { Link(callee: Callee($0.endpoint), span: span) }
        guard team.isSpread else { return links }
        let first = Int(callHash(call.conversation)) % links.count
        return Array(links[first...] + links[..<first])
    }

    private mutating func enter(_ id: FlowID, part: Int, at time: Int) {
        let parts = graph[id].parts
        enter(parts[part], at: time, missed: part + 1 < parts.count ? .part(id, part + 1) : nil)
    }

    private mutating func enter(_ id: MenuID) {
        let menu = graph[id]
        points.insert(CallPoint(kind: .menu, span: menu.name.span))
        for text in [menu.say, menu.prompt, menu.noInput, menu.wrongInput] { hear(text) }
        place = .menu(id)
    }

    // MARK: What callers and callees do

    private mutating func answer(_ trace: WebhookTrace, at time: Int) {
        guard case .menu(let id) = place else { return }
        let menu = graph[id]
        if trace.isSuccess, let option = menu.option(for: trace.content) {
            points.insert(CallPoint(kind: .option, span: option.keys.span))
            origin = option.keys.span
            return enter(option.route, at: time)
        }
        let attempt = trace.url.lastIndex(of: "~").flatMap { Int(trace.url[trace.url.index(after: $0)...]) }
        guard attempt == menu.attempts else { return }
        guard let otherwise = menu.otherwise else {
            place = .over
            return
        }
        points.insert(CallPoint(kind: .fallback, span: otherwise.span))
        enter(otherwise, at: time)
    }

    private mutating func ring(_ callee: Callee, at time: Int) -> Span? {
        guard case .ringing(let links, _) = place, let link = links.first, link.callee == callee else { return origin }
        return link.span
    }

    /// Goes on behind a leg that was not answered, unless the host is dead that was to tell where.
    private mutating func settleMiss(_ event: TranscriptEntry.Event, at time: Int) {
        if case .webhook(let trace) = event, trace.purpose == .connect, !trace.isSuccess {
            if trace.attempt == 2 {
                isMissed = false
                place = .over
            }
            return
        }
        if case .error = event { return }
        isMissed = false
        guard case .ringing(let links, let missed) = place else { return }
        guard links.count <= 1 else {
            place = .ringing(Array(links.dropFirst()), missed: missed)
            return
        }
        switch missed {
        case .part(let id, let part): enter(id, part: part, at: time)
        case .route(let otherwise?):
            points.insert(CallPoint(kind: .fallback, span: otherwise.span))
            enter(otherwise, at: time)
        case .route(nil): place = .over
        }
    }

    // MARK: Texts

    private mutating func hear(_ text: SpokenText?) {
        if let text { texts.append((text.content.value, text.content.span)) }
    }

    /// Where a text is written that is heard now; long ones are said in parts.
    private func span(of text: String) -> Span? {
        texts.last { $0.text == text }?.span ?? texts.last { $0.text.contains(text) }?.span
    }
}
