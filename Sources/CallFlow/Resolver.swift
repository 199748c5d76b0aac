internal import ContactCenter
internal import Diagnostics
internal import JSONTree
internal import NCCO

/// The names of a project, and what is made of them.
struct Resolver {
    let project: Project
    let files: ProjectFiles
    let menuIDs: [String: MenuID]
    let agentIDs: [String: AgentID]
    let teamIDs: [String: TeamID]
    let flowIDs: [String: FlowID]
    let voicemailIDs: [String: VoicemailID]
    let scheduleIDs: [String: ScheduleID]
    let callerLists: [String: CallerList]
    let numbersByName: [String: PhoneNumber]

    /// The numbers that the project has, and those of them that it rings, in the order in which they were met.
    let ownNumbers: Set<PhoneNumber>
    private(set) var ownRings: [OwnRing] = []
    private var notedRings: Set<Span> = []
    var diagnostics: [Diagnostic] = []

    /// Menus beyond the written ones: those that a place enters with an own `otherwise`, in the order in which they were met.
    ///
    /// `base` is the written menu. Their nodes are made last, one after the other: menus may enter each other in circles,
    /// and in chains as long as the project.
    private var variants: [(base: MenuID, otherwise: Route)] = []

    /// The variant that a destination enters, by the place where it is written.
    private var variantsByPlace: [Span: MenuID] = [:]

    /// The sound files that were met, each once.
    var sounds: [SoundFile] = []
    var soundsByPath: [String: SoundFileID?] = [:]
    var callerNumbers: [String: [String]] = [:]

    /// How many names may still be compared in search of what was meant: beyond that nobody reads the suggestions.
    private var comparisonsLeft = 1_000_000

    /// The names of a kind, from its first miss on.
    private var nearNames: [String: NearNames] = [:]
    private var checkedNCCOs: [String: JSONValue] = [:]

    /// Whom ringing was found to lead nowhere.
    var reportedWaysOut: Set<String> = []

    /// What ways of their own into teams and menus add to the bundle.
    var ownWays = OwnWays()

    /// The schedules that some destination asks.
    var askedSchedules: Set<ScheduleID> = []

    /// Where calls end in the goodbye, by the place of the finding that says so.
    var wayOutPlaces: [Span: WayOutPlace] = [:]

    /// What is known of schedules where a destination is decided: nothing has happened since they were asked.
    var decided: [ScheduleID: Bool] = [:]

    /// Caller ids whose names were found to stand for nothing, by where they are written.
    private var reportedCallerIDs: Set<Span> = []

    /// The project's voice, which nearly all texts have; made for the first of them.
    var projectVoice: Voice?

    /// Where a language or style was found wanting: many texts share one.
    var reportedVoices: Set<Span> = []

    init(project: Project, files: ProjectFiles) {
        self.project = project
        self.files = files
        var menuIDs: [String: MenuID] = [:]
        menuIDs.reserveCapacity(project.menus.count)
        for index in project.menus.indices.reversed() {
            // Of a repeated name the first counts: it is set last.
            menuIDs[project.menus[index].name.value] = MenuID(index: index)
        }
        self.menuIDs = menuIDs
        agentIDs = Self.ids(project.agents.map(\.name.value), AgentID.init)
        teamIDs = Self.ids(project.teams.map(\.name.value), TeamID.init)
        flowIDs = Self.ids(project.flows.map(\.name.value), FlowID.init)
        voicemailIDs = Self.ids(project.voicemails.map(\.name.value), VoicemailID.init)
        scheduleIDs = Self.ids(project.schedules.map(\.name.value), ScheduleID.init)
        callerLists = Dictionary(
            project.callers.map { ($0.name.value, $0) },
            uniquingKeysWith: { first, _ in first }
        )
        numbersByName = Dictionary(
            project.numbers.map { ($0.name.value, $0.number.value) },
            uniquingKeysWith: { first, _ in first }
        )
        ownNumbers = Set(project.numbers.lazy.filter { !$0.isStandIn }.map(\.number.value))
    }

    /// Notes a telephone that is one of the project's own numbers; once, also where variants of a menu ring it.
    mutating func noteRinging(_ number: Located<PhoneNumber>, as callerID: PhoneNumber, by place: OwnRing.Place) {
        guard ownNumbers.contains(number.value), notedRings.insert(number.span).inserted else { return }
        ownRings.append(OwnRing(number: number, callerID: callerID, place: place))
    }

    private static func ids<ID>(_ names: [String], _ make: (Int) -> ID) -> [String: ID] {
        Dictionary(names.enumerated().map { ($1, make($0)) }, uniquingKeysWith: { first, _ in first })
    }

