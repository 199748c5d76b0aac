internal import ConfigSyntax
internal import Diagnostics

extension ModelDecoder {
    mutating func policy(_ node: SyntaxNode?) -> Policy {
        var policy = Policy()
        guard let node, let reader = mapping(node, .policy) else { return policy }
        policy.maxMonthlyCost = amount(reader["max_monthly_cost"], "max_monthly_cost")
        policy.protect = protected(reader["protect"])
        policy.drain = duration(reader["drain"], "drain", seconds: 0...2_592_000)
        policy.maxWait = duration(reader["max_wait"], "max_wait", seconds: 1...7_200)
        policy.recordingConsent = boolean(reader["recording_consent"], "recording_consent")
        policy.findings.settings = namedEntries(reader["diagnostics"], of: "diagnostics").compactMap { entry in
            choice(entry.value, entry.name.value, FindingPolicy.Level.self).map { level in
                FindingPolicy.Setting(code: entry.name, level: level)
            }
        }
        policy.findings.allowances = allowances(reader["allow"])
        return policy
    }

    private mutating func protected(_ node: SyntaxNode?) -> [Located<Policy.Protected>] {
        guard let node else { return [] }
        guard node.kind == .sequence else {
            report(
                .wrongShape(
                    "'protect' is a list of app, numbers and users",
                    found: node.shape,
                    at: node.span,
                    help: "write it like [app, numbers]"
                )
            )
            return []
        }
        return node.items.compactMap { choice($0, "protect", Policy.Protected.self) }
    }

    private mutating func allowances(_ node: SyntaxNode?) -> [FindingPolicy.Allowance] {
        guard let node else { return [] }
        guard node.kind == .sequence else {
            report(
                .wrongShape(
                    "'allow' is a list of findings that are meant",
                    found: node.shape,
                    at: node.span,
                    help: "write it like [{code: CC3010, at: menus.main, because: the goodbye says it all}]"
                )
            )
            return []
        }
        return node.items.compactMap { item in
            // A missing 'because' has a finding of its own, which says more than that a key is missing.
            guard item.kind == .mapping, let reason = item.value(forKey: "because"), !reason.isEmptyText else {
                return unexplained(item)
            }
            guard let reader = mapping(item, .allowance) else { return nil }
            guard let because = string(reader["because"], "because") else { return nil }
            let place = string(reader["at"], "at")
            return string(reader["code"], "code").map { code in
                FindingPolicy.Allowance(span: item.span, code: code, place: place, because: because)
            }
        }
    }

    /// Without a reason, or with an empty one.
    private mutating func unexplained(_ node: SyntaxNode) -> FindingPolicy.Allowance? {
        guard node.kind == .mapping, let code = node.value(forKey: "code") else {
            _ = mapping(node, .allowance)  // Says what is wrong.
            return nil
        }
        for entry in node.entries where !KeyTable.allowance.keys.contains(where: { entry.key.hasText($0.name) }) {
            report(.unknownKey(entry.key.text, in: .allowance, at: entry.key.contentSpan))
        }
        let place = string(node.value(forKey: "at"), "at")
        let because = node.value(forKey: "because").map { Located("", at: $0.span) }
        return string(code, "code").map { code in
            FindingPolicy.Allowance(span: node.span, code: code, place: place, because: because)
        }
    }
}
