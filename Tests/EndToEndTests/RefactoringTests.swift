import Foundation
import Testing

@Suite("a project that was rearranged")
struct RefactoringTests {
    /// The acme example in a repository, committed as `before`.
    private func acme() async throws -> GitRepository {
        let repository = try await GitRepository()
        let acme = EndToEndTests.repository.appending(path: "examples/acme")
        try FileManager.default.copyItem(at: acme, to: repository.url.appending(path: "acme"))
        try await repository.commit("before")
        return repository
    }

    /// Changes every YAML file of the project.
    private func rewrite(_ repository: GitRepository, _ change: (String) -> String) throws {
        let folder = repository.url.appending(path: "acme")
        for path in try contents(of: folder).keys where path.hasSuffix(".yaml") {
            let file = folder.appending(path: path)
            let text = try String(contentsOf: file, encoding: .utf8)
            try Data(change(text).utf8).write(to: file)
        }
    }

    private func edit(_ path: String, in repository: GitRepository, _ change: (String) throws -> String) throws {
        let file = repository.url.appending(path: "acme/\(path)")
        try Data(try change(try String(contentsOf: file, encoding: .utf8)).utf8).write(to: file)
    }

    /// Renames what callers never hear, moves menus to another file and in other order, and options, too.
    private func rearrange(_ repository: GitRepository) throws {
        let names = [
            ("main-uk", "welcome-uk"), ("support-en", "help-en"), ("team: escalation", "team: front-line"),
            ("  escalation: {", "  front-line: {"), ("uk-office", "london"),
            ("uk-vip", "uk-gold"), ("closed-en", "after-hours"), ("de-support", "munich"),
        ]
        try rewrite(repository) { text in
            names.reduce(text) { $0.replacing($1.0, with: $1.1) }
        }
        try edit("agents/uk.yaml", in: repository) { try $0.changing("Alice Archer", to: "Alice A. Archer") }
        try edit("menus/en.yaml", in: repository) { text in
            // The American menu gets a file of its own; the first menu goes last.
            let american = try #require(text.range(of: "  main-us:"))
            try repository.write("menus:\n" + text[american.lowerBound...], to: "acme/menus/american.yaml")
            let rest = text[..<american.lowerBound]
            let first = try #require(rest.range(of: "  welcome-uk:"))
            let last = try #require(rest.range(of: "  help-en:"))
            let moved =
                String(rest[..<first.lowerBound]) + rest[last.lowerBound...] + rest[first.lowerBound..<last.lowerBound]
            let one = "      1: {say: Please wait while we connect you to billing., team: billing}\n"
            let two = "      2: {voicemail: billing}\n"
            return try moved.changing(one + two, to: two + one)
        }
    }

    @Test("renames, files split, menus and options in another order: no caller can tell")
    func same() async throws {
        let repository = try await acme()
        try rearrange(repository)
        let valid = try run("ccplan", ["validate", "acme"], in: repository.url)
        try #require(valid.status == 0, "\(valid.errors)")
        #expect(try await repository.git("status", "--porcelain").split(separator: "\n").count > 8)
        let result = try await repository.diff("before", "--project", "acme", "--exit-code")
        #expect(result.output == "No caller can tell the files as they are from before.\n")
        #expect(result.errors == "")
        #expect(result.status == 0)
        for environment in ["staging", "development"] {
            let other = try await repository.diff("before", "--project", "acme", "--exit-code", "--env", environment)
            #expect(other.status == 0, "\(environment): \(other.output)")
        }
    }

    @Test("the same with two digits swapped: exactly that")
    func swapped() async throws {
        let repository = try await acme()
        try rearrange(repository)
        try edit("menus/en.yaml", in: repository) { text in
            try text.changing(
                "1: {menu: welcome-uk}\n      2: {menu: main-de}",
                to: "2: {menu: welcome-uk}\n      1: {menu: main-de}"
            )
        }
        let result = try await repository.diff("before", "--project", "acme", "--exit-code")
        #expect(result.status == 2, "\(result.errors)")
        try expectGolden(result.output, "diff-acme-digits.txt")
    }
}
