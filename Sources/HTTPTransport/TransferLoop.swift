internal import CLibCurl
internal import Synchronization

#if canImport(Glibc)
    internal import Glibc
#else
    internal import Darwin
#endif

typealias TransferResult = Result<HTTPResponse, TransportError>

/// A request on its way to the thread.
struct Submission: Sendable {
    let id: Int
    let request: HTTPRequest
    let host: String
    let shaping: RequestShaping?
    let continuation: CheckedContinuation<TransferResult, Never>
}

/// The thread that runs all transfers of a client, and the door to it.
///
/// Tasks put submissions and cancellations into the inbox and wake the thread; only the thread touches curl's handles.
/// It is safe to share because the one pointer that others use, for waking, is used and cleared under the lock.
@safe final class TransferLoop: Sendable {
    /// What tasks and the thread share.
    private struct Inbox {
        var lastID = 0
        /// Requests that somebody waits for.
        var underWay = 0
        var submissions: [Submission] = []
        var cancelled: Set<Int> = []
        var isStarted = false
        var isClosed = false
        /// The address of the `CURLM *`, 0 when there is none; an integer, since a pointer is not Sendable.
        var multi: UInt = 0
    }

    private let options: HTTPClient.Options
    private let inbox = Mutex(Inbox())

    init(options: HTTPClient.Options) {
        self.options = options
    }

    /// Ends the thread; nobody waits for a transfer any more when the client is gone.
    func close() {
        inbox.withLock { inbox in
            inbox.isClosed = true
            Self.wake(inbox)
        }
    }

    var isIdle: Bool { inbox.withLock { $0.underWay == 0 } }

    func run(_ request: HTTPRequest, shaping: RequestShaping?) async -> TransferResult {
        let host: String
        do throws(TransportError) {
            host = try RequestTarget(request.url).host
            try checkHeaders(of: request, host: host)
        } catch {
            return .failure(error)
        }
        let id = inbox.withLock { inbox in
            inbox.lastID += 1
            inbox.underWay += 1
            return inbox.lastID
        }
        defer {
            inbox.withLock { inbox in
                inbox.underWay -= 1
                // A cancellation that came too late would stay behind.
                inbox.cancelled.remove(id)
            }
        }
        return await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                submit(
                    Submission(id: id, request: request, host: host, shaping: shaping, continuation: continuation)
                )
            }
        } onCancel: {
            inbox.withLock { inbox in
                inbox.cancelled.insert(id)
                Self.wake(inbox)
            }
        }
    }

    private func submit(_ submission: Submission) {
        let mustStart = inbox.withLock { inbox in
            inbox.submissions.append(submission)
            Self.wake(inbox)
            defer { inbox.isStarted = true }
            return !inbox.isStarted
        }
        if mustStart { start() }
    }

    private static func wake(_ inbox: borrowing Inbox) {
        guard let multi = unsafe UnsafeMutableRawPointer(bitPattern: inbox.multi) else { return }
        // It fails only when the pipe is full, and then the thread wakes anyway.
        _ = unsafe curl_multi_wakeup(multi)
    }

    /// Starts the thread, which keeps this object alive until it ends.
    private func start() {
        let context = unsafe Unmanaged.passRetained(self).toOpaque()
        var thread = pthread_t(bitPattern: 0)
        let code = unsafe pthread_create(
            &thread,
            nil,
            { context in
                #if canImport(Glibc)
                    guard let context = unsafe context else { return nil }
                #endif
                unsafe Unmanaged<TransferLoop>.fromOpaque(context).takeRetainedValue().runThread()
                return nil
            },
            context
        )
        guard code == 0 else {
            unsafe Unmanaged<TransferLoop>.fromOpaque(context).release()
            let stranded = inbox.withLock { inbox in
                inbox.isStarted = false
                defer { inbox.submissions = [] }
                return inbox.submissions
            }
            for submission in stranded {
                submission.fail(.failed(code: Int(code), reason: "no thread could be started"))
            }
            return
        }
    }

    private func runThread() {
        // Signals are for the program's own threads; a blocked SIGPIPE makes a write to a dead peer a plain error.
        var all = sigset_t()
        unsafe sigfillset(&all)
        unsafe pthread_sigmask(SIG_BLOCK, &all, nil)
        guard curlIsReady, let transfers = RunningTransfers(options: options) else {
            pthread_detach(pthread_self())
            while let news = takeNews() {
                for submission in news.submissions {
                    submission.fail(.failed(code: Int(CURLE_FAILED_INIT.rawValue), reason: "curl does not start"))
                }
                // Without a handle there is nothing to wait on: leave, and let the next submission start anew.
                let isIdle = inbox.withLock { inbox in
                    guard inbox.submissions.isEmpty else { return false }
                    inbox.isStarted = false
                    return true
                }
                if isIdle { return }
            }
            return
        }
        ExitWatch.enter(self)
        defer { ExitWatch.leave(self) }
        run(transfers)
    }

    /// Runs transfers until the client is gone; frees curl's handles before it returns.
    private func run(_ transfers: consuming RunningTransfers) {
        inbox.withLock { inbox in inbox.multi = transfers.address }
        while let news = takeNews() {
            transfers.accept(news.submissions)
            transfers.cancel(news.cancelled)
            transfers.advance()
        }
        // Nobody may wake a handle that is about to be freed.
        inbox.withLock { inbox in inbox.multi = 0 }
        transfers.free()
    }

    /// What came since the last look; nil when the client is gone.
    private func takeNews() -> (submissions: [Submission], cancelled: Set<Int>)? {
        inbox.withLock { inbox in
            guard !inbox.isClosed else { return nil }
            defer { inbox.submissions.removeAll(keepingCapacity: true) }
            return (inbox.submissions, inbox.cancelled)
        }
    }
}

extension Submission {
    func fail(_ kind: TransportError.Kind) {
        continuation.resume(returning: .failure(TransportError(kind, host: host, mayHaveBeenReceived: false)))
    }
}

/// curl's process-wide preparation, done once.
private let curlIsReady = curl_global_init(Int(CURL_GLOBAL_ALL)) == CURLE_OK

/// A name or value with a line end in it would smuggle in a header or a request.
private func checkHeaders(of request: HTTPRequest, host: String) throws(TransportError) {
    for header in request.headers {
        let isName = !header.name.isEmpty && header.name.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != 0x3A }
        let isValue = header.value.utf8.allSatisfy { $0 >= 0x20 && $0 != 0x7F || $0 == 0x09 }
        guard isName, isValue else {
            let name = String(header.name.unicodeScalars.filter { $0.isASCII && $0.value > 0x20 && $0.value < 0x7F })
            throw TransportError(.invalidHeader(name: name), host: host, mayHaveBeenReceived: false)
        }
    }
}