    mutating func resolve() -> CallGraph {
        let nowhere = project.app.span.startPoint
        // Also where nobody is rung with them, a name is to be right.
        for written in [project.voice.callerID, project.hosting.fallback?.callerID].compactMap(\.self) {
            _ = callerID(written, at: written.span)
        }
        let farewell = project.voice.goodbye ?? Text(content: Located("Goodbye.", at: nowhere))
        let goodbye = spokenAtEnds(farewell, "the goodbye")
        let apology = project.hosting.fallback?.say.map { spokenAtEnds($0, "what 'fallback' says") } ?? goodbye
        var graph = CallGraph(goodbye: goodbye, apology: apology)
        graph.entries = project.numbers.map { number in
            Entry(
                name: number.name,
                number: number.number,
                isStandIn: number.isStandIn,
                route: number.inbound.flatMap { route($0, at: .answer) }
            )
        }
        graph.defaultEntry = project.defaultInbound.flatMap { route($0, at: .answer) }
        graph.agents = project.agents.map { agentNode($0) }
        graph.teams = project.teams.map { teamNode($0) }
        graph.flows = project.flows.map { flowNode($0) }
        graph.voicemails = project.voicemails.map { voicemailNode($0) }
        graph.schedules = project.schedules
        graph.target = project.hosting.target?.value ?? .ccserve
        graph.eventsURL = project.app.eventsURL?.value
        // Here and in the checks large values are looked at by index: taking them out would copy them.
        let menus = project.menus
        graph.menus.reserveCapacity(menus.count)
        for index in menus.indices {
            graph.menus.append(node(for: menus[index]))
        }
        graph.outbound = project.outbound.flatMap { outbound($0) }
        graph.fallback = project.hosting.fallback.map { fallback($0) }
        graph.menus += variantNodes()
        graph.sounds = sounds
        reportUnasked()
        return graph
    }

    // MARK: Menus

    private mutating func node(for menu: Menu) -> MenuNode {
        var options: [MenuNode.Option] = []
        options.reserveCapacity(menu.options.count)
        for index in menu.options.indices {
            if let route = route(menu.options[index].destination) {
                let (keys, words) = (menu.options[index].keys, menu.options[index].words)
                options.append(MenuNode.Option(keys: keys, route: route, words: words))
            }
        }
        if menu.otherwise == nil, project.isWhole {
            diagnostics.append(.noWayOut("menu '\(menu.name.value)'", at: menu.name.span))
            let attempts = 1 + (menu.retries?.value ?? Menu.defaultRetries)
            wayOutPlaces[menu.name.span] = .menu(attempts: attempts)
        }
        let prompt = spoken(menu.prompt)
        return MenuNode(
            name: menu.name,
            variant: 0,
            say: menu.say.map { spoken($0) },
            prompt: prompt,
            options: options,
            maxDigits: menu.maxDigits?.value ?? menu.options.map(\.keys.value.utf8.count).max() ?? 1,
            timeout: menu.timeout?.value ?? Menu.defaultTimeout,
            attempts: 1 + (menu.retries?.value ?? Menu.defaultRetries),
            // What has to be heard is not cut short by a key.
            bargeIn: menu.bargeIn?.value ?? true && !prompt.isConsent,
            speech: menu.speech.map { speechNode($0, of: menu, speaking: prompt.voice.language) },
            noInput: menu.noInput.map { spoken($0) },
            wrongInput: menu.wrongInput.map { spoken($0) },
            otherwise: menu.otherwise.flatMap { route($0) }
        )
    }

    /// The menu `id` as the destination at `place` enters it: with another way out.
    mutating func variant(of id: MenuID, otherwise: Route, at place: Span) -> MenuID {
        if let known = variantsByPlace[place] { return known }
        let variant = MenuID(index: project.menus.count + variants.count)
        variants.append((id, otherwise))
        noteOwnWay(into: "menu", project.menus[id.index].name, of: project.menus[id.index].options.count, at: place)
        variantsByPlace[place] = variant
        return variant
    }

    /// The nodes of all variants, those included that are met on the way.
    ///
    /// A variant keeps its way out when it leads back to its menu.
    private mutating func variantNodes() -> [MenuNode] {
        var nodes: [MenuNode] = []
        var counts: [MenuID: Int] = [:]
        while nodes.count < variants.count {
            let (base, otherwise) = variants[nodes.count]
            let id = MenuID(index: project.menus.count + nodes.count)
            let (reported, counted) = (diagnostics.count, ownWays)
            var node = node(for: project.menus[base.index])
            diagnostics.removeSubrange(reported...)  // The menu itself reported what is wrong with it.
            ownWays = counted
            counts[base, default: 0] += 1
            node.variant = counts[base, default: 0]
            node.otherwise = otherwise
            for index in node.options.indices {
                if case .menu(base) = node.options[index].route.target { node.options[index].route.target = .menu(id) }
            }
            nodes.append(node)
        }
        return nodes
    }

    // MARK: Routes

