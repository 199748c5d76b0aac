internal import ConfigSyntax
internal import Diagnostics

extension ModelDecoder {
    /// A flow: a list of steps, or a mapping with `steps` and the voice of its texts.
    mutating func flow(_ name: Located<String>, _ node: SyntaxNode) -> Flow? {
        checkName(name, of: "flow")
        var list = node
        var voice = TextVoice()
        if node.kind == .mapping {
            guard let reader = mapping(node, .flow), let steps = reader["steps"] else { return nil }
            voice = reader["voice"].flatMap { mapping($0, .textVoice) }.map { self.voice($0) } ?? voice
            list = steps
        }
        guard list.kind == .sequence, !list.items.isEmpty else {
            report(
                .wrongValue(
                    "a flow is a list of at least one step",
                    at: list.span,
                    help: "begin each step with '-', such as '- say: We are closed.'"
                )
            )
            return nil
        }
        var steps: [Flow.Step] = []
        for item in list.items {
            steps += self.steps(item, voice)
        }
        return Flow(name: name, steps: steps)
    }

    /// `say`, `play` or `pause` alone, else a destination.
    private mutating func steps(_ node: SyntaxNode, _ voice: TextVoice) -> [Flow.Step] {
        guard node.kind == .mapping, node.entries.count == 1, let entry = Array(node.entries).first
        else {
            return destination(node).map { [.go($0.speaking(as: voice))] } ?? []
        }
        switch entry.key.text {
        case "say": return text(entry.value, "say").map { [.say($0.speaking(as: voice))] } ?? []
        case "play": return sound(entry.value, "play").map { [.play($0)] } ?? []
        case "pause": return duration(entry.value, "pause", seconds: 1...7_200).map { [.pause($0)] } ?? []
        default: return destination(node).map { [.go($0.speaking(as: voice))] } ?? []
        }
    }
}
