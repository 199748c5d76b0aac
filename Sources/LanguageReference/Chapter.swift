internal import ContactCenter

/// A part of the reference page about one thing: prose, examples, and the tables that belong to it.
package struct Chapter: Sendable {
    /// The heading.
    let title: String

    /// Markdown, in which a test compiles each block of YAML (see `languagePage`).
    let text: String

    /// The subjects of the tables that follow the text.
    let tables: [String]

    init(_ title: String, tables: [String] = [], _ text: String) {
        self.title = title
        self.text = text
        self.tables = tables
    }
}

extension Chapter {
    static let all: [Chapter] = startChapters + callChapters + peopleChapters + accountChapters + projectChapters
}
