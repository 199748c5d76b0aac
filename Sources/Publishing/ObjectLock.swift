package import ObjectStore
internal import ReleaseRecords
internal import Synchronization

/// A publish target in a bucket, held by one process at a time.
///
/// The lock is an object that is made only where none is. It lives for two minutes and is renewed while it is held, so that
/// one whose process died can be taken over when its time is up, by the store's clock. Each write has another content and so
/// another tag, and each is conditional on the last one: of two who reach for it, one gets it.
package final class ObjectLock: TargetLock {
    package let leftover: LockOwner?
    private let store: ObjectLockFile
    private let pace: Pace
    private let state: Mutex<State>

    private struct State {
        var owner: LockOwner
        var tag: String
        var lostTo: String?
        var isGivenBack = false
        /// The last write that was begun: the next one waits for it.
        var write: Task<Void, Never>?
        var renewals: Task<Void, Never>?
        var waiting: [CheckedContinuation<String?, Never>] = []
    }

    /// How long a lock lives without being renewed, and how often it is.
    package struct Pace: Sendable {
        /// Seconds.
        package var lifetime: Int
        package var renewal: Duration

        package init(lifetime: Int, renewal: Duration) {
            self.lifetime = lifetime
            self.renewal = renewal
        }

        /// Two minutes, renewed four times in it: a store that is away for a minute takes no lock away.
        package static let standard = Pace(lifetime: 120, renewal: .seconds(30))
    }

    /// Takes the lock of a place.
    ///
    /// - Parameters:
    ///   - bucket: The place.
    ///   - owner: What those who come second are told; its times are set to the store's clock.
    ///   - process: This process, as others on the same machine can look for it.
    ///   - pace: How long the lock lives.
    /// - Returns: The lock, which is renewed until it is given back.
    /// - Throws: Who holds it, or why the store cannot be used.
    package static func take(
        _ bucket: ObjectBucket,
        owner: LockOwner,
        process: ProcessMark? = .current,
        pace: Pace = .standard
    ) async throws(LockFailure) -> ObjectLock {
        let store = ObjectLockFile(bucket, process: process)
        let taking: ObjectLockFile.Taking
        do throws(ObjectStoreError) {
            taking = try await store.take(owner, lifetime: pace.lifetime)
        } catch {
            throw .failed(PublishingError(error))
        }
        switch taking {
        case .held(let owner): throw .held(by: owner)
        case .taken(let owner, let tag, let leftover):
            return ObjectLock(store, owner: owner, tag: tag, leftover: leftover, pace: pace)
        }
    }

    private init(_ store: ObjectLockFile, owner: LockOwner, tag: String, leftover: LockOwner?, pace: Pace) {
        self.store = store
        self.leftover = leftover
        self.pace = pace
        state = Mutex(State(owner: owner, tag: tag))
        let renewals = Task { [weak self] in
            while (try? await Task.sleep(for: pace.renewal)) != nil {  // Throws when it is cancelled.
                guard let self, !self.isLost else { return }
                await self.renew()
            }
        }
        state.withLock { $0.renewals = renewals }
    }

    deinit { state.withLock { $0.renewals?.cancel() } }

    package var isLost: Bool { state.withLock { $0.lostTo != nil } }

    package func tellOfChanges() async {
        state.withLock { $0.owner.isChanging = true }
        await renew()
    }

    package func loss() async -> String? {
        await withTaskCancellationHandler {
            await withCheckedContinuation { continuation in
                let known: String?? = state.withLock { state in
                    if state.lostTo != nil || state.isGivenBack || Task.isCancelled { return .some(state.lostTo) }
                    state.waiting.append(continuation)
                    return nil
                }
                if let known { continuation.resume(returning: known) }
            }
        } onCancel: {
            wakeAll(with: nil)
        }
    }

    package func giveBack() async {
        let write = state.withLock { state -> Task<Void, Never>? in
            guard !state.isGivenBack else { return nil }
            state.isGivenBack = true
            state.renewals?.cancel()
            return state.write
        }
        await write?.value
        wakeAll(with: nil)
        let tag = state.withLock { $0.lostTo == nil ? $0.tag : nil }
        // What cannot be removed now ends by itself.
        if let tag { await store.remove(tag) }
    }

    private func wakeAll(with words: String?) {
        let waiting = state.withLock { state in
            defer { state.waiting = [] }
            return state.waiting
        }
        for continuation in waiting { continuation.resume(returning: words) }
    }

    /// Writes the lock anew, after the writes before it.
    private func renew() async {
        let write = state.withLock { state -> Task<Void, Never> in
            let previous = state.write
            let write = Task {
                await previous?.value
                await self.renewNow()
            }
            state.write = write
            return write
        }
        await write.value
    }

    private func renewNow() async {
        let (owner, tag) = state.withLock { ($0.isGivenBack || $0.lostTo != nil ? nil : $0.owner, $0.tag) }
        guard let owner else { return }
        switch await store.renew(owner, tag, lifetime: pace.lifetime) {
        case .renewed(let renewed, let tag):
            state.withLock { state in
                state.owner.expiresAt = renewed.expiresAt
                state.tag = tag
            }
        // It lives on until its time is up; the next renewal may succeed.
        case .unknown(let isOver): if isOver { lose("it could not be renewed in time") }
        case .lost(let words): lose(words)
        }
    }

    private func lose(_ words: String) {
        state.withLock { state in
            if state.lostTo == nil { state.lostTo = words }
        }
        wakeAll(with: words)
    }
}
