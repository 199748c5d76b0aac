import Logging
import Synchronization

/// Takes log lines for a test to look at: `warning: webhook refused {reason: expired, route: answer}`.
final class LogLines: Sendable {
    private let taken = Mutex<[String]>([])

    var lines: [String] { taken.withLock { $0 } }

    var logger: Logger { Logger(label: "tests") { [self] _ in Handler(lines: self) } }

    private struct Handler: LogHandler {
        let lines: LogLines
        var metadata: Logger.Metadata = [:]
        var logLevel = Logger.Level.trace

        subscript(metadataKey key: String) -> Logger.Metadata.Value? {
            get { metadata[key] }
            set { metadata[key] = newValue }
        }

        func log(event: LogEvent) {
            let facts = (event.metadata ?? [:]).sorted { $0.key < $1.key }.map { "\($0.key): \($0.value)" }
            lines.taken.withLock {
                $0.append("\(event.level): \(event.message) {\(facts.joined(separator: ", "))}")
            }
        }
    }
}

/// Waits until something is so, ten seconds at most.
func eventually(_ isSo: () throws -> Bool) async rethrows -> Bool {
    for _ in 0..<2_000 {
        if try isSo() { return true }
        try? await Task.sleep(for: .milliseconds(5))  // Cancelled: the test is over anyway.
    }
    return try isSo()
}
