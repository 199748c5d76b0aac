internal import Dispatch
internal import Synchronization

#if canImport(Darwin)
    internal import Darwin
#else
    internal import Glibc
#endif

/// What takes the bytes of lines, batch by batch.
package protocol LineTarget: Sendable {
    /// Writes whole lines, unless an earlier call took a part of one only; may wait.
    ///
    /// - Returns: How many bytes were taken.
    func write(_ bytes: [UInt8]) -> Int
}

/// Writes lines to a file descriptor, or another target, without making the writers wait.
///
/// Lines queue in memory up to a limit and a background queue writes them in batches. Lines beyond the limit, and lines that
/// the target refused, are lost and counted.
package final class LineWriter: Sendable {
    private struct State {
        var waiting: [UInt8] = []
        var isScheduled = false
        var lost = 0
        /// The last write ended inside a line, so the next one begins on a new line.
        var isMidLine = false
    }

    private let target: any LineTarget
    private let limit: Int
    private let onLoss: @Sendable (_ lines: Int) -> Void
    private let state = Mutex(State())
    private let queue = DispatchQueue(label: "line writer")

    /// Batches are at most this much older than their first line.
    private static let delay = DispatchTimeInterval.milliseconds(5)

    /// Lines wait in at most `limit` bytes.
    ///
    /// `onLoss` is told, from a background queue, how many lines were lost since the last time.
    package init(
        _ target: any LineTarget,
        limit: Int = 8 * 1024 * 1024,
        onLoss: @escaping @Sendable (_ lines: Int) -> Void = { _ in }
    ) {
        self.target = target
        self.limit = limit
        self.onLoss = onLoss
    }

    /// Writes to a descriptor, which stays open.
    package convenience init(
        descriptor: Int32,
        limit: Int = 8 * 1024 * 1024,
        onLoss: @escaping @Sendable (_ lines: Int) -> Void = { _ in }
    ) {
        self.init(OpenDescriptor(descriptor: descriptor), limit: limit, onLoss: onLoss)
    }

    /// Appends to the file at `path`, which is made, for its owner alone, when it is not there.
    ///
    /// - Returns: Nil when the file cannot be opened.
    package static func appending(
        to path: String,
        limit: Int = 8 * 1024 * 1024,
        onLoss: @escaping @Sendable (_ lines: Int) -> Void
    ) -> LineWriter? {
        RotatingFile(path: path).map { LineWriter($0, limit: limit, onLoss: onLoss) }
    }

    /// Queues one line; `line` has its line end already.
    package func write(_ line: [UInt8]) {
        let needsSchedule = state.withLock { state in
            if state.waiting.count + line.count > limit {
                state.lost += 1
            } else {
                state.waiting.append(contentsOf: line)
            }
            guard !state.isScheduled else { return false }
            state.isScheduled = true
            return true
        }
        guard needsSchedule else { return }
        queue.asyncAfter(deadline: .now() + Self.delay) { self.drain() }
    }

    /// Waits until everything that was queued before is written or lost, but no longer than two seconds: a reader that has
    /// stopped reading must not keep the program from ending.
    package func flush() {
        let done = DispatchSemaphore(value: 0)
        queue.async {
            self.drain()
            done.signal()
        }
        _ = done.wait(timeout: .now() + .seconds(2))
    }

    private func drain() {
        while true {
            let (batch, isMidLine, lost) = state.withLock { state in
                defer {
                    state.waiting = []
                    state.lost = 0
                }
                if state.waiting.isEmpty { state.isScheduled = false }
                return (state.waiting, state.isMidLine, state.lost)
            }
            var lostLines = lost
            if !batch.isEmpty {
                let bytes = isMidLine ? [UInt8(ascii: "\n")] + batch : batch
                let written = target.write(bytes)
                lostLines += bytes[written...].count { $0 == UInt8(ascii: "\n") }
                let endsMidLine = written > 0 ? bytes[written - 1] != UInt8(ascii: "\n") : isMidLine
                state.withLock { $0.isMidLine = endsMidLine }
            }
            if lostLines > 0 { onLoss(lostLines) }
            if batch.isEmpty { return }
        }
    }
}

private struct OpenDescriptor: LineTarget {
    let descriptor: Int32

    func write(_ bytes: [UInt8]) -> Int { writeAll(bytes[...], to: descriptor) }
}

/// Writes as much as a descriptor takes, waiting a second at most for one that is busy.
///
/// - Returns: The number of bytes that it took.
func writeAll(_ bytes: ArraySlice<UInt8>, to descriptor: Int32) -> Int {
    unsafe bytes.withUnsafeBytes { buffer in
        var written = 0
        while written < buffer.count {
            let rest = unsafe UnsafeRawBufferPointer(rebasing: buffer[written...])
            let count = unsafe write(descriptor, rest.baseAddress, rest.count)
            if count > 0 {
                written += count
            } else if errno == EAGAIN {
                var waiting = pollfd(fd: descriptor, events: Int16(POLLOUT), revents: 0)
                _ = unsafe poll(&waiting, 1, 1_000)
            } else if errno != EINTR {
                break
            }
        }
        return written
    }
}
