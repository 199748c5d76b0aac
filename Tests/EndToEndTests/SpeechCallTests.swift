import Foundation
import Testing

@Suite("a caller who speaks, from the YAML to the telephone")
struct SpeechCallTests {
    private func site() async throws -> Site {
        let site = try await Site()
        try site.write(
            """
            version: 1
            app: {name: Acme, public_key: keys/app.pub}
            hosting: {url: "\(site.hostURL)", publish: dir:public}
            voice: {language: de-DE}
            numbers: {n: {number: +44 20 7946 0001, inbound: {menu: main}}}
            agents: {Jane: {otherwise: hangup}, Joe: {otherwise: hangup}}
            menus:
              main:
                prompt: Verkauf oder Straßendienst?
                options:
                  1: {say: Zum Verkauf., agent: Jane, words: [Verkauf]}
                  2: {say: Zur Straße., agent: Joe, words: [Straßendienst, auf der Straße]}
                speech: yes
                retries: 1
                no_input: {say: Ich habe nichts gehört.}
                wrong_input: {say: Das war keine Möglichkeit.}
                otherwise: {say: Auf Wiederhören., hangup: yes}
            """
        )
        try await site.applied()
        return site
    }

    /// What the caller hears, and who answers, in one call.
    private func story(_ site: Site, _ arguments: [String]) async throws -> [String] {
        let result = try await finish(
            "ccsandbox",
            ["call", "442079460001"] + arguments,
            environment: site.environment
        )
        try #require(result.status == 0, "\(result.output)\(result.errors)")
        return result.output.split(separator: "\n").compactMap { line in
            if let said = line.firstMatch(of: /\bvoice +"(.*)"$/) { return String(said.output.1) }
            if let answers = line.firstMatch(of: /\b(\w+) +answers$/) { return "\(answers.output.1) answers" }
            return nil
        }
    }

    @Test("is understood, asked again when not, and may press a key after all; under every quirk of the platform")
    func calls() async throws {
        let site = try await site()
        let prompt = "Verkauf oder Straßendienst?"
        let rows: [(arguments: [String], story: [String])] = [
            (["--say", "Den Verkauf, bitte"], [prompt, "Zum Verkauf.", "Jane answers"]),
            (["--say", "Ich stehe auf der STRAßE!"], [prompt, "Zur Straße.", "Joe answers"]),
            (
                ["--say", "Blumenkohl", "--say", "straßendienst"],
                [prompt, "Das war keine Möglichkeit.", prompt, "Zur Straße.", "Joe answers"]
            ),
            (
                ["--press", "none", "--press", "1"],
                [prompt, "Ich habe nichts gehört.", prompt, "Zum Verkauf.", "Jane answers"]
            ),
            (
                ["--say", "Verkäufer", "--say", "hm"],
                [prompt, "Das war keine Möglichkeit.", prompt, "Auf Wiederhören."]
            ),
            (["--press", "none", "--press", "none"], [prompt, "Ich habe nichts gehört.", prompt, "Auf Wiederhören."]),
        ]
        for row in rows {
            #expect(try await story(site, row.arguments) == row.story, "\(row.arguments)")
        }
        for quirk in ["null-digits", "timed-out-always", "no-speech-member"] {
            for row in rows {
                #expect(try await story(site, row.arguments + ["--quirk", quirk]) == row.story, "\(quirk)")
            }
        }
    }
}
