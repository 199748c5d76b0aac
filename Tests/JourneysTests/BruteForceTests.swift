import JourneySampling
import Testing

/// All calls of up to so many choices are played on both sides, and held against what the walk tells: a sample of what
/// `make soak` does with 200 pairs and six choices.
@Suite("What changes for callers, against all calls played one by one")
struct BruteForceTests {
    @Test("what differs for some call is told, by it or by a shorter one, and nothing is invented", arguments: 1...24)
    func agrees(seed: UInt64) throws {
        let figures = try Figures(seed: seed, most: 2, late: 1)
        #expect(figures.missed.isEmpty)
        #expect(figures.invented.isEmpty)
        #expect(figures.calls > 100)
    }
}
