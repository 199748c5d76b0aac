internal import Diagnostics

/// The names of a project that an English prompt may say: those of menus, agents, teams, flows and voicemails, and what
/// agents are called.
struct SpokenNames {
    enum Owner {
        case menu(MenuID)
        case agent(AgentID)
        case team(TeamID)
        case flow(FlowID)
        case voicemail(VoicemailID)
    }

    struct Name {
        var text: String
        var owner: Owner

        /// The one before it that begins with the same word; -1 for none.
        var before: Int
    }

    private var names: [Name] = []

    /// The last name that begins with a word, by what `hash` makes of that.
    private var last: [UInt64: Int] = [:]
    private let fillers: Set<UInt64>

    /// - Complexity: O(length of all names).
    init(_ graph: CallGraph) {
        fillers = Set(Self.fillers.map { Self.hash(Array($0.utf8)[...]) })
        let count = graph.menus.count + graph.agents.count + graph.teams.count + graph.flows.count
        names.reserveCapacity(count)
        last.reserveCapacity(count)
        for index in graph.menus.indices where graph.menus[index].variant == 0 {
            add(graph.menus[index].name.value, .menu(MenuID(index: index)))
        }
        for (index, agent) in graph.agents.enumerated() {
            add(agent.name.value, .agent(AgentID(index: index)))
            if let called = agent.displayName, called != agent.name.value {
                add(called, .agent(AgentID(index: index)))
            }
        }
        for (index, team) in graph.teams.enumerated() { add(team.name.value, .team(TeamID(index: index))) }
        for (index, flow) in graph.flows.enumerated() { add(flow.name.value, .flow(FlowID(index: index))) }
        for (index, box) in graph.voicemails.enumerated() {
            add(box.name.value, .voicemail(VoicemailID(index: index)))
        }
    }

    private mutating func add(_ text: String, _ owner: Owner) {
        let bytes = Array(text.utf8)
        let end = bytes.firstIndex { !PromptReader.isWordByte($0) } ?? bytes.endIndex
        let first = Self.hash(bytes[..<end])
        guard bytes.count >= 3, end > 0, end < bytes.count || !fillers.contains(first) else { return }
        names.append(Name(text: text, owner: owner, before: last[first] ?? -1))
        last[first] = names.count - 1
    }

    /// Everything that has the one name of which a phrase consists, words such as "to talk to our" apart.
    ///
    /// Empty where other words stand in it, or two names: then it is not certain what is meant. Of names that begin alike the
    /// longest is taken.
    ///
    /// - Complexity: O(phrase + names that begin with one of its words).
    func owners(ofNameIn phrase: Range<Int>, of bytes: [UInt8]) -> [Name] {
        var found: [Name] = []
        var position = phrase.lowerBound
        while position < phrase.upperBound {
            guard let end = PromptReader.endOfWord(bytes, position, phrase.upperBound) else {
                position += 1
                continue
            }
            let word = Self.hash(bytes[position..<end])
            let here = names(beginningWith: word, at: position, before: phrase.upperBound, of: bytes)
            if let length = here.first?.text.utf8.count {
                guard found.isEmpty else { return [] }
                found = here
                position += length
            } else {
                guard fillers.contains(word) else { return [] }
                position = end
            }
        }
        return found
    }

    /// The longest names that stand at a place, of one length.
    private func names(beginningWith word: UInt64, at start: Int, before limit: Int, of bytes: [UInt8]) -> [Name] {
        var found: [Name] = []
        var next = last[word] ?? -1
        while next >= 0 {
            let name = names[next]
            next = name.before
            let end = start + name.text.utf8.count
            guard end <= limit, end == limit || !PromptReader.isWordByte(bytes[end]),
                PromptReader.matches(bytes, start, name.text)
            else { continue }
            let longest = found.first?.text.utf8.count ?? 0
            if name.text.utf8.count > longest { found = [] }
            if name.text.utf8.count >= longest { found.append(name) }
        }
        return found.reversed()
    }

