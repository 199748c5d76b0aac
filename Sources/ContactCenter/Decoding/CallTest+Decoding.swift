internal import ConfigSyntax
internal import Diagnostics
internal import TimeZones

extension ModelDecoder {
    mutating func callTests(_ node: SyntaxNode?) -> [CallTest] {
        guard let node, !node.isNull else { return [] }
        guard node.kind == .sequence else {
            report(
                .wrongShape(
                    "'tests' is a list of calls",
                    found: node.shape,
                    at: node.span,
                    help: "begin each with '-', such as '- name: pressing 1 reaches Jane'"
                )
            )
            return []
        }
        var tests: [CallTest] = []
        var rowsBegin = (place: node.span, findings: diagnostics.count)
        for item in node.items {
            if item.span != rowsBegin.place { rowsBegin = (item.span, diagnostics.count) }
            let known = diagnostics.count
            if let test = callTest(item) { tests.append(test) }
            // What is wrong in all rows of one test is told once.
            let told = diagnostics[rowsBegin.findings..<known]
            let new = diagnostics[known...].filter { !told.contains($0) }
            diagnostics.replaceSubrange(known..., with: new)
        }
        return tests
    }

    private mutating func callTest(_ node: SyntaxNode) -> CallTest? {
        guard let reader = mapping(node, .callTest) else { return nil }
        // Without sound rows nobody knows what stands in their places.
        if let cases = reader["cases"] {
            checkCases(cases)
            return nil
        }
        let name = string(reader["name"], "name")
        let call = reader["call"].flatMap { testCall($0) }
        let steps = reader["expect"].map { expectations($0) } ?? []
        let reason = reader["fails"].flatMap { string($0, "fails") }
        guard let name, let call else { return nil }
        var test = CallTest(span: node.span, name: name, call: call, steps: steps)
        test.expectedToFail = reason
        return test
    }

    /// Rows that are sound are tests of their own by now; see `expandCases`.
    private mutating func checkCases(_ node: SyntaxNode) {
        let help = "write them like [{key: 1, who: Jane}, {key: 2, who: Joe}], and <key> and <who> in the test"
        guard node.kind == .sequence, !node.items.isEmpty else {
            return report(.wrongValue("'cases' is a list of at least one row", at: node.span, help: help))
        }
        for row in node.items {
            for entry in row.entries where entry.key.textLength == 0 {
                report(.wrongValue("a text of a row has a name", at: entry.key.span, help: help))
            }
            let isRow = row.kind == .mapping && row.count > 0
            guard isRow, let wrong = row.entries.first(where: { $0.value.kind != .scalar || $0.value.isNull }) else {
                if !isRow { report(.wrongValue("a row of 'cases' has texts by name", at: row.span, help: help)) }
                continue
            }
            report(
                .wrongValue("'\(wrong.key.text)' of a row is one text", at: wrong.value.span, help: "write one text")
            )
        }
        reportUnevenRows(node)
    }

    /// All rows have the same names: one that is missing would leave its place unfilled.
    private mutating func reportUnevenRows(_ node: SyntaxNode) {
        guard let first = node.items.first, first.kind == .mapping else { return }
        let wanted = first.entries.map(\.key.text)
        for row in node.items.dropFirst() where row.kind == .mapping {
            let found = row.entries.map(\.key.text)
            let rule =
                if let missing = wanted.first(where: { !found.contains($0) }) {
                    "this row lacks '\(missing)', which the first one has"
                } else if let more = found.first(where: { !wanted.contains($0) }) {
                    "this row has '\(more)', which the first one lacks"
                } else { "" }
            if !rule.isEmpty {
                report(.wrongValue(rule, at: row.span, help: "give all rows the same names"))
            }
        }
    }

    private mutating func testCall(_ node: SyntaxNode) -> CallTest.Call? {
        guard let reader = mapping(node, .testCall) else { return nil }
        let target = string(reader["to"], "to")
        let caller = reader["from"].flatMap { self.caller($0) }
        let user = string(reader["as"], "as")
        let time = reader["at"].flatMap { callTime($0) }
        let lot = reader["lot"].flatMap { integer($0, "lot", in: 0...9_999) }
        if reader["from"] != nil, let span = reader.keySpan("as") {
            report(
                .wrongValue(
                    "an app user who dials has no number: a call has 'from' or 'as', not both",
                    at: span,
                    help: "leave out 'from'"
                )
            )
        }
        guard let target else { return nil }
        var call = CallTest.Call(span: node.span, to: target)
        call.from = caller
        call.user = user
        call.time = time
        call.lot = lot
        return call
    }

    private mutating func caller(_ node: SyntaxNode) -> Located<CallTest.Caller>? {
        if node.hasText("withheld") { return Located(.withheld, at: node.span) }
        return phoneNumber(node)?.map(CallTest.Caller.number)
    }

