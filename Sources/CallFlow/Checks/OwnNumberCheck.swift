internal import ContactCenter
internal import Diagnostics

/// A telephone that is one of the project's own numbers, and where it is rung.
struct OwnRing {
    enum Place {
        /// By the destination that is written there.
        case destination(Span)
        case agent(AgentID)
    }

    var number: Located<PhoneNumber>

    /// What the number sees: its own calls come from there.
    var callerID: PhoneNumber
    var place: Place
}

/// Own numbers that are rung as telephones.
///
/// The call goes out and comes in again, and both legs are paid. Where it then gets back to the same place, it goes round
/// until the money or the platform's patience ends.
///
/// What such a call does is searched as any other, with its caller known. At most `mostSearches` numbers with their callers
/// are searched; of the others it is only said that two legs are paid.
///
/// - Complexity: O(own rings × `mostSearches` + `mostSearches` × (nodes + routes)); nothing where none is rung.
func checkOwnNumbers(
    _ rings: [OwnRing],
    _ graph: CallGraph,
    fallback: HostingSettings.Fallback?,
    _ teller: CallTeller
) -> [Diagnostic] {
    let entries = Dictionary(
        graph.entries.indices.lazy.filter { !graph.entries[$0].isStandIn }.map { (graph.entries[$0].number.value, $0) },
        uniquingKeysWith: { first, _ in first }
    )
    var diagnostics: [Diagnostic] = []
    if let phone = fallback?.phone, let index = entries[phone.value] {
        diagnostics.append(.fallbackRingsItself(phone, graph.entries[index]))
    }
    guard !rings.isEmpty else { return diagnostics }
    let laps = Laps(graph: graph, rings: rings, entries: entries)
    var teller = teller
    for (index, ring) in rings.enumerated() {
        guard let entry = entries[ring.number.value] else { continue }
        if let round = laps.round(from: index) {
            let number = "+\(ring.number.value.digits)"
            let witness = teller.words(
                round.steps,
                outcome: round.isDirect
                    ? "\(number) is called again, and each lap is one more call to pay"
                    : "+\(round.next.digits) is called, which leads back to \(number), and each lap is more to pay"
            )
            diagnostics.append(.ringsItself(ring.number, graph.entries[entry]).shown(by: witness))
        } else {
            diagnostics.append(.ringsOwnNumber(ring.number, graph.entries[entry], help: graph.helpToReach(entry)))
        }
    }
    return diagnostics
}

/// What calls do that the project makes to its own numbers.
private struct Laps {
    /// An own number that is called, and from which one.
    struct Lap: Hashable {
        var entry: Int
        var caller: PhoneNumber
    }

    struct Round {
        /// From the number that is rung to the next place that rings an own number.
        var steps: [CallStep]

        /// The number that is rung there.
        var next: PhoneNumber

        /// Whether that is the place where it began.
        var isDirect: Bool
    }

    static let mostSearches = 32

    private let graph: CallGraph
    private let rings: [OwnRing]

    /// Which call each ring makes; nil where it was not searched.
    private var laps: [Int?] = []

    /// The rings that each call gets to, with the steps.
    private var reached: [[Int: [CallStep]]] = []

    /// The calls that each call leads to, itself first where it does: by way of which ring of its own.
    private var followers: [[(lap: Int, ring: Int)]] = []

    init(graph: CallGraph, rings: [OwnRing], entries: [PhoneNumber: Int]) {
        self.graph = graph
        self.rings = rings
        var known: [Lap: Int] = [:]
        for ring in rings {
            guard let entry = entries[ring.number.value] else {
                laps.append(nil)
                continue
            }
            let lap = Lap(entry: entry, caller: ring.callerID)
            if known[lap] == nil, known.count < Self.mostSearches {
                known[lap] = known.count
                reached.append(search(lap))
            }
            laps.append(known[lap])
        }
        followers = reached.indices.map { follow($0) }
    }

