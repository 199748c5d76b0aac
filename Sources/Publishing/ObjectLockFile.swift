internal import JSONTree
package import ObjectStore
internal import ObjectStoreWrites
internal import ReleaseRecords

/// The object that is a bucket's lock: how it is made, renewed, looked at and removed.
package struct ObjectLockFile: Sendable {
    private let bucket: ObjectBucket
    private let process: ProcessMark?

    /// Of this holder, so that what two of them write is never the same.
    private let mark = String(UInt64.random(in: 0...UInt64.max), radix: 16)

    package init(_ bucket: ObjectBucket, process: ProcessMark? = .current) {
        self.bucket = bucket
        self.process = process
    }

    private static let name = ".ccapply.lock"

    /// What stands there.
    private struct Found {
        var owner: LockOwner?
        var mark: String?
        var process: ProcessMark?
        var tag: String

        /// Whether nobody can be holding it any more.
        func isOver(at now: Int) -> Bool {
            owner.map { $0.expiresAt.seconds <= now } ?? false || process?.isGone ?? false
        }
    }

    private func found() async throws(ObjectStoreError) -> Found? {
        guard let object = try await bucket.object(Self.name, size: 0) else { return nil }
        let json = try? JSONValue(parsing: object.bytes)  // What is no such object names nobody.
        var process: ProcessMark?
        if let machine = json?["machine"]?.stringValue, let processID = json?["pid"]?.intValue,
            let started = json?["process_started"]?.stringValue
        {
            process = ProcessMark(machine: machine, processID: processID, started: started)
        }
        return Found(
            owner: json.flatMap { LockOwner(json: $0) },
            mark: json?["mark"]?.stringValue,
            process: process,
            tag: object.tag
        )
    }

    private func write(_ owner: LockOwner, if condition: WriteCondition) async throws(ObjectStoreError) -> WriteOutcome
    {
        guard case .object(var object) = owner.json else { preconditionFailure("an owner is an object") }
        object["mark"] = .string(mark)
        if let process {
            object["machine"] = .string(process.machine)
            object["process_started"] = .string(process.started)
        }
        // Two writes of one second would have the same content, and so the same tag.
        object["write"] = .string(String(UInt64.random(in: 0...UInt64.max), radix: 16))
        return try await bucket.write(
            JSONValue.object(object).serializedBytes(),
            to: Self.name,
            .internalJSON,
            if: condition
        )
    }

    // MARK: Holding

    enum Taking: Sendable {
        case taken(LockOwner, tag: String, leftover: LockOwner?)
        case held(by: LockOwner?)
    }

    /// Makes the lock, or takes over one that is over.
    ///
    /// - Throws: Also when the store overwrites what a condition protects.
    func take(_ owner: LockOwner, lifetime: Int) async throws(ObjectStoreError) -> Taking {
        for _ in 0..<20 {
            // Read first: it tells the store's clock, too.
            let present = try await found()
            if let present, present.mark != mark, !present.isOver(at: bucket.now) { return .held(by: present.owner) }
            let mine = owner.living(from: bucket.now, for: lifetime)
            let condition = present.map { WriteCondition.hasTag($0.tag) } ?? .isAbsent
            guard case .done(let tag) = try await write(mine, if: condition) else { continue }
            try await checkConditions(mine)
            return .taken(mine, tag: tag, leftover: present?.mark == mark ? nil : present?.owner)
        }
        throw ObjectStoreError(.contended, subject: bucket.place.url(Self.name))
    }

    /// A store that takes this write has no locks.
    private func checkConditions(_ owner: LockOwner) async throws(ObjectStoreError) {
        guard case .done = try await write(owner, if: .isAbsent) else { return }
        _ = try await bucket.remove(Self.name)
        throw ObjectStoreError(.ignoresConditions, subject: bucket.place.url(Self.name))
    }

    enum Renewal: Sendable {
        case renewed(LockOwner, tag: String)
        /// The store does not answer; whether the lock's time is up.
        case unknown(isOver: Bool)
        /// Somebody else has it; a few words.
        case lost(String)
    }

    func renew(_ owner: LockOwner, _ tag: String, lifetime: Int) async -> Renewal {
        do throws(ObjectStoreError) {
            let mine = owner.living(from: bucket.now, for: lifetime)
            if case .done(let tag) = try await write(mine, if: .hasTag(tag)) { return .renewed(mine, tag: tag) }
            guard let present = try await found() else { return .lost("somebody removed it") }
            // Of a write whose answer was lost.
            if present.mark == mark, let own = present.owner { return .renewed(own, tag: present.tag) }
            return .lost(present.owner.map { "taken by \($0.sentence)" } ?? "taken by somebody")
        } catch {
            return .unknown(isOver: owner.expiresAt.seconds <= bucket.now)
        }
    }

    /// Gives the lock of that tag back; what cannot be removed ends by itself.
    func remove(_ tag: String) async {
        _ = try? await bucket.remove(Self.name, if: .hasTag(tag))
    }

    // MARK: Looking from outside

    /// Looks without taking it.
    package func state() async throws(PublishingError) -> FolderLock.State {
        do throws(ObjectStoreError) {
            guard let present = try await found() else { return .free(leftover: nil) }
            return present.isOver(at: bucket.now) ? .free(leftover: present.owner) : .held(by: present.owner)
        } catch {
            throw PublishingError(error)
        }
    }

    /// Removes the lock, whoever holds it: the holder notices when it renews it.
    package func clear() async throws(PublishingError) {
        do throws(ObjectStoreError) {
            _ = try await bucket.remove(Self.name)
        } catch {
            throw PublishingError(error)
        }
    }
}

extension LockOwner {
    fileprivate func living(from now: Int, for lifetime: Int) -> LockOwner {
        var owner = self
        owner.expiresAt = UTCTime(seconds: now + lifetime)
        return owner
    }
}
