package import JSONTree
package import ReleaseRecords

/// Who holds a publish target, for those who come second.
package struct LockOwner: Hashable, Sendable {
    /// A person or a pipeline: `ann@host`, `github:ann, run 17 of acme/voice`.
    package var owner: String
    package var host: String
    package var processID: Int
    package var startedAt: UTCTime

    /// When a holder that nobody can look at, since it runs elsewhere, is taken for gone.
    package var expiresAt: UTCTime

    /// The command: `apply`.
    package var purpose: String

    /// Whether it has begun to change something; until then it reads, compares and asks.
    package var isChanging = false

    package init(
        owner: String,
        host: String,
        processID: Int,
        startedAt: UTCTime,
        purpose: String,
        lifetime: Int = 2 * 3_600
    ) {
        self.owner = owner
        self.host = host
        self.processID = processID
        self.startedAt = startedAt
        self.purpose = purpose
        expiresAt = UTCTime(seconds: startedAt.seconds + lifetime)
    }

    /// Whether a lock that looks held may be taken away all the same: it expired on another machine, where nobody here can
    /// look whether its process lives.
    package func isPresumedGone(on host: String, at now: UTCTime) -> Bool { self.host != host && expiresAt <= now }

    /// `apply by ann@host, process 17 on host, since 2026-11-26T06:10:11Z`.
    package var sentence: String { "\(purpose) by \(owner), process \(processID) on \(host), since \(startedAt)" }
}

extension LockOwner {
    package var json: JSONValue {
        [
            "version": 1,
            "owner": .string(owner),
            "host": .string(host),
            "pid": .integer(processID),
            "started_at": .string("\(startedAt)"),
            "expires_at": .string("\(expiresAt)"),
            "purpose": .string(purpose),
            "changing": .bool(isChanging),
        ]
    }

    /// Nil for anything but such an object.
    package init?(json: JSONValue) {
        guard let owner = json["owner"]?.stringValue, let host = json["host"]?.stringValue,
            let processID = json["pid"]?.intValue, let purpose = json["purpose"]?.stringValue,
            let startedAt = json["started_at"]?.stringValue.flatMap(UTCTime.init),
            let expiresAt = json["expires_at"]?.stringValue.flatMap(UTCTime.init)
        else { return nil }
        self.owner = owner
        self.host = host
        self.processID = processID
        self.purpose = purpose
        self.startedAt = startedAt
        self.expiresAt = expiresAt
        isChanging = json["changing"]?.boolValue ?? false
    }
}
