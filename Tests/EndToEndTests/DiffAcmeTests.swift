import Foundation
import JSONTree
import Testing

@Suite("ccplan diff of the acme example")
struct DiffAcmeTests {
    /// The acme example with some text of its files replaced, against the example as it is.
    private func differences(_ changes: [(path: String, old: String, new: String)], times: Int = 1) throws -> [String] {
        let folder = try TemporaryFolder()
        let acme = EndToEndTests.repository.appending(path: "examples/acme")
        for name in ["old", "new"] {
            try FileManager.default.copyItem(at: acme, to: folder.url.appending(path: name))
        }
        for (path, old, new) in changes {
            let file = folder.url.appending(path: "new/\(path)")
            try Data(try String(contentsOf: file, encoding: .utf8).changing(old, to: new).utf8).write(to: file)
        }
        return try (0..<times).map { _ in
            let result = try run("ccplan", ["diff", "old", "new"], in: folder.url)
            #expect(result.errors == "")
            return result.output
        }
    }

    @Test("is the same in each process")
    func sameEachTime() throws {
        let fallback = ("contact-center.yaml", "say: We have a technical problem", "say: We have a big problem")
        let texts = try differences([fallback], times: 3)
        #expect(Set(texts).count == 1, "\(texts)")
        // The shortest way to a text of the last resort is a host that is dead already.
        #expect(texts[0].contains("\n1. when the host is dead as a call comes in\n"), "\(texts[0])")
        let language = ("contact-center.yaml", "  language: en-GB", "  language: en-US")
        let all = try differences([language], times: 3)
        #expect(Set(all).count == 1, "\(all)")
        // The office of France decides nothing for who calls the American number.
        for line in all[0].split(separator: "\n") where line.contains(". call ") && line.contains("(us-") {
            #expect(!line.contains("'fr-office'") && !line.contains("'uk-office'"), "\(line)")
        }
    }

    @Test("tells two options that change places once each, though one of them is a team that takes turns")
    func teamSwapped() throws {
        let two = "      2: {menu: status-en}\n"
        let three = "      3: {say: Please wait while we connect you., team: uk-support}\n"
        let text = try differences([
            (
                "menus/en.yaml", two + three,
                three.replacing("3:", with: "2:") + two.replacing("2:", with: "3:")
            )
        ])[0]
        #expect(text.hasPrefix("2 differences"), "\(text)")
        #expect(text.contains(/rings [^ ]+ or [^ ]+ or [^ ]+ or [^ ]+ or [^ ]+\n/), "\(text)")
    }

    @Test("says who can call out now")
    func newUser() throws {
        let alice = "  Alice: {display_name: Alice Archer, ring_for: 20s}\n"
        let text = try differences([("agents/uk.yaml", alice, alice + "  Zoe: {display_name: Zoe Zeal}\n")])[0]
        #expect(text.contains("\n1. Zoe can call out, as all app users can\n"), "\(text)")
    }
}
