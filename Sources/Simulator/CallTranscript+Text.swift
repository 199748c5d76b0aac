/// Which webhooks a transcript for people shows.
package enum ShownWebhooks: Sendable {
    /// Those that failed.
    case failed
    /// Also those whose answer decides how the call goes on.
    case deciding
    /// Also all status events.
    case all
}

extension CallTranscript {
    /// The transcript for a terminal: a heading, a line for each thing that happened, one line that sums it up.
    ///
    /// The columns are the time since the call began, who acts, and what is heard or done. Numbers in webhooks are masked.
    package func text(showing webhooks: ShownWebhooks = .failed) -> String {
        let shown = lines(showing: webhooks).map(\.text)
        return ([heading] + shown + [summary]).joined(separator: "\n") + "\n"
    }

    /// Who calls whom, in one line.
    package var heading: String { "call from \(caller.shown) to \(shownNumber(to))" }

    /// A line for each thing that happened, with its place among the entries.
    package func lines(showing webhooks: ShownWebhooks = .failed) -> [(entry: Int, text: String)] {
        let shown = entries.indices.filter { entries[$0].event.isShown(webhooks) }
            .map { (index: $0, time: entries[$0].time, actor: entries[$0].event.actor, deed: entries[$0].event.deed) }
        // Long names, such as SIP addresses, push only their own line to the right.
        let width = shown.map(\.actor.count).filter { $0 <= 20 }.reduce(8) { max($0, $1) }
        return shown.map { entry in
            let padding = String(repeating: " ", count: max(0, width - entry.actor.count) + 2)
            return (entry.index, "\(shownTime(entry.time))  \(entry.actor)\(padding)\(entry.deed)")
        }
    }

    /// The call in one line.
    package var summary: String {
        var parts = ["\(shownTime(duration)) in all"]
        let names = reached.map { $0.shownName }
        parts.append(names.isEmpty ? "reached nobody" : "reached \(names.joined(separator: ", then "))")
        if heardNothing {
            let rang = entries.contains { if case .rings = $0.event { true } else { false } }
            parts.append(rang ? "the caller heard nothing but ringing" : "the caller heard nothing")
        } else if let longest = silences.map(\.count).max() {
            parts.append("the caller heard nothing for \(shownSeconds(longest))")
        }
        return parts.joined(separator: "; ")
    }
}

extension CallSetup.Caller {
    fileprivate var shown: String {
        switch self {
        case .number(let number?): shownNumber(number)
        case .number(nil): "a withheld number"
        case .user(let name): "\(name) (app)"
        }
    }
}

extension Callee {
    /// The name alone, numbers in groups.
    package var shownName: String {
        kind == .phone ? shownNumber(name) : name
    }

    fileprivate var shown: String { "\(shownName) (\(kind.rawValue))" }
}

extension TranscriptEntry.Event {
    fileprivate func isShown(_ webhooks: ShownWebhooks) -> Bool {
        switch (self, webhooks) {
        case (.webhook(let trace), .failed): !trace.isSuccess
        case (.webhook(let trace), .deciding): !trace.isSuccess || trace.isDeciding
        // The webhook itself says as much.
        case (.notifies, .deciding), (.notifies, .all): false
        default: true
        }
    }

    /// Who speaks, presses, answers, or does what else happens.
    fileprivate var actor: String {
        switch self {
        case .hears, .calleeHears: "voice"
        case .hearsSound: "sound"
        case .presses, .says, .joins, .silence: "caller"
        case .answers(let callee), .fails(let callee, _, _, _), .leaves(let callee): callee.shownName
        case .rings, .waits, .records, .notifies, .error: "platform"
        case .webhook: "webhook"
        case .ends(.callerHungUp): "caller"
        case .ends(.calleeHungUp(let callee)): callee.shownName
        case .ends: "platform"
        }
    }

