internal import ConfigSyntax
internal import ContactCenter
internal import Diagnostics

/// What the compiler makes of a few lines: the one judge of what can be written in the language.
///
/// - Parameter entries: Entries of a root file; `version`, `app` and `hosting` are added where they are missing.
/// - Returns: The model; nil when anything in them is an error.
func decoded(_ entries: [YAMLEntry]) -> Project? {
    let needed = [
        YAMLEntry("version", .word("1")), YAMLEntry("app", .line([YAMLEntry("name", .text("A"))])),
        YAMLEntry("hosting", .line([YAMLEntry("url", .text(placeholderURL))])),
    ]
    let keys = Set(entries.map(\.key))
    let text = yamlText(needed.filter { !keys.contains($0.key) } + entries)
    var sources = SourceMap()
    let file = sources.add(SourceFile(path: "contact-center.yaml", bytes: Array(text.utf8)))
    let parsed = parseYAML(file, in: sources)
    guard let tree = parsed.output, !parsed.diagnostics.hasErrors else { return nil }
    let substituted = substituteVariables(in: tree, with: [:])
    guard let tree = substituted.output, !substituted.diagnostics.hasErrors else { return nil }
    let project = decodeProject(tree)
    return project.diagnostics.hasErrors ? nil : project.output
}
