import CallBundle
import JSONTree
import Provisioning
import Publishing
import ReleaseRecords
import Testing

@testable import Applying

@Suite("Rolling back")
struct RollbackTests {
    private let manifest = sampleManifest(users: ["Jane"], callerIDs: ["442079460001"], entryNumbers: ["442079460000"])

    /// An account whose application was changed by hand in a way that the project does not know.
    private func account(_ users: UserAccess = .granted) -> FakeAccount {
        var state = FakeAccount.State()
        state.applications["id-1"] = object([
            "id": "id-1", "name": "Renamed by hand",
            "capabilities": [
                "voice": [
                    "webhooks": [
                        "answer_url": ["address": "https://voice.acme.example/r/00000000000000aa/e/answer"],
                        "fallback_answer_url": [
                            "address": "https://voice.acme.example/r/00000000000000aa/fallback.json"
                        ],
                        "event_url": ["address": "https://other.example/events", "http_method": "GET"],
                    ], "region": "eu-west",
                ]
            ],
        ])
        state.numbers["442079460000"] = object(["country": "GB", "msisdn": "442079460000", "app_id": "id-1"])
        state.numbers["442079460001"] = object(["country": "GB", "msisdn": "442079460001"])
        state.users["id-1"] = ["Jane": object(["id": "USR-1", "name": "Jane"])]
        return FakeAccount(state, users: users)
    }

    private func desired() throws -> DesiredState {
        var application = DesiredState.Application(
            name: "Acme",
            eventsURL: "https://voice.acme.example/events",
            answerURL: "https://voice.acme.example/r/00000000000000aa/e/answer"
        )
        application.fallbackURL = "https://voice.acme.example/r/00000000000000aa/fallback.json"
        let state = DesiredState(
            application: application,
            release: .init(
                id: try #require(ReleaseID("00000000000000aa")),
                baseURL: "https://voice.acme.example",
                fileCount: 3,
                requires: .init(users: [], callerIDs: [], entryNumbers: []),
                isPublished: true
            )
        )
        let fallback = try #require(manifest.fallbackPath)
        return state.pointing(to: manifest, fallbackURL: "https://static.acme.example/\(fallback)")
    }

    private func live(_ account: FakeAccount) throws -> LiveApplication {
        LiveApplication(body: try #require(account.state.applications["id-1"]))
    }

    private func roll(_ plan: Plan, _ account: FakeAccount, _ journal: PointerJournal = .none) async throws -> Receipt {
        await applyPlan(
            plan,
            toward: try desired(),
            account: account,
            deployment: Deployment { "verified" },
            settle: {},
            stop: StopRequest(),
            scope: .pointerOnly,
            journal: journal
        ) { _ in }
    }

    @Test("only where calls go is changed, whatever else differs from the project")
    func pointerOnly() async throws {
        let account = account()
        let plan = makeRollbackPlan(try desired(), of: try live(account))
        #expect(plan.steps.map(\.address) == ["release", "app.answer_url"])
        #expect(plan.steps.map(\.action) == [.verify, .move])
        #expect(plan.steps[1].summary == "release 00000000000000aa → \(manifest.release)")
        let receipt = try await roll(plan, account)
        #expect(receipt.isComplete, "\(receipt.steps)")
        let after = try live(account)
        #expect(after.answerURL == manifest.answerURL)
        #expect(after.fallbackURL == "https://static.acme.example/r/\(manifest.release)/fallback.json")
        #expect(after.name == "Renamed by hand")
        let voice = after.body["capabilities"]?["voice"]
        #expect(voice?["region"] == "eu-west")
        #expect(voice?["webhooks"]?["event_url"]?["http_method"] == "GET")
        #expect(makeRollbackPlan(try desired(), of: after).isEmpty)
        #expect(account.writes == ["replace application"])
    }

    @Test("a pointer that somebody moved since the plan is left where it is")
    func movedMeanwhile() async throws {
        let account = account()
        let plan = makeRollbackPlan(try desired(), of: try live(account))
        account.change { state in
            var body = JSONValue.object(state.applications["id-1"] ?? JSONObject())
            body = body.setting(
                ["capabilities", "voice", "webhooks", "answer_url", "address"][...],
                to: "https://elsewhere.example"
            )
            state.applications["id-1"] = body.objectValue
        }
        let receipt = try await roll(plan, account)
        #expect(receipt.steps.map(\.status) == [.done, .failed])
        #expect(receipt.steps[1].detail.contains("is now 'https://elsewhere.example'"))
        #expect(try live(account).answerURL == "https://elsewhere.example")
        #expect(account.writes == [])
    }

    @Test("what a release needs is looked for in the account, each kind by itself")
    func requirements() async throws {
        let account = account()
        let application = try live(account)
        func unmet() async throws -> [String] {
            try await unmetRequirements(manifest.requires, of: application, in: account)
        }
        #expect(try await unmet() == [])
        account.change {
            $0.users = [:]
            $0.numbers = [:]
        }
        #expect(
            try await unmet() == [
                "user 'Jane': calls may ring this user, who is not there",
                "number +442079460001: it is shown as caller id, and the account does not own it",
                "number +442079460000: calls are to come in on it, and the account does not own it",
            ]
        )
        #expect(account.writes == [])
    }

