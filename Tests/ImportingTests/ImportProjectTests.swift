import Diagnostics
import Foundation
import Importing
import JSONTree
import ProjectLoading
import Provisioning
import SeededRandom
import Testing
import VonageAPI

@Suite("A project written from an account")
struct ImportProjectTests {
    /// Loads a project from a folder of its own.
    private func load(_ project: ImportedProject) throws -> LoadedProject {
        let folder = FileManager.default.temporaryDirectory.appending(path: "ccplan-\(UUID().uuidString)")
        defer { try? FileManager.default.removeItem(at: folder) }  // Nothing hangs on what stays in /tmp.
        for file in project.files {
            let place = folder.appending(path: file.path)
            try FileManager.default.createDirectory(
                at: place.deletingLastPathComponent(),
                withIntermediateDirectories: true
            )
            try Data(file.text.utf8).write(to: place)
        }
        return try loadProject(at: folder.path, through: .bundle)
    }

    private func plan(_ loaded: LoadedProject, against live: LiveState) throws -> Plan {
        let desired = try DesiredState(
            project: try #require(loaded.project),
            release: try #require(loaded.release),
            publicKeyPEM: loaded.publicKeyPEM
        )
        return try #require(makePlan(desired, against: live).output)
    }

    /// What the language has no word for, and every plan sets.
    private static let unavoidable = [
        "privacy.improve_ai", "capabilities.voice.webhooks.event_url", "capabilities.rtc",
    ]

    @Test(
        "validates, has no secret, and its plan only publishes and moves the pointer",
        arguments: 0..<250 as Range<UInt64>
    )
    func roundTrip(seed: UInt64) throws {
        var maker = AccountMaker(random: SeededGenerator(seed: seed))
        let users = maker.users()
        let (body, isRegular) = maker.application(users: !users.isEmpty)
        let application = LiveApplication(body: body)
        let live = LiveState(
            applications: [application],
            numbers: maker.numbers(of: application.id),
            users: .compared(users)
        )
        var source = ImportSource(application: application, numbers: live.numbers, users: live.users)
        for number in source.ownNumbers where maker.random.chance(50) {
            source.answers[number.digits] = maker.random.pick([
                [["action": "talk", "text": "Hello"]], [["action": "dance"]], "no list", [],
            ])
        }
        let project = importProject(source)
        let text = project.files.map(\.text).joined() + project.notes.joined() + project.secrets.map(\.use).joined()
        #expect(!text.contains(AccountMaker.secret), "\(text)")
        let loaded = try load(project)
        #expect(!loaded.diagnostics.hasErrors, "\(loaded.diagnostics.map(\.message))\n\(text)")
        let steps = try plan(loaded, against: live).steps
        for step in steps {
            switch step.subject {
            case .release, .answerURL: continue
            case .application:
                let others = step.changes.filter { change in
                    isRegular || !Self.unavoidable.contains { change.path.hasPrefix($0) }
                }
                #expect(others.isEmpty, "\(others)\n\(text)")
            default: Issue.record("\(step)\n\(text)")
            }
        }
        // The same account gives the same project.
        #expect(importProject(source).files == project.files)
    }

