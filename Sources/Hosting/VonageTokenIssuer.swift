internal import Synchronization
internal import VonageAPI

/// Signs login tokens as the platform wants them.
package final class VonageTokenIssuer: ClientTokenIssuing {
    private struct Reading {
        let pem: String
        let key: ApplicationKey
    }

    /// The key read last: reading one takes longer than a signature.
    private let last = Mutex<Reading?>(nil)

    package init() {}

    package func clientToken(
        applicationID: String,
        privateKeyPEM: String,
        user: String,
        lifetime: Int,
        now: Int
    ) throws -> String {
        let key = try last.withLock { last in
            if let last, last.pem == privateKeyPEM { return last.key }
            let key = try ApplicationKey(pem: privateKeyPEM)
            last = Reading(pem: privateKeyPEM, key: key)
            return key
        }
        let id = ApplicationID(applicationID)
        return try key.clientToken(applicationID: id, user: user, now: now, lifetime: lifetime)
    }
}