    @Test("users that cannot be looked for are not taken for being there")
    func requirementsWithoutKey() async throws {
        let account = account(.refused(reason: "no private key"))
        let application = try live(account)
        let failure = await #expect(throws: AccountFailure.self) {
            try await unmetRequirements(manifest.requires, of: application, in: account)
        }
        #expect(failure?.message == "calls may ring 1 users that cannot be looked for: no private key")
        // Nobody to ring: no key is needed.
        let none = Manifest.Requirements(users: [], callerIDs: [], entryNumbers: [])
        #expect(try await unmetRequirements(none, of: application, in: account) == [])
    }

    @Test("a move is written down after it was confirmed; a log that cannot be written is told, and the move stands")
    func journal() async throws {
        let account = account()
        let plan = makeRollbackPlan(try desired(), of: try live(account))
        let shelf = FakeShelf()
        let journal = ReleaseJournal(shelf, by: "ann@desk") { UTCTime(seconds: 17) }
        #expect(await journal.noteFound(try live(account).answerURL, applicationID: "id-1", environment: nil) == nil)
        #expect(await journal.noteFound(try live(account).answerURL, applicationID: "ID-1", environment: nil) == nil)
        #expect(shelf.moves.map(\.cause) == [.found])
        let refused = PublishingError(message: "cannot write 'x': no space left on device", help: "free some space")
        shelf.failAppends(refused)
        let receipt = try await roll(plan, account, journal.following(plan, toward: try desired(), as: .rollback))
        #expect(receipt.isComplete)
        #expect(
            receipt.warnings == [
                "the log of releases does not say so yet: cannot write 'x': no space left on device; free some space, "
                    + "and run ccapply again"
            ]
        )
        #expect(try live(account).answerURL == manifest.answerURL)
        // The next run finds what nobody wrote down.
        shelf.failAppends(nil)
        #expect(await journal.noteFound(try live(account).answerURL, applicationID: "id-1", environment: nil) == nil)
        #expect(shelf.moves.map(\.release?.text) == ["00000000000000aa", manifest.release.text])
        #expect(shelf.moves.last?.cause == .found)
    }

    @Test("a step that did not move calls writes nothing down")
    func failedMove() async throws {
        let account = account()
        let plan = makeRollbackPlan(try desired(), of: try live(account))
        let shelf = FakeShelf()
        let journal = ReleaseJournal(shelf, by: "ann@desk") { UTCTime(seconds: 17) }
        account.fail(request: account.requests.count + 1, .refused)
        let receipt = try await roll(plan, account, journal.following(plan, toward: try desired(), as: .rollback))
        #expect(receipt.steps.last?.status == .failed)
        #expect(shelf.moves == [])
        let again = try await roll(plan, account, journal.following(plan, toward: try desired(), as: .rollback))
        #expect(again.isComplete)
        #expect(shelf.moves.map(\.cause) == [.rollback])
        #expect(shelf.moves.first?.answerURL == manifest.answerURL)
        #expect(shelf.moves.first?.plan == plan.hash)
    }
}
