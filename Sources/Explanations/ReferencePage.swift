internal import Diagnostics

extension Explanations {
    /// The text of `docs/diagnostics.md`: all pages, by the class of their codes.
    package static var referencePage: String {
        var page = """
            # Diagnostics

            Every code that `ccplan` reports. `ccplan explain CODE` prints the same. This page is made from the program; do not
            edit it.

            Errors stay errors. Warnings can be turned off, raised to errors, or allowed in places.

            An example that does not begin with `version` stands below these lines:

            ```yaml
            \(Explanation.Example.head)```

            """
        for (prefix, title) in classes {
            let pages = all.filter { $0.code.text.hasPrefix(prefix) }
            guard !pages.isEmpty else { continue }
            page += "\n## \(title)\n\n" + pages.map(\.markdown).joined(separator: "\n")
        }
        return page
    }

    /// What the first digit of a code stands for.
    private static let classes = [
        ("CC0", "CC0xxx: YAML and shape"), ("CC1", "CC1xxx: names"), ("CC2", "CC2xxx: numbers, users, application"),
        ("CC3", "CC3xxx: call flow"), ("CC4", "CC4xxx: hosting"), ("CC5", "CC5xxx: policy and fraud"),
        ("CC6", "CC6xxx: secrets"), ("CC7", "CC7xxx: tests"), ("CC8", "CC8xxx: the account"),
        ("CC9", "CC9xxx: internal"),
    ]
}
