import HTTPTransport
import JSONTree
import LoopbackServing
import Synchronization
import VonageAPI

/// A clock whose sleepers wake at once, and which remembers how long they meant to sleep.
final class VirtualClock: Sendable {
    private struct State {
        var elapsed = Duration.zero
        var sleeps: [Duration] = []
    }

    private let state = Mutex(State())
    let start: Int

    /// - Parameter start: Unix seconds.
    init(start: Int = 1_790_000_000) {
        self.start = start
    }

    var sleeps: [Duration] { state.withLock { $0.sleeps } }

    func advance(by duration: Duration) { state.withLock { $0.elapsed += duration } }

    /// This clock, with what chance always gives.
    func clock(random: Double = 0) -> APIClock {
        APIClock(
            unixSeconds: { self.start + Int(self.state.withLock { $0.elapsed }.components.seconds) },
            elapsed: { self.state.withLock { $0.elapsed } },
            sleep: { duration in
                try Task.checkCancellation()
                self.state.withLock { state in
                    state.elapsed += duration
                    state.sleeps.append(duration)
                }
            },
            random: { random }
        )
    }
}

let testSecret = "Geheim-4711-abc"
let testBasic = "YWJjZDEyMzQ6R2VoZWltLTQ3MTEtYWJj"
let testApplication: ApplicationID = "aaaaaaaa-bbbb-cccc-dddd-0123456789ab"

/// A session with a server of the test's own, which waits in virtual time only.
func session(
    _ server: LoopbackServer,
    clock: VirtualClock = VirtualClock(),
    random: Double = 0,
    retry: RetryPolicy = RetryPolicy(),
    rates: RateLimits = .off,
    withKey: Bool = true,
    requestDeadline: Duration = .seconds(30)
) throws -> APISession {
    try APISession(
        http: HTTPClient(),
        endpoints: try require(APIEndpoints(base: server.base)),
        credentials: APICredentials(key: "abcd1234", secret: Secret(testSecret)),
        key: withKey ? ApplicationKey(pem: KeyFixtures.privatePKCS8) : nil,
        retry: retry,
        rates: rates,
        clock: clock.clock(random: random),
        requestDeadline: requestDeadline
    )
}

struct Missing: Error {}

func require<Value>(_ value: Value?) throws -> Value {
    guard let value else { throw Missing() }
    return value
}

/// The error that the operation throws, nil when it throws none.
func failure(_ operation: () async throws(APIError) -> Void) async -> APIError? {
    do throws(APIError) {
        try await operation()
        return nil
    } catch {
        return error
    }
}

/// All ways in which Swift would print a value.
func allTexts(_ value: some Any) -> String {
    var dumped = ""
    dump(value, to: &dumped)
    return "\(value) \(String(reflecting: value)) \(dumped)"
}
