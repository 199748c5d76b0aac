extension Assumptions {
    /// The whole of `docs/assumptions.md`.
    package static var page: String {
        """
        # Assumptions about the platform

        Where the platform's documentation is silent, or two of its ages disagree, ccplan takes the likeliest reading and is built to be
        right under the other one too. Each row says what is assumed, what happens if it is false, and the quirk of the sandbox or of the
        simulator that flips it; tests run under every quirk. Switch one on with `ccsandbox serve --quirk NAME` or
        `ccsandbox call --quirk NAME`. This page is generated from the table in `Sources/Assumptions`.

        ## The APIs: `ccsandbox serve --quirk NAME`

        \(table(of: .account))

        ## Calls: `ccsandbox call --quirk NAME`

        \(table(of: .calls))

        """
    }

    private static func table(of subject: Assumption.Subject) -> String {
        let rows = all.filter { $0.subject == subject }.map { row in
            "| \(row.assumed) | \(row.ifFalse) | \(row.quirk.map { "`\($0)`" } ?? "–") |"
        }
        return (["| assumed | if it is false | quirk |", "| --- | --- | --- |"] + rows).joined(separator: "\n")
    }
}
