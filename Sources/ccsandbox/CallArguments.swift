internal import ArgumentParser
internal import Simulator

/// The answers to the inputs, in the order in which `--press` and `--say` stand on the command line.
///
/// The parser keeps the order of each option, but not that between the two.
func responses(press: [String], say: [String], inOrderOf arguments: [String]) -> [CallScript.Response] {
    var keys = press[...]
    var words = say[...]
    var responses: [CallScript.Response] = []
    func takeKeys() {
        guard let next = keys.popFirst() else { return }
        responses.append(next == "none" ? .silence : .keys(next))
    }
    func takeWords() {
        guard let next = words.popFirst() else { return }
        responses.append(.speech([CallScript.SpokenResult(next)]))
    }
    for argument in arguments {
        if argument == "--press" || argument.hasPrefix("--press=") { takeKeys() }
        if argument == "--say" || argument.hasPrefix("--say=") { takeWords() }
    }
    while !keys.isEmpty { takeKeys() }
    while !words.isEmpty { takeWords() }
    return responses
}

/// The value of `--outcome`: of the next connect, or of all to one endpoint.
struct OutcomeArgument: ExpressibleByArgument {
    let endpoint: String?
    let outcome: ConnectOutcome

    init?(argument: String) {
        // A SIP address may hold an equals sign itself.
        let separator = argument.lastIndex(of: "=")
        let name = separator.map { argument[argument.index(after: $0)...] } ?? argument[...]
        guard let outcome = ConnectOutcome(rawValue: String(name)) else { return nil }
        self.outcome = outcome
        endpoint = separator.map { separator in
            let text = String(argument[..<separator])
            return text.hasPrefix("+") ? dialledDigits(text) ?? text : text
        }
    }
}

/// The digits of a number as people write it; nil when it is none.
func dialledDigits(_ text: String) -> String? {
    var digits = text.filter { !" -().\u{A0}".contains($0) }
    if digits.hasPrefix("+") {
        digits.removeFirst()
    } else if digits.hasPrefix("00") {
        digits.removeFirst(2)
    }
    guard (7...15).contains(digits.utf8.count), digits.first != "0",
        digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 })
    else { return nil }
    return digits
}

extension PlatformQuirk: ExpressibleByArgument {}
extension Webhook.Method: ExpressibleByArgument {}
