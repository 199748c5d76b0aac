package import Diagnostics

/// What came of the tests of a project.
package struct TestReport: Sendable {
    /// The project's name.
    package var title: String

    /// Nil for a project without environments.
    package var environment: String?

    /// In source order.
    package var tests: [PlayedTest]
    package var coverage: Coverage

    /// Nil when it was not asked for.
    package var mutations: MutationReport?
    package var sources: SourceMap

    package init(title: String, environment: String?, tests: [PlayedTest], coverage: Coverage, sources: SourceMap) {
        self.title = title
        self.environment = environment
        self.tests = tests
        self.coverage = coverage
        self.sources = sources
    }

    package var hasFailures: Bool { tests.contains(where: \.isFailure) }
}
