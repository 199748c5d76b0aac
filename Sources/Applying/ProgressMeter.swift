package import Provisioning

/// Tells how far many users are, for a terminal or for a log.
///
/// What it gives is to be written to standard error as it stands.
package struct ProgressMeter: Sendable {
    package enum Style: Hashable, Sendable {
        /// One line that is drawn over and over.
        case bar
        /// A line now and then.
        case lines
    }

    private let style: Style
    private let verb: String
    private let total: Int
    private let clock: @Sendable () -> Duration
    private var done = 0
    private var start: Duration?
    private var lastShown: Duration?
    private var isBarShown = false

    /// Fewer users are done before anybody asks.
    private static let fewest = 10

    /// Counts the steps about users of a plan.
    ///
    /// - Parameters:
    ///   - plan: What is applied.
    ///   - style: How it is shown.
    ///   - clock: Time since some fixed moment.
    package init(_ plan: Plan, style: Style, clock: @escaping @Sendable () -> Duration) {
        self.style = style
        self.clock = clock
        let actions = plan.steps.compactMap { step -> PlanStep.Action? in
            if case .user = step.subject { step.action } else { nil }
        }
        total = actions.count
        verb =
            switch Set(actions) {
            case [.create]: "created"
            case [.update]: "updated"
            case [.delete]: "deleted"
            default: "done with"
            }
    }

    /// What to write before something else is printed: a bar has to go.
    package mutating func clear() -> String {
        guard isBarShown else { return "" }
        isBarShown = false
        return eraseLine
    }

    /// Takes note of the end of a step; gives what to write, mostly nothing.
    package mutating func note(_ step: StepReceipt) -> String {
        guard step.address.hasPrefix("user."), total >= Self.fewest else { return "" }
        let now = clock()
        if start == nil {
            start = now
            lastShown = now
        }
        done += 1
        return show(now)
    }

    /// Called every second or so: time passes also when nothing ends.
    package mutating func tick() -> String {
        guard start != nil, done < total else { return "" }
        return show(clock())
    }

    private mutating func show(_ now: Duration) -> String {
        guard let start, let lastShown else { return "" }
        switch style {
        case .bar:
            guard done < total else { return clear() }
            guard !isBarShown || now - lastShown >= .milliseconds(100) else { return "" }
            self.lastShown = now
            isBarShown = true
            let width = 24
            let filled = width * done / total
            let bar = String(repeating: "█", count: filled) + String(repeating: "░", count: width - filled)
            return "\(eraseLine)  \(bar) \(text(now - start))"
        case .lines:
            guard now - lastShown >= .seconds(5), done < total else { return "" }
            self.lastShown = now
            return text(now - start) + "\n"
        }
    }

    /// `created 120 of 1000 users, 8/s, about 2m left`.
    private func text(_ elapsed: Duration) -> String {
        var text = "\(verb) \(done) of \(total) users"
        let seconds = elapsed / .seconds(1)
        // The clock began with the end of the first one.
        guard seconds >= 1, done > 1 else { return text }
        let rate = Double(done - 1) / seconds
        text += rate >= 1 ? ", \(Int(rate.rounded()))/s" : ", \(Int((rate * 60).rounded()))/min"
        return text + ", about \(inWords(Double(total - done) / rate)) left"
    }
}

private let eraseLine = "\r\u{1B}[2K"

/// `40s`, `2m`, `1h 5m`.
private func inWords(_ seconds: Double) -> String {
    guard seconds.isFinite, seconds < 1e9 else { return "some time" }
    let whole = Int(seconds.rounded(.up))
    if whole < 60 { return "\(whole)s" }
    let minutes = (whole + 30) / 60
    return minutes < 60 ? "\(minutes)m" : "\(minutes / 60)h \(minutes % 60)m"
}
