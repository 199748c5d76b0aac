internal import Synchronization

/// A wish to stop: what is being done is finished, nothing more is begun.
package final class StopRequest: Sendable {
    private let isWanted = Atomic(false)

    package init() {}

    package func stop() { isWanted.store(true, ordering: .releasing) }

    package var isStopping: Bool { isWanted.load(ordering: .acquiring) }
}
