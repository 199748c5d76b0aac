package import CallBundle

/// How a call begins: which number is called by whom, or what an app user dials.
package struct CallStart: Hashable, Sendable {
    package enum Way: Hashable, Sendable {
        /// Digits; nil for a number of the account that neither side names.
        case number(String?)
        /// What an app user dials.
        case appUser(dials: String, Dialled)
    }

    /// What kind of number an app user dials.
    package enum Dialled: Hashable, Sendable {
        case extensionNumber
        /// Begins with these digits, and with none of the longer prefixes that are told of.
        case prefix(String)
        case nationalPrefix(String)
        /// No number at all.
        case nothing
    }

    package enum Caller: Hashable, Sendable {
        case anyone
        case number(String)
        case prefix(String)
        case withheld
        /// None of those that are told apart.
        case other
    }

    package let way: Way
    package internal(set) var caller: Caller

    /// What the answer webhook is told.
    package let request: WebhookRequest

    /// What dialling leads to, where that is the same on both sides; nil for calls that come in.
    var end: DialledEnd?
}

/// The ways calls begin that the answers of two sides tell apart.
///
/// - Parameters:
///   - left: What answers on one side.
///   - right: What answers on the other one.
///   - numbers: Numbers that calls come in on, on both sides.
///   - hasOthers: Whether calls may come in on numbers besides.
/// - Returns: Calls that come in, then what app users dial.
/// - Complexity: O(numbers × callers that are told apart for each + prefixes², at their shortest).
func callStarts(_ left: Decision, _ right: Decision, numbers: Set<String>, hasOthers: Bool = true) -> [CallStart] {
    let answers = [left, right]
    var starts: [CallStart] = []
    let calls = answers.map { $0.following(WebhookRequest(to: "1", from: "2")) }
    let named = numbers.sorted()
    // One of the numbers that are linked but that neither side names.
    let unnamed =
        hasOthers
        ? number(
            beginning: "",
            outside: [],
            and: answers.reduce(into: numbers) { $0.formUnion($1.calledNumbers) }
        ) : nil
    for (name, number) in named.map({ ($0, $0) }) + [unnamed.map { (nil, $0) }].compactMap(\.self) {
        var request = WebhookRequest(to: number, from: nil)
        let decisions = calls.map { $0.following(request) }
        for (caller, from) in callers(of: decisions) {
            request.from = from
            starts.append(CallStart(way: .number(name), caller: caller, request: request))
        }
    }
    let user = WebhookRequest(fromUser: "user")
    let diallings = answers.map { $0.following(user) }
    for (dialled, text) in dialledNumbers(diallings) {
        let request = WebhookRequest(to: text, fromUser: "user")
        var start = CallStart(way: .appUser(dials: text, dialled), caller: .anyone, request: request)
        let ends = diallings.map { $0.end(dialling: text) }
        start.end = ends[0] == ends[1] ? ends[0] : nil
        starts.append(start)
    }
    return starts
}

extension Decision {
    /// Where a request leads as far as it is told who calls whom; callers and dialled numbers are not decided over.
    func following(_ request: WebhookRequest) -> Decision {
        switch self {
        case .appUser: next(for: request)?.following(request) ?? self
        case .called where request.fromUser == nil && request.from == nil:
            next(for: request)?.following(request) ?? self
        default: self
        }
    }

    /// The numbers that this decision names.
    fileprivate var calledNumbers: Set<String> {
        var numbers: Set<String> = []
        for case .called(let cases, _) in all(where: { if case .called = $0 { true } else { false } }) {
            numbers.formUnion(cases.keys)
        }
        return numbers
    }

    fileprivate func all(where isWanted: (Decision) -> Bool) -> [Decision] {
        (isWanted(self) ? [self] : []) + orderedBranches.flatMap { $0.all(where: isWanted) }
    }
}

