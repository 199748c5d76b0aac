internal import Synchronization
internal import VonageAPI

/// Signs tokens as the platform wants them.
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
        let id = ApplicationID(applicationID)
        return try key(privateKeyPEM).clientToken(applicationID: id, user: user, now: now, lifetime: lifetime)
    }

    /// A token for the REST APIs, good for 15 minutes.
    func adminToken(applicationID: String, privateKeyPEM: String, now: Int) throws -> String {
        try key(privateKeyPEM).adminToken(applicationID: ApplicationID(applicationID), now: now)
    }

    private func key(_ pem: String) throws -> ApplicationKey {
        try last.withLock { last in
            if let last, last.pem == pem { return last.key }
            let key = try ApplicationKey(pem: pem)
            last = Reading(pem: pem, key: key)
            return key
        }
    }
}
