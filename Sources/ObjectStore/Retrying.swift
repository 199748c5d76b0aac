/// How often, and when, a request that failed for a reason that passes is sent again.
package struct Retrying: Sendable {
    /// How often it is sent in all.
    package var attempts: Int

    /// Waits before the attempt of that number, 1 being the second one.
    package var pause: @Sendable (_ attempt: Int) async throws -> Void

    /// Is told before each further attempt why there is one.
    package var tell: (@Sendable (_ reason: String) -> Void)?

    package init(attempts: Int, pause: @escaping @Sendable (_ attempt: Int) async throws -> Void) {
        self.attempts = attempts
        self.pause = pause
    }

    /// Five attempts in about three seconds; chance keeps those who failed together apart.
    package static let standard = Retrying(attempts: 5) { attempt in
        let longest = 200 << (attempt - 1)
        try await Task.sleep(for: .milliseconds(Int.random(in: longest / 2...longest)))
    }
}
