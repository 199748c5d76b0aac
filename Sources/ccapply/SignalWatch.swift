internal import Dispatch
internal import Glibc

/// Calls back on SIGINT and SIGTERM instead of ending the process, so that the step in hand is finished.
///
/// A second signal ends the process as it would have at first: whoever insists is heard.
struct SignalWatch {
    private let sources: [any DispatchSourceSignal]

    init(_ body: @escaping @Sendable () -> Void) {
        sources = [SIGINT, SIGTERM].map { number in
            signal(number, SIG_IGN)
            let source = DispatchSource.makeSignalSource(signal: number)
            source.setEventHandler {
                body()
                signal(number, SIG_DFL)
            }
            source.resume()
            return source
        }
    }

    func cancel() {
        for source in sources { source.cancel() }
    }
}
