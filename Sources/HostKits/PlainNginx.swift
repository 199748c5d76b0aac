package import CallBundle

/// Why a table cannot become configuration of nginx.
package struct PlainNginxError: Error, Hashable, Sendable {
    package let route: RouteName

    /// What the table decides by, as "by words".
    package let reason: String
}

/// One release as configuration of nginx alone, for projects whose target is `nginx-plain`: the platform asks by GET, and
/// decides by no more than keys, numbers, states and app users.
///
/// nginx has no program, but its `map` is a table, and the value of one may be that of another: a decision becomes a chain of
/// them, worked out when a route asks for its outcome. An outcome is `204`, `d/<document>`, or `s/<document>/<digits>`, which the
/// files of `HostKit.nginxPlain` serve.
///
/// - Parameters:
///   - release: Its id.
///   - routes: All its routes.
/// - Returns: Two files of `ccplan-plain/releases`: one for the block `http`, one for `server`.
/// - Throws: When a table decides by what nginx cannot.
/// - Complexity: O(tables).
package func plainNginxFiles(
    release: ReleaseID,
    routes: [(name: RouteName, decision: Decision)]
) throws(PlainNginxError) -> [HostKitFile] {
    var writer = MapWriter(release: release)
    var names: [NginxMap.Row] = []
    for (name, decision) in routes {
        writer.route = name
        // Literals of maps are compared without regard to case.
        names.append(.init(.pattern("^\(patternText(name.text))$"), try writer.value(of: decision, dialled: nil)))
    }
    writer.add(NginxMap(of: "$ccplan_route", to: "$ccplan_\(release)", rows: names, otherwise: "404"))
    let head = "# Release \(release), written by 'ccplan host nginx-plain'.\n"
    let maps = head + writer.maps.map(\.text).joined()
    let location =
        head + """
            location ~ "^/r/\(release)/e/[A-Za-z0-9_.~-]{1,128}$" {
                add_header Cache-Control no-store;
                if ($request_method != GET) { return 405; }
                set $ccplan_outcome $ccplan_\(release);
                if ($ccplan_outcome = 204) { return 204; }
                rewrite ^ /ccplan-plain/\(release)/$ccplan_outcome last;
            }

            """
    return [
        HostKitFile("ccplan-plain/releases/\(release).conf", Array(maps.utf8)),
        HostKitFile("ccplan-plain/releases/\(release).locations", Array(location.utf8)),
    ]
}

/// Patterns that make digits of what was dialled, for nginx, which cannot replace: each digit is caught by its own name.
enum DialledPatterns {
    /// A blank, a dash or a parenthesis, plain or encoded; a `+` that is not encoded is a blank.
    private static let separators = #"(?:\+|%20|-|%2[Dd]|\(|%28|\)|%29)*"#
    private static let most = 18

    /// Behind a `+`, which may have come as a blank, or behind `00`.
    static var international: String {
        row("(?:(?:\\+|%20)(?=[1-9])|\(separators)%2[Bb])") + "\n    " + row("\(separators)0\(separators)0")
    }

    /// All others.
    static var bare: String {
        row("(?!(?:\\+|%20)[1-9])(?!\(separators)0\(separators)0)")
    }

    private static func row(_ beginning: String) -> String {
        let names = (1...most).map { "ccplan_x\($0)" }
        let digits = names.dropFirst().map { "(?:(?<\($0)>[0-9])\(separators))?" }.joined()
        let value = names.map { "${\($0)}" }.joined()
        return "\"~^\(beginning)\(separators)(?<\(names[0])>[0-9])\(separators)\(digits)$\" \"\(value)\";"
    }
}

/// One `map` of nginx's configuration.
private struct NginxMap {
    enum Key {
        case text(String)
        case pattern(String)
    }

    struct Row {
        let key: Key
        let value: String

        init(_ key: Key, _ value: String) {
            self.key = key
            self.value = value
        }
    }

    let of: String
    let to: String
    let rows: [Row]
    let otherwise: String

    init(of: String, to: String, rows: [Row], otherwise: String) {
        self.of = of
        self.to = to
        self.rows = rows
        self.otherwise = otherwise
    }

    /// Keys and values have no quotation mark in them, and a `$` only where a variable is meant or a pattern ends.
    var text: String {
        let lines = rows.map { row in
            switch row.key {
            case .text(let text): "    \"\(text)\" \"\(row.value)\";\n"
            case .pattern(let text): "    \"~\(text)\" \"\(row.value)\";\n"
            }
        }
        return "map \"\(of)\" \(to) {\n    default \"\(otherwise)\";\n\(lines.joined())}\n"
    }
}

private struct MapWriter {
    let release: ReleaseID
    var route = RouteName.answer
    private(set) var maps: [NginxMap] = []
    private var count = 0

    init(release: ReleaseID) {
        self.release = release
    }

    mutating func add(_ map: NginxMap) { maps.append(map) }

    /// A new map; its variable.
    private mutating func map(of input: String, _ rows: [NginxMap.Row], otherwise: String) -> String {
        count += 1
        let name = "$ccplan_\(release)_\(count)"
        add(NginxMap(of: input, to: name, rows: rows, otherwise: otherwise))
        return name
    }

