internal import CallBundle
internal import CallFlow
internal import ContactCenter
internal import Diagnostics
internal import Lowering

extension TestBench {
    /// Plays the tests on the project with one thing changed at a time.
    ///
    /// Tests that passed and come through the changed place are played, until one fails. A change that gives the same
    /// bundle is none.
    ///
    /// - Parameter played: What came of the tests on the project as it is.
    /// - Returns: What came of each change, in source order.
    /// - Complexity: O(changes that some test comes through × (project + tests that come through)).
    package func mutations(noticedBy played: [PlayedTest]) async -> MutationReport {
        let passed = played.filter { $0.verdict == .passed }
        let changes = graphChanges(graph, of: project)
        let results = await withTaskGroup(of: (Int, MutationReport.Result?).self) { group in
            for (index, change) in changes.enumerated() {
                group.addTask { (index, await result(of: change, passed)) }
            }
            var results: [MutationReport.Result?] = Array(repeating: nil, count: changes.count)
            for await (index, result) in group { results[index] = result }
            return results
        }
        return MutationReport(results: results.compactMap(\.self))
    }

    /// Nil for a change that changes nothing.
    private func result(of change: GraphChange, _ passed: [PlayedTest]) async -> MutationReport.Result? {
        var changedGraph = graph
        change.apply(&changedGraph)
        let release = lower(changedGraph, baseURL: project.hosting.url.value, appUsers: users)
        guard release.id != self.release.id else { return nil }
        let bench = changed(to: release)
        for test in passed where change.point.map(test.points.contains) ?? true {
            if await !bench.passes(test.test) {
                return MutationReport.Result(change: change.words, span: change.span, noticedBy: test.test.name.value)
            }
        }
        return MutationReport.Result(change: change.words, span: change.span, noticedBy: nil)
    }
}
