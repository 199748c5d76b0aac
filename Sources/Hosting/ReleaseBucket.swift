package import CallBundle
internal import HTTPTransport
internal import JSONTree
package import Logging
package import NIOCore
package import ObjectStore
internal import Synchronization

/// The publish target as a place in a store that speaks S3.
///
/// What releases there are is known by a list of their manifests, so that strangers who ask for others cost the store nothing but
/// a list now and then. What was read is kept by who asked; here is only that list.
package final class ReleaseBucket: ReleaseSource {
    /// What releases there are.
    private struct Catalogue {
        var manifests: [PublishedManifest] = []
        /// The file of each one's manifest.
        var files: [ReleaseID: String] = [:]
        /// The file of what stands in its place, where only the way out is published.
        var fallbacks: [ReleaseID: String] = [:]
        var readAt: NIODeadline
    }

    private let watch: StoreWatch
    private let bucket: ObjectBucket
    private let now: @Sendable () -> NIODeadline
    private let catalogue = Mutex<Catalogue?>(nil)
    private let lists = SharedReads<String, Catalogue>()
    private let executor = StoreExecutor()
    private let refused: StandingDefects
    private let isLooking = Atomic(false)
    /// Lists beyond those that come with time.
    private let looks = RateLimiter(burst: 5, perSecond: 0.5)

    /// How old the list of releases may be.
    private static let listLife = TimeAmount.seconds(5)
    /// After this time without an answer it is the store that is slow, and not the asker in a hurry.
    private static let patience = TimeAmount.seconds(1)
    /// How long a store that failed may take to show that it is back.
    private static let trial = TimeAmount.seconds(3)
    /// The shortest and the longest that one attempt may take.
    private static let attempt = (shortest: TimeAmount.milliseconds(100), longest: TimeAmount.seconds(30))

    /// Asks nothing yet.
    ///
    /// - Parameters:
    ///   - place: Bucket and prefix, as releases are published to.
    ///   - settings: How its store is reached.
    ///   - logger: Is told when the store fails, and when it answers again.
    ///   - now: A clock that only goes forward.
    package init(
        _ place: ObjectPlace,
        settings: ObjectStoreSettings,
        logger: Logger,
        now: @escaping @Sendable () -> NIODeadline = { .now() }
    ) {
        self.now = now
        watch = StoreWatch(logger: logger, now: now)
        refused = StandingDefects("the release store refuses a file", logger: logger, now: now)
        let options = HTTPClient.Options(
            concurrency: 24,
            connectTimeout: .seconds(2),
            responseLimit: Self.responseLimit,
            userAgent: HTTPClient.userAgent(of: "ccserve")
        )
        // What fails is tried once more at once: a connection that was kept open may have been closed.
        let retrying = Retrying(attempts: 2) { _ in try await Task.sleep(for: .milliseconds(50)) }
        bucket = ObjectBucket(place, settings: settings, client: HTTPClient(options: options), retrying: retrying)
    }

    private static let responseLimit = 64 * 1024 * 1024

    /// Lists the releases for the first time.
    ///
    /// - Throws: What is the matter; it may pass (`ObjectStoreError.mayPass`).
    package func open() async throws(ObjectStoreError) {
        var bucket = bucket
        bucket.deadline = .seconds(2)
        do throws(ObjectStoreError) {
            let read = try await Self.catalogue(in: bucket, now: now)
            catalogue.withLock { $0 = read }
            watch.noteAnswer()
        } catch {
            watch.noteFailure(error.message)
            throw error
        }
    }

    // MARK: Files

    package func read(_ file: String, limit: Int, by deadline: NIODeadline) throws(ReleaseReadError) -> [UInt8]? {
        if let error = refused.standing(file) { throw error }
        let object = try ask(file, by: deadline) { bucket async throws(ObjectStoreError) in
            try await bucket.object(file)
        }
        refused.forget(file)
        guard let bytes = object?.bytes else { return nil }
        guard bytes.count <= limit else { throw ReleaseReadError(file: file, reason: "larger than \(limit) bytes") }
        return bytes
    }

    package func manifest(
        of release: ReleaseID,
        limit: Int,
        by deadline: NIODeadline
    ) throws(ReleaseReadError) -> ReadManifest? {
        guard let file = try manifestFile(of: release, by: deadline) else { return nil }
        return try read(file, limit: limit, by: deadline).map { ReadManifest(file: file, bytes: $0) }
    }

    private func manifestFile(
        of release: ReleaseID,
        by deadline: NIODeadline
    ) throws(ReleaseReadError) -> String? {
        if let known = catalogue.withLock({ $0 }) {
            if let file = known.files[release] { return file }
            if let file = known.fallbacks[release], isFresh(known) { return file }
        }
        let listed = try list(newerThan: now(), by: deadline)
        return listed.files[release] ?? listed.fallbacks[release]
    }

    package func manifests(by deadline: NIODeadline) throws(ReleaseReadError) -> [PublishedManifest] {
        let known = catalogue.withLock { $0 }
        if let known, isFresh(known) { return known.manifests }
        do throws(ReleaseReadError) {
            return try list(newerThan: now(), by: deadline).manifests
        } catch {
            guard let known else { throw error }
            return known.manifests  // What was there a while ago is better than nothing.
        }
    }

    package func has(_ release: ReleaseID) -> Bool {
        catalogue.withLock { $0?.files[release] != nil || $0?.fallbacks[release] != nil }
    }

    /// Whether the store answered when it was asked last; where that is a while ago, it is asked again in the background.
    package var isReadable: Bool {
        if watch.hasAnswered(within: Self.listLife) { return true }
        if !isLooking.exchange(true, ordering: .acquiringAndReleasing) {
            executor.run { [self] in
                let now = now()
                _ = try? list(newerThan: now, by: now + .seconds(2))  // Why not is in the log.
                isLooking.store(false, ordering: .releasing)
            }
        }
        return watch.counts.isUp
    }

    /// Half of what publishing waits for its files to be served, at most.
    package var missingIsRemembered: Duration { .seconds(1) }

    package var isRemote: Bool { true }

    package var counts: StoreCounts? { watch.counts }

    // MARK: What releases there are

    private func isFresh(_ catalogue: Catalogue) -> Bool { now() - catalogue.readAt < Self.listLife }

    /// A new list, one for all who want it at the same time; the former one when it is fresh and enough was looked.
    private func list(
        newerThan time: NIODeadline,
        by deadline: NIODeadline
    ) throws(ReleaseReadError) -> Catalogue {
        try lists.read("", by: deadline) { () throws(ReleaseReadError) in
            if let known = catalogue.withLock({ $0 }), isFresh(known) {
                if known.readAt >= time || looks.wait(for: "", at: .now()) != nil { return known }
            }
            let now = now
            let read = try ask("manifests", isList: true, by: deadline) { bucket async throws(ObjectStoreError) in
                try await Self.catalogue(in: bucket, now: now)
            }
            catalogue.withLock { $0 = read }
            return read
        }
    }

    /// The manifests in the bucket; of a bundle that was copied there as it was built, also the one beside `r`.
    private static func catalogue(
        in bucket: ObjectBucket,
        now: @Sendable () -> NIODeadline
    ) async throws(ObjectStoreError) -> Catalogue {
        let start = now()
        let entries = try await bucket.list("manifest").entries.sorted { $0.modified > $1.modified }
        var catalogue = Catalogue(readAt: start)
        for entry in entries {
            if let release = ReleaseID(fallbackManifestFile: entry.name) {
                catalogue.fallbacks[release] = entry.name
                continue
            }
            let manifest = PublishedManifest(file: entry.name, stamp: .tag(entry.tag))
            if let release = manifest.release {
                catalogue.files[release] = entry.name
            } else if entry.name == bundleManifestFile, let bytes = try await bucket.object(entry.name)?.bytes {
                // One that makes no sense may be whole the next time.
                guard let json = try? JSONValue(parsing: bytes), let text = json["release"]?.stringValue,
                    let release = ReleaseID(text)
                else { continue }
                catalogue.files[release] = catalogue.files[release] ?? entry.name
            } else {
                continue
            }
            catalogue.manifests.append(manifest)
        }
        return catalogue
    }

    // MARK: Asking

    /// Asks the store, on a task of its own, and holds this thread until the answer or the deadline.
    private func ask<Output: Sendable>(
        _ file: String,
        isList: Bool = false,
        by deadline: NIODeadline,
        _ body: @escaping @Sendable (ObjectBucket) async throws(ObjectStoreError) -> Output
    ) throws(ReleaseReadError) -> Output {
        let start = now()
        guard start < deadline else { throw .late(file) }
        var deadline = deadline
        switch watch.permission() {
        case .granted: break
        case .trial: deadline = min(deadline, start + Self.trial)
        case .refused:
            throw ReleaseReadError(file: file, reason: "the store failed just now", isFileKnown: false, retryAfter: 2)
        }
        var timed = bucket
        // Half for each of two attempts.
        timed.deadline = .nanoseconds(
            max(Self.attempt.shortest, min(Self.attempt.longest, .nanoseconds((deadline - start).nanoseconds / 2)))
                .nanoseconds
        )
        let (bucket, answer) = (timed, Awaited<Result<Output, ObjectStoreError>>())
        let task = Task(executorPreference: executor) {
            do throws(ObjectStoreError) {
                answer.give(.success(try await body(bucket)))
            } catch {
                answer.give(.failure(error))
            }
        }
        switch answer.wait(until: deadline) {
        case .success(let output)?:
            watch.noteAnswer()
            return output
        case .failure(let error)? where !isList && error.isOfOneObject:
            watch.noteRefusal()
            throw refused.note(file, error.message)
        case .failure(let error)?:
            watch.noteFailure(error.message)
            throw ReleaseReadError(file: file, reason: error.message, isFileKnown: false, retryAfter: 1)
        case nil:
            task.cancel()
            if now() - start >= Self.patience {
                watch.noteFailure("no answer for '\(bucket.place.url(file))' in time")
            } else {
                watch.noteNothing()
            }
            throw ReleaseReadError.late(file)
        }
    }
}

extension ObjectStoreError {
    /// Whether the store answered, and what is wrong is the object that was asked for.
    fileprivate var isOfOneObject: Bool {
        switch kind {
        case .refused(let code): !Self.refusalsOfAll.contains(code)
        case .differs, .unexpected: true
        case .transport(let error): if case .tooLarge = error.kind { true } else { false }
        case .setting, .clockDiffers, .noBucket, .otherRegion, .ignoresConditions, .contended, .busy: false
        }
    }

    /// About who asks, whatever for.
    private static let refusalsOfAll: Set = [
        "AccountProblem", "ExpiredToken", "InvalidAccessKeyId", "InvalidSecurity", "InvalidToken", "NotSignedUp",
        "SignatureDoesNotMatch", "TokenRefreshRequired",
    ]

    /// Whether waiting may help: false for what only another setting, or somebody's hand at the store, changes.
    package var mayPass: Bool {
        switch kind {
        case .setting, .refused, .clockDiffers, .noBucket, .otherRegion: false
        case .transport, .differs, .ignoresConditions, .contended, .busy, .unexpected: true
        }
    }
}
