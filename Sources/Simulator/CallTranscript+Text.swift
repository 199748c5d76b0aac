extension CallTranscript {
    /// The transcript for a terminal: a heading, a line for each thing that happened, one line that sums it up.
    ///
    /// Webhooks are left out, but for those that failed; `showingWebhooks` shows them all.
    package func text(showingWebhooks: Bool = false) -> String {
        var lines = ["call from \(caller.shown) to \(shownNumber(to))"]
        for entry in entries {
            if case .webhook(let trace) = entry.event, trace.isSuccess, !showingWebhooks { continue }
            let (verb, object) = entry.event.shown
            let padding = String(repeating: " ", count: max(1, 10 - verb.count))
            lines.append("\(shownTime(entry.time))  \(verb)\(padding)\(object)")
        }
        lines.append(summary)
        return lines.joined(separator: "\n") + "\n"
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
    fileprivate var shown: (verb: String, object: String) {
        switch self {
        case .hears(let text): ("hears", "\"\(oneLine(text))\"")
        case .hearsSound(let url): ("hears", "the sound \(url)")
        case .presses(let keys, let listened): ("presses", listened ? keys : "\(keys) (nothing listens)")
        case .says(let text, let listened): ("says", "\"\(oneLine(text))\"" + (listened ? "" : " (nothing listens)"))
        case .rings(let callee, let from):
            ("rings", callee.shown + (from.map { " from \(shownNumber($0))" } ?? ""))
        case .answers(let callee): ("answers", callee.shownName)
        case .fails(let callee, let outcome, let detail):
            ("fails", "\(callee.shownName): \(outcome.rawValue)" + (detail.map { " (\($0))" } ?? ""))
        case .leaves(let callee): ("leaves", "\(callee.shownName) hung up")
        case .calleeHears(let callee, let text): ("whispers", "\"\(oneLine(text))\" to \(callee.shownName)")
        case .waits(let milliseconds): ("waits", shownSeconds(milliseconds))
        case .joins(let conversation): ("joins", "conversation \(conversation)")
        case .records(nil): ("records", "from here on")
        case .records(let milliseconds?): ("records", "\(shownSeconds(milliseconds))")
        case .notifies(let url): ("notifies", url)
        case .error(let reason): ("error", reason)
        case .webhook(let trace): ("webhook", trace.shown)
        case .silence(let since): ("silence", "nothing to hear since \(shownTime(since))")
        case .ends(let ending): ("ends", ending.shown)
        }
    }
}

extension WebhookTrace {
    fileprivate var shown: String {
        let result =
            switch outcome {
            case .answered(let status): "status \(status)"
            case .failed(let reason): reason
            }
        return "\(purpose.rawValue) \(method.rawValue) \(url): \(result)" + (attempt > 1 ? " (try \(attempt))" : "")
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
        }
    }
}

/// `+44 20 7946 0000`; what is no E.164 number stays as it is.
package func shownNumber(_ text: String) -> String {
    guard isE164(text) else { return text }
    let digits = Array(text)
    func grouped(_ lengths: [Int]) -> String {
        var start = 0
        let groups = lengths.map { length in
            defer { start += length }
            return String(digits[start..<start + length])
        }
        return "+" + groups.joined(separator: " ")
    }
    return switch (text.hasPrefix("44"), text.hasPrefix("1"), digits.count) {
    case (true, _, 12): grouped(digits[2] == "2" ? [2, 2, 4, 4] : [2, 4, 6])
    case (_, true, 11): grouped([1, 3, 3, 4])
    default: "+" + text
    }
}

/// Whether a text is what the platform takes for a phone number: 7 to 15 digits, the first not 0.
func isE164(_ text: String) -> Bool {
    (7...15).contains(text.utf8.count) && text.utf8.first != UInt8(ascii: "0")
        && text.utf8.allSatisfy { UInt8(ascii: "0")...UInt8(ascii: "9") ~= $0 }
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

private func oneLine(_ text: String) -> String {
    String(text.map { $0.isNewline ? " " : $0 })
}
