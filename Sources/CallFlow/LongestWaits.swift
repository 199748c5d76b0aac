internal import ContactCenter
internal import Diagnostics
internal import JSONTree

/// The longest waits of all menus and flows, and by which way: on all ways, or on those on which some schedules are known.
struct LongestWaits {
    /// A wait, and the way that it is spent on.
    struct Wait {
        var milliseconds: Int

        /// The steps up to the next menu, or to the end.
        var steps: [CallStep] = []
        var next: Next?
    }

    /// The menu or flow that a way leads into, and whether keys may still be pressed there.
    struct Next {
        var node: SilentNode
        var isSilent: Bool
    }

    let graph: CallGraph

    /// What schedules are on all ways that count.
    private let known: [ScheduleID: Bool]

    /// From entering a node, when no key is pressed any more.
    private var silent: [SilentNode: Wait] = [:]

    /// From entering a node, with keys that lead further.
    private var withKeys: [SilentNode: Wait] = [:]
    private var full: [Int]

    /// The places that calls get to, each in front of those that its ways lead further to.
    private let ranks: [SilentNode: Int]

    /// Works out all of them.
    ///
    /// - Parameters:
    ///   - graph: Has no circle on which nobody does anything.
    ///   - order: That of `silentOrder()`.
    ///   - ranks: Those of `ranksOfWays()`.
    ///   - known: What schedules are; the others may be either.
    init(graph: CallGraph, order: [SilentNode], ranks: [SilentNode: Int], known: [ScheduleID: Bool] = [:]) {
        self.graph = graph
        self.ranks = ranks
        self.known = known
        full = graph.menus.indices.map { graph.menus[$0].fullMilliseconds }
        for node in order {
            // What nobody waits at is not entered.
            silent[node] = wait(in: node, isSilent: true, rank: .max)
        }
        let met = ranks.sorted { $0.value > $1.value }
        for (node, rank) in met {
            withKeys[node] = wait(in: node, isSilent: false, rank: rank)
        }
    }

    /// The longest wait on a route from the answer on.
    func wait(along route: Route) -> Wait? {
        wait(along: route, isSilent: false, rank: -1)
    }

    private func wait(in node: SilentNode, isSilent: Bool, rank: Int) -> Wait? {
        switch node {
        case .agent, .team: return nil
        case .flow(let id):
            return graph.flows[id.index].parts.first.flatMap { wait(along: $0, isSilent: isSilent, rank: rank) }
        case .menu(let id):
            let menu = graph.menus[id.index]
            var best: Wait?
            if let otherwise = menu.otherwise {
                best = wait(along: otherwise, isSilent: true, rank: .max)
                if !isSilent { best = longer(best, wait(along: otherwise, isSilent: false, rank: rank)) }
                best?.steps.insert(.nothing(attempts: menu.attempts), at: 0)
            }
            if !isSilent {
                for option in menu.options where option.keys.value.utf8.count <= menu.maxDigits {
                    guard var wait = wait(along: option.route, isSilent: false, rank: rank),
                        wait.milliseconds > best?.milliseconds ?? -1
                    else { continue }
                    wait.steps.insert(.press(option.keys.value), at: 0)
                    best = wait
                }
            }
            best?.milliseconds += full[id.index]
            return best
        }
    }

    /// The longest wait from the beginning of a route; nil where nobody is rung and nothing recorded.
    private func wait(along route: Route, isSilent: Bool, rank: Int) -> Wait? {
        var longest: Wait?
        switch route.target {
        case .menu(let id): longest = wait(into: .menu(id), isSilent: isSilent, rank: rank)
        case .flow(let id): longest = wait(into: .flow(id), isSilent: isSilent, rank: rank)
        case .agent, .team, .ring, .websocket, .conference: longest = Wait(milliseconds: 0)
        case .voicemail(let id): longest = Wait(milliseconds: graph.voicemails[id.index].say?.milliseconds ?? 0)
        case .ncco(let value):
            let actions = (value.arrayValue ?? []).compactMap { $0["action"]?.stringValue }
            let rings = actions.contains { ["connect", "record", "conversation"].contains($0) }
            longest = rings ? Wait(milliseconds: 0) : nil
        case .hangup: return nil
        case .schedule(let id, let open, let closed):
            for (route, isOpen) in [(open, true), (closed, false)] where known[id] ?? isOpen == isOpen {
                let wait = wait(along: route, isSilent: isSilent, rank: rank)
                longest = longer(longest, wait?.after(isOpen ? .open(id) : .closed(id)))
            }
        case .caller(let caller):
            for (route, step) in caller.branches {
                longest = longer(longest, wait(along: route, isSilent: isSilent, rank: rank)?.after(step))
            }
        case .split(let branches):
            let sum = branches.reduce(0) { $0 + $1.weight }
            for branch in branches {
                let wait = wait(along: branch.route, isSilent: isSilent, rank: rank)
                longest = longer(longest, wait?.after(.share(weight: branch.weight, of: sum)))
            }
        }
        longest?.milliseconds += graph.milliseconds(route.prelude)
        return longest
    }

    /// What entering a node adds: its text said once, and the wait in it.
    private func wait(into node: SilentNode, isSilent: Bool, rank: Int) -> Wait? {
        // With keys only further into the center.
        guard isSilent || ranks[node] ?? -1 > rank, let inside = isSilent ? silent[node] : withKeys[node] else {
            return nil
        }
        var said = 0
        if case .menu(let id) = node { said = graph.menus[id.index].say?.milliseconds ?? 0 }
        return Wait(milliseconds: inside.milliseconds + said, next: Next(node: node, isSilent: isSilent))
    }

    private func longer(_ left: Wait?, _ right: Wait?) -> Wait? {
        guard let left else { return right }
        guard let right else { return left }
        return right.milliseconds > left.milliseconds ? right : left
    }

    // MARK: Telling

    /// The whole way of a wait, and the menus on it.
    func journey(_ wait: Wait, from steps: [CallStep]) -> (steps: [CallStep], menus: [MenuID]) {
        var steps = steps + wait.steps
        var menus: [MenuID] = []
        var next = wait.next
        while let place = next {
            if case .menu(let id) = place.node { menus.append(id) }
            guard let wait = place.isSilent ? silent[place.node] : withKeys[place.node] else { break }
            steps += wait.steps
            next = wait.next
        }
        return (steps, menus)
    }

    /// "45s in menu 'main': 3 × 9s of prompt, 3 × 5s of waiting".
    func words(of id: MenuID) -> String {
        let menu = graph.menus[id.index]
        let prompt = (menu.prompt.milliseconds + 999) / 1_000
        let all = (full[id.index] + (menu.say?.milliseconds ?? 0) + 999) / 1_000
        return
            "\(all)s here: \(menu.attempts) × (\(prompt)s of prompt and \(menu.timeout)s of waiting), and what is said between"
    }
}

extension LongestWaits.Wait {
    fileprivate func after(_ step: CallStep) -> Self {
        var copy = self
        copy.steps.insert(step, at: 0)
        return copy
    }
}

extension MenuNode {
    /// All attempts: prompts to their end, timeouts, and the longer text between two of them; without `say`.
    fileprivate var fullMilliseconds: Int {
        let between = max(noInput?.milliseconds ?? 0, wrongInput?.milliseconds ?? 0)
        return attempts * (prompt.milliseconds + timeout * 1_000) + (attempts - 1) * between
    }
}
