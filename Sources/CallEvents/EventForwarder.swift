package import HTTPTransport
internal import HTTPWrites
package import Logging
internal import Synchronization

/// Posts lines about call events to a URL, many at a time, and tries again until they are taken.
///
/// Lines wait in memory up to a limit; beyond it new ones are dropped and counted. A batch is posted as
/// `application/x-ndjson`, one JSON object a line, in the order of the events; it may arrive twice when an answer is lost, under
/// the same `Idempotency-Key`. A sink that cannot be reached, or answers 408, 429, 5xx or with a redirect, 401, 403, 404, is
/// tried again; any other refusal is about the content: such a batch is sent line by line, and what is refused alone is dropped.
package final class EventForwarder: EventSink {
    package struct Options: Sendable {
        /// Absolute, `http:` or `https:`.
        package var url: String
        /// The value of `Authorization`; nil for none.
        package var authorization: String?
        /// How much may wait, in bytes.
        package var spoolLimit = 64_000_000
        /// Of one batch.
        package var batchLines = 500
        package var batchBytes = 1_000_000
        /// The first wait after a failure; doubled with each further one, up to `longestPause`.
        package var firstPause = Duration.milliseconds(500)
        package var longestPause = Duration.seconds(30)
        package var deadline = Duration.seconds(10)

        package init(url: String) {
            self.url = url
        }
    }

    private enum Outcome {
        /// The sink has taken the content, or does not want it.
        case decided(status: Int)
        /// Nothing is known of that; `after` is the sink's wish, in seconds.
        case failed(reason: String, after: Int?)
    }

    private struct State {
        var spool: EventSpool
        /// Whether the log tells already that lines are dropped.
        var isFull = false
        var refused = 0
    }

    private let options: Options
    private let client: HTTPClient
    private let logger: Logger
    private let makeID: @Sendable () -> String
    private let state: Mutex<State>
    private let (wake, waker) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))

    /// - Parameters:
    ///   - options: Where to, and how.
    ///   - client: Sends the requests.
    ///   - logger: Is told of failures and losses.
    ///   - makeID: Gives each batch an id of its own.
    package init(
        options: Options,
        client: HTTPClient,
        logger: Logger,
        makeID: @escaping @Sendable () -> String
    ) {
        self.options = options
        self.client = client
        self.logger = logger
        self.makeID = makeID
        state = Mutex(State(spool: EventSpool(limit: options.spoolLimit)))
    }

    /// How many lines wait, and how many were dropped or refused since the start.
    package var counts: (waiting: Int, lost: Int) {
        state.withLock { ($0.spool.count, $0.spool.dropped + $0.refused) }
    }

    package func keep(_ line: [UInt8]) {
        let isNewlyFull = state.withLock { state in
            guard !state.spool.append(line) else { return false }
            defer { state.isFull = true }
            return !state.isFull
        }
        if isNewlyFull {
            logger.error("call events are dropped", metadata: ["reason": "the spool is full"])
        }
        waker.yield()
    }

    /// No more lines will come: `run` ends when those that wait are sent.
    package func close() {
        waker.finish()
    }

    /// Forwards until `close` and everything is sent, or until the task is cancelled.
    package func run() async {
        for await _ in wake {
            await drain()
        }
        await drain()
    }

    private func drain() async {
        /// How many lines are to go one by one.
        var alone = 0
        while !Task.isCancelled {
            let batch = state.withLock {
                $0.spool.first(lines: alone > 0 ? 1 : options.batchLines, bytes: options.batchBytes)
            }
            guard !batch.isEmpty else { return }
            guard let status = await deliver(batch) else { return }
            alone = max(0, alone - 1)
            if (200..<300).contains(status) {
                remove(batch.count)
            } else if batch.count > 1 {
                alone = batch.count  // One of them spoils it for the others.
            } else {
                remove(1, isRefused: true)
                logger.error("call events lost", metadata: ["lines": "1", "reason": "the sink answers \(status)"])
            }
        }
    }

    /// Posts until the sink takes or refuses the batch: its status then; nil when the task is cancelled before.
    private func deliver(_ batch: ArraySlice<[UInt8]>) async -> Int? {
        let id = makeID()
        let body = HTTPBody(contentType: "application/x-ndjson", bytes: Array(batch.joined()))
        var failures = 0
        while !Task.isCancelled {
            switch await post(body, id) {
            case .decided(let status):
                if failures > 0 { logger.notice("call events are forwarded again") }
                return status
            case .failed(let reason, let wish):
                failures += 1
                await pause(after: failures, reason: reason, wish: wish)
            }
        }
        return nil
    }

    private func remove(_ count: Int, isRefused: Bool = false) {
        let dropped = state.withLock { state -> Int? in
            state.spool.removeFirst(count)
            if isRefused { state.refused += count }
            defer { state.isFull = false }
            return state.isFull ? state.spool.dropped : nil
        }
        if let dropped {
            logger.error("call events lost", metadata: ["lines": "\(dropped)", "reason": "the spool was full"])
        }
    }

    private func pause(after failures: Int, reason: String, wish: Int?) async {
        var pause = options.firstPause * (1 << min(failures - 1, 20))
        if let wish { pause = max(pause, .seconds(wish)) }
        pause = min(pause, options.longestPause)
        logger.warning(
            "call events wait to be forwarded",
            metadata: ["reason": "\(reason)", "lines": "\(counts.waiting)", "retry": "\(pause)"]
        )
        try? await Task.sleep(for: pause)  // Cancelled: the caller looks for that.
    }

    private func post(_ body: HTTPBody, _ id: String) async -> Outcome {
        var request = HTTPRequest(url: options.url, deadline: options.deadline)
        request.headers.append(("Idempotency-Key", id))
        if let authorization = options.authorization { request.headers.append(("Authorization", authorization)) }
        do throws(TransportError) {
            let response = try await client.send(.post, request, body: body, isRepeatable: true)
            switch response.status {
            case 300..<400, 401, 403, 404, 408, 429, 500...:
                let wish = response.headers["Retry-After"].flatMap { Int($0) }
                return .failed(reason: "the sink answers \(response.status)", after: wish)
            default: return .decided(status: response.status)
            }
        } catch {
            return .failed(reason: "\(error)", after: nil)
        }
    }
}