/// Callers that some decision tells apart, each with a number to call from; nil where it is withheld.
private func callers(of decisions: [Decision]) -> [(CallStart.Caller, String?)] {
    let deciders = decisions.flatMap {
        $0.all { if case .caller = $0 { true } else { false } }
    }
    guard !deciders.isEmpty else { return [(.anyone, "15550100999")] }
    var prefixes: Set<String> = []
    var lists: [Set<String>] = []
    for case .caller(let cases) in deciders {
        prefixes.formUnion(cases.prefixes.keys)
        lists += cases.lists.map(\.numbers)
    }
    let listed = lists.reduce(into: Set<String>()) { $0.formUnion($1) }
    var known: Set<[Decision?]> = []
    var found: [(CallStart.Caller, String?)] = []
    // Most callers are of no class: they come first, as witnesses.
    if let number = number(beginning: "", outside: prefixes, and: listed) { found.append((.other, number)) }
    // Of numbers that all decisions treat alike one is enough.
    for number in listed.sorted() {
        let request = WebhookRequest(from: number)
        let way = deciders.map { $0.next(for: request) }
        if known.insert(way).inserted { found.append((.number(number), number)) }
    }
    for prefix in prefixes.sorted() {
        guard let number = number(beginning: prefix, outside: prefixes, and: listed) else { continue }
        found.append((.prefix(prefix), number))
    }
    found.append((.withheld, nil))
    return found
}

/// A number that begins with a prefix, but with no longer one of `prefixes`, and is none of `listed`; nil when there is none.
private func number(beginning prefix: String, outside prefixes: Set<String>, and listed: Set<String>) -> String? {
    let longer = prefixes.filter { $0.utf8.count > prefix.utf8.count && $0.utf8.starts(with: prefix.utf8) }
    var open = [prefix]
    // Breadth first: the shortest way out of all longer prefixes. Each step follows one of them, so it ends.
    var index = 0
    while index < open.count {
        let stem = open[index]
        index += 1
        guard stem.utf8.count <= 12 else { continue }
        let isTaken = stem != prefix && longer.contains(stem)
        if isTaken { continue }
        let hasLonger = longer.contains { $0.utf8.starts(with: stem.utf8) }
        if !hasLonger {
            for filler in ["5550100", "5550101", "6660102", "7770103"] {
                let number = String((stem + filler + "0000").prefix(11))
                let padded = number.utf8.count < stem.utf8.count ? stem : number
                if padded.utf8.first != UInt8(ascii: "0"), !listed.contains(padded) { return padded }
            }
            continue
        }
        // A 0 behind a country's code is dialled like a number from abroad: it comes last.
        for digit in [1, 2, 3, 4, 5, 6, 7, 8, 9, 0] where !(stem.isEmpty && digit == 0) {
            open.append("\(stem)\(digit)")
        }
    }
    return nil
}

/// What app users dial, as far as some decision tells it apart.
private func dialledNumbers(_ decisions: [Decision]) -> [(CallStart.Dialled, String)] {
    let deciders = decisions.flatMap { $0.all { if case .dialled = $0 { true } else { false } } }
    guard !deciders.isEmpty else { return [(.nothing, "none")] }
    var prefixes: Set<String> = []
    var extensions: Set<String> = []
    var nationals: [DialRules.National] = []
    for case .dialled(let rules, let known, _, _) in deciders {
        prefixes.formUnion(rules.allow)
        prefixes.formUnion(rules.deny)
        extensions.formUnion(known.keys)
        if let national = rules.national, !nationals.contains(national) {
            nationals.append(national)
            prefixes.insert(national.code)
        }
    }
    var found: [(CallStart.Dialled, String)] = extensions.sorted().map { (.extensionNumber, $0) }
    for prefix in prefixes.sorted() + [""] {
        guard let number = number(beginning: prefix, outside: prefixes, and: extensions) else { continue }
        found.append((.prefix(prefix), "+\(number)"))
        for national in nationals {
            if let text = national.dialled(number, of: prefix) { found.append((.nationalPrefix(prefix), text)) }
        }
    }
    return found + [(.nothing, "none")]
}

extension DialRules.National {
    /// Of the country that is dialled without it.
    fileprivate var code: String {
        switch self {
        case .trunk(_, let code), .length(_, let code): code
        }
    }

    /// What is dialled at home for an international number.
    ///
    /// - Parameters:
    ///   - number: Of any length.
    ///   - prefix: What it must begin with; the rest may be cut or filled up to the length that is dialled.
    /// - Returns: The text; nil when the number is abroad.
    fileprivate func dialled(_ number: String, of prefix: String) -> String? {
        switch self {
        case .trunk(let trunk, let code):
            return number.utf8.starts(with: code.utf8) ? trunk + number.dropFirst(code.utf8.count) : nil
        case .length(let digits, let code):
            let length = code.utf8.count + digits
            guard number.utf8.starts(with: code.utf8), prefix.utf8.count <= length else { return nil }
            let whole = number + String(repeating: "5", count: max(0, length - number.utf8.count))
            return String(whole.prefix(length).dropFirst(code.utf8.count))
        }
    }
}
