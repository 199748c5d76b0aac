internal import Dispatch
package import NIOCore
internal import Synchronization

/// A value that is given once, and that any number of threads wait for, each no longer than it can.
///
/// Waiting holds a thread, so it is done on threads that may wait, never on event loops or in tasks.
package final class Awaited<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)
    private let isThere = DispatchSemaphore(value: 0)

    package init() {}

    /// To be called once.
    package func give(_ value: Value) {
        self.value.withLock { $0 = value }
        isThere.signal()
    }

    /// The value; nil when it has not come by `deadline`.
    package func wait(until deadline: NIODeadline) -> Value? {
        guard isThere.wait(timeout: DispatchTime(uptimeNanoseconds: deadline.uptimeNanoseconds)) == .success else {
            return nil
        }
        isThere.signal()  // For the next one who waits.
        return value.withLock { $0 }
    }
}
