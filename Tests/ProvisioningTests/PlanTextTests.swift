import ContactCenter
import Diagnostics
import JSONTree
import Testing

@testable import Provisioning

@Suite("Plans as text and JSON")
struct PlanTextTests {
    @Test("a plan for an empty account reads well")
    func newApplication() throws {
        let plan = try #require(
            makePlan(try Sample.acme(), against: LiveState(numbers: [Sample.owned("442079460000")])).output
        )
        #expect(
            plan.text() == """
                ccplan: Acme Support (application not there yet)

                  > release                publish  3f2a1b0c9d8e7f60 (14 files)
                  + app                    create   Acme Support
                      name                                                         Acme Support
                      keys.public_key                                              SHA256:99bbc2e9b91087e83d46fa563873c8e2
                      capabilities.voice.webhooks.answer_url.address               https://voice.acme.example/r/3f2a1b0c9d8e7f60/e/answer
                      capabilities.voice.webhooks.answer_url.http_method           GET
                      capabilities.voice.webhooks.fallback_answer_url.address      https://static.acme.example/r/3f2a1b0c9d8e7f60/fallback.json
                      capabilities.voice.webhooks.fallback_answer_url.http_method  GET
                      capabilities.voice.webhooks.event_url.address                https://voice.acme.example/events
                      capabilities.voice.webhooks.event_url.http_method            POST
                      capabilities.voice.signed_callbacks                          true
                      capabilities.voice.region                                    eu-west
                      capabilities.rtc.webhooks.event_url.address                  https://voice.acme.example/events
                      capabilities.rtc.webhooks.event_url.http_method              POST
                      capabilities.rtc.signed_callbacks                            true
                      privacy.improve_ai                                           false
                  + user.Jane              create   Jane Doe
                      display_name  Jane Doe
                  + user.Joe               create
                  ~ number.uk-support      link     +442079460000 → app
                      app_id  (known after apply)

                Plan: 1 to publish, 3 to create, 1 to link. Unmanaged: none.

                """
        )
    }

    @Test("an empty plan says so")
    func nothingToDo() throws {
        var account = ModelAccount(numbers: [Sample.owned("442079460000")])
        let desired = try Sample.acme()
        let id = try account.apply(
            try #require(makePlan(desired, against: account.live(application: nil)).output),
            of: desired
        )
        let plan = try #require(makePlan(desired, against: account.live(application: id)).output)
        #expect(
            plan.text() == """
                ccplan: Acme Support (application 00000000-0000-4000-8000-000000000001)

                No changes. The account is as the project says. Unmanaged: none.

                """
        )
    }
}
