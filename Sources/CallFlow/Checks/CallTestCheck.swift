internal import ContactCenter
internal import Diagnostics
internal import SpokenWords

/// Tests that call nothing, name nobody, or expect what cannot happen.
///
/// What was meant is searched among sorted names, which are sorted at the first miss of each kind.
///
/// - Complexity: O(steps of all tests + numbers + users), and O(names) for each of the misses up to a bound.
func checkCallTests(_ project: Project) -> [Diagnostic] {
    guard !project.tests.isEmpty else { return [] }
    let agents = Set(project.agents.map(\.name.value))
    let users = agents.union(project.users.map(\.name.value))
    let teams = Set(project.teams.map(\.name.value))
    let numbers = Set(project.numbers.map(\.name.value))
    var (nearUsers, nearNumbers) = (NearTestNames(users), NearTestNames(numbers))
    var (nearAgents, nearTeams) = (NearTestNames(agents), NearTestNames(teams))
    var diagnostics: [Diagnostic] = []
    var firstPlaces: [String: Span] = [:]
    for test in project.tests {
        if let first = firstPlaces[test.name.value] {
            diagnostics.append(.testTwice(test.name, first: first))
        } else {
            firstPlaces[test.name.value] = test.name.span
        }
        if let user = test.call.user {
            if !users.contains(user.value), project.isWhole {
                diagnostics.append(.undefinedUser(user, nearest: nearUsers.nearest(to: user.value)))
            }
        } else if !numbers.contains(test.call.to.value), PhoneNumber(international: test.call.to.value) == nil,
            project.isWhole
        {
            let nearest = nearNumbers.nearest(to: test.call.to.value)
            diagnostics.append(.testCallsNothing(test.call.to, nearest: nearest))
        }
        diagnostics += checkSteps(test) + checkWords(test)
        guard project.isWhole else { continue }
        for case .rings(let endpoint) in test.steps.map(\.kind) {
            switch endpoint {
            case .agent(let name) where !agents.contains(name.value):
                diagnostics.append(.undefined("agent", name, nearest: nearAgents.nearest(to: name.value)))
            case .team(let name) where !teams.contains(name.value):
                diagnostics.append(.undefined("team", name, nearest: nearTeams.nearest(to: name.value)))
            case .agent, .team, .phone, .sip, .vbc, .websocket: continue
            }
        }
    }
    // The rows of one test stand in the same place.
    struct Identity: Hashable {
        let message: String
        let span: Span?
    }
    var told: Set<Identity> = []
    return diagnostics.filter { told.insert(Identity(message: $0.message, span: $0.span)).inserted }
}

/// Words are compared without punctuation: what has none would always be heard.
private func checkWords(_ test: CallTest) -> [Diagnostic] {
    test.steps.compactMap { step in
        switch step.kind {
        case .hears(let text), .says(let text), .announces(let text):
            spokenWords(of: text.value, atMost: 1).isEmpty ? .noWords(text) : nil
        case .press, .waits, .rings, .joins, .event: nil
        }
    }
}

/// Names in whose order the first of equally near ones counts.
private struct NearTestNames {
    private let names: Set<String>
    private lazy var sorted = NearNames(names.sorted())

    /// How many names may still be compared: beyond that nobody reads the suggestions.
    private var comparisonsLeft = 1_000_000

    init(_ names: Set<String>) {
        self.names = names
    }

    mutating func nearest(to name: String) -> String? {
        guard comparisonsLeft >= names.count else { return nil }
        comparisonsLeft -= names.count
        return sorted.nearest(to: name)
    }
}

/// Somebody must ring to answer or not, and nothing follows the end.
private func checkSteps(_ test: CallTest) -> [Diagnostic] {
    var diagnostics: [Diagnostic] = []
    var isRinging = false
    var ended: (event: CallTest.Event, span: Span)?
    for step in test.steps {
        if let ended {
            diagnostics.append(.stepAfterEnd(step.span, ended.event, at: ended.span))
            break
        }
        guard case .event(let event) = step.kind else {
            if case .rings = step.kind { isRinging = true }
            continue
        }
        switch event {
        case .answers, .busy, .rejects, .noAnswer, .machine, .fails:
            if !isRinging { diagnostics.append(.nobodyRings(event, at: step.span)) }
            isRinging = false
        case .ends, .hangsUp: ended = (event, step.span)
        case .hostDown, .records: break
        }
    }
    return diagnostics
}

extension DiagnosticCode {
    static let testCallsNothing = DiagnosticCode("CC7001")
    static let undefinedUser = DiagnosticCode("CC7002")
    static let testTwice = DiagnosticCode("CC7003")
    static let nobodyRings = DiagnosticCode("CC7004")
    static let stepAfterEnd = DiagnosticCode("CC7005")
    static let noWords = DiagnosticCode("CC7009")
}

extension Diagnostic {
    fileprivate static func testCallsNothing(_ target: Located<String>, nearest: String?) -> Diagnostic {
        error(
            .testCallsNothing,
            "'\(target.value)' is neither a number of the project nor a phone number",
            at: target.span,
            help: "name one of 'numbers', or write it like +44 20 7946 0000; what an app user dials goes with 'as'"
        ).suggesting(nearest, insteadOf: target.span)
    }

    fileprivate static func undefinedUser(_ name: Located<String>, nearest: String?) -> Diagnostic {
        error(
            .undefinedUser,
            "there is no user or agent '\(name.value)' who could dial",
            at: name.span,
            help: "add it under 'agents' or 'users', or correct the name"
        ).suggesting(nearest, insteadOf: name.span)
    }

    fileprivate static func testTwice(_ name: Located<String>, first: Span) -> Diagnostic {
        error(
            .testTwice,
            "two tests are called '\(name.value)'",
            at: name.span,
            notes: [.init("the other one", at: first)],
            help: "name each for what it shows, so that a report tells which one failed"
        )
    }

    fileprivate static func nobodyRings(_ event: CallTest.Event, at span: Span) -> Diagnostic {
        error(
            .nobodyRings,
            "'\(event.rawValue)' has nobody who rings",
            at: span,
            help: "put 'rings' in front of it, such as {rings: {agent: Jane}}"
        )
    }

    fileprivate static func noWords(_ text: Located<String>) -> Diagnostic {
        error(
            .noWords,
            "a test hears and says words, and '\(text.value)' has none",
            at: text.span,
            help: "write at least one word, of letters or digits"
        )
    }

    fileprivate static func stepAfterEnd(_ span: Span, _ event: CallTest.Event, at end: Span) -> Diagnostic {
        error(
            .stepAfterEnd,
            "nothing happens behind '\(event.rawValue)': the call is over",
            at: span,
            notes: [.init("it ends here", at: end)],
            help: "take this step out, or move it in front"
        )
    }
}
