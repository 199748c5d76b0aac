internal import Applying
internal import ArgumentParser
internal import FileAccess
internal import JSONTree
internal import ProgramSupport
internal import Provisioning

/// What every command that changes something takes.
struct ChangeArguments: ParsableArguments {
    @Option(help: "How the result is printed: text, json, markdown.")
    var format: ReceiptFormat = .text

    @Option(help: ArgumentHelp("Also write the receipt there, as JSON.", valueName: "file"))
    var receipt: String?

    @OptionGroup var lock: LockArguments

    /// Writes a receipt to its file, where one is wanted.
    func write(_ content: Receipt) throws {
        guard let receipt else { return }
        do {
            try replaceFile(receipt, content.json.serializedBytes(.pretty) + [UInt8(ascii: "\n")])
        } catch {
            throw ProgramFailure(cannotWrite: error).reported()
        }
    }

    /// Prints a receipt whose steps were printed one by one, in text.
    func printReceipt(_ receipt: Receipt) throws {
        switch format {
        case .text: try printOutput("\n\(receipt.summaryLine)\n")
        case .json: try printOutput(receipt.json.serialized(.pretty) + "\n")
        case .markdown: try printOutput(receipt.markdown)
        }
    }

    /// Ends a run that had nothing to do.
    ///
    /// - Parameters:
    ///   - plan: Empty, or done already.
    ///   - command: What was run.
    ///   - text: What is printed in text, with its line end.
    ///   - warnings: What went wrong all the same.
    /// - Throws: The exit status, when something did.
    func finishWithoutChange(
        _ plan: Plan,
        _ command: Receipt.Command,
        _ text: String,
        warnings: [String] = []
    ) throws {
        var receipt = Receipt.nothingToDo(plan)
        receipt.command = command
        receipt.environment = plan.environment
        receipt.warnings = warnings
        try write(receipt)
        if format == .text { try printOutput(text) } else { try printReceipt(receipt) }
        printWarnings(warnings)
        guard warnings.isEmpty else { throw ExitCode.failure }
    }

    /// Prints a plan: as part of the result in text, beside it in the other formats.
    ///
    /// - Parameters:
    ///   - plan: What is about to be done.
    ///   - isAsked: Whether somebody is about to answer; else only text has the plan.
    /// - Throws: The exit status, when it cannot be printed and that was told.
    func printPlan(_ plan: Plan, isAsked: Bool) throws {
        if format == .text {
            try printOutput(plan.text(StandardStream.output.colouring) + "\n")
        } else if isAsked {
            printError(plan.text(StandardStream.error.colouring))
        }
    }
}

/// How long to wait for others.
struct LockArguments: ParsableArguments {
    @Option(
        name: .customLong("lock-timeout"),
        help: ArgumentHelp("How long to wait while another ccapply is at work: 30s, 5m, 1h.", valueName: "time")
    )
    var timeout = DurationArgument(seconds: 0)
}

/// `20s`, `5m`, `1h`, `7d`, or `0`.
struct DurationArgument: ExpressibleByArgument {
    let seconds: Int

    init(seconds: Int) {
        self.seconds = seconds
    }

    init?(argument: String) {
        guard argument != "0" else {
            seconds = 0
            return
        }
        let factors: [Character: Int] = ["s": 1, "m": 60, "h": 3_600, "d": 86_400]
        let digits = argument.dropLast()
        guard let unit = argument.last, let factor = factors[unit], (1...6).contains(digits.count),
            digits.utf8.allSatisfy({ UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }), let count = Int(digits)
        else { return nil }
        seconds = count * factor
    }

    var defaultValueDescription: String { seconds >= 86_400 ? "\(seconds / 86_400)d" : "\(seconds)s" }
}

/// How the result is printed.
enum ReceiptFormat: String, ExpressibleByArgument, CaseIterable {
    case text
    case json
    case markdown
}
