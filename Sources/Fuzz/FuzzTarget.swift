internal import Glibc

/// One parser of bytes from outside, with inputs to start from.
struct FuzzTarget: Sendable {
    let name: String

    /// Sound inputs, of which the mutations are made.
    let corpus: [[UInt8]]

    /// How many times as long as others it runs.
    var share = 1

    /// Feeds one input to the parser and checks what must hold of any; a trap or `require` ends the process.
    let run: @Sendable ([UInt8]) async -> Void

    /// The input of an iteration: a mutation of one of the corpus, the same for the same seed.
    func input(seed: UInt64, iteration: Int) -> [UInt8] {
        var mutator = Mutator(corpus: corpus, random: SplitMix(seed: seed, iteration: iteration))
        return mutator.make()
    }
}

/// Ends the process when something does not hold that must hold of any input; unlike `precondition` it says what.
func require(_ condition: Bool, _ promise: @autoclosure () -> String) {
    guard !condition else { return }
    printError("does not hold: \(promise())")
    abort()
}

func printError(_ text: String) {
    let line = Array("\(text)\n".utf8)
    _ = unsafe line.withUnsafeBytes { unsafe write(STDERR_FILENO, $0.baseAddress, $0.count) }
}
