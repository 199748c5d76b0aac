package import ContactCenter
package import Diagnostics
internal import JSONTree
internal import NCCO

/// Resolves all names of a project once and checks what the graph shows.
///
/// `sources` are the files that the project was read from: findings show numbers and prompts as they are written there.
///
/// - Returns: The graph, nil when any error was found, but for those about tests: later stages see only what is sound.
/// - Complexity: O(project), a sort of the findings aside.
package func resolveProject(_ project: Project, files: ProjectFiles, sources: SourceMap) -> Checked<CallGraph> {
    var resolver = Resolver(project: project, files: files)
    let graph = resolver.resolve()
    var teller = CallTeller(graph, sources: sources)
    var diagnostics =
        shownWaysOut(resolver.diagnostics, at: resolver.wayOutPlaces, &teller) + checkAccount(project)
        + checkOutbound(project) + checkEmergencyExtensions(project) + checkFallback(project) + checkCallTests(project)
    // One cause, one finding: behind a broken way everything looks unreachable.
    if !diagnostics.hasErrorsBesidesTests {
        diagnostics += checkCalls(graph, of: project, sources: sources, &teller)
        if project.isWhole {
            diagnostics += checkOwnNumbers(resolver.ownRings, graph, fallback: project.hosting.fallback, teller)
        }
    }
    diagnostics += checkOptions(graph, &teller)
    for check in menuSpeechChecks { diagnostics += check(graph) }
    if let target = project.hosting.target { diagnostics += checkTarget(graph, target) }
    diagnostics += checkSignatures(project)
    return Checked(diagnostics.hasErrorsBesidesTests ? nil : graph, diagnostics: diagnostics.inSourceOrder())
}

/// What the graph of a project without errors shows.
private func checkCalls(
    _ graph: CallGraph,
    of project: Project,
    sources: SourceMap,
    _ teller: inout CallTeller
) -> [Diagnostic] {
    let (order, circles) = graph.silentOrder()
    var diagnostics = checkLoops(graph, circles: circles, &teller)
    guard project.isWhole else { return diagnostics }
    diagnostics += checkReachability(graph)
    diagnostics += checkStaticFallback(graph, of: project)
    diagnostics += checkPrompts(graph, sources: sources, &teller)
    diagnostics += checkSilentEnds(graph, &teller)
    // The others follow calls while nobody does anything, to the end.
    guard circles.isEmpty else { return diagnostics }
    diagnostics += checkAppRings(graph, order: order, &teller)
    diagnostics += checkRecordings(graph, order: order, &teller)
    if let longest = project.policy.maxWait {
        diagnostics += checkWait(graph, order: order, longest: longest, &teller)
    }
    if let wanted = project.policy.recordingConsent, wanted.value {
        diagnostics += checkConsent(graph, policy: wanted.span, &teller)
    }
    return diagnostics
}

/// What is looked at in menus that listen, or that have words.
private let menuSpeechChecks: [@Sendable (CallGraph) -> [Diagnostic]] = [
    checkWordsWithoutSpeech, checkSpeechWithoutWords, checkPhrases, checkSpokenOptions,
]