    private func search(_ lap: Lap) -> [Int: [CallStep]] {
        var calls = PossibleCalls(graph, from: .entry(lap.entry, caller: lap.caller))
        var found: [Int: [CallStep]] = [:]
        for (index, ring) in rings.enumerated() {
            switch ring.place {
            case .destination(let span): found[index] = calls.steps { $0.call(toRouteAt: span) }
            case .agent(let id): found[index] = calls.steps { $0.call(to: id) }
            }
        }
        return found
    }

    /// The calls that come of a call, near ones first.
    private func follow(_ start: Int) -> [(lap: Int, ring: Int)] {
        var found: [(lap: Int, ring: Int)] = []
        var seen: Set<Int> = []
        for ring in reached[start].keys.sorted() {
            if let lap = laps[ring], seen.insert(lap).inserted { found.append((lap, ring)) }
        }
        var next = 0
        while next < found.count {
            let (lap, ring) = found[next]
            next += 1
            for further in reached[lap].keys.sorted() {
                if let lap = laps[further], seen.insert(lap).inserted { found.append((lap, ring)) }
            }
        }
        return found
    }

    /// The way from ringing back to the same place, by way of other own numbers maybe; nil where there is none.
    func round(from ring: Int) -> Round? {
        guard let lap = laps[ring] else { return nil }
        if let steps = reached[lap][ring] {
            return Round(steps: steps, next: rings[ring].number.value, isDirect: true)
        }
        guard let way = followers[lap].first(where: { reached[$0.lap][ring] != nil }) else { return nil }
        return Round(steps: reached[lap][way.ring] ?? [], next: rings[way.ring].number.value, isDirect: false)
    }
}

extension CallGraph {
    /// What to write to get to where a number leads.
    fileprivate func helpToReach(_ entry: Int) -> String {
        let name = entries[entry].name.value
        guard let route = entries[entry].route ?? defaultEntry else {
            return "take it out: callers of number '\(name)' hear only the goodbye"
        }
        let target: String? =
            switch route.target {
            case .menu(let id): "menu: \(self[id].name.value)"
            case .agent(let id, _, _, _): "agent: \(self[id].name.value)"
            case .team(let id, _): "team: \(self[id].name.value)"
            case .flow(let id): "flow: \(self[id].name.value)"
            case .voicemail(let id): "voicemail: \(self[id].name.value)"
            default: nil
            }
        return target.map { "lead there without a second call: {\($0)}" }
            ?? "lead there without a second call: put what number '\(name)' does into a flow, and lead both to it"
    }
}

extension DiagnosticCode {
    fileprivate static let ringsItself = DiagnosticCode("CC3092")
    fileprivate static let ringsOwnNumber = DiagnosticCode("CC3093")
}

extension Diagnostic {
    fileprivate static func ringsItself(_ number: Located<PhoneNumber>, _ entry: Entry) -> Diagnostic {
        error(
            .ringsItself,
            "this rings number '\(entry.name.value)' of the project, and its calls get back here: "
                + "they go round, and each lap is paid",
            at: number.span,
            notes: [Note("the call comes in again here", at: entry.number.span)],
            help: "ring a telephone that is none of the project's numbers, or lead to a menu, team or flow instead"
        )
    }

    fileprivate static func fallbackRingsItself(_ number: Located<PhoneNumber>, _ entry: Entry) -> Diagnostic {
        error(
            .ringsItself,
            "the fallback rings number '\(entry.name.value)' of the project, which has the fallback itself "
                + "while the host is dead: calls go round, and each lap is paid",
            at: number.span,
            notes: [Note("the call comes in again here", at: entry.number.span)],
            help: "name a telephone that does not need this host"
        ).shown(by: "call \(entry.number.value) while the host is dead: it is called again, and again")
    }

    fileprivate static func ringsOwnNumber(_ number: Located<PhoneNumber>, _ entry: Entry, help: String) -> Diagnostic {
        warning(
            .ringsOwnNumber,
            "this rings number '\(entry.name.value)' of the project: the call goes out and comes in again, "
                + "and both are paid",
            at: number.span,
            notes: [Note("the call comes in again here", at: entry.number.span)],
            help: help
        )
    }
}
