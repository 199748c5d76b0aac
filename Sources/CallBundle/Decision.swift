internal import SpokenWords

/// What a webhook decides over, and where it ends: the one small tree behind each route.
///
/// A decision is evaluated over a `WebhookRequest` and the time by `Decision.outcome(for:at:)`, and by nothing else in Swift. Its JSON
/// form is written out in `Decision+JSON.swift`.
package indirect enum Decision: Hashable, Sendable {
    /// Answer with a document as it stands.
    case document(DocumentID)

    /// Answer with a document in which the dialled number, already validated, stands for `PARAMS_TO`.
    case dialledDocument(DocumentID)

    /// Answer 204: go on with what you hold.
    case proceed

    /// By the called number: E.164 digits.
    case called(cases: [String: Decision], otherwise: Decision)

    /// By who calls: an app user (the request has `from_user`) or anyone else.
    case appUser(yes: Decision, no: Decision)

    /// By the keys pressed; where there is no usable digit, by the words said, unless `words` is nil: then only keys count.
    ///
    /// Of the results in their order the first that has a word case decides, by the first such case; `otherwise` when keys or
    /// words were there that no case has, `none` when there were neither.
    case digits(cases: [String: Decision], words: [WordCase]? = nil, none: Decision, otherwise: Decision)

    /// By the state of the leg that a synchronous connect rings.
    case status(cases: [String: Decision], otherwise: Decision)

    /// By the number that an app user dials.
    case dialled(DialRules, extensions: [String: Decision], allowed: Decision, refused: Decision)

    /// By the time of the request.
    case schedule(ScheduleTable, open: Decision, closed: Decision)

    /// By the calling number: the first list that has it, else the longest prefix that it begins with; `withheld` where
    /// there is no number.
    case caller(CallerCases)

    /// By the call: the hash of its conversation's id modulo the sum of the weights falls into one of the shares, which
    /// stand in this order.
    case split([SplitShare])
}

/// Words that lead somewhere, when a caller says them one behind the other.
package struct WordCase: Hashable, Sendable {
    /// At least one, in the form of `spokenWords`.
    package let phrase: [String]
    package let decision: Decision

    /// Nil when the text has no word.
    package init?(phrase: String, decision: Decision) {
        let words = spokenWords(of: phrase)
        guard !words.isEmpty else { return nil }
        self.phrase = words
        self.decision = decision
    }
}

/// The cases of a decision by who calls; numbers and prefixes are digits.
package struct CallerCases: Hashable, Sendable {
    package struct List: Hashable, Sendable {
        package var numbers: Set<String>
        package var decision: Decision

        package init(numbers: Set<String>, decision: Decision) {
            self.numbers = numbers
            self.decision = decision
        }
    }

    package var lists: [List]
    package var prefixes: [String: Decision]
    package var withheld: Decision
    package var otherwise: Decision

    package init(lists: [List], prefixes: [String: Decision], withheld: Decision, otherwise: Decision) {
        self.lists = lists
        self.prefixes = prefixes
        self.withheld = withheld
        self.otherwise = otherwise
    }
}

/// A share of the calls, and where it goes.
package struct SplitShare: Hashable, Sendable {
    /// Over 0.
    package var weight: Int
    package var decision: Decision

    package init(weight: Int, decision: Decision) {
        self.weight = weight
        self.decision = decision
    }
}

/// Which numbers an app user may dial, and how they are read.
package struct DialRules: Hashable, Sendable {
    /// How a national number becomes an international one.
    package enum National: Hashable, Sendable {
        /// A number that begins with `trunk` loses it and gets `code` in front: 020 7946 0000 is 44 20 7946 0000.
        case trunk(String, code: String)
        /// A number of exactly `digits` digits gets `code` in front: 415 555 0100 is 1 415 555 0100.
        case length(digits: Int, code: String)
    }

    package var national: National?

    /// Prefixes of international numbers, digits only; of all in both lists the longest that fits wins, and of equally
    /// long ones the denial.
    ///
    /// No prefix that fits means refused.
    package var allow: [String]
    package var deny: [String]

    package init(national: National? = nil, allow: [String], deny: [String]) {
        self.national = national
        self.allow = allow
        self.deny = deny
    }
}

/// The name of a document: the first 16 hex digits of the SHA-256 of its content, with the token where the release
/// id stands.
package struct DocumentID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init?(_ text: String) {
        guard text.utf8.count == 16, text.utf8.allSatisfy(\.isLowercaseHexDigit) else { return nil }
        self.text = text
    }

    package var description: String { text }
}

/// The name of a release: the first 16 hex digits of the SHA-256 over everything under `r/`.
package struct ReleaseID: Hashable, Sendable, CustomStringConvertible {
    package let text: String

    package init?(_ text: String) {
        guard text.utf8.count == 16, text.utf8.allSatisfy(\.isLowercaseHexDigit) else { return nil }
        self.text = text
    }

    package var description: String { text }

    /// The release that a URL or path names by `/r/<release>/`, if it names one.
    package init?(in url: String) {
        let parts = url.split(separator: "/", omittingEmptySubsequences: false)
        for (index, part) in parts.enumerated().dropLast() where part == "r" {
            if let release = ReleaseID(String(parts[index + 1])) {
                self = release
                return
            }
        }
        return nil
    }
}

/// The name of a route: what stands behind `/e/` in its URL.
package struct RouteName: Hashable, Comparable, Sendable, CustomStringConvertible {
    package let text: String

    /// Nil unless the text is 1 to 128 letters, digits, `-`, `_`, `.` or `~` and does not begin with a dot.
    package init?(_ text: String) {
        let fits = text.utf8.allSatisfy { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"), UInt8(ascii: "."),
                UInt8(ascii: "~"):
                true
            default: false
            }
        }
        guard fits, (1...128).contains(text.utf8.count), text.first != "." else { return nil }
        self.text = text
    }

    /// The route that the application's `answer_url` points at.
    package static let answer = RouteName(trusted: "answer")

    private init(trusted text: String) {
        self.text = text
    }

    package var description: String { text }

    package static func < (left: RouteName, right: RouteName) -> Bool {
        left.text.utf8.lexicographicallyPrecedes(right.text.utf8)
    }
}

extension UInt8 {
    var isLowercaseHexDigit: Bool {
        switch self {
        case UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "a")...UInt8(ascii: "f"): true
        default: false
        }
    }
}
