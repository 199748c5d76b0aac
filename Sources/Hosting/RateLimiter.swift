internal import Synchronization

/// A token bucket for each network address, or whatever else tells askers apart.
package final class RateLimiter: Sendable {
    private struct Bucket {
        var tokens: Double
        var filledAt: Double
    }

    private let burst: Double
    private let perSecond: Double
    private let addressLimit: Int
    private let buckets = Mutex<[String: Bucket]>([:])

    /// - Parameters:
    ///   - burst: How many requests may come at once.
    ///   - perSecond: How many may come in the long run.
    ///   - addressLimit: How many addresses are remembered.
    package init(burst: Double = 20, perSecond: Double = 1, addressLimit: Int = 10_000) {
        self.burst = burst
        self.perSecond = perSecond
        self.addressLimit = addressLimit
    }

    /// How many addresses are remembered now.
    var rememberedCount: Int {
        buckets.withLock { $0.count }
    }

    /// Takes one token of the address.
    ///
    /// - Returns: Nil when there was one, else the whole seconds after which there will be.
    func wait(for address: String, at time: WallTime) -> Int? {
        let now = time.fractionalSeconds
        return buckets.withLock { buckets in
            if buckets.count >= addressLimit, buckets[address] == nil {
                buckets = buckets.filter { filled($0.value, at: now).tokens < burst }
                // Only an attack from everywhere keeps so many busy; forgetting them bounds the memory.
                if buckets.count >= addressLimit { buckets = [:] }
            }
            var bucket = filled(buckets[address] ?? Bucket(tokens: burst, filledAt: now), at: now)
            defer { buckets[address] = bucket }
            guard bucket.tokens >= 1 else {
                return max(1, Int(((1 - bucket.tokens) / perSecond).rounded(.up)))
            }
            bucket.tokens -= 1
            return nil
        }
    }

    /// A clock that was set back adds nothing.
    private func filled(_ bucket: Bucket, at now: Double) -> Bucket {
        let gained = max(0, now - bucket.filledAt) * perSecond
        return Bucket(tokens: min(burst, bucket.tokens + gained), filledAt: now)
    }
}
