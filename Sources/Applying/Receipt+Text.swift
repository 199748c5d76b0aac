package import JSONTree
package import Provisioning

extension StepReceipt {
    /// One line for people, two with a help.
    package func text(_ colouring: Colouring = .plain) -> String {
        func padded(_ text: String, _ width: Int) -> String {
            text + String(repeating: " ", count: max(0, width - text.count))
        }
        let head = colouring.paint(padded(status.rawValue, 8), status.colour)
        var line = "  \(head) \(padded(printable(address), 22)) \(padded(action.rawValue, 7))"
        if !detail.isEmpty { line += "  \(printable(detail))" }
        while line.last == " " { line.removeLast() }
        return help.map { "\(line)\n           help: \(printable($0))" } ?? line
    }
}

extension StepReceipt.Status {
    fileprivate var colour: Colouring.Colour {
        switch self {
        case .done: .good
        case .skipped, .blocked: .faint
        case .failed: .bad
        case .unknown: .changed
        }
    }
}

extension Receipt.Command {
    fileprivate var pastTense: String {
        switch self {
        case .apply: "Applied"
        case .rollback: "Rolled back"
        case .destroy: "Destroyed"
        }
    }
}

extension Receipt {
    /// The last line, such as `Applied: 4 done, 1 skipped`.
    package var summaryLine: String {
        let counts = StepReceipt.Status.allCases.compactMap { status -> String? in
            let count = steps.filter { $0.status == status }.count
            return count == 0 ? nil : "\(count) \(status.rawValue)"
        }
        let line = "\(command.pastTense): \(counts.isEmpty ? "nothing to do" : counts.joined(separator: ", "))."
        guard !isComplete else { return line }
        let again = command == .apply ? "ccapply" : "'ccapply \(command.rawValue)'"
        return line + (wasInterrupted ? " Interrupted." : "") + " Run \(again) again to go on from here."
    }

    /// The JSON form.
    package var json: JSONValue {
        [
            "version": .integer(Self.version),
            "command": .string(command.rawValue),
            "plan": .string(planHash),
            "environment": environment.map(JSONValue.string) ?? .null,
            "application_id": applicationID.map(JSONValue.string) ?? .null,
            "complete": .bool(isComplete),
            "interrupted": .bool(wasInterrupted),
            "warnings": .array(warnings.map(JSONValue.string)),
            "steps": .array(steps.map(\.json)),
        ]
    }
}

extension StepReceipt {
    /// The JSON form; `help` is there only where something can be done.
    package var json: JSONValue {
        var object = JSONObject([
            ("address", .string(address)), ("action", .string(action.rawValue)),
            ("status", .string(status.rawValue)), ("detail", .string(detail)),
        ])
        if let help { object["help"] = .string(help) }
        return .object(object)
    }
}
