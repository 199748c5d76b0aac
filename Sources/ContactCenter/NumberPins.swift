package import Diagnostics

/// Which numbers were bought for which searches: `contact-center.lock`, kept by `ccapply` and committed with the project.
///
/// A line a number, sorted: the environment (`-` in a project without), the name of the number, its digits with `+`; `#`
/// begins a comment.
package struct NumberPins: Hashable, Sendable {
    package struct Pin: Hashable, Sendable {
        /// Nil in a project without environments.
        package var environment: String?
        package var name: String
        package var number: PhoneNumber

        package init(environment: String?, name: String, number: PhoneNumber) {
            self.environment = environment
            self.name = name
            self.number = number
        }
    }

    /// The name of the file, beside the root file.
    package static let fileName = "contact-center.lock"

    package var pins: [Pin]

    package init(pins: [Pin] = []) {
        self.pins = pins
    }

    /// Reads the file; lines that are wrong are reported and left out.
    ///
    /// - Complexity: O(bytes).
    package static func parse(_ file: FileID, in sources: SourceMap) -> Checked<NumberPins> {
        var pins: [Pin] = []
        var places: [String: Span] = [:]
        var diagnostics: [Diagnostic] = []
        var start = 0
        for line in sources[file].bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false) {
            let span = Span(file: file, start: start, end: start + line.count)
            start += line.count + 1
            let text = String(decoding: line.prefix { $0 != UInt8(ascii: "#") }, as: UTF8.self)
            let words = text.split { $0.isWhitespace }.map(String.init)
            guard !words.isEmpty else { continue }
            guard words.count == 3, let number = PhoneNumber(international: words[2]) else {
                diagnostics.append(.wrongPin(at: span))
                continue
            }
            if let first = places.updateValue(span, forKey: "\(words[0]) \(words[1])") {
                diagnostics.append(.pinTwice(words[1], at: span, first: first))
                continue
            }
            pins.append(Pin(environment: words[0] == "-" ? nil : words[0], name: words[1], number: number))
        }
        return Checked(NumberPins(pins: pins), diagnostics: diagnostics)
    }

    /// The text of the file.
    package var text: String {
        let lines = pins.map { "\($0.environment ?? "-") \($0.name) \($0.number)\n" }.sorted()
        return "# Numbers that were bought for a 'search'. Kept by ccapply: commit it, and do not edit it.\n"
            + lines.joined()
    }
}

extension Project {
    /// Puts the numbers that were bought in place of their stand-ins.
    ///
    /// - Complexity: O(numbers + pins).
    package mutating func apply(_ pins: NumberPins, environment: String?) {
        var bought: [String: PhoneNumber] = [:]
        for pin in pins.pins where pin.environment == environment {
            bought[pin.name] = pin.number
        }
        guard !bought.isEmpty else { return }
        for index in numbers.indices where numbers[index].isStandIn {
            guard let number = bought[numbers[index].name.value] else { continue }
            numbers[index].number.value = number
            numbers[index].isStandIn = false
        }
    }
}

extension DiagnosticCode {
    static let wrongPin = DiagnosticCode("CC2011")
}

extension Diagnostic {
    fileprivate static func wrongPin(at span: Span) -> Diagnostic {
        error(
            .wrongPin,
            "a line of \(NumberPins.fileName) is an environment or '-', a name and a phone number",
            at: span,
            help: "take the file from version control as 'ccapply buy' wrote it"
        )
    }

    fileprivate static func pinTwice(_ name: String, at span: Span, first: Span) -> Diagnostic {
        error(
            .wrongPin,
            "number '\(name)' is pinned twice",
            at: span,
            notes: [.init("also here", at: first)],
            help: "keep the line whose number the account owns; two branches may each have bought one"
        )
    }
}
