internal import Diagnostics

/// Which changes of a project its tests notice.
package struct MutationReport: Sendable {
    /// A change, and whether some test fails of it.
    struct Result: Sendable {
        /// What is different: "option 2 of menu 'main' is removed".
        var change: String
        var span: Span

        /// The first test that fails of it; nil when none does.
        var noticedBy: String?
    }

    /// In source order.
    var results: [Result]

    var noticed: Int { results.count { $0.noticedBy != nil } }

    /// 0 to 100, rounded down; 100 when there was nothing to change.
    package var score: Int { results.isEmpty ? 100 : noticed * 100 / results.count }

    var summary: String { "mutation score: \(score) % (\(noticed) of \(results.count) changes noticed)" }

    func text(_ places: inout SourcePlaces) -> String {
        let missed = results.filter { $0.noticedBy == nil }
        guard !missed.isEmpty else { return "" }
        let rows = missed.map { (places.place(of: $0.span).shown, $0.change) }
        return "no test notices when:\n" + table(rows) + "\n"
    }
}
