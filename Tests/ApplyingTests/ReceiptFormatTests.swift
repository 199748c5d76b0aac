import CallBundle
import Diagnostics
import JSONTree
import Provisioning
import Synchronization
import Testing

@testable import Applying

@Suite("Receipts as Markdown")
struct ReceiptFormatTests {
    private func receipt(_ steps: [StepReceipt], warnings: [String] = []) -> Receipt {
        Receipt(planHash: "", applicationID: nil, steps: steps, wasInterrupted: false, warnings: warnings)
    }

    @Test("a table with a row for each step")
    func table() {
        let receipt = receipt(
            [
                StepReceipt(address: "app", action: .create, status: .done, detail: "id-1"),
                StepReceipt(address: "user.Jane", action: .create, status: .failed, detail: "no", help: "try"),
                StepReceipt(address: "number.uk", action: .link, status: .blocked, detail: ""),
            ],
            warnings: ["the log is full"]
        )
        #expect(
            receipt.markdown == """
                **Applied&#58; 1 done, 1 failed, 1 blocked. Run ccapply again to go on from here.**

                ⚠️ <code>the log is full</code>

                | | object | action | |
                | --- | --- | --- | --- |
                | ✅ done | <code>app</code> | create | <code>id-1</code> |
                | ❌ failed | <code>user.Jane</code> | create | <code>no</code><br><code>help&#58; try</code> |
                | ⏸️ blocked | <code>number.uk</code> | link |  |

                """
        )
        #expect(self.receipt([]).markdown == "**Applied&#58; nothing to do.**\n")
    }

    @Test(
        "whatever a name holds, it stays in its cell and is only text",
        arguments: [
            "a|b", "a\nb", "a\r\nb", "`code`", "```", "</code><script>", "<!--", "[x](http://e.example)", "![i](u)",
            "**bold**", "_it_", "~~s~~", "@everyone", "#1", "http://e.example", "www.e.example", "\\|", "&amp;",
            "&#124;",
            "\u{202E}abc", "\u{1B}[31m", "a\u{2028}b", "\u{0}", "| --- |", "$x$", ":tada:", "{{x}}",
        ]
    )
    func hostile(_ name: String) {
        let step = StepReceipt(address: "user.\(name)", action: .create, status: .done, detail: name, help: name)
        let lines = receipt([step], warnings: [name]).markdown.split(separator: "\n", omittingEmptySubsequences: false)
        #expect(lines.count == 8)
        let row = lines[6]
        #expect(row.filter { $0 == "|" }.count == 5)
        // Taken away what the table itself is made of, nothing is left that Markdown or HTML reads.
        var rest = String(row).replacing("<code>", with: "").replacing("</code>", with: "").replacing("<br>", with: "")
            .replacing("|", with: "").replacing(/&#\d+;/, with: "")
        rest.removeAll { $0.isLetter || $0.isNumber || " .,/-()✅\u{FFFD}".contains($0) }
        #expect(rest.isEmpty, "\(row)")
    }

    @Test("until a run has ended its receipt says that nobody knows")
    func unfinished() throws {
        let application = LiveApplication(body: ["id": "id-1", "name": "Acme"])
        let desired = DesiredState(
            application: .init(name: "Acme", eventsURL: "https://a.example", answerURL: "https://a.example"),
            release: .init(
                id: try #require(ReleaseID("00000000000000aa")),
                baseURL: "https://a.example",
                fileCount: 1,
                requires: .init(users: [], callerIDs: [], entryNumbers: []),
                isPublished: true
            )
        )
        let plan = makeDestroyPlan(desired, of: ApplicationBelongings(application, numbers: [], users: []))
        let receipt = Receipt.unfinished(plan, .destroy)
        #expect(receipt.steps.map(\.status) == [.unknown])
        #expect(!receipt.isComplete)
        #expect(receipt.json["command"] == "destroy")
        #expect(receipt.json["interrupted"] == true)
        #expect(
            receipt.summaryLine
                == "Destroyed: 1 unknown. Interrupted. Run 'ccapply destroy' again to go on from here."
        )
        #expect(makeDestroyPlan(desired, of: nil).isEmpty)
    }
}

@Suite("The progress of many users")
struct ProgressMeterTests {
    /// Of a new application with so many users.
    private func plan(_ count: Int) throws -> Plan {
        var desired = DesiredState(
            application: .init(name: "Acme", eventsURL: "https://a.example", answerURL: "https://a.example"),
            release: .init(
                id: try #require(ReleaseID("00000000000000aa")),
                baseURL: "https://a.example",
                fileCount: 1,
                requires: .init(users: [], callerIDs: [], entryNumbers: []),
                isPublished: true
            )
        )
        desired.users = (0..<count).map { DesiredState.User(name: "\($0)") }
        return try #require(makePlan(desired, against: LiveState()).output)
    }

    private func done(_ index: Int) -> StepReceipt {
        StepReceipt(address: "user.\(index)", action: .create, status: .done, detail: "")
    }

    /// What is written while a user is made every 125 ms.
    private func output(_ style: ProgressMeter.Style, count: Int) throws -> [String] {
        let clock = HandClock()
        var meter = ProgressMeter(try plan(count), style: style) { clock.now }
        var written: [String] = []
        for index in 0..<count {
            clock.advance(to: clock.now + .milliseconds(125))
            written.append(meter.note(done(index)))
        }
        return written.filter { !$0.isEmpty }
    }

    @Test("in a log there is a line every five seconds, with the rate and the time left")
    func lines() throws {
        let lines = try output(.lines, count: 1_000)
        #expect(lines.count == 24)
        #expect(lines[0] == "created 41 of 1000 users, 8/s, about 2m left\n")
        #expect(lines[22] == "created 921 of 1000 users, 8/s, about 10s left\n")
        #expect(try output(.lines, count: 9).isEmpty)
    }

    @Test("on a terminal one line is drawn over and over, and gone at the end")
    func bar() throws {
        let drawn = try output(.bar, count: 16)
        #expect(drawn.first == "\r\u{1B}[2K  █░░░░░░░░░░░░░░░░░░░░░░░ created 1 of 16 users")
        #expect(drawn.last == "\r\u{1B}[2K")
        #expect(drawn.allSatisfy { !$0.contains("\n") })
        #expect(drawn.dropLast().last?.hasSuffix("created 15 of 16 users, 8/s, about 1s left") == true)
    }

    @Test("time passes also while nothing ends")
    func tick() throws {
        let clock = HandClock()
        var meter = ProgressMeter(try plan(20), style: .lines) { clock.now }
        #expect(meter.tick() == "")
        #expect(meter.note(done(0)) == "")
        clock.advance(to: .seconds(4))
        #expect(meter.tick() == "")
        clock.advance(to: .seconds(60))
        #expect(meter.tick() == "created 1 of 20 users\n")
        clock.advance(to: .seconds(120))
        #expect(meter.note(done(1)) == "created 2 of 20 users, 1/min, about 36m left\n")
        clock.advance(to: .seconds(7_200))
        #expect(meter.tick() == "created 2 of 20 users, 0/min, about 36h 0m left\n")
    }
}

/// A clock that goes when it is told to.
private final class HandClock: Sendable {
    private let time = Mutex(Duration.zero)

    var now: Duration { time.withLock { $0 } }

    func advance(to now: Duration) { time.withLock { $0 = now } }
}