    @Test("says all that the account has, and names secrets without telling them")
    func whole() throws {
        let id = "11111111-2222-4333-8444-555555555555"
        let application = LiveApplication(
            body: object([
                "id": .string(id), "name": "Acme \"Support\"", "keys": ["public_key": .string(AccountMaker.key)],
                "capabilities": [
                    "voice": [
                        "webhooks": [
                            "answer_url": ["address": "https://voice.acme.example/r/00000000000000aa/e/answer"],
                            "event_url": ["address": "https://events.acme.example/all", "http_method": "POST"],
                        ], "region": "eu-west", "signed_callbacks": false,
                    ]
                ],
            ])
        )
        let jane = LiveUser(
            body: object([
                "id": "USR-1", "name": "Jane", "display_name": "Jane Doe", "image_url": "https://acme.example/jane.png",
                "properties": ["custom_data": ["desk": "7", "count": 3]],
                "channels": [
                    "pstn": [["number": 447_700_900_001]],
                    "sip": [["uri": "sip:jane@pbx.example", "username": "jane", "password": "hunter2"]],
                ],
            ])
        )
        let numbers = ["442079460000", "442079460001"].map { digits in
            LiveNumber(body: object(["country": "GB", "msisdn": .string(digits), "app_id": .string(id)]))
        }
        var source = ImportSource(application: application, numbers: numbers, users: .compared([jane]))
        source.answers["442079460001"] = [["action": "talk", "text": "Hello"]]
        let project = importProject(source)
        #expect(
            project.files[0].text == """
                # Written by 'ccplan import' from application \(id).
                # Read it through, and run 'ccplan plan', before you apply it.
                version: 1

                app:
                  name: "Acme \\"Support\\""
                  id: "\(id)"
                  public_key: keys/app.pub
                  region: eu-west
                  signed_callbacks: no
                  events: https://events.acme.example/all

                hosting:
                  url: https://voice.acme.example

                # Numbers that are linked to the application.
                numbers:
                  gb-442079460000: {number: +442079460000, inbound: {say: This line is not yet described., hangup: yes}}
                  gb-442079460001: {number: +442079460001, inbound: {ncco: ncco/gb-442079460001.json}}

                # Users of the application; 'agents' can ring them.
                users:
                  Jane:
                    display_name: Jane Doe
                    image_url: https://acme.example/jane.png
                    data: {desk: "7"}
                    channels: {pstn: [+447700900001], sip: [{uri: "sip:jane@pbx.example", username: {secret: \
                SIP_JANE_USERNAME}, password: {secret: SIP_JANE_PASSWORD}}]}

                """
        )
        #expect(project.files.map(\.path) == ["contact-center.yaml", "keys/app.pub", "ncco/gb-442079460001.json"])
        #expect(project.secrets.map(\.variable) == ["SIP_JANE_USERNAME", "SIP_JANE_PASSWORD"])
        #expect(
            project.notes == [
                "user 'Jane': data 'count' cannot be written down, or may be secret; it is left alone"
            ]
        )
        #expect(!project.needsHostingURL)
    }

    @Test("a number that the account lists twice is written once, and names that look alike are told apart")
    func twice() throws {
        let body: JSONValue = ["country": "GB", "msisdn": "442079460000", "app_id": "1"]
        let application = LiveApplication(body: object(["id": "1", "name": "A"]))
        let numbers = [body, body].map { LiveNumber(body: object($0)) }
        let users = ["Jane", "jane"].map { name in
            let sip: JSONValue = [["uri": "sip:a@b.example", "password": "x"]]
            return LiveUser(body: object(["id": .string(name), "name": .string(name), "channels": ["sip": sip]]))
        }
        let source = ImportSource(application: application, numbers: numbers, users: .compared(users))
        let project = importProject(source)
        #expect(!(try load(project)).diagnostics.hasErrors)
        #expect(project.files[0].text.matches(of: /442079460000:/).count == 1)
        #expect(project.secrets.map(\.variable) == ["SIP_JANE_PASSWORD", "SIP_JANE_PASSWORD_2"])
    }

    @Test("an answer webhook of somebody else leaves a placeholder to be filled in")
    func placeholder() throws {
        let application = LiveApplication(
            body: object([
                "id": "1", "name": "Old",
                "capabilities": ["voice": ["webhooks": ["answer_url": ["address": "https://old.example/a?token=abc"]]]],
            ])
        )
        let project = importProject(
            ImportSource(application: application, numbers: [], users: .notCompared(reason: "no key"))
        )
        #expect(project.needsHostingURL)
        #expect(project.files[0].text.contains("# A placeholder: where the platform"))
        #expect(
            project.notes == [
                "calls go to 'https://old.example/a?token=\(Redaction.mark)' now, which is no release of ccplan: write your "
                    + "host into 'hosting.url'",
                "the application has no public key that can be read: 'app.public_key' is not set",
                "users were not read: no key",
            ]
        )
    }
}

/// The members of an object literal.
private func object(_ literal: JSONValue) -> JSONObject { literal.objectValue ?? JSONObject() }
