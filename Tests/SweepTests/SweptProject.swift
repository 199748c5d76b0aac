import Applying
import CallBundle
import ContactCenter
import Foundation
import JSONTree
import ProjectLoading
import Provisioning
import Testing
import VonageAPI

/// A project of `examples`, and what happens to it.
enum SweptProject: String, CaseIterable, Sendable {
    case acme
    case quickstart

    /// As the example has it, in its default environment.
    var original: DesiredState {
        get throws {
            let repository = URL(filePath: #filePath).deletingLastPathComponent().appending(path: "../..")
            let loaded = try loadProject(at: repository.appending(path: "examples/\(rawValue)").path)
            return try DesiredState(
                project: try #require(loaded.project),
                release: try #require(loaded.release),
                publicKeyPEM: try SweptAccount.publicKeyPEM,
                secrets: { "value-of-\($0)" }
            )
        }
    }

    /// After an edit that wants every kind of step but the making of the application.
    var edited: DesiredState {
        get throws {
            var edited = try original
            edited.application.answerURL = edited.application.answerURL.replacing(
                edited.release.id.description,
                with: "0123456789abcdef"
            )
            edited.application.region = edited.application.region == "eu-east" ? "na-west" : "eu-east"
            let leaver = edited.users.removeLast()
            edited.removedUsers = [.init(name: leaver.name)]
            edited.release.requires.users.removeAll { $0 == leaver.name }
            for index in edited.users.indices.prefix(3) { edited.users[index].displayName = "New title \(index)" }
            edited.users[0].data = [("team", "blue")]
            var beginner = DesiredState.User(name: "Beginner")
            beginner.displayName = "Be Ginner"
            edited.users.append(beginner)
            // Everything is to go at once: what is protected or held has tests of its own.
            edited.drain = 0
            edited.protected = []
            // Their forwarding is to be cleared.
            for index in edited.numbers.indices { edited.numbers[index].adopts = true }
            let dropped = edited.numbers.removeLast()
            edited.removedNumbers = [.init(number: dropped.number, fate: .unlink)]
            return edited
        }
    }

    /// The same on a release before it, which is still published.
    var earlier: DesiredState {
        get throws {
            var earlier = try original
            let (live, before) = (earlier.release.id.description, "fedcba9876543210")
            earlier.release.id = try #require(ReleaseID(before))
            earlier.application.answerURL = earlier.application.answerURL.replacing(live, with: before)
            earlier.application.fallbackURL = earlier.application.fallbackURL?.replacing(live, with: before)
            return earlier
        }
    }

    /// The numbers that the account must own for it.
    var numbers: [(digits: String, country: String)] {
        get throws { try original.numbers.map { ($0.number.digits, "GB") } }
    }
}

/// From what to what an apply goes.
enum Journey: CaseIterable, Sendable {
    case fromNothing
    case update
}

/// Whether the sweeps are to be whole: `make soak`.
let isSoaking = ProcessInfo.processInfo.environment["CCPLAN_SOAK"] != nil

extension SweptAccount {
    /// Brings the account to where the journey begins, and gives its end.
    func begin(_ journey: Journey, of project: SweptProject) async throws -> DesiredState {
        guard journey == .update else { return try project.original }
        let outcome = try await apply(try project.original, try session())
        try #require(outcome.isComplete, "\(outcome)")
        // Somebody forwarded a number and gave it a webhook for messages; both orders of the form's fields occur.
        var state = try #require(state.objectValue)
        var rows = state["numbers"]?.arrayValue ?? []
        var first = try #require(rows.first?.objectValue)
        first["voiceCallbackType"] = "tel"
        first["voiceCallbackValue"] = "442079460999"
        first["moHttpUrl"] = "https://sms.example/in"
        rows[0] = .object(first)
        state["numbers"] = .array(rows)
        try await set(state: .object(state))
        return try project.edited
    }
}
