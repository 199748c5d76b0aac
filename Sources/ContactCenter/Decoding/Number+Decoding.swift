internal import ConfigSyntax
internal import Diagnostics

extension ModelDecoder {
    mutating func numbers(_ node: SyntaxNode?) -> (named: [Number], defaultInbound: Destination?) {
        var named: [Number] = []
        var defaultInbound: Destination?
        for entry in namedEntries(node, of: "numbers") {
            let (name, value) = (entry.name, entry.value)
            if name.value == "default" {
                defaultInbound = mapping(value, .defaultNumber).flatMap { destination($0["inbound"]) }
                continue
            }
            checkName(name, of: "number")
            if let number = number(name, value, standIn: named.count) { named.append(number) }
        }
        return (named, defaultInbound)
    }

    private mutating func number(_ name: Located<String>, _ node: SyntaxNode, standIn place: Int) -> Number? {
        guard let reader = mapping(node, .number) else { return nil }
        let phone = phoneNumber(reader["number"])
        let search = reader["search"].flatMap { self.search($0) }
        let inbound = destination(reader["inbound"])
        let monthlyCost = amount(reader["monthly_cost"], "monthly_cost")
        let adopts = boolean(reader["adopt"], "adopt")
        switch (reader["number"], reader["search"]) {
        case (nil, nil): report(.missingKey("number", in: .number, at: node.span.startPoint))
        case (.some, .some):
            report(
                .wrongValue(
                    "a number is written down or searched for: it has 'number' or 'search', not both",
                    at: reader.keySpan("search") ?? node.span,
                    help: "remove one of the two; 'ccapply buy' keeps what it bought in contact-center.lock"
                )
            )
        default: break
        }
        guard let number = phone ?? search.map({ Located(.standIn(place), at: $0.span) }) else { return nil }
        var result = Number(name: name, number: number)
        result.search = search
        result.isStandIn = phone == nil
        result.inbound = inbound
        result.monthlyCost = monthlyCost
        result.adopts = adopts
        return result
    }

    private mutating func search(_ node: SyntaxNode) -> NumberSearch? {
        guard let reader = mapping(node, .search) else { return nil }
        let country = country(reader["country"])
        let features = features(reader["features"])
        let kind = choice(reader["type"], "type", NumberSearch.Kind.self)
        let pattern = pattern(reader)
        let cost = amount(reader["max_monthly_cost"], "max_monthly_cost")
        let reuse = boolean(reader["reuse"], "reuse")
        guard let country else { return nil }
        var search = NumberSearch(span: node.span, country: country)
        search.features = features ?? search.features
        search.kind = kind
        search.pattern = pattern
        search.maxMonthlyCost = cost
        search.reusesSpare = reuse
        return search
    }

    private mutating func country(_ node: SyntaxNode?) -> Located<String>? {
        guard let text = string(node, "country") else { return nil }
        let letters = text.value.uppercased()
        guard letters.utf8.count == 2, letters.utf8.allSatisfy({ (UInt8(ascii: "A")...UInt8(ascii: "Z")).contains($0) })
        else {
            report(
                .wrongValue(
                    "'country' is two letters, as in ISO 3166",
                    at: text.span,
                    help: "write it like US, GB or NO"
                )
            )
            return nil
        }
        // People say UK; the platform, like ISO, says GB.
        return Located(letters == "UK" ? "GB" : letters, at: text.span)
    }

    /// In the order of the API, each once.
    private mutating func features(_ node: SyntaxNode?) -> [NumberSearch.Feature]? {
        guard let node else { return nil }
        guard node.kind == .sequence, !node.items.isEmpty else {
            report(.wrongValue("'features' is a list of VOICE, SMS and MMS", at: node.span, help: "write [VOICE]"))
            return nil
        }
        let written = node.items.compactMap { choice($0, "features", NumberSearch.Feature.self)?.value }
        return NumberSearch.Feature.allCases.filter(written.contains)
    }

    private mutating func pattern(_ reader: MappingReader) -> Located<NumberSearch.Pattern>? {
        let keys: [(String, (String) -> NumberSearch.Pattern)] = [
            ("starts_with", { .startsWith($0) }), ("contains", { .contains($0) }), ("ends_with", { .endsWith($0) }),
        ]
        var found: Located<NumberSearch.Pattern>?
        for (key, make) in keys {
            guard let node = reader[named: key], let digits = digits(node, key, in: 1...15) else { continue }
            if let earlier = found {
                report(
                    .error(
                        .wrongValue,
                        "a search has one of 'starts_with', 'contains' and 'ends_with'",
                        at: reader.keySpan(key),
                        notes: [.init("another one here", at: earlier.span)],
                        help: "keep the one that matters most: the platform takes one pattern"
                    )
                )
                continue
            }
            found = Located(make(digits), at: node.span)
        }
        return found
    }

    /// An amount in euro as cents: `1.50`, `50`.
    mutating func amount(_ node: SyntaxNode?, _ what: String) -> Located<Int>? {
        guard let node else { return nil }
        guard node.kind == .scalar, let cents = cents(node.text) else {
            report(
                .wrongValue(
                    "'\(what)' is an amount in euro, with a point and at most two digits behind it",
                    at: node.span,
                    help: "write it like 1.50"
                )
            )
            return nil
        }
        return Located(cents, at: node.span)
    }

    private func cents(_ text: String) -> Int? {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        let isNumber = parts.allSatisfy { part in
            !part.isEmpty && part.utf8.allSatisfy { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains($0) }
        }
        guard isNumber, parts.count <= 2, parts[0].utf8.count <= 9, let whole = Int(parts[0]) else { return nil }
        guard parts.count == 2 else { return whole * 100 }
        guard parts[1].utf8.count <= 2, let fraction = Int(parts[1]) else { return nil }
        return whole * 100 + (parts[1].utf8.count == 1 ? fraction * 10 : fraction)
    }

    /// One of the words of an enumeration.
    mutating func choice<Choice: RawRepresentable & CaseIterable>(
        _ node: SyntaxNode?,
        _ what: String,
        _ type: Choice.Type
    ) -> Located<Choice>? where Choice.RawValue == String {
        guard let node else { return nil }
        if let found = Choice.allCases.first(where: { node.hasText($0.rawValue) }) {
            return Located(found, at: node.span)
        }
        let words = Choice.allCases.map(\.rawValue)
        let list = words.dropLast().joined(separator: ", ") + (words.count > 1 ? " or " : "") + (words.last ?? "")
        let nearest = node.kind == .scalar ? nearestName(to: node.text, among: words) : nil
        report(
            .wrongValue("'\(what)' is \(list)", at: node.span, help: "use one of these")
                .suggesting(nearest, insteadOf: node.contentSpan)
        )
        return nil
    }
}

extension PhoneNumber {
    /// What stands for a number that is not bought yet: digits that no country has.
    fileprivate static func standIn(_ place: Int) -> PhoneNumber {
        guard let number = PhoneNumber(digits: "999\(1_000_000_000 + place % 1_000_000_000)") else {
            preconditionFailure("thirteen digits are a number")
        }
        return number
    }
}
