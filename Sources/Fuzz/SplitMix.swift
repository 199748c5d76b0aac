/// SplitMix64: the same numbers for the same seed everywhere, which makes every input repeatable.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64

    init(seed: UInt64) {
        state = seed
    }

    /// The generator behind one input of a run.
    init(seed: UInt64, iteration: Int) {
        var mixed = SplitMix(seed: seed)
        state = mixed.next() ^ UInt64(truncatingIfNeeded: iteration) &* 0xD6E8_FEB8_6659_FD93
    }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var z = state
        z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
        z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
        return z ^ (z >> 31)
    }
}
