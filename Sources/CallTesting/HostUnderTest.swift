package import Simulator

/// A real host that serves the project's release, and what the tests may take of its time.
package struct HostUnderTest: Sendable {
    /// The way to it; must give what hosts say, and nothing that was read before.
    package var transport: any CallTransport

    /// Where calls begin.
    package var answerURL: String

    /// The time by which it decides over hours: seconds since 1970.
    package var now: @Sendable () -> Int

    /// Whether the time for all tests is over: nothing more is sent then.
    package var isOutOfTime: @Sendable () -> Bool

    package init(
        _ transport: any CallTransport,
        answerURL: String,
        now: @escaping @Sendable () -> Int,
        isOutOfTime: @escaping @Sendable () -> Bool
    ) {
        self.transport = transport
        self.answerURL = answerURL
        self.now = now
        self.isOutOfTime = isOutOfTime
    }
}