    /// The name of a kind that was most likely meant, searched in the order of the names.
    mutating func nearest(to name: String, _ kind: String, among names: some Collection<String>) -> String? {
        guard comparisonsLeft >= names.count else { return nil }
        comparisonsLeft -= names.count
        let near = nearNames[kind] ?? NearNames(names.sorted())
        nearNames[kind] = near
        return near.nearest(to: name)
    }

    /// The caller id that is written at a place, else the project's; reported where there is none.
    mutating func callerID(_ written: Located<CallerID>?, at span: Span) -> PhoneNumber? {
        guard let callerID = written ?? project.voice.callerID else {
            diagnostics.append(.noCallerID(at: span))
            return nil
        }
        switch callerID.value {
        case .number(let number): return number
        case .name(let name):
            if let number = numbersByName[name] { return number }
            // The project's own is used in many places.
            guard reportedCallerIDs.insert(callerID.span).inserted else { return nil }
            diagnostics.append(
                .undefinedNumber(
                    Located(name, at: callerID.span),
                    nearest: nearest(to: name, "number", among: numbersByName.keys)
                )
            )
            return nil
        }
    }

    private mutating func outbound(_ outbound: Outbound) -> OutboundNode? {
        if outbound.allow.isEmpty, project.isWhole {
            diagnostics.append(
                .warning(
                    .nothingAllowed,
                    "outbound calling allows no number",
                    at: outbound.span,
                    help: "list prefixes under 'allow', such as [\"+44\"]"
                )
            )
        }
        let allow = outbound.allow.map(\.value)
        let refuse = outbound.refuse ?? Text(content: Located("You cannot call that number.", at: outbound.span))
        let extensions = outbound.extensions.compactMap { keys, destination in
            route(destination, at: .elsewhere).map { (keys, $0) }
        }
        let say = outbound.say.map { spoken($0) }
        let refusal = spoken(refuse)
        let otherwise = outbound.otherwise.flatMap { route($0) }
        guard let callerID = callerID(outbound.callerID, at: outbound.span.startPoint) else { return nil }
        return OutboundNode(
            span: outbound.span.startPoint,
            say: say,
            callerID: callerID,
            ringFor: outbound.ringFor?.value,
            national: outbound.national,
            allow: allow,
            deny: outbound.deny.map(\.value) + highRiskPrefixes.filter { !allow.contains($0) },
            refuse: refusal,
            extensions: extensions,
            otherwise: otherwise
        )
    }

    private mutating func fallback(_ fallback: HostingSettings.Fallback) -> FallbackNode {
        let callee = fallback.phone.flatMap { phone -> Ring? in
            guard let callerID = callerID(fallback.callerID, at: phone.span) else { return nil }
            var ring = Ring(.phone(phone.value))
            ring.callerID = callerID
            return ring
        }
        return FallbackNode(callee: callee)
    }

    // MARK: Hand-written NCCOs

    mutating func ncco(_ source: Located<NCCOSource>) -> JSONValue? {
        let value: JSONValue
        switch source.value {
        case .inline(let inline): value = inline
        case .file(let path):
            if let checked = checkedNCCOs[path] { return checked }
            guard let read = read(path, at: source.span) else { return nil }
            value = read
            checkedNCCOs[path] = read
        }
        var isSound = true
        for problem in checkNCCO(value) {
            let message = problem.path.isEmpty ? problem.message : "\(problem.pathText): \(problem.message)"
            let severity: Severity = problem.severity == .error ? .error : .warning
            diagnostics.append(Diagnostic(severity, .nccoProblem, message, at: source.span, help: problem.help))
            isSound = isSound && severity != .error
        }
        for reference in menuReferences(in: value) where menuIDs[reference.menu] == nil {
            diagnostics.append(
                .undefined("menu", Located(reference.menu, at: source.span), nearest: nil)
            )
            isSound = false
        }
        return isSound ? value : nil
    }

    private mutating func read(_ path: String, at span: Span) -> JSONValue? {
        guard let content = files[path] else {
            preconditionFailure("the edge reads every file that the project names")
        }
        switch content.bytesOrReason {
        case .success(let bytes):
            do {
                return try JSONValue(parsing: bytes)
            } catch {
                diagnostics.append(
                    .error(
                        .nccoFile,
                        "the NCCO file '\(path)' is not JSON: \(error)",
                        at: span,
                        help: "correct the file; bytes are counted from 0"
                    )
                )
            }
        case .failure(let unreadable):
            diagnostics.append(
                .error(
                    .nccoFile,
                    "the NCCO file '\(path)' cannot be read: \(unreadable.reason)",
                    at: span,
                    help: "paths are relative to the project's folder"
                )
            )
        }
        return nil
    }
}

/// The country codes of the high-risk list in the platform's fraud guide (2021): Congo (both), Gambia, Guinea, Haiti,
/// Ivory Coast, Latvia, Liberia, Samoa, Solomon Islands, Vanuatu.
let highRiskPrefixes = ["242", "243", "220", "224", "509", "225", "371", "231", "685", "677", "678"]
