import CallBundle
import ContactCenter
import Diagnostics
import JSONTree
import ProjectLoading
import Testing

@Suite("acme is a whole center")
struct AcmeTests {
    static let environments = ["production", "staging", "development"]
    private static let folder = "\(repositoryRoot)/examples/acme"

    @Test("it has no finding, in any environment or in all together")
    func sound() throws {
        let checked = try checkProject(at: Self.folder)
        #expect(checked.environments == Self.environments)
        #expect(checked.diagnostics.map(\.message) == [])
    }

    @Test("it is as large as its README says")
    func size() throws {
        let project = try #require(try loadProject(at: Self.folder).project)
        #expect(project.numbers.count == 15)
        #expect(Set(project.numbers.map { String($0.number.value.digits.prefix(2)) }) == ["44", "14", "49", "33"])
        #expect(project.agents.count == 40)
        #expect(project.teams.count == 8)
        #expect(project.menus.count == 12)
        #expect(project.schedules.count == 5)
        #expect(project.tests.count > 100)
        let languages = project.menus.compactMap { $0.prompt.voice.language?.value.prefix(2) }
        #expect(Set(languages + ["en"]) == ["en", "de", "fr"])
    }

    @Test("each environment gives the same bytes each time, and other ones than the others", arguments: environments)
    func deterministic(environment: String) throws {
        let first = try #require(try loadProject(at: Self.folder, environment: environment).release)
        let second = try #require(try loadProject(at: Self.folder, environment: environment).release)
        #expect(first.files.map(\.path) == second.files.map(\.path))
        #expect(first.files.map(\.bytes) == second.files.map(\.bytes))
        #expect(first.manifest.json.serializedBytes() == second.manifest.json.serializedBytes())
        for other in Self.environments where other != environment {
            #expect(try loadProject(at: Self.folder, environment: other).release?.id != first.id)
        }
    }

    @Test("its numbers are bought, and pinned in the lock file")
    func pinned() throws {
        let project = try #require(try loadProject(at: Self.folder).project)
        #expect(project.numbers.allSatisfy { !$0.isStandIn })
        #expect(project.numbers.first { $0.search != nil }?.number.value.digits == "14155550130")
    }
}
