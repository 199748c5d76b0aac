import ContactCenter
import Diagnostics
import ProjectLoading
import Testing

@Suite("numbers that are searched for, channels, secrets")
struct AccountLanguageTests {
    @Test("a search is read, in the platform's order and spelling")
    func search() throws {
        let loaded = try loadText(
            projectHead + """
                numbers:
                  us:
                    search: {country: us, features: [VOICE, SMS], type: mobile-lvn, starts_with: 1415, max_monthly_cost: 1.5}
                    inbound: hangup
                """
        )
        #expect(loaded.diagnostics.isEmpty)
        let number = try #require(loaded.project?.numbers.first)
        let search = try #require(number.search)
        #expect(number.isStandIn)
        #expect(search.country.value == "US")
        #expect(search.features == [.sms, .voice])
        #expect(search.kind?.value == .mobile)
        #expect(search.pattern?.value == .startsWith("1415"))
        #expect(search.maxMonthlyCost?.value == 150)
    }

    @Test("two searches have stand-ins of their own, which no country has")
    func standIns() throws {
        let loaded = try loadText(
            projectHead
                + "numbers: {a: {search: {country: US}, inbound: hangup}, b: {search: {country: GB}, inbound: hangup}}"
        )
        let numbers = try #require(loaded.project).numbers.map(\.number.value.digits)
        #expect(Set(numbers).count == 2)
        #expect(numbers.allSatisfy { $0.hasPrefix("999") })
    }

    @Test(
        "what is wrong with a number or its search",
        arguments: [
            ("{inbound: hangup}", "CC0103 a number needs 'number'"),
            (
                "{number: +44 20 7946 0000, search: {country: GB}, inbound: hangup}",
                "CC0104 a number is written down or searched for: it has 'number' or 'search', not both"
            ),
            ("{search: {}, inbound: hangup}", "CC0103 a search for a number needs 'country'"),
            ("{search: {country: USA}, inbound: hangup}", "CC0104 'country' is two letters, as in ISO 3166"),
            (
                "{search: {country: US, features: [VOCE]}, inbound: hangup}",
                "CC0104 'features' is SMS, MMS or VOICE"
            ),
            (
                "{search: {country: US, starts_with: 1, ends_with: 2}, inbound: hangup}",
                "CC0104 a search has one of 'starts_with', 'contains' and 'ends_with'"
            ),
            (
                "{search: {country: US, max_monthly_cost: 1,50}, inbound: hangup}",
                "CC0030 "
            ),
            (
                "{search: {country: US, max_monthly_cost: cheap}, inbound: hangup}",
                "CC0104 'max_monthly_cost' is an amount in euro, with a point and at most two digits behind it"
            ),
        ]
    )
    func wrong(number: String, finding: String) throws {
        let lines = try findingLines("numbers: {a: \(number)}")
        if finding.hasSuffix(" ") {
            #expect(!lines.isEmpty)  // The comma of 1,50 ends the value in braces: the finding is the tree's.
        } else {
            #expect(lines == [finding])
        }
    }

    @Test("all channels of a user are read")
    func channels() throws {
        let loaded = try loadText(
            projectHead + """
                users:
                  Bob:
                    channels:
                      pstn: [+44 7700 900001]
                      sip: [sip:bob@pbx.example.com, {uri: "sip:b@x.example", username: bob, password: {secret: BOB}}]
                      vbc: [123]
                      websocket: ["wss://bot.example.com/x"]
                      whatsapp: [+44 7700 900002]
                      messenger: [abc]
                """
        )
        #expect(loaded.diagnostics.isEmpty, "\(loaded.diagnostics.map(\.message))")
        let channels = try #require(loaded.project?.users.first?.channels)
        #expect(channels.numbers[.pstn]?.map(\.value.digits) == ["447700900001"])
        #expect(channels.sip?.count == 2)
        #expect(channels.sip?.last?.password?.value == SecretName(variable: "BOB"))
        #expect(channels.websocket?.count == 1)
        #expect(channels.numbers[.sms] == nil)
    }

