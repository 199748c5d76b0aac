internal import ArgumentParser
internal import JSONTree
internal import LanguageReference
internal import ProgramSupport

/// `ccplan schema`.
struct Schema: ParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Print the JSON Schema of contact-center.yaml, for editors.",
        discussion: """
            Save it and name it in the first line of the file, which most editors understand:

              ccplan schema > contact-center.schema.json
              # yaml-language-server: $schema=contact-center.schema.json

            It is draft 7. The compiler checks more: run 'ccplan validate'.
            """
    )

    @Flag(help: "The schema of the files that 'include' names: the keys of a part, none required.")
    var included = false

    func run() throws {
        let schema = languageSchema(for: included ? .included : .root)
        try printOutput(String(decoding: schema.serializedBytes(.pretty), as: UTF8.self))
    }
}