    /// `2026-11-23 10:00`, with the name of a time zone behind it or without.
    private mutating func callTime(_ node: SyntaxNode) -> Located<CallTest.CallTime>? {
        guard let text = string(node, "at") else { return nil }
        let parts = text.value.split(separator: " ", omittingEmptySubsequences: true)
        guard (2...3).contains(parts.count), parts[0].hasShape("0000-00-00"), parts[1].contains(":") else {
            report(
                .wrongValue(
                    "'at' is a date and a time, such as 2026-11-23 10:00",
                    at: text.span,
                    help:
                        "write it like 2026-11-23 10:00, or with a time zone behind it: 2026-11-23 10:00 Europe/London"
                )
            )
            return nil
        }
        let date = CivilDate(parts[0])
        let minute = WallHours.minutes(parts[1]).flatMap { $0 < 1_440 ? $0 : nil }
        let zone = parts.count == 3 ? TimeZoneName(String(parts[2])) : nil
        if date == nil { report(.invalidDate(String(parts[0]), at: text.span)) }
        if minute == nil { report(.invalidTime(String(parts[1]), at: text.span)) }
        if parts.count == 3, zone == nil {
            // A replacement would be of all that is written.
            var finding = Diagnostic.unknownTimeZone(Located(String(parts[2]), at: text.span))
            finding.fixIts = []
            report(finding)
            return nil
        }
        guard let date, let minute else { return nil }
        return Located(.init(date: date, minute: minute, zone: zone), at: text.span)
    }

    // MARK: Steps

    private mutating func expectations(_ node: SyntaxNode) -> [CallTest.Step] {
        guard node.kind == .sequence, !node.items.isEmpty else {
            report(
                .wrongValue(
                    "'expect' is a list of at least one step",
                    at: node.span,
                    help: "write it like [{hears: Welcome}, {press: 1}, {rings: {agent: Jane}}, answers]"
                )
            )
            return []
        }
        return node.items.compactMap { expectation($0) }
    }

    private mutating func expectation(_ node: SyntaxNode) -> CallTest.Step? {
        guard node.kind == .mapping else {
            return choice(node, "expect", CallTest.Event.self).map { .init(span: node.span, kind: .event($0.value)) }
        }
        guard let reader = mapping(node, .expectation) else { return nil }
        let written = KeyTable.expectation.keys.map(\.name).filter { reader[named: $0] != nil }
        guard let key = written.first, written.count == 1, let value = reader[named: key] else {
            if !written.isEmpty || node.entries.isEmpty {
                report(
                    .wrongValue(
                        "a step of a test is one thing",
                        at: written.dropFirst().first.flatMap(reader.keySpan) ?? node.span,
                        help: "begin each step with '-'"
                    )
                )
            }
            return nil
        }
        return stepKind(key, value).map { CallTest.Step(span: node.span, kind: $0) }
    }

    private mutating func stepKind(_ key: String, _ node: SyntaxNode) -> CallTest.Step.Kind? {
        switch key {
        case "hears": return string(node, key).map(CallTest.Step.Kind.hears)
        case "says": return string(node, key).map(CallTest.Step.Kind.says)
        case "waits": return duration(node, key, seconds: 0...7_200).map(CallTest.Step.Kind.waits)
        case "rings": return rungEndpoint(node).map(CallTest.Step.Kind.rings)
        case "announces": return string(node, key).map(CallTest.Step.Kind.announces)
        case "joins": return string(node, key).map(CallTest.Step.Kind.joins)
        default:
            guard let keys = string(node, key) else { return nil }
            checkKeys(keys)
            return .press(keys)
        }
    }

    private mutating func rungEndpoint(_ node: SyntaxNode) -> CallTest.Endpoint? {
        guard let reader = mapping(node, .rungEndpoint) else { return nil }
        let written = KeyTable.rungEndpoint.keys.map(\.name).filter { reader[named: $0] != nil }
        guard let key = written.first, written.count == 1, let value = reader[named: key] else {
            report(
                .wrongValue(
                    "'rings' names exactly one of \(KeyTable.rungEndpoint.keys.map(\.name).joined(separator: ", "))",
                    at: node.span,
                    help: "write it like {agent: Jane}"
                )
            )
            return nil
        }
        switch key {
        case "agent": return string(value, key).map(CallTest.Endpoint.agent)
        case "team": return string(value, key).map(CallTest.Endpoint.team)
        case "websocket": return string(value, key).map(CallTest.Endpoint.websocket)
        case "phone": return phoneNumber(value).map(CallTest.Endpoint.phone)
        case "sip": return sipURI(value).map(CallTest.Endpoint.sip)
        default: return extensionNumber(value).map(CallTest.Endpoint.vbc)
        }
    }
}

extension StringProtocol {
    /// Whether a text is the same as another one in which all digits are 0.
    fileprivate func hasShape(_ shape: String) -> Bool {
        String(map { $0.isASCII && $0.isNumber ? "0" : $0 }) == shape
    }
}
