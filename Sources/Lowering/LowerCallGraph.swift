package import CallBundle
package import CallFlow
package import ContactCenter
internal import Diagnostics
internal import JSONTree
internal import NCCO

/// The version that is written into manifests.
package let compilerVersion = "0.1.0"

/// Turns a sound call-flow graph into a release: NCCO documents, and a small decision table for each webhook.
///
/// The same graph and URL give the same bytes on every machine. Output grows linearly with the project.
///
/// - Parameters:
///   - graph: The graph, without findings.
///   - baseURL: Where the release will be served, without a slash at the end.
///   - appUsers: Who may log in, for the manifest.
///   - signatures: What hosts are to do with webhooks that are not signed, for the manifest; what is left out is `observe`.
/// - Returns: The sealed release.
/// - Complexity: O(graph), and a sort of the files' paths.
package func lower(
    _ graph: CallGraph,
    baseURL: String,
    appUsers: Set<String> = [],
    signatures: HostingSettings.Signatures? = nil
) -> Release {
    var lowering = Lowering(graph: graph, baseURL: baseURL)
    lowering.addAll()
    let callerIDs = lowering.callerIDs.sorted()
    return lowering.draft.sealed(
        baseURL: baseURL,
        compilerVersion: compilerVersion,
        requires: Manifest.Requirements(
            users: lowering.users.sorted(),
            callerIDs: callerIDs,
            entryNumbers: graph.entries.map(\.number.value.digits).sorted()
        ),
        appUsers: appUsers.sorted(),
        signatures: signatures == .require ? .require : .observe
    )
}

/// The work in hand.
struct Lowering {
    let graph: CallGraph
    let baseURL: String

    /// What stands in front of a route's name in its URL.
    private let routesURL: String
    var draft = BundleDraft()

    /// App users that documents ring.
    var users: Set<String> = []

    /// Numbers that documents send as caller id, digits.
    var callerIDs: Set<String> = []

    /// What callers meet behind an agent's own `otherwise`; agents come before those that lead to them.
    var followUps: [AgentID: FollowUp] = [:]

    /// What callers meet behind a team's own `otherwise`.
    var teamFollowUps: [TeamID: FollowUp] = [:]

    /// What answers a call that goes to a spread team.
    var spreadDecisions: [TeamID: Decision] = [:]

    /// The tables of schedules, made when first wanted.
    var scheduleTables: [ScheduleID: ScheduleTable] = [:]

    /// The actions of each part of a flow.
    var flowActions: [FlowID: [[JSONValue]]] = [:]

    /// The documents of flows, made when first wanted.
    var flowDocuments: [FlowID: DocumentID] = [:]

    /// The URLs of the sound files.
    var soundURLs: [SoundFileID: String] = [:]

    /// The documents of menus, made when first wanted.
    var entryDocuments: [MenuID: DocumentID] = [:]

    /// What the documents of menus are put together from; menus come before those that lead to them.
    var menuParts: [MenuID: MenuParts] = [:]

    /// Whether what a menu says and asks is small enough to stand in many documents.
    var smallMenus: [MenuID: Bool] = [:]

    /// The written menus by name; made when the first hand-written NCCO refers to one.
    var menusByName: [String: MenuID] = [:]
    var addedRoutes: Set<RouteName> = []

    /// How the platform is to ask the routes; nil for its own way, POST.
    var eventMethod: String? { HostCapabilities.eventMethod(of: graph.target) }

    init(graph: CallGraph, baseURL: String) {
        self.graph = graph
        self.baseURL = baseURL
        routesURL = "\(baseURL)/r/\(BundleDraft.releaseToken)/e/"
    }

    mutating func addAll() {
        // What is led to comes first, so that no chain, however long, is followed by recursion.
        for node in graph.silentOrder().order {
            switch node {
            case .agent(let id): followUps[id] = followUp(graph[id].otherwise)
            case .team(let id) where graph[id].isSpread: _ = spreadDecision(of: id)
            case .team(let id): teamFollowUps[id] = followUp(graph[id].otherwise)
            case .flow(let id): _ = flowParts(of: id)
            case .menu(let id): _ = parts(of: id)
            }
        }
        for id in graph.menuIDs {
            addMenu(id)
        }
        addAnswer()
        draft.add(fallback: fallbackDocument())
    }

    // MARK: The answer

    private mutating func addAnswer() {
        // Such a host has one document for all calls, and the checks saw to it that one is enough.
        if graph.target == .static {
            let only = decision(graph.entries.lazy.compactMap(\.route).first ?? graph.defaultEntry)
            add(only, at: .answer)
            if case .document(let document) = only { draft.add(document, asFileAt: .answer) }
            return
        }
        let unknown = decision(graph.defaultEntry)
        var cases: [String: Decision] = [:]
        for entry in graph.entries {
            cases[entry.number.value.digits] = entry.route.map { decision($0) } ?? unknown
        }
        let inbound = Decision.called(cases: cases, otherwise: unknown)
        let outbound = graph.outbound.map { outboundDecision($0) } ?? decision(nil)
        add(.appUser(yes: outbound, no: inbound), at: .answer)
    }

    private mutating func outboundDecision(_ outbound: OutboundNode) -> Decision {
        var extensions: [String: Decision] = [:]
        for (keys, route) in outbound.extensions {
            extensions[keys.value] = decision(route)
        }
        callerIDs.insert(outbound.callerID.digits)
        var call = Connect(
            endpoint: .phone(number: BundleDraft.dialledToken),
            from: outbound.callerID.digits,
            timeout: outbound.ringFor
        )
        // Nobody answered is the end of an outbound call unless something else is wanted.
        let following = outbound.otherwise.map { followUp($0) } ?? FollowUp()
        call.synchronousEventURL = following.route.map(url(of:))
        call.eventMethod = eventMethod
        let actions = talk(outbound.say) + [Action.connect(call).json] + following.actions
        let rules = DialRules(
            national: outbound.national.map { national in
                switch national {
                case .trunk(let trunk, let code): .trunk(trunk, code: code)
                case .length(let digits, let code): .length(digits: digits, code: code)
                }
            },
            allow: outbound.allow,
            deny: outbound.deny
        )
        return .dialled(
            rules,
            extensions: extensions,
            allowed: .dialledDocument(draft.add(document: .array(actions))),
            refused: .document(draft.add(document: .array(talk(outbound.refuse))))
        )
    }

    // MARK: The fallback

    private mutating func fallbackDocument() -> JSONValue {
        var actions = talk(graph.apology)
        if let callee = graph.fallback?.callee {
            actions += ringing(callee, FollowUp(actions: talk(graph.goodbye)))
        }
        return .array(actions)
    }

    // MARK: Names and URLs

    mutating func add(_ decision: Decision, at route: RouteName) {
        guard addedRoutes.insert(route).inserted else { return }
        draft.add(decision, at: route)
    }

    func url(of route: RouteName) -> String {
        routesURL + route.text
    }

    /// The name of a route of a menu: `main~1`, or `main~v2~1` in the second variant of the menu.
    func routeName(_ menu: MenuNode, _ part: String) -> RouteName {
        let variant = menu.variant == 0 ? "" : "~v\(menu.variant)"
        return routeName("\(menu.name.value)\(variant)~\(part)")
    }

    func routeName(_ text: String) -> RouteName {
        guard let name = RouteName(text) else {
            preconditionFailure("names of menus were checked when they were read: \(text)")
        }
        return name
    }
}