    @Test(
        "a secret is found, and neither it nor its line is shown",
        arguments: [
            "users: {Bob: {channels: {sip: [{uri: \"sip:b@x.example\", password: hunter2-hunter2}]}}}",
            "users: {Bob: {password: hunter2-hunter2, colour: red}}",
            "voice: {goodbye: \"Bearer eyJhbGciOiJIUzI1NiJ9.hunter2-hunter2.abcdefghijklmnop\"}",
            "vonage_api_secret: hunter2-hunter2",
            "vonage: {api_key: abc, api-secret: hunter2-hunter2}",
            "vars: {api_secret: hunter2-hunter2}",
            "users: {Bob: {data: {vonage_api_secret: hunter2-hunter2}, colour: red}}",
            "users: {Bob: {chanels: {sip: [{uri: \"sip:b@x.example\", password: hunter2-hunter2}]}}}",
            "numbers: {default: {inbound: {websocket: \"wss://bob:hunter2-hunter2@bot.example.com\"}}}",
            "numbers: {default: {inbound: {websocket: \"wss://bot.example.com/?token=hunter2-hunter2\"}}}",
            "numbers: {default: {inbound: {websocket: {uri: \"wss://b.example\", headers: {Authorization: hunter2-hunter2}}}}}",
            "voicemails: {v: {notify: \"https://bob:hunter2-hunter2@hooks.example.com\"}}",
        ]
    )
    func secrets(body: String) throws {
        let loaded = try loadText(projectHead + body)
        #expect(loaded.diagnostics.contains { $0.code == DiagnosticCode("CC6001") })
        for style in [TextRenderer.Style.plain, .colour] {
            let text = TextRenderer(style: style).render(loaded.diagnostics, sources: loaded.sources)
            #expect(!text.contains("hunter2"), "\(text)")
        }
        #expect(!JSONRenderer().render(loaded.diagnostics, sources: loaded.sources).contains("hunter2"))
    }

    @Test(
        "whatever is found beside a secret, the secret is not shown",
        arguments: [
            "users: {Bob: {passwrd: hunter2-hunter2, colour: red}}",
            "users: {Bob: {password: hunter2-hunter2, x: [}}",
            "users: {Bob: {password: hunter2-hunter2, password: hunter2-again}}",
            "users: {Bob: {\"api_secret\": 'hunter2, hunter2', image_url: nowhere}}",
            "hosting: {url: https://bob:hunter2-hunter2@voice.example.com, urll: x}",
            "numbers: {a: {number: 12, inbound: {phone: \"${nothing}\", token: hunter2-hunter2}}}",
            "users: {Bob: {password: {secret: hunter2-hunter2}}}",
        ]
    )
    func hidden(body: String) throws {
        let loaded = try loadText("version: 1\napp: {name: Test}\n" + body)
        #expect(loaded.diagnostics.hasErrors)
        let text = TextRenderer().render(loaded.diagnostics, sources: loaded.sources)
        #expect(text.contains("^"))
        #expect(!text.contains("hunter2"), "\(text)")
        #expect(!JSONRenderer().render(loaded.diagnostics, sources: loaded.sources).contains("hunter2"))
    }

    @Test("the name of an environment variable is no secret, and neither are names of the operator")
    func shown() throws {
        let loaded = try loadText(
            projectHead + """
                users: {Bob: {channels: {sip: [{uri: "sip:b@x.example", password: {secret: SIP_PASSWORD}}]}, colour: red}}
                numbers: {default: {inbound: {menu: password}}}
                menus: {password: {prompt: To reset your password press 1., options: {1: hangup}, otherwise: hangup}}
                """
        )
        #expect(loaded.diagnostics.map(\.code.text) == ["CC0102"])
        let text = TextRenderer().render(loaded.diagnostics, sources: loaded.sources)
        #expect(text.contains("SIP_PASSWORD"))
    }

    @Test("pins put bought numbers in place of stand-ins")
    func pins() throws {
        var sources = SourceMap()
        let text = "# Kept by ccapply.\n- us +1 415 555\n- us +14155550100\nstaging us +14155550101\n"
        let file = sources.add(SourceFile(path: "contact-center.lock", bytes: Array(text.utf8)))
        let read = NumberPins.parse(file, in: sources)
        #expect(read.diagnostics.count == 1)
        let pins = try #require(read.output)
        for (environment, digits) in [(nil, "14155550100"), ("staging", "14155550101"), ("other", "9991000000000")] {
            var project = try #require(
                try loadText(projectHead + "numbers: {us: {search: {country: US}, inbound: hangup}}").project
            )
            project.apply(pins, environment: environment)
            #expect(project.numbers.first?.number.value.digits == digits)
        }
        let again = sources.add(SourceFile(path: "again", bytes: Array(pins.text.utf8)))
        #expect(Set(NumberPins.parse(again, in: sources).output?.pins ?? []) == Set(pins.pins))
    }
}
