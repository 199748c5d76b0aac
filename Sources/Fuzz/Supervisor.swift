internal import Foundation

/// Runs a target in a process of its own, and tells how that ended.
struct Supervisor {
    let target: String
    let seed: UInt64
    let seconds: Int
    let repository: String

    /// No input may take longer.
    private static let patience = Duration.seconds(20)

    /// False when an input crashed the process or hung in it; how to repeat that is printed.
    func run(in folder: String) async throws -> Bool {
        let progress = "\(folder)/\(target).progress"
        let process = Process()
        process.executableURL = URL(filePath: "/proc/self/exe").resolvingSymlinksInPath()
        process.arguments = [
            "--target", target, "--seed", String(seed), "--seconds", String(seconds), "--repository", repository,
            "--progress", progress,
        ]
        process.standardInput = FileHandle.nullDevice
        try process.run()
        var last = ProgressFile.read(progress)
        var since = ContinuousClock.now
        var hangs = false
        while process.isRunning {
            try await Task.sleep(for: .milliseconds(50))
            let now = ProgressFile.read(progress)
            if now != last { (last, since) = (now, .now) }
            guard ContinuousClock.now - since > Self.patience else { continue }
            hangs = true
            kill(process.processIdentifier, SIGKILL)
            process.waitUntilExit()
        }
        let count = ProgressFile.read(progress) ?? 0
        guard hangs || process.terminationReason != .exit || process.terminationStatus != 0 else {
            print("\(target): \(count) inputs")
            return true
        }
        let end = process.terminationReason == .exit ? "status" : "signal"
        let what = hangs ? "hung" : "crashed (\(end) \(process.terminationStatus))"
        print("\(target): \(what) at input \(count) of seed \(seed)")
        print("  repeat: Fuzz --target \(target) --seed \(seed) --only \(count)")
        return false
    }
}
