internal import ContactCenter

/// The text of `docs/language.md`: how to write a contact center, and every key that there is.
///
/// Each block of YAML stands for a project: below `exampleHead` where it does not begin with `version`. It is valid and
/// without a finding, but where a comment in the line before names what is found, `<!-- finds CC3010 -->`, or says that it
/// is another file of the project before it, `<!-- file menus/main.yaml -->`.
package func languagePage() -> String {
    var page = """
        # The language

        Everything that can stand in `contact-center.yaml`. The tables on this page are made from those that the compiler reads
        by; do not edit it. `ccplan schema` prints the same for your editor.

        Examples that do not begin with `version` stand below these lines:

        ```yaml
        \(exampleHead)```


        """
    page += Chapter.all.map { "- [\($0.title)](#\(anchor($0.title)))\n" }.joined()
    for chapter in Chapter.all {
        page += "\n## \(chapter.title)\n\n\(chapter.text)\n"
        for subject in chapter.tables {
            guard let table = KeyTable.all.first(where: { $0.subject == subject }) else { continue }
            page += section(of: table)
        }
    }
    return page
}

/// What a short example on the page is put below, so that it is a project.
package let exampleHead = """
    version: 1
    timezone: Europe/London
    app: {name: Acme}
    hosting: {url: "https://voice.acme.example"}

    """

/// The subjects of the tables that no chapter has, and those that several have: none, as a test holds.
package var misplacedTables: [String] {
    let placed = Chapter.all.flatMap(\.tables)
    return KeyTable.all.map(\.subject).filter { subject in placed.count { $0 == subject } != 1 }
        + placed.filter { subject in !KeyTable.all.contains { $0.subject == subject } }
}

/// A heading and the keys of a table; those that it has in common with another one are only named.
private func section(of table: KeyTable) -> String {
    let common = likeTables[table.subject].flatMap { name in KeyTable.all.first { $0.subject == name } }
    let commonNames = Set(common?.keys.map(\.name) ?? [])
    let own = table.keys.filter { !commonNames.contains($0.name) }
    var text =
        "\n### \(capitalised(table.subject))\n\n| key | what stands there | what it means |\n| --- | --- | --- |\n"
    for key in own {
        let name = "`\(key.name)`" + (key.isRequired ? " (required)" : "")
        text += "| \(name) | \(cell(inWords(key.shape))) | \(cell(key.summary)) |\n"
    }
    guard let common else { return text }
    let rest = table.keys.filter { commonNames.contains($0.name) }.map { "`\($0.name)`" }
    return text + "\nAnd as in [\(common.subject)](#\(anchor(common))): \(rest.joined(separator: ", ")).\n"
}

/// Tables that have the keys of another one beside their own.
private let likeTables = [
    "an option": "a destination", "a share": "a destination", "a step": "a destination",
    "an environment": "a contact center",
]

private func cell(_ text: String) -> String { text.replacing("|", with: "\\|") }

private func capitalised(_ text: String) -> String { text.prefix(1).uppercased() + text.dropFirst() }

/// What GitHub makes of a heading.
private func anchor(_ title: String) -> String {
    String(title.lowercased().filter { $0.isLetter || $0.isNumber || $0 == " " || $0 == "-" }).replacing(" ", with: "-")
}
