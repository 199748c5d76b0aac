internal import ArgumentParser
internal import FileAccess
internal import Foundation
internal import Glibc

/// Feeds mutated inputs to every parser of bytes from outside; not a program that ships.
@main
struct Fuzz: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Feed mutated inputs to every parser that takes bytes from outside.",
        discussion: """
            Each target runs in a process of its own. An input follows from target, seed and number alone, so what a crash \
            prints repeats it. Exit status: 0 when nothing was found, 1 when something was.
            """
    )

    @Option(help: ArgumentHelp("A target; repeatable. (default: all)", valueName: "name"))
    var target: [String] = []

    @Option(help: "Seconds for each target; the compiler gets six times as many.")
    var seconds = 10

    @Option(help: "What the inputs follow from.")
    var seed: UInt64 = 1

    @Option(help: "The repository that the corpus is taken from.")
    var repository = "."

    @Option(help: ArgumentHelp("Run this one input of the target, in this process.", valueName: "number"))
    var only: Int?

    @Flag(help: "With --only: print the input instead of running it.")
    var show = false

    @Option(help: ArgumentHelp("Be the process that runs a target, and note the progress.", visibility: .private))
    var progress: String?

    func validate() throws {
        guard only == nil && progress == nil || target.count == 1 else {
            throw ValidationError("--only needs one --target")
        }
        guard only != nil || !show else { throw ValidationError("--show goes with --only") }
    }

    func run() async throws {
        let folder = "\(FileManager.default.temporaryDirectory.path)/ccplan-fuzz-\(getpid())"
        try makeFolder(folder)
        defer { removeTree(folder) }
        let targets = try allTargets(Corpus(repository: repository), folder: folder)
        if let unknown = target.first(where: { name in !targets.contains { $0.name == name } }) {
            throw ValidationError("no target '\(unknown)': \(targets.map(\.name).joined(separator: ", "))")
        }
        let chosen = targets.filter { target.isEmpty || target.contains($0.name) }
        if let only, let one = chosen.first {
            let input = one.input(seed: seed, iteration: only)
            guard !show else { return FileHandle.standardOutput.write(Data(input)) }
            return await one.run(input)
        }
        if let progress, let one = chosen.first {
            return try await work(one, progress: ProgressFile(path: progress))
        }
        var findings = 0
        for one in chosen {
            let supervisor = Supervisor(
                target: one.name,
                seed: seed,
                seconds: seconds * one.share,
                repository: repository
            )
            if try await !supervisor.run(in: folder) { findings += 1 }
        }
        guard findings == 0 else { throw ExitCode(1) }
    }

    private func work(_ target: FuzzTarget, progress: ProgressFile) async throws {
        let end = ContinuousClock.now + .seconds(seconds)
        var iteration = 0
        while ContinuousClock.now < end {
            progress.note(iteration)
            await target.run(target.input(seed: seed, iteration: iteration))
            iteration += 1
        }
        progress.note(iteration)
    }
}
