import CallBundle
import ContactCenter
import Diagnostics
import JSONTree
import Testing

@testable import Provisioning

/// What is wrong with one object forbids the steps about it, and no others.
@Suite("Objections to single steps")
struct ObjectionTests {
    /// The address of each objection behind its code.
    private func objections(_ desired: DesiredState, _ live: LiveState) -> [String] {
        examinePlan(desired, against: live).objections.map { "\($0.finding.code) \($0.address)" }
    }

    /// An account that has what the sample wants, on another release.
    private func account(_ numbers: LiveNumber...) throws -> LiveState {
        var account = ModelAccount(numbers: [Sample.owned("442079460000")])
        let desired = try Sample.acme(release: "00000000000000aa")
        let plan = try #require(makePlan(desired, against: account.live(application: nil)).output)
        let id = try #require(try account.apply(plan, of: desired))
        var live = account.live(application: id)
        live.numbers = numbers
        return live
    }

    @Test("a number that is not owned stops its own steps, and the pointer where calls show it")
    func notOwned() throws {
        var desired = try Sample.acme()
        #expect(objections(desired, try account()) == ["CC8001 number.uk-support", "CC8001 app.answer_url"])
        desired.release.requires.callerIDs = []
        #expect(objections(desired, try account()) == ["CC8001 number.uk-support"])
        // Making the application sends calls to the release.
        desired.release.requires.callerIDs = ["442079460009"]
        #expect(objections(desired, try account(Sample.owned("442079460000"))) == ["CC8005 app.answer_url"])
        #expect(objections(desired, LiveState(numbers: [Sample.owned("442079460000")])) == ["CC8005 app"])
    }

    @Test("so do a number of others, one that forwards, one that takes no calls, and what is protected")
    func others() throws {
        var desired = try Sample.acme()
        let taken = Sample.owned("442079460000", ("app_id", "other"))
        #expect(objections(desired, try account(taken)) == ["CC8009 number.uk-support"])
        let forwards = Sample.owned("442079460000", ("voiceCallbackType", "tel"), ("voiceCallbackValue", "44"))
        #expect(objections(desired, try account(forwards)) == ["CC8010 number.uk-support"])
        let silent = LiveNumber(body: ["country": "GB", "msisdn": "442079460000", "features": ["SMS"]])
        #expect(objections(desired, try account(silent)) == ["CC8006 number.uk-support"])
        desired.numbers = []
        desired.removedNumbers = [.init(number: try Sample.number("442079460000"), fate: .cancel)]
        #expect(objections(desired, try account(taken)) == ["CC8007 number.+442079460000"])
        desired.protected = [.numbers, .users]
        desired.removedUsers = [.init(name: "Joe")]
        #expect(
            objections(desired, try account(Sample.owned("442079460000")))
                == ["CC8011 number.+442079460000", "CC8011 user.Joe"]
        )
    }

    @Test("an objection stands as long as its finding does, whatever the policy made of it")
    func standing() throws {
        let silent = LiveNumber(body: ["country": "GB", "msisdn": "442079460000", "features": ["SMS"]])
        let objection = try #require(examinePlan(try Sample.acme(), against: try account(silent)).objections.first)
        var raised = objection.finding
        raised.severity = .error
        #expect(objection.stands(among: [raised]))
        #expect(!objection.stands(among: []))
        raised.message += "!"
        #expect(!objection.stands(among: [raised]))
    }
}
