package import CallBundle
package import ContactCenter
package import Diagnostics

/// What came of tests that were played through a real host.
package struct HostedTests: Sendable {
    /// Where calls began.
    package var answerURL: String

    /// What should be served there.
    package var release: ReleaseID

    /// Why nothing was played: the host does not even answer rightly how a call begins.
    package var fault: Diagnostic?

    /// In the order in which they were given.
    package var played: [PlayedTest] = []

    /// Likewise.
    package var unplayed: [UnplayedTest] = []

    package init(answerURL: String, release: ReleaseID) {
        self.answerURL = answerURL
        self.release = release
    }

    /// What came of one.
    enum Outcome: Sendable {
        case played(PlayedTest)
        case notPlayed(UnplayedTest)
    }

    /// Whether it shows that the release works there: something was played, and nothing is wrong or left open.
    package var isProof: Bool {
        fault == nil && !played.isEmpty && !played.contains(where: \.isFailure)
            && !unplayed.contains { $0.reason == .outOfTime }
    }
}

/// A test that was not played through the host.
package struct UnplayedTest: Sendable {
    package enum Reason: String, CaseIterable, Sendable {
        /// By the hours that it is now, something else comes of it.
        case otherHours = "other_hours"
        case hostDown = "host_down"
        /// The time for all tests was over.
        case outOfTime = "out_of_time"
        /// The host does not serve the release.
        case wrongHost = "wrong_host"

        /// As a report has it.
        package var words: String {
            switch self {
            case .otherHours: "expects other hours"
            case .hostDown: "the host cannot be taken down"
            case .outOfTime: "the time was over"
            case .wrongHost: "the host does not serve the release"
            }
        }
    }

    package var test: CallTest
    package var reason: Reason
}
