internal import CallBundle
internal import CallPlaying
package import ContactCenter
internal import Diagnostics
internal import HostAnswers
internal import Simulator

extension TestBench {
    /// Plays tests through a real host, as many at a time as `width` says.
    ///
    /// A real host decides by its own clock, and cannot be told to die. So a test is played only if in this process, with the
    /// clock set to now, the same comes of it as at its own time; the others would tell nothing.
    ///
    /// - Parameters:
    ///   - tests: Of the project.
    ///   - host: It is asked one question first; when that is not answered as the release does, nothing is played.
    ///   - width: How many calls there are at the same time.
    /// - Returns: What came of them, in the order given.
    package func play(_ tests: [CallTest], through host: HostUnderTest, width: Int = 8) async -> HostedTests {
        var result = HostedTests(answerURL: host.answerURL, release: release.id)
        result.fault = await fault(of: host)
        guard result.fault == nil else {
            result.unplayed = tests.map { UnplayedTest(test: $0, reason: .wrongHost) }
            return result
        }
        var outcomes = [HostedTests.Outcome?](repeating: nil, count: tests.count)
        await withTaskGroup(of: (Int, HostedTests.Outcome).self) { group in
            var waiting = tests.indices
            func startNext() {
                guard let index = waiting.popFirst() else { return }
                group.addTask { (index, await play(tests[index], through: host)) }
            }
            for _ in 0..<max(1, width) { startNext() }
            while let (index, outcome) = await group.next() {
                outcomes[index] = outcome
                startNext()
            }
        }
        for case let outcome? in outcomes {
            switch outcome {
            case .played(let test): result.played.append(test)
            case .notPlayed(let test): result.unplayed.append(test)
            }
        }
        return result
    }

    private func play(_ test: CallTest, through host: HostUnderTest) async -> HostedTests.Outcome {
        func notPlayed(_ reason: UnplayedTest.Reason) -> HostedTests.Outcome {
            .notPlayed(UnplayedTest(test: test, reason: reason))
        }
        if test.takesHostDown { return notPlayed(.hostDown) }
        if host.isOutOfTime() { return notPlayed(.outOfTime) }
        let expected = outcome(await run(test, over: self.host), of: test)
        let start = host.now()
        guard await outcome(of: test, at: start) == expected else { return notPlayed(.otherHours) }
        let way = WatchedHost(host, serving: release, as: self.host)
        let run = await run(test, at: start, answerURL: host.answerURL, over: way)
        if way.isOutOfTime { return notPlayed(.outOfTime) }
        var played = played(test, run, start: start, clock: .fixed(start))
        if let fault = way.fault {
            var finding = fault.fault.finding(at: fault.url)
            let step = run.director.difference.map(\.step)
            finding.span = step.flatMap { $0 < test.steps.count ? test.steps[$0].span : nil } ?? test.name.span
            played.hostFault = finding
        } else if outcome(run, of: test) != expected, await outcome(of: test, at: host.now()) != expected {
            return notPlayed(.otherHours)  // Since a moment ago.
        }
        return .played(played)
    }

    // MARK: What comes of a test

    /// The first difference, if any: what makes two runs of a test the same.
    private struct Outcome: Hashable {
        var step: Int
        var message: String
    }

    private func outcome(_ run: Run, of test: CallTest) -> Outcome? {
        run.director.difference.map { Outcome(step: $0.step, message: $0.message(of: test, people: people)) }
    }

    /// In this process, with the clock set to that many seconds since 1970.
    private func outcome(of test: CallTest, at seconds: Int) async -> Outcome? {
        outcome(await run(test, at: seconds, over: host.standing(at: seconds)), of: test)
    }

    // MARK: The first question

    /// Asks how a call begins; what is wrong with the answer is wrong for all tests.
    private func fault(of host: HostUnderTest) async -> Diagnostic? {
        let way = WatchedHost(host, serving: release, as: self.host)
        let number = project.numbers.first { !$0.number.value.digits.isEmpty }?.number.value.digits ?? "447700900123"
        for _ in 1...2 {
            var request = WebhookExchange(purpose: .answer, method: .get, url: host.answerURL)
            request.query = [
                ("to", number), ("from", "447700900123"), ("endpoint_type", "phone"),
                ("conversation_uuid", "CON-00000000-0000-4000-8000-000000000000"),
                ("uuid", "00000000-0000-4000-8000-000000000000"),
            ]
            _ = await way.exchange(request)
            if way.fault == nil { return nil }
        }
        guard let fault = way.fault else { return nil }
        var finding = fault.fault.finding(at: fault.url)
        if case .notServed = fault.fault {
            finding.help =
                "publish release \(release.id) with 'ccapply publish', and let the host of 'hosting.url' serve what is "
                + "published there"
        }
        return finding
    }
}

extension CallTest {
    /// Whether the host dies in it.
    fileprivate var takesHostDown: Bool {
        steps.contains { step in
            if case .event(.hostDown) = step.kind { true } else { false }
        }
    }
}
