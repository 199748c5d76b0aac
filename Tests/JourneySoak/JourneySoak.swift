internal import ArgumentParser
internal import JourneySampling

/// Plays all calls on random pairs of projects against what `ccplan diff` tells of them; not a program that ships.
@main
struct JourneySoak: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Hold the journey diff of random projects against all calls, played one by one.",
        discussion: "Exit status: 0 when every difference is told and none is invented, else 1."
    )

    @Option(help: "The first pair.")
    var first: UInt64 = 1

    @Option(help: "How many pairs.")
    var pairs: UInt64 = 200

    @Option(help: "The most choices of a call.")
    var choices = 6

    @Option(help: "The most choices of a call in which the hours change.")
    var late = 2

    @Option(help: "How many pairs are played at a time.")
    var jobs = 2

    @Flag(help: "Print the figures of each pair.")
    var verbose = false

    func run() async throws {
        var sum = Figures()
        var next = first
        let end = first + pairs
        try await withThrowingTaskGroup(of: (UInt64, Figures, Duration).self) { group in
            func start() {
                guard next < end else { return }
                let (seed, most, late) = (next, choices, late)
                next += 1
                group.addTask {
                    let begin = ContinuousClock.now
                    return (seed, try Figures(seed: seed, most: most, late: late), ContinuousClock.now - begin)
                }
            }
            for _ in 0..<max(jobs, 1) { start() }
            while let (seed, figures, time) = try await group.next() {
                start()
                sum.add(figures)
                if verbose {
                    print(
                        "seed \(seed): \(figures.calls) calls, \(figures.differing) differ, \(figures.told) told, \(time)"
                    )
                }
                if verbose { for line in figures.lines { print("  \(line)") } }
                for line in figures.missed.prefix(3) { print("not told: \(line)") }
                for line in figures.invented.prefix(3) { print("invented: \(line)") }
            }
        }
        report(sum)
        guard sum.missed.isEmpty, sum.invented.isEmpty else { throw ExitCode(1) }
    }

    private func report(_ sum: Figures) {
        print(
            "pairs of projects         \(sum.pairs), in \(sum.differingPairs) some call differs, in \(sum.equalPairs) none"
        )
        print("calls played on both      \(sum.calls), of up to \(choices) choices (\(late) where the hours change)")
        print("calls that differ         \(sum.differing)")
        print("  told, or a shorter one  \(sum.missed.isEmpty ? "all" : "all but \(sum.missed.count) kinds")")
        print("differences told          \(sum.told), \(sum.late) of them where the hours change")
        print("  invented                \(sum.invented.count)")
        print("  in menus put elsewhere  \(sum.elsewhere), in \(sum.elsewherePairs) pairs with such menus")
        let kinds = sum.toldKinds.sorted { "\($0.key)" < "\($1.key)" }.map { "\($0.key) \($0.value)" }
        print("  by kind                 \(kinds.joined(separator: ", "))")
        print("what was changed (in how many pairs, of which so many differ):")
        for kind in RandomProject.Kind.allCases {
            let count = sum.kinds[kind] ?? (0, 0)
            print("  \(kind): \(count.pairs), \(count.differing)")
        }
    }
}
