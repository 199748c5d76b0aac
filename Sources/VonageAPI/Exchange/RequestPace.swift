/// How closely requests to one API may follow each other: what the operator allows, less what the platform refuses.
///
/// Limits are counted in seconds by the platform, so what counts is every span of one second: as many requests as the rate
/// may go at once, and the next one a second after the first of them. A refusal halves the rate, voids all turns that are
/// still to come, and lets a single request go first when the wait is over; the rate then recovers slowly.
struct RequestPace: Sendable {
    /// A moment at which a request may go, unless things change before.
    struct Turn: Sendable, Hashable {
        let time: Duration

        /// How much had been refused when the turn was given.
        fileprivate let refusals: Int
    }

    /// What the operator allows; nil is no limit.
    private let limit: Double?

    /// What holds at present.
    private(set) var rate: Double?

    /// No rate is cut below this where there is no limit at first: it is what the sources let expect.
    private let usual: Double

    /// The turns of the last second's worth of requests, oldest first, those to come included.
    private var turns: [Duration] = []

    /// Before this nobody goes: the platform said it is enough.
    private var resumption = Duration.zero
    private var refusals = 0

    /// When the rate was last cut or raised.
    private var lastChange: Duration?

    /// When the rate was last cut.
    private var lastCut: Duration?

    /// Since when every answer was a refusal.
    private(set) var refusedSince: Duration?

    /// How many refusals came one after the other; those of requests that were under way together count once.
    private var inARow = 0

    /// After so long without a refusal the rate grows by a quarter.
    private static let calm = Duration.seconds(10)

    init(limit: Double?, usual: Double) {
        self.limit = limit
        self.usual = usual
        rate = limit
    }

    /// Takes the next free turn.
    mutating func takeTurn(at now: Duration) -> Turn {
        recover(at: now)
        var time = max(now, resumption)
        if let rate, rate > 0 {
            let (count, span) = Self.burst(rate)
            if turns.count >= count { time = max(time, turns[turns.count - count] + span) }
            if let last = turns.last { time = max(time, last) }
        }
        turns.append(time)
        // Behind them all is what the rate needs to look back on, or the last second where there is none.
        let wanted = rate.map { Self.burst($0).count } ?? 0
        if turns.count > 2 * max(wanted, 64) {
            let recent = turns.firstIndex { $0 > now - .seconds(1) } ?? turns.endIndex
            turns.removeFirst(min(recent, turns.count - wanted))
        }
        return Turn(time: time, refusals: refusals)
    }

    /// Whether nothing was refused since the turn was given.
    func holds(_ turn: Turn) -> Bool { turn.refusals == refusals }

    /// The platform said that it is enough: nobody goes for a while, and then fewer at a time.
    ///
    /// - Parameters:
    ///   - turn: Of the request; nil when it had none.
    ///   - now: The time.
    ///   - wait: How long to wait after so many refusals in a row.
    /// - Returns: How long that is.
    mutating func refuse(_ turn: Turn?, at now: Duration, wait: (_ inARow: Int) -> Duration) -> Duration {
        refusals += 1
        refusedSince = refusedSince ?? now
        // Requests that were under way when the rate was cut tell nothing of the new one.
        let isNews = turn.map { turn in lastCut.map { turn.time > $0 } ?? true } ?? true
        if isNews { inARow += 1 }
        let wait = wait(max(inARow, 1))
        resumption = max(resumption, now + wait)
        if isNews, turn != nil {
            let second = turns.count { $0 > now - .seconds(1) && $0 <= now }
            let present = rate ?? max(Double(second), 2 * usual)
            rate = max(present / 2, min(present, usual / 8))
            lastCut = now
            lastChange = now
        }
        // All but one place of the coming second are taken, so that one request tries the ground.
        let places = rate.map { Self.burst($0).count - 1 } ?? 0
        turns = Array(repeating: resumption, count: places)
        return wait
    }

    /// The platform took a request.
    mutating func accept() {
        refusedSince = nil
        inARow = 0
    }

    private mutating func recover(at now: Duration) {
        guard var change = lastChange, var rate else { return }
        while now - change >= Self.calm {
            change += Self.calm
            rate *= 1.25
            if rate >= limit ?? 100 * usual {
                self.rate = limit
                lastChange = nil
                return
            }
        }
        self.rate = rate
        lastChange = change
    }

    /// How many may go at once, and in what span; below one a second the span grows instead.
    private static func burst(_ rate: Double) -> (count: Int, span: Duration) {
        let count = max(1, Int(rate))
        return (count, .seconds(Double(count) / rate))
    }
}