    /// What a decision comes to: an outcome, or the variable that has it.
    ///
    /// `dialled` is the variable with the dialled digits, where there are any.
    mutating func value(of decision: Decision, dialled: String?) throws(PlainNginxError) -> String {
        switch decision {
        case .document(let id): return "d/\(id)"
        case .dialledDocument(let id): return dialled.map { "s/\(id)/\($0)" } ?? "204"
        case .proceed: return "204"
        case .called(let cases, let otherwise):
            let rows = try self.rows(cases, dialled) { key in isDigits(key) ? .text(key) : nil }
            return map(of: "$ccplan_called", rows, otherwise: try value(of: otherwise, dialled: dialled))
        case .appUser(let yes, let no):
            let absent = NginxMap.Row(.text(""), try value(of: no, dialled: dialled))
            return map(of: "$arg_from_user", [absent], otherwise: try value(of: yes, dialled: dialled))
        case .digits(let cases, nil, let none, let otherwise):
            let absent = NginxMap.Row(.text(""), try value(of: none, dialled: dialled))
            let rows = try self.rows(cases, dialled) { key in
                let isKey = key.utf8.allSatisfy { isDigit($0) || $0 == UInt8(ascii: "*") || $0 == UInt8(ascii: "#") }
                guard isKey, !key.isEmpty else { return nil }
                let pattern = key.replacing("*", with: "(?:\\*|%2[Aa])").replacing("#", with: "%23")
                return isDigits(key) ? .text(key) : .pattern("^\(pattern)$")
            }
            return map(of: "$ccplan_keys", [absent] + rows, otherwise: try value(of: otherwise, dialled: dialled))
        case .status(let cases, let otherwise):
            let rows = try self.rows(cases, dialled) { key in
                key.utf8.allSatisfy(isWordByte) && !key.isEmpty ? .pattern("^\(key)$") : nil
            }
            return map(of: "$arg_status", rows, otherwise: try value(of: otherwise, dialled: dialled))
        case .dialled(let rules, let extensions, let allowed, let refused):
            return try dial(rules, extensions: extensions, allowed: allowed, refused: refused, outer: dialled)
        case .digits: throw PlainNginxError(route: route, reason: "by words")
        case .schedule: throw PlainNginxError(route: route, reason: "by time")
        case .caller: throw PlainNginxError(route: route, reason: "by who calls")
        case .split: throw PlainNginxError(route: route, reason: "by shares of the calls")
        }
    }

    /// Rows in the order of their keys; a key that no map can have is an error.
    private mutating func rows(
        _ cases: [String: Decision],
        _ dialled: String?,
        key: (String) -> NginxMap.Key?
    ) throws(PlainNginxError) -> [NginxMap.Row] {
        var rows: [NginxMap.Row] = []
        for (text, decision) in cases.sorted(by: { $0.key < $1.key }) {
            guard let key = key(text) else { throw PlainNginxError(route: route, reason: "by '\(text)'") }
            rows.append(NginxMap.Row(key, try value(of: decision, dialled: dialled)))
        }
        return rows
    }

    /// The common files have made digits of what was dialled: `$ccplan_international` behind a `+` or `00`, else `$ccplan_bare`.
    private mutating func dial(
        _ rules: DialRules,
        extensions: [String: Decision],
        allowed: Decision,
        refused: Decision,
        outer: String?
    ) throws(PlainNginxError) -> String {
        var spellings = [NginxMap.Row(.pattern("^(?<ccplan_x>[0-9]+):$"), "$ccplan_x")]
        switch rules.national {
        case .trunk(let trunk, let code):
            guard isDigits(trunk), isDigits(code) else { throw PlainNginxError(route: route, reason: "by '\(trunk)'") }
            spellings.append(NginxMap.Row(.pattern("^:\(trunk)(?<ccplan_x>[0-9]*)$"), "\(code)$ccplan_x"))
        case .length(let digits, let code):
            guard isDigits(code) else { throw PlainNginxError(route: route, reason: "by '\(code)'") }
            spellings.append(NginxMap.Row(.pattern("^:(?<ccplan_x>[0-9]{\(digits)})$"), "\(code)$ccplan_x"))
        case nil: break
        }
        spellings.append(NginxMap.Row(.pattern("^:(?<ccplan_x>[0-9]+)$"), "$ccplan_x"))
        let spelt = map(of: "$ccplan_international:$ccplan_bare", spellings, otherwise: "")
        let number = map(of: spelt, [NginxMap.Row(.pattern("^[1-9][0-9]{6,14}$"), spelt)], otherwise: "")

        let no = try value(of: refused, dialled: nil)
        let yes = try value(of: allowed, dialled: number)
        // The longest prefix first, and of equally long ones the denial; the first pattern that fits counts.
        let prefixes =
            rules.deny.map { (text: $0, value: no, rank: 0) } + rules.allow.map { (text: $0, value: yes, rank: 1) }
        let rows = prefixes.sorted { ($1.text.utf8.count, $0.rank, $0.text) < ($0.text.utf8.count, $1.rank, $1.text) }
            .map { NginxMap.Row(.pattern("^\($0.text)"), $0.value) }
        let answer = map(of: number, rows, otherwise: no)
        guard !extensions.isEmpty else { return answer }
        let named = try self.rows(extensions, outer) { key in isDigits(key) ? .text(key) : nil }
        return map(of: "$arg_to", named, otherwise: answer)
    }
}

private func isDigit(_ byte: UInt8) -> Bool { UInt8(ascii: "0")...UInt8(ascii: "9") ~= byte }

private func isDigits(_ text: String) -> Bool { !text.isEmpty && text.utf8.allSatisfy(isDigit) }

private func isWordByte(_ byte: UInt8) -> Bool {
    UInt8(ascii: "a")...UInt8(ascii: "z") ~= byte || byte == UInt8(ascii: "_")
}

/// A route's name as part of a pattern.
private func patternText(_ name: String) -> String { name.replacing(".", with: "\\.") }
