import CallBundle
import Diagnostics
import JSONTree
import ProjectLoading
import Testing

/// Whose voice a text is spoken in.
@Suite("voices")
struct VoiceTests {
    /// Each text that calls hear, with its language.
    private func spoken(_ body: String) throws -> [String: String] {
        let project = try loadText(projectHead + "voice: {language: en-GB, caller_id: main}\n" + body)
        #expect(project.diagnostics.map { "\($0.code) \($0.message)" } == [])
        var languages: [String: String] = [:]
        for file in try #require(project.release).files where file.path.contains("/d/") {
            for action in try JSONValue(parsing: file.bytes).arrayValue ?? [] where action["action"] == "talk" {
                guard let text = action["text"]?.stringValue, !text.hasPrefix("<speak>") else { continue }
                languages[text] = action["language"]?.stringValue
            }
        }
        languages["Goodbye."] = nil
        return languages
    }

    @Test("what is written in a menu is spoken in its voice: in options, deciders, announcements and the way out")
    func menu() throws {
        let languages = try spoken(
            """
            numbers: {main: {number: +44 20 7946 0000, inbound: {say: Hello., menu: main}}}
            schedules: {office: {open: {mon-fri: 09:00-17:00}}}
            timezone: Europe/Berlin
            menus:
              main:
                voice: {language: de-DE}
                say: Willkommen.
                prompt: Bitte drücken Sie die 1.
                options:
                  1: {say: Einen Augenblick., phone: +44 7700 900001, announce: Ein Kunde., otherwise: {say: Niemand da., hangup: yes}}
                  2: {schedule: office, open: {say: Offen., hangup: yes}, closed: {say: Zu., hangup: yes}}
                  3: {split: [{weight: 1, say: Links., hangup: yes}, {weight: 1, say: Rechts., hangup: yes}]}
                  4: {say: {text: One moment., language: en-US}, hangup: yes}
                otherwise: {say: Auf Wiederhören., hangup: yes}
            """
        )
        #expect(
            languages == [
                "Hello.": "en-GB", "Willkommen.": "de-DE", "Bitte drücken Sie die 1.": "de-DE",
                "Einen Augenblick.": "de-DE", "Ein Kunde.": "de-DE", "Niemand da.": "de-DE", "Offen.": "de-DE",
                "Zu.": "de-DE", "Links.": "de-DE", "Rechts.": "de-DE", "One moment.": "en-US",
                "Auf Wiederhören.": "de-DE",
            ]
        )
    }

    @Test("what is written in a flow is spoken in its voice, on the ways of its steps too")
    func flow() throws {
        let languages = try spoken(
            """
            numbers: {main: {number: +44 20 7946 0000, inbound: {flow: closed}}}
            flows:
              closed:
                voice: {language: fr-FR}
                steps:
                  - say: Bonjour.
                  - {say: Un instant., phone: +44 7700 900001, announce: Un client.}
                  - {say: Encore un., phone: +44 7700 900002, otherwise: {say: Personne., hangup: yes}}
            """
        )
        #expect(
            languages == [
                "Bonjour.": "fr-FR", "Un instant.": "fr-FR", "Un client.": "fr-FR", "Encore un.": "fr-FR",
                "Personne.": "fr-FR",
            ]
        )
    }
}
