internal import Diagnostics
internal import Testing

@Suite("What a project says of its findings")
struct FindingPolicyTests {
    private let severities: [DiagnosticCode: NominalSeverity] = [
        DiagnosticCode("CC3004"): .error, DiagnosticCode("CC3010"): .warning, DiagnosticCode("CC3005"): .warning,
        DiagnosticCode("CC3031"): .either, DiagnosticCode("CC5103"): .warning, DiagnosticCode("CC8006"): .warning,
    ]
    private let sample = SourceSample("main: abc\nmore: def\npolicy: 123456789\n")

    private func finding(_ code: String, _ severity: Severity = .warning, at piece: String? = nil) -> Diagnostic {
        Diagnostic(severity, DiagnosticCode(code), "wrong", at: piece.map { sample.span(of: $0) })
    }

    private func setting(_ code: String, _ level: FindingPolicy.Level) -> FindingPolicy.Setting {
        .init(code: Located(code, at: sample.span(of: "1")), level: Located(level, at: sample.span(of: "2")))
    }

    private func allowance(
        _ code: String,
        at place: String? = nil,
        because: String? = "it is meant"
    ) -> FindingPolicy.Allowance {
        .init(
            span: sample.span(of: "3456"),
            code: Located(code, at: sample.span(of: "3")),
            place: place.map { Located($0, at: sample.span(of: "4")) },
            because: because.map { Located($0, at: sample.span(of: "5")) }
        )
    }

    /// What remains, a line each.
    private func apply(
        _ settings: [FindingPolicy.Setting] = [],
        _ allowances: [FindingPolicy.Allowance] = [],
        to found: [Diagnostic],
        of stage: FindingStage = .project
    ) -> [String] {
        let places = ["main": "main: abc", "more": "more: def"]
        return applyFindingPolicy(
            FindingPolicy(settings: settings, allowances: allowances),
            to: found,
            of: stage,
            severities: severities,
            spans: { name in places[name].map { [sample.span(of: $0)] } ?? [] }
        ).map { "\($0.severity.rawValue) \($0.code) \($0.message)" }
    }

    @Test("without a policy nothing changes")
    func none() {
        let found = [finding("CC3010", at: "abc"), finding("CC3004", .error, at: "def")]
        #expect(apply(to: found) == ["warning CC3010 wrong", "error CC3004 wrong"])
    }

    @Test("a warning is turned off, kept or raised to an error")
    func levels() {
        let found = [finding("CC3010", at: "abc")]
        #expect(apply([setting("CC3010", .off)], to: found) == [])
        #expect(apply([setting("CC3010", .warning)], to: found) == ["warning CC3010 wrong"])
        #expect(apply([setting("CC3010", .error)], to: found) == ["error CC3010 wrong"])
        #expect(apply([setting("CC3010", .off)], to: [finding("CC3005")]) == ["warning CC3005 wrong"])
    }

    @Test("an error stays an error, and saying otherwise is one too", arguments: [FindingPolicy.Level.off, .warning])
    func errors(level: FindingPolicy.Level) {
        let message = "error CC5102 'CC3004' is an error, and only warnings can be turned off or allowed"
        #expect(
            apply([setting("CC3004", level)], to: [finding("CC3004", .error, at: "abc")])
                == ["error CC3004 wrong", message]
        )
        #expect(apply([], [allowance("CC3004")], to: []) == [message])
        #expect(apply([setting("CC3004", .error)], to: []) == [])
    }

    @Test("of a code with errors and warnings only the warnings change")
    func either() {
        let found = [finding("CC3031", .error, at: "abc"), finding("CC3031", at: "def")]
        #expect(apply([setting("CC3031", .off)], to: found) == ["error CC3031 wrong"])
        #expect(apply([], [allowance("CC3031")], to: found) == ["error CC3031 wrong"])
    }

    @Test("an allowance holds where it says, and everywhere when it says nothing")
    func places() {
        let found = [finding("CC3010", at: "abc"), finding("CC3010", at: "def"), finding("CC3010")]
        #expect(apply([], [allowance("CC3010")], to: found) == [])
        #expect(apply([], [allowance("CC3010", at: "main")], to: found).count == 2)
        #expect(apply([], [allowance("CC3010", at: "main"), allowance("CC3010", at: "more")], to: found).count == 1)
    }

    @Test("a code can be an error everywhere but where it is allowed")
    func raisedButAllowed() {
        let found = [finding("CC3010", at: "abc"), finding("CC3010", at: "def")]
        #expect(
            apply([setting("CC3010", .error)], [allowance("CC3010", at: "main")], to: found) == ["error CC3010 wrong"]
        )
        #expect(apply([setting("CC3010", .off)], [allowance("CC3010", at: "main")], to: found) == [])
    }

    @Test("an allowance that silences nothing is a warning")
    func useless() {
        #expect(
            apply([], [allowance("CC3010")], to: [])
                == ["warning CC5103 nothing is found that this allowance of 'CC3010' silences"]
        )
        #expect(
            apply([], [allowance("CC3010", at: "main")], to: [finding("CC3005", at: "abc")])
                == [
                    "warning CC3005 wrong",
                    "warning CC5103 'CC3010' is not found at 'main', so this allowance silences nothing",
                ]
        )
        #expect(
            apply([], [allowance("CC3010", at: "mian")], to: [])
                == ["warning CC5103 the project has no 'mian', so this allowance silences nothing"]
        )
        // Which can itself be turned off, or raised.
        #expect(apply([setting("CC5103", .off)], [allowance("CC3010")], to: []) == [])
    }

    @Test("of two allowances of one finding none is useless")
    func twice() {
        #expect(
            apply([], [allowance("CC3010"), allowance("CC3010", at: "main")], to: [finding("CC3010", at: "abc")]) == []
        )
    }

    @Test("with an error not all checks have run: no allowance is called useless")
    func unfinished() {
        #expect(apply([], [allowance("CC3010")], to: [finding("CC3004", .error)]) == ["error CC3004 wrong"])
    }

    @Test("an allowance about the account is judged when the account was looked at, and only then")
    func account() {
        let allowances = [allowance("CC8006", at: "main"), allowance("CC3010", at: "more")]
        let compiled = [finding("CC3010", at: "def")]
        #expect(apply([], allowances, to: compiled) == [])
        #expect(apply([], allowances, to: [finding("CC8006", at: "abc")], of: .account) == [])
        #expect(apply([], allowances, to: [], of: .account).count == 1)
        // What is wrong with the policy was said before.
        #expect(apply([setting("CC3004", .off)], [allowance("CC1")], to: [], of: .account) == [])
    }

    @Test("an allowance without a reason is an error", arguments: [nil, "", "  \t"])
    func because(reason: String?) {
        let message = "error CC5104 an allowance needs 'because' with a reason"
        #expect(apply([], [allowance("CC3010", because: reason)], to: []) == [message])
        #expect(apply([], [allowance("CC3010", because: reason)], to: [finding("CC3010", at: "abc")]) == [message])
    }

    @Test("a code that is not there is an error, with the near one")
    func unknownCode() {
        let found = applyFindingPolicy(
            FindingPolicy(settings: [setting("CC310", .off)], allowances: [allowance("nonsense")]),
            to: [],
            of: .project,
            severities: severities,
            spans: { _ in [] }
        )
        #expect(found.map(\.message) == ["there is no code 'CC310'", "there is no code 'nonsense'"])
        #expect(found.map(\.help) == ["did you mean 'CC3010'?", "'ccplan explain' lists all codes"])
        #expect(found.first?.fixIts == [.init(replace: sample.span(of: "1"), with: "CC3010")])
    }
}
