internal import Diagnostics
internal import FileAccess
internal import ProjectLoading

/// The whole compiler: YAML, environments, variables, decoding, names, checks, lowering, and the printing of what was found.
func projectTarget(_ corpus: Corpus, folder: String) -> FuzzTarget {
    let path = "\(folder)/contact-center.yaml"
    return FuzzTarget(name: "project", corpus: corpus.projects, share: 6) { bytes in
        do {
            removeTree(path)
            try writeNewFile(path, bytes)
            let project = try loadProject(at: path)
            require(
                project.diagnostics.hasErrors == (project.release == nil),
                "a project gives errors or a release, and not both"
            )
            let checked = try checkProject(at: path)
            for span in (project.diagnostics + checked.diagnostics).compactMap(\.span) {
                let count = project.sources[span.file].bytes.count
                require(0 <= span.start && span.start <= span.end && span.end <= count, "spans lie in their file")
            }
            for style in [TextRenderer.Style.plain, .colour] {
                let text = TextRenderer(style: style).render(project.diagnostics, sources: project.sources)
                require(text.isEmpty == project.diagnostics.isEmpty, "what was found is printed")
            }
            _ = JSONRenderer().render(project.diagnostics, sources: project.sources)
        } catch {
            require(false, "a file that is there can be loaded: \(error)")
        }
    }
}
