extension Destination {
    /// This destination with `voice` for all texts that are written in it and have no own one: what is said before, what a
    /// callee hears first, and those of all destinations inside.
    func speaking(as voice: TextVoice) -> Destination {
        guard !voice.isEmpty else { return self }
        var destination = self
        destination.say = say?.speaking(as: voice)
        destination.otherwise = otherwise.map { .destination($0.destination.speaking(as: voice)) }
        switch target {
        case .phone(var telephone):
            telephone.announce = telephone.announce?.speaking(as: voice)
            destination.target = .phone(telephone)
        case .schedule(let name, let open, let closed):
            destination.target = .schedule(name, open: open.speaking(as: voice), closed: closed.speaking(as: voice))
        case .caller(let decider): destination.target = .caller(decider.speaking(as: voice))
        case .split(let branches):
            destination.target = .split(
                branches.map { SplitBranch(weight: $0.weight, destination: $0.destination.speaking(as: voice)) }
            )
        case .menu, .agent, .team, .flow, .voicemail, .sip, .websocket, .vbc, .conference, .ncco, .hangup: break
        }
        return destination
    }
}

extension CallerDecider {
    fileprivate func speaking(as voice: TextVoice) -> CallerDecider {
        var decider = CallerDecider(otherwise: otherwise.speaking(as: voice))
        decider.lists = lists.map { ($0.name, $0.destination.speaking(as: voice)) }
        decider.prefixes = prefixes.map { ($0.prefix, $0.destination.speaking(as: voice)) }
        decider.withheld = withheld?.speaking(as: voice)
        return decider
    }
}
