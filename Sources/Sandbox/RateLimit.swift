/// Lets so many requests through in any second.
struct RateLimit: Sendable {
    /// When the latest requests were let through, oldest first, in milliseconds.
    private var admitted: [Int] = []

    init() {}

    /// Whether a request that comes now is let through.
    mutating func admit(at now: Int, perSecond limit: Int) -> Bool {
        admitted.removeAll { $0 <= now - 1000 }
        guard admitted.count < limit else { return false }
        admitted.append(now)
        return true
    }
}
