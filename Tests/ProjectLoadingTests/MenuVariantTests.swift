import CallBundle
import Diagnostics
import ProjectLoading
import Testing

/// Menus that are entered with an own `otherwise`, from everywhere.
@Suite struct MenuVariantTests {
    private func load(_ menus: String) throws -> LoadedProject {
        try loadText(
            """
            version: 1
            app: {name: Test}
            hosting: {url: "https://voice.example.com"}
            numbers: {main: {number: +44 20 7946 0001, inbound: {menu: m0}}}
            menus:
            \(menus)
            """
        )
    }

    private func menu(_ index: Int, _ options: String) -> String {
        "  m\(index): {prompt: Press a key., options: \(options), otherwise: hangup}\n"
    }

    @Test("a menu may enter itself with another way out")
    func itself() throws {
        let project = try load(menu(0, "{1: {menu: m0, otherwise: {say: Goodbye., hangup: yes}}, 2: hangup}"))
        #expect(project.diagnostics.isEmpty)
        #expect(project.release != nil)
    }

    @Test("menus may enter each other in a circle with other ways out")
    func circle() throws {
        let project = try load(
            menu(0, "{1: {menu: m1, otherwise: {menu: m1, otherwise: {say: One., hangup: yes}}}}")
                + menu(1, "{1: {menu: m0, otherwise: {say: Two., hangup: yes}}}")
        )
        #expect(project.diagnostics.isEmpty)
        #expect(project.release != nil)
    }

    @Test("places are entered once each, however many ways lead there")
    func doubling() throws {
        // Each menu enters the next in two ways: as many variants as places, not two to the power of the menus.
        let menus = (0..<30).map { index in
            let next = "menu: m\(index + 1), otherwise: {say: Goodbye., hangup: yes}"
            return menu(index, "{1: {\(next)}, 2: {\(next)}}")
        }
        let project = try load(menus.joined() + menu(30, "{1: hangup}"))
        #expect(!project.diagnostics.hasErrors)
        let files = try #require(project.release).files.count
        #expect(files < 1_000)
    }

    @Test("a chain of variants may be as long as the project")
    func chain() throws {
        let menus = (0..<3_000).map { index in
            menu(index, "{1: {menu: m\(index + 1), otherwise: {say: Goodbye., hangup: yes}}}")
        }
        let project = try load(menus.joined() + menu(3_000, "{1: hangup}"))
        #expect(!project.diagnostics.hasErrors)
    }

    @Test("what is wrong with the voice of a menu is reported when the menu is entered with another way out")
    func reportedOnce() throws {
        let project = try loadText(
            """
            version: 1
            app: {name: Test}
            hosting: {url: "https://voice.example.com"}
            numbers: {main: {number: +44 20 7946 0001, inbound: {menu: m0, otherwise: {say: Goodbye., hangup: yes}}}}
            menus:
              m0:
                prompt: {text: Press a key., language: xx-YY}
                options: {1: hangup}
                otherwise: hangup
            """
        )
        #expect(project.diagnostics.map(\.code.text) == ["CC3023"])
        #expect(project.release == nil)
    }

    @Test("thousands of names that do not exist are reported in time", .timeLimit(.minutes(10)))
    func undefinedNames() throws {
        let project = try load((0..<2_000).map { menu($0, "{1: {menu: n\($0)}}") }.joined())
        #expect(project.diagnostics.count == 2_000)
        #expect(project.diagnostics.allSatisfy { $0.code.text == "CC1004" })
        #expect(project.diagnostics.first?.help == "did you mean 'm0'?")
    }
}
