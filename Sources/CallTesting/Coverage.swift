internal import CallFlow
internal import ContactCenter
internal import Diagnostics

/// Which places of a project its tests come through, of those that calls can reach.
package struct Coverage: Sendable {
    /// A place that calls can reach.
    struct Place: Sendable {
        var point: CallPoint

        /// As a report names it: "option 2 of menu 'main'".
        var name: String
        var isTaken: Bool
    }

    /// In source order.
    let places: [Place]

    /// The numbers of one kind.
    struct Count: Sendable, Hashable {
        var kind: CallPoint.Kind
        var taken: Int
        var total: Int
    }

    /// Of the kinds that the project has, in the order of reports.
    var counts: [Count] {
        CallPoint.Kind.counted.compactMap { kind in
            let all = places.filter { $0.point.kind == kind }
            guard !all.isEmpty else { return nil }
            return Count(kind: kind, taken: all.count { $0.isTaken }, total: all.count)
        }
    }

    var missed: [Place] { places.filter { !$0.isTaken } }

    /// - Complexity: O(routes of the project + points of all tests).
    package init(of bench: TestBench, by tests: [PlayedTest]) {
        var taken: Set<CallPoint> = []
        for test in tests { taken.formUnion(test.points) }
        places = reachablePoints(bench.graph, fallback: bench.project.hosting.fallback?.span)
            .filter { CallPoint.Kind.counted.contains($0.point.kind) }
            .map { Place(point: $0.point, name: $0.name, isTaken: taken.contains($0.point)) }
    }
}