    /// A number for a word, whatever the case of its letters.
    private static func hash(_ word: ArraySlice<UInt8>) -> UInt64 {
        word.reduce(0xCBF2_9CE4_8422_2325) { ($0 ^ UInt64(PromptReader.lower($1))) &* 0x100_0000_01B3 }
    }

    /// What stands beside a name without telling more.
    private static let fillers = [
        "for", "to", "talk", "speak", "with", "the", "our", "a", "an", "please", "or", "and", "be", "connected",
        "connect", "put", "through", "reach", "call", "if", "you", "want", "would", "like", "wish", "need", "of", "in",
        "from", "at", "team", "department", "menu", "agent", "then", "now", "just", "simply", "ask",
    ]
}

extension CallGraph {
    /// Whether a route may lead to what has a name: then a prompt is right to say it.
    ///
    /// To a team and the like at any time; to an agent only where that is not behind others who are rung first. A menu or team
    /// counts for all that it leads to, and a member for its team. Where something without a name is rung, or the way is long,
    /// it may be anything.
    ///
    /// `named` are all that have the name, and `menu` is the one whose prompt says it: what callers choose there later does not
    /// count.
    ///
    /// - Complexity: O(1): at most 1,000 destinations are looked at.
    func mayLead(_ route: Route, to named: [SpokenNames.Name], from menu: MenuID) -> Bool {
        var isPerson = true
        var wanted: Set<SilentNode> = []
        var menus: Set<Span> = []
        var boxes: Set<VoicemailID> = []
        for name in named {
            switch name.owner {
            case .menu(let id): menus.insert(self[id].name.span)
            case .agent(let id): wanted.insert(.agent(id))
            case .flow(let id): wanted.insert(.flow(id))
            case .voicemail(let id): boxes.insert(id)
            case .team(let id):
                wanted.insert(.team(id))
                wanted.formUnion(self[id].memberIDs.map(SilentNode.agent))
            }
            if case .agent = name.owner { continue }
            isPerson = false
        }
        var met: Set<SilentNode> = []
        var pending: [(route: Route, isFirst: Bool)] = [(route, true)]
        var looks = 0
        func follow(_ routes: [Route?], isFirst: Bool = false) {
            pending += routes.compactMap { $0.map { ($0, isFirst) } }
        }
        while let (route, isFirst) = pending.popLast() {
            looks += 1
            guard looks <= 1_000 else { return true }
            switch route.target {
            case .menu(let id):
                // A variant has the name of its menu.
                guard !menus.contains(self[id].name.span) else { return true }
                guard self[id].name.span != self[menu].name.span, met.insert(.menu(id)).inserted else { continue }
                follow(self[id].options.map(\.route) + [self[id].otherwise])
            case .agent(let id, _, _, let otherwise):
                guard !wanted.contains(.agent(id)) else { return true }
                if !isPerson, met.insert(.agent(id)).inserted { follow([otherwise, self[id].otherwise]) }
            case .team(let id, let otherwise):
                guard !wanted.contains(.team(id)), wanted.isDisjoint(with: self[id].memberIDs.map(SilentNode.agent))
                else { return true }
                if !isPerson, met.insert(.team(id)).inserted { follow([otherwise, self[id].otherwise]) }
            case .flow(let id):
                guard !wanted.contains(.flow(id)) else { return true }
                guard met.insert(.flow(id)).inserted else { continue }
                follow(Array(self[id].parts.dropFirst()))
                follow(Array(self[id].parts.prefix(1)), isFirst: isFirst)
            case .voicemail(let id): if boxes.contains(id) { return true }
            case .schedule, .caller, .split: follow(route.inner, isFirst: isFirst)
            case .ring(_, let otherwise):
                guard !isFirst else { return true }
                if !isPerson { follow([otherwise]) }
            case .websocket, .conference, .ncco, .hangup: if isFirst { return true }
            }
        }
        return false
    }
}
