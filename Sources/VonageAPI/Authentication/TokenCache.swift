internal import Synchronization

/// The admin tokens in use: one for each application, made anew a minute before it expires.
final class TokenCache: Sendable {
    private struct Entry {
        let token: String
        let expiry: Int
    }

    private static let lifetime = 900

    private let key: ApplicationKey
    private let entries = Mutex<[ApplicationID: Entry]>([:])

    init(key: ApplicationKey) {
        self.key = key
    }

    func token(for application: ApplicationID, now: Int) throws -> String {
        // Signing takes a millisecond: one task does it under the lock, the others want its result anyway.
        try entries.withLock { entries in
            if let entry = entries[application], now < entry.expiry - 60, now >= entry.expiry - Self.lifetime {
                return entry.token
            }
            let token = try key.adminToken(applicationID: application, now: now, lifetime: Self.lifetime)
            entries[application] = Entry(token: token, expiry: now + Self.lifetime)
            return token
        }
    }
}
