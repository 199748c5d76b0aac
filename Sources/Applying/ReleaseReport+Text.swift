internal import CallBundle
package import JSONTree
package import Provisioning
internal import Publishing
internal import ReleaseRecords

extension ReleaseReport {
    /// For people; ends with a line end.
    package func text(_ colouring: Colouring = .plain) -> String {
        var lines = [colouring.paint("\(printable(project)): what was live when", .heading), ""]
        if !isLogCurrent, let answerURL {
            let name = live.map { "release \($0)" } ?? answerURL
            lines += ["  \(colouring.paint("live", .good))      \(printable(name)), which the log does not say", ""]
        }
        for row in rows {
            let (word, colour) = row.state
            var line = "  \(colouring.paint(padded(word, 9), colour)) \(row.move.release?.text ?? padded("none", 16))"
            line += "  \(row.move.at) – \(row.until.map { "\($0)" } ?? padded(row.isLive ? "now" : "", 20))"
            line += "  \(padded(row.move.cause.rawValue, 8))  \(printable(row.move.by))"
            if let until = row.callsUntil { line += "  (calls until \(until))" }
            if case .damaged(let count) = row.stored { line += "  (\(count) files are not as published)" }
            lines.append(line)
        }
        if rows.isEmpty { lines.append("  Nothing yet.") }
        if !unused.isEmpty {
            let names = unused.map { $0.stored == .whole ? "\($0.release)" : "\($0.release) (damaged)" }
            lines += ["", "Published, and never live: \(names.joined(separator: ", "))"]
        }
        return lines.joined(separator: "\n") + "\n"
    }

    /// The JSON form; its schema is `docs/releases.schema.json`.
    package var json: JSONValue {
        [
            "version": .integer(Self.version),
            "project": .string(project),
            "application_id": applicationID.map(JSONValue.string) ?? .null,
            "live": answerURL.map { url in
                [
                    "release": live.map { .string($0.text) } ?? .null, "answer_url": .string(url),
                    "logged": .bool(isLogCurrent),
                ]
            } ?? .null,
            "releases": .array(
                rows.map { row in
                    guard case .object(var object) = row.move.json else { preconditionFailure("a move is an object") }
                    object["version"] = nil
                    object["until"] = row.until.map { .string("\($0)") } ?? .null
                    object["live"] = .bool(row.isLive)
                    object["stored"] = row.stored?.json ?? .null
                    object["calls_until"] = row.callsUntil.map { .string("\($0)") } ?? .null
                    return .object(object)
                }
            ),
            "unused": .array(unused.map { ["release": .string($0.release.text), "stored": $0.stored.json] }),
            "unreadable_lines": .array(unreadableLines.map(JSONValue.integer)),
        ]
    }
}

extension ReleaseReport.Row {
    /// The word for people, by what matters most.
    fileprivate var state: (String, Colouring.Colour) {
        if isLive { return ("live", .good) }
        switch stored {
        case nil: return ("-", .faint)
        case .gone: return callsUntil == nil ? ("gone", .faint) : ("gone", .bad)
        case .damaged: return ("damaged", .bad)
        case .whole: return callsUntil == nil ? ("kept", .faint) : ("draining", .changed)
        }
    }
}

extension ReleaseReport.Stored {
    fileprivate var json: JSONValue {
        switch self {
        case .whole: "whole"
        case .damaged: "damaged"
        case .gone: "gone"
        }
    }
}

private func padded(_ text: String, _ width: Int) -> String {
    text + String(repeating: " ", count: max(0, width - text.count))
}
