internal import Dispatch
package import FileAccess
package import HTTPTransport
package import JSONTree
package import Logging
internal import Synchronization

/// Fetches the recordings that events name, before the platform drops them, and keeps each in a folder with its metadata.
///
/// What is still to be fetched is on disk, so a host that stops or dies goes on where it was; what was fetched is never fetched
/// again. A failure is tried again, later and later, until the platform drops the recording.
package final class RecordingFetcher: Sendable {
    package struct Options: Sendable {
        /// Where they are kept; made when it is missing.
        package var folder: String
        /// The one base URL to which all requests to the platform go, without a slash at the end; nil for the platform itself.
        package var base: String?
        /// The first wait after a failure; doubled with each further one, up to `longestPause`.
        package var firstPause = Duration.seconds(5)
        package var longestPause = Duration.seconds(3_600)
        /// For one recording, from the first byte to the last.
        package var deadline = Duration.seconds(600)
        /// How long the platform keeps a recording, in seconds (V§e: 30 days).
        package var kept = 30 * 86_400

        package init(folder: String) {
            self.folder = folder
        }
    }

    /// What opens the platform's door, or why there is nothing that does.
    package enum Authorization: Sendable {
        case token(String)
        case none(reason: String)
    }

    private enum Outcome {
        case kept(file: String, bytes: Int)
        case failed(reason: String)
        case gone(reason: String)
    }

    private let options: Options
    private let folder: RecordingFolder
    private let client: HTTPClient
    private let logger: Logger
    private let authorize: @Sendable (_ now: Int) -> Authorization
    private let now: @Sendable () -> (seconds: Int, text: String)
    /// Names of recordings that a task cares for.
    private let cared = Mutex<Set<String>>([])
    private let files = DispatchQueue(label: "recordings")
    private let (arrivals, arrival) = AsyncStream.makeStream(of: RecordingEvent.self)

    /// - Parameters:
    ///   - options: Where they are kept, and how long is waited.
    ///   - client: Fetches; its limit is that of a recording, its concurrency how many at a time.
    ///   - logger: Is told of each recording.
    ///   - authorize: Makes a token for the platform.
    ///   - now: The clock, in seconds since 1970 and as logs have it.
    /// - Throws: When the folder cannot be made.
    package init(
        options: Options,
        client: HTTPClient,
        logger: Logger,
        authorize: @escaping @Sendable (_ now: Int) -> Authorization,
        now: @escaping @Sendable () -> (seconds: Int, text: String)
    ) throws(FileError) {
        self.options = options
        self.client = client
        self.logger = logger
        self.authorize = authorize
        self.now = now
        folder = RecordingFolder(path: options.folder)
        try folder.makeFolders()
    }

    /// How many recordings are to be fetched.
    package var pendingCount: Int { cared.withLock { $0.count } }

    /// Takes note of the recording of an event, if it names one, without making the caller wait.
    package func note(_ event: JSONObject, release: String?) {
        guard event["recording_url"] != nil else { return }
        let time = now()
        guard
            let recording = RecordingEvent(
                event,
                release: release,
                received: time.text,
                receivedSeconds: time.seconds
            )
        else {
            logger.error("recording not fetched", metadata: ["reason": "the event gives it no id"])
            return
        }
        guard recordingAddress(recording.url, base: nil) != nil else {
            logger.error(
                "recording not fetched",
                metadata: ["recording": "\(recording.name)", "reason": "its URL is not one of the platform"]
            )
            return
        }
        guard cared.withLock({ $0.insert(recording.name).inserted }) else { return }
        files.async { [self] in
            guard !folder.isKept(recording.name) else {
                forget(recording)
                return
            }
            do throws(FileError) {
                try folder.notePending(recording)
            } catch {
                // It is fetched all the same, if this process lives long enough.
                logger.error("pending recording not noted", metadata: ["reason": "\(error.path): \(error.reason)"])
            }
            arrival.yield(recording)
        }
    }

    /// Fetches until the task is cancelled; begins with what an earlier run left.
    package func run() async {
        let left = await onFiles { $0.folder.pending() }
        await withDiscardingTaskGroup { group in
            for recording in left where cared.withLock({ $0.insert(recording.name).inserted }) {
                group.addTask { await self.fetch(recording) }
            }
            for await recording in arrivals {
                group.addTask { await self.fetch(recording) }
            }
        }
    }

    private func fetch(_ recording: RecordingEvent) async {
        var failures = 0
        while !Task.isCancelled {
            switch await attempt(recording) {
            case .kept(let file, let bytes):
                logger.info("recording kept", metadata: ["file": "\(file)", "bytes": "\(bytes)"])
                forget(recording)
                return
            case .gone(let reason):
                logger.error(
                    "recording lost",
                    metadata: ["recording": "\(recording.name)", "reason": "\(reason)"]
                )
                await onFiles { try? $0.folder.giveUp(recording) }  // It stays pending: the next run gives it up.
                forget(recording)
                return
            case .failed(let reason):
                guard !Task.isCancelled else { return }
                failures += 1
                let pause = min(options.firstPause * (1 << min(failures - 1, 20)), options.longestPause)
                logger.warning(
                    "recording not fetched yet",
                    metadata: ["recording": "\(recording.name)", "reason": "\(reason)", "retry": "\(pause)"]
                )
                try? await Task.sleep(for: pause)  // Cancelled: the loop looks for that.
            }
        }
    }

    private func forget(_ recording: RecordingEvent) {
        _ = cared.withLock { $0.remove(recording.name) }
    }

    private func attempt(_ recording: RecordingEvent) async -> Outcome {
        let time = now()
        guard time.seconds - recording.receivedSeconds <= options.kept else {
            return .gone(reason: "the platform has dropped it by now")
        }
        guard let address = recordingAddress(recording.url, base: options.base) else {
            return .gone(reason: "its URL is not one of the platform")
        }
        let token: String
        switch authorize(time.seconds) {
        case .token(let made): token = made
        case .none(let reason): return .failed(reason: reason)
        }
        let response: HTTPResponse
        do throws(TransportError) {
            response = try await client.get(
                HTTPRequest(
                    url: address,
                    headers: [("Authorization", "Bearer \(token)")],
                    deadline: options.deadline
                )
            )
        } catch {
            return .failed(reason: "\(error)")
        }
        switch response.status {
        case 200: break
        case 410: return .gone(reason: "the platform has dropped it")
        // The token would go wherever the redirect leads.
        case 300..<400: return .failed(reason: "the platform redirects, which is not followed")
        default: return .failed(reason: "the platform answers \(response.status)")
        }
        guard !response.body.isEmpty else { return .failed(reason: "the platform sends nothing") }
        return await onFiles { fetcher in
            do throws(FileError) {
                let type = response.headers["Content-Type"].map { String($0.prefix(100)) }
                let file = try fetcher.folder.keep(
                    recording,
                    response.body,
                    contentType: type,
                    fetched: fetcher.now().text
                )
                return .kept(file: file, bytes: response.body.count)
            } catch {
                return .failed(reason: "cannot write '\(error.path)': \(error.reason)")
            }
        }
    }

    /// Does what waits for a disk on a thread that may wait.
    private func onFiles<Output: Sendable>(_ body: @escaping @Sendable (RecordingFetcher) -> Output) async -> Output {
        await withCheckedContinuation { continuation in
            files.async { continuation.resume(returning: body(self)) }
        }
    }
}
