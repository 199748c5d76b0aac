internal import CallBundle
internal import JSONTree
package import Provisioning
package import Publishing
package import ReleaseRecords

/// Keeps `releases.jsonl` true: writes down each move of the pointer, and those that nobody wrote down.
package struct ReleaseJournal: Sendable {
    private let shelf: any ReleaseShelf
    private let by: String
    private let now: @Sendable () -> UTCTime

    /// Takes what every line needs.
    ///
    /// - Parameters:
    ///   - shelf: Where the log stands; its target is held while anything is written.
    ///   - by: Who is at work.
    ///   - now: The time.
    package init(_ shelf: any ReleaseShelf, by: String, now: @escaping @Sendable () -> UTCTime) {
        self.shelf = shelf
        self.by = by
        self.now = now
    }

    /// What to tell of the moves of a run.
    ///
    /// - Parameters:
    ///   - plan: What is applied.
    ///   - desired: Where its pointer goes.
    ///   - cause: What a move is written down as.
    ///   - commit: The commit of git that the release was made from; nil where that is not known.
    /// - Returns: What is told of each move.
    package func following(
        _ plan: Plan,
        toward desired: DesiredState,
        as cause: PointerMove.Cause,
        from commit: String? = nil
    ) -> PointerJournal {
        let (hash, environment) = (plan.hash, plan.environment)
        return PointerJournal { event, applicationID in
            var move = PointerMove(cause: cause, at: now(), by: by, applicationID: applicationID)
            move.plan = hash
            move.environment = environment
            switch event {
            case .deleted: move.cause = .destroy
            case .moved, .found:
                if event == .found { move.cause = .found }
                move.release = desired.release.id
                move.commit = commit
                move.answerURL = desired.application.answerURL
                move.fallbackURL = desired.application.fallbackURL
                move.requires = PointerMove.RequirementCounts(desired.release.requires)
            }
            return await write(move, unlessKnown: event == .found)
        }
    }

    /// Writes down where calls go, when the log's last line about that application does not say so.
    ///
    /// - Returns: Why it could not be written down; nil when it was, or had been.
    package func noteFound(_ answerURL: String?, applicationID: String, environment: String?) async -> String? {
        guard let answerURL else { return nil }
        var move = PointerMove(cause: .found, at: now(), by: by, applicationID: applicationID)
        move.answerURL = answerURL
        move.environment = environment
        move.release = ReleaseID(in: answerURL)
        if let release = move.release, let manifest = try? await shelf.manifest(of: release) {
            // Without a manifest the line is less full, and as true.
            move.requires = PointerMove.RequirementCounts(manifest.requires)
        }
        return await write(move, unlessKnown: true)
    }

    private func write(_ move: PointerMove, unlessKnown: Bool) async -> String? {
        do throws(PublishingError) {
            if unlessKnown {
                let last = try await shelf.log().moves.last { isSameApplication($0.applicationID, move.applicationID) }
                if last?.answerURL == move.answerURL { return nil }
            }
            try await shelf.append(move)
            return nil
        } catch {
            return "the log of releases does not say so yet: \(error.message); \(error.help), and run ccapply again"
        }
    }
}

extension ReleaseLog {
    /// What was live when, of one application.
    package func timeline(of application: String) -> ReleaseTimeline {
        ReleaseTimeline(moves.filter { isSameApplication($0.applicationID, application) })
    }
}

extension Plan {
    /// Where the application's calls go while this plan is not applied yet; nil without an application.
    package func liveAnswerURL(_ desired: DesiredState) -> String? {
        guard applicationID != nil else { return nil }
        let path = "capabilities.voice.webhooks.answer_url.address"
        let change = steps.first { $0.subject == .answerURL }?.changes.first { $0.path == path }
        guard let change else { return desired.application.answerURL }
        return change.before?.stringValue.flatMap { $0.isEmpty ? nil : $0 }
    }
}