    fileprivate var deed: String {
        switch self {
        case .hears(let text): "\"\(oneLine(text))\""
        case .hearsSound(let url): url
        case .presses(let keys, let listened): "presses \(keys)" + (listened ? "" : " (nothing listens)")
        case .says(let text, let listened): "says \"\(oneLine(text))\"" + (listened ? "" : " (nothing listens)")
        case .rings(let callee, let from):
            "rings \(callee.shown)" + (from.map { " as \(shownNumber($0))" } ?? "")
        case .answers: "answers"
        case .fails(_, let outcome, let detail, let because):
            "is not reached: \(outcome.rawValue)" + (detail.map { ", \($0)" } ?? "")
                + (because.map { " (\($0))" } ?? "")
        case .leaves: "hangs up, and the call goes on"
        case .calleeHears(let callee, let text): "\"\(oneLine(text))\" to \(callee.shownName) alone"
        case .waits(let milliseconds): "waits \(shownSeconds(milliseconds))"
        case .joins(let conversation): "joins the conversation \(conversation)"
        case .records(nil): "records from here on"
        case .records(let milliseconds?): "has recorded \(shownSeconds(milliseconds))"
        case .notifies(let url): "notifies \(maskingNumbers(url))"
        case .error(let reason): "reports an error: \(oneLine(reason))"
        case .webhook(let trace): trace.shown
        case .silence(let since): "has heard nothing since \(shownTime(since))"
        case .ends(.callerHungUp), .ends(.calleeHungUp): "hangs up"
        case .ends(let ending): "ends the call: \(oneLine(ending.shown))"
        }
    }
}

extension WebhookTrace {
    fileprivate var isDeciding: Bool {
        switch purpose {
        case .answer, .fallback, .input, .notify, .connect, .onAnswer: true
        case .event, .recording: false
        }
    }

    /// `input POST http://host/dtmf, digits 1: 200, 2 actions`.
    fileprivate var shown: String {
        var result =
            switch outcome {
            case .answered(let status): "\(status)"
            case .failed(let reason): reason
            }
        if let actionCount {
            result += actionCount == 1 ? ", 1 action" : ", \(actionCount) actions"
        } else if isSuccess, isDeciding {
            result += ", no NCCO"
        }
        if attempt > 1 { result += " (try \(attempt))" }
        return "\(purpose.rawValue) \(method.rawValue) \(maskingNumbers(url))\(content.shown): \(result)"
    }
}

extension WebhookContent {
    fileprivate var shown: String {
        switch self {
        case .call(let from, let to): ", \(maskingNumbers(from)) to \(maskingNumbers(to))"
        case .digits(""): ", no digits"
        case .digits(let digits): ", digits \(digits)"
        case .words(nil): ", no words"
        case .words(let text?): ", words \"\(oneLine(text))\""
        case .status(let status): ", \(status)"
        case .other: ""
        }
    }
}

extension CallEnding {
    /// Who or what ended the call.
    package var shown: String {
        switch self {
        case .finished: "nothing left to do"
        case .callerHungUp: "the caller hung up"
        case .calleeHungUp(let callee): "\(callee.shownName) hung up"
        case .limitReached(let callee): "the time limit of the call to \(callee.shownName)"
        case .transferred(let conversation): "moved to the conversation \(conversation)"
        case .badNCCO(let reason): reason
        case .unreachable(let reason): "no NCCO to run: \(reason)"
        case .endless(.time): "endless: still going after 2 hours"
        case .endless(.actions): "endless: still going after 10,000 actions"
        case .stopped: "what follows does not matter"
        }
    }
}

/// `01:10.7`, with hours in front where there are any.
private func shownTime(_ milliseconds: Int) -> String {
    let tenths = milliseconds / 100
    let (hours, minutes, seconds) = (tenths / 36_000, tenths / 600 % 60, tenths / 10 % 60)
    let base = "\(twoDigits(minutes)):\(twoDigits(seconds)).\(tenths % 10)"
    return hours > 0 ? "\(hours):\(base)" : base
}

private func twoDigits(_ value: Int) -> String {
    value < 10 ? "0\(value)" : "\(value)"
}

private func shownSeconds(_ milliseconds: Int) -> String {
    milliseconds % 1_000 == 0 ? "\(milliseconds / 1_000) s" : "\(milliseconds / 1_000).\(milliseconds % 1_000 / 100) s"
}

/// What a host says ends up on a terminal: nothing in it moves the cursor or begins a line.
private func oneLine(_ text: String) -> String {
    var line = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
        let isBreak =
            switch scalar.properties.generalCategory {
            case .control, .lineSeparator, .paragraphSeparator: true
            default: false
            }
        line.append(isBreak ? " " : scalar)
    }
    return String(line)
}
