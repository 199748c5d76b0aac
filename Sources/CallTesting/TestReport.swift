internal import CallBundle
package import Diagnostics

/// What came of the tests of a project.
package struct TestReport: Sendable {
    /// The project's name.
    package var title: String

    /// Nil for a project without environments.
    package var environment: String?

    /// Those that were played, in source order.
    package var tests: [PlayedTest]

    /// Nil when they were played through a real host.
    package var coverage: Coverage?

    /// Nil when it was not asked for.
    package var mutations: MutationReport?

    /// Nil when they were played in this process.
    package var host: HostReport?
    package var sources: SourceMap

    /// What is told of a real host.
    package struct HostReport: Sendable {
        package var answerURL: String
        package var release: String

        /// Why nothing was played.
        package var fault: Diagnostic?

        /// In source order.
        package var unplayed: [UnplayedTest]
    }

    /// Of tests that were played in this process.
    package init(title: String, environment: String?, tests: [PlayedTest], coverage: Coverage, sources: SourceMap) {
        self.title = title
        self.environment = environment
        self.tests = tests
        self.coverage = coverage
        self.sources = sources
    }

    /// Of tests that were played through a real host.
    package init(title: String, environment: String?, hosted: HostedTests, sources: SourceMap) {
        self.title = title
        self.environment = environment
        self.sources = sources
        tests = hosted.played
        host = HostReport(
            answerURL: hosted.answerURL,
            release: hosted.release.text,
            fault: hosted.fault,
            unplayed: hosted.unplayed
        )
    }

    package var hasFailures: Bool { tests.contains(where: \.isFailure) }
}
