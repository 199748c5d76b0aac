internal import CallBundle
internal import NIOCore
internal import NIOPosix
internal import Synchronization

/// Reads a whole release from a remote source once anything of it is asked for, so that calls in progress outlive the source.
///
/// A few files at a time, on the threads that may wait; tables first, then documents, sound files last; no more than there is
/// memory for. What fails is tried again until all is read.
final class ReadAhead: Sendable {
    /// What is being read of a release.
    private final class Work: Sendable {
        private struct State {
            var rest: ArraySlice<RequestTarget>
            var failed: [RequestTarget] = []
            var hands: Int
            var rounds = 0
        }

        private let state: Mutex<State>

        init(_ targets: [RequestTarget], hands: Int) {
            state = Mutex(State(rest: targets[...], hands: hands))
        }

        func next() -> RequestTarget? { state.withLock { $0.rest.popFirst() } }

        func note(failed target: RequestTarget) { state.withLock { $0.failed.append(target) } }

        /// One that reads has nothing left to do: whether it was the last one, and there is something to be read again.
        func putDown(rounds limit: Int) -> Bool {
            state.withLock { state in
                state.hands -= 1
                guard state.hands == 0, !state.failed.isEmpty, state.rounds < limit else { return false }
                state.rest = state.failed[...]
                state.failed = []
                state.hands = 1
                state.rounds += 1
                return true
            }
        }
    }

    private let bytes: Int
    /// Releases that are read, and when that may be begun again.
    private let begun = Mutex(LeastRecentlyUsed<ReleaseID, NIODeadline>(costLimit: 1_000, countLimit: 1_000))

    /// How many files are read at the same time for one release.
    private static let width = 4
    /// How long one file may take.
    private static let deadline = TimeAmount.seconds(30)
    private static let pause = TimeAmount.seconds(5)
    /// How often what failed is tried again: for an hour or so.
    private static let rounds = 720
    /// What left memory meanwhile is not read again sooner.
    private static let life = TimeAmount.minutes(10)

    /// `bytes`: what one release may cost in memory, roughly.
    init(bytes: Int) {
        self.bytes = bytes
    }

    /// Begins to read a release in the background, unless that was done a while ago.
    func begin(_ release: ReleaseID, _ files: [String: ReleaseManifests.Facts.File], of store: ReleaseStore) {
        let isNew = begun.withLock { begun in
            let now = NIODeadline.now()
            if let until = begun.value(for: release), now < until { return false }
            begun.insert(now + Self.life, for: release, cost: 1)
            return true
        }
        guard isNew else { return }
        let work = Work(wanted(files), hands: Self.width)
        for _ in 0..<Self.width { Self.goOn(work, store) }
    }

    /// What is read, in order.
    func wanted(_ files: [String: ReleaseManifests.Facts.File]) -> [RequestTarget] {
        var room = bytes
        let ordered = files.compactMap { file, facts in RequestTarget(file: file).map { ($0, facts.size) } }
            .sorted { ($0.0.rank, $0.0.path) < ($1.0.rank, $1.0.path) }
        return ordered.compactMap { target, size in
            guard (0...bytes).contains(size) else { return nil }
            let cost = target.cost(bytes: size)
            guard cost <= room else { return nil }
            room -= cost
            return target
        }
    }

    /// Reads one file, and then the next: other work gets its turn between them.
    private static func goOn(_ work: Work, _ store: ReleaseStore) {
        NIOThreadPool.singleton.submit { [weak store] state in
            guard case .active = state, let store else { return }
            guard let target = work.next() else {
                guard work.putDown(rounds: rounds) else { return }
                _ = MultiThreadedEventLoopGroup.singleton.next().scheduleTask(in: pause) { [weak store] in
                    if let store { goOn(work, store) }
                }
                return
            }
            do throws(ReleaseReadError) {
                _ = try store.read(target, by: .now() + deadline)
            } catch {
                // What makes no sense will make none later; whoever asks for it is told.
                if error.retryAfter != nil, !error.isTold { work.note(failed: target) }
            }
            goOn(work, store)
        }
    }
}

extension RequestTarget {
    /// How soon it is read ahead.
    fileprivate var rank: Int {
        switch self {
        case .route: 0
        case .fallback: 1
        case .document: 2
        default: 3
        }
    }

    fileprivate func cost(bytes: Int) -> Int {
        if case .route = self { return ReleaseStore.Resource.routeCost(bytes: bytes) }
        return ReleaseStore.Resource.documentCost(bytes: bytes)
    }
}
