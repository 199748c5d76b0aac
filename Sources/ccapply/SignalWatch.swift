internal import Dispatch
internal import Glibc
internal import Synchronization

/// Calls back on SIGINT and SIGTERM instead of ending the process, so that the step in hand is finished.
///
/// A second signal ends the process as it would have at first: whoever insists is heard.
struct SignalWatch {
    private let sources: [any DispatchSourceSignal]

    /// Whether the first signal has come.
    private final class Told: Sendable {
        let flag = Atomic(false)
    }

    init(_ body: @escaping @Sendable () -> Void) {
        let told = Told()
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler {
                // Signals that the parent process had blocked come here every time, whatever their disposition.
                if told.flag.exchange(true, ordering: .acquiringAndReleasing) { _exit(128 + number) }
                body()
                for number in [SIGINT, SIGTERM] { signal(number, SIG_DFL) }
            }
            source.resume()
            return source
        }
    }

    func cancel() {
        for source in sources { source.cancel() }
    }
}
