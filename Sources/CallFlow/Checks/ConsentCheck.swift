internal import ContactCenter
internal import Diagnostics
internal import JSONTree

/// Recordings that a call reaches without having heard a text marked `consent: yes`; one finding for each that records.
///
/// `policy` is where the project asks for it.
///
/// - Complexity: O(nodes + routes): a search over the calls that have heard no such text yet.
func checkConsent(_ graph: CallGraph, policy: Span, _ teller: inout CallTeller) -> [Diagnostic] {
    var calls = PossibleCalls(graph, .withoutConsent)
    var diagnostics: [Diagnostic] = []
    func report(_ what: String, at span: Span, _ steps: [CallStep]?) {
        guard let steps else { return }
        diagnostics.append(
            .error(
                .noConsent,
                "\(what) records callers who were not told",
                at: span,
                notes: [Diagnostic.Note("wanted here", at: policy)],
                help: "say so before on every way, with a text marked 'consent: yes'"
            ).shown(by: teller.words(steps, outcome: "recorded without having been told"))
        )
    }
    for index in graph.voicemails.indices where graph.voicemails[index].say?.isConsent != true {
        let name = graph.voicemails[index].name
        report("voicemail '\(name.value)'", at: name.span, calls.steps { $0.call(to: VoicemailID(index: index)) })
    }
    for index in graph.agents.indices where graph.agents[index].ring.recording != nil {
        let name = graph.agents[index].name
        report("agent '\(name.value)'", at: name.span, calls.steps { $0.call(to: AgentID(index: index)) })
    }
    for route in calls.any.nccoRoutes {
        if case .ncco(let value) = route.target, records(value) {
            report("the hand-written NCCO", at: route.span, calls.steps { $0.call(toRouteAt: route.span) })
        }
    }
    return diagnostics
}

private func records(_ ncco: JSONValue) -> Bool {
    (ncco.arrayValue ?? []).contains { action in
        switch action["action"]?.stringValue {
        case "record": true
        case "conversation": action["record"] == true
        default: false
        }
    }
}
