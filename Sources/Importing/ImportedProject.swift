package import JSONTree
package import Provisioning

/// What a project is written from.
package struct ImportSource: Sendable {
    package var application: LiveApplication

    /// All numbers of the account; those of the application count.
    package var numbers: [LiveNumber]

    /// Those of the application, with all their fields, or why they were not read.
    package var users: LiveUsers

    /// What the present answer webhook says to calls, by the called number's digits.
    package var answers: [String: JSONValue] = [:]

    package init(application: LiveApplication, numbers: [LiveNumber], users: LiveUsers) {
        self.application = application
        self.numbers = numbers
        self.users = users
    }

    /// The numbers of the application, in the order of their digits, each once.
    package var ownNumbers: [LiveNumber] {
        var seen: Set<String> = []
        return numbers.filter { isSameApplication($0.applicationID, application.id) && !application.id.isEmpty }
            .sorted { $0.digits < $1.digits }
            .filter { seen.insert($0.digits).inserted }
    }
}

/// A project that says what an account has.
package struct ImportedProject: Sendable {
    package struct File: Hashable, Sendable {
        /// Relative to the project's folder.
        package var path: String
        package var text: String
    }

    /// A secret of the account that the project reads from the environment.
    package struct SecretUse: Hashable, Sendable {
        /// The environment variable.
        package var variable: String

        /// Whose it is: `user 'Jane', SIP password`.
        package var use: String
    }

    /// The root file first.
    package var files: [File]
    package var secrets: [SecretUse] = []

    /// What was left out, and what the operator must look at; a line each, without a full stop.
    package var notes: [String] = []

    /// Whether `hosting.url` is only a placeholder.
    package var needsHostingURL = false
}

/// Stands where the account does not tell where bundles will be served.
package let placeholderURL = "https://voice.example.com"

/// Writes a project from what an account has: its application, the numbers linked to that, and its users.
///
/// What the language cannot say exactly is left out, and so left alone by plans; each such thing has its note. Nothing
/// secret is written. The project validates.
///
/// - Complexity: O(users + numbers), each with a small compilation of its own.
package func importProject(_ source: ImportSource) -> ImportedProject {
    var importer = Importer(source: source)
    return importer.run()
}

/// The work in hand.
struct Importer {
    let source: ImportSource
    var files: [ImportedProject.File] = []
    var secrets: [ImportedProject.SecretUse] = []
    var notes: [String] = []
    var variableNames = UniqueNames()
    var numberNames = UniqueNames()

    init(source: ImportSource) {
        self.source = source
    }

    mutating func run() -> ImportedProject {
        let hosting = hosting()
        let root = [
            YAMLEntry(
                "version",
                .word("1"),
                comment: [
                    "Written by 'ccplan import' from application \(source.application.id).",
                    "Read it through, and run 'ccplan plan', before you apply it.",
                ]
            ),
            YAMLEntry("app", .block(application(hosting.url))),
            hosting.entry,
        ]
        let numbers = numberEntries()
        let users = userEntries()
        var entries = root
        if !numbers.isEmpty {
            entries.append(
                YAMLEntry("numbers", .block(numbers), comment: ["Numbers that are linked to the application."])
            )
        }
        if !users.isEmpty {
            entries.append(
                YAMLEntry("users", .block(users), comment: ["Users of the application; 'agents' can ring them."])
            )
        }
        return ImportedProject(
            files: [ImportedProject.File(path: "contact-center.yaml", text: yamlText(entries))] + files,
            secrets: secrets,
            notes: notes,
            needsHostingURL: hosting.isPlaceholder
        )
    }

    /// Adds an entry where the language takes it, else a note.
    mutating func add(
        _ entry: YAMLEntry,
        to entries: inout [YAMLEntry],
        if isWritable: ([YAMLEntry]) -> Bool,
        else note: String
    ) {
        if isWritable(entries + [entry]) {
            entries.append(entry)
        } else {
            notes.append(note)
        }
    }
}
