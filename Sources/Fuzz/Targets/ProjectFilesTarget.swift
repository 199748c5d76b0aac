internal import Diagnostics
internal import FileAccess
internal import ProjectLoading

/// The files that a project names or that stand beside it: lists of callers, sounds, hand-written NCCOs, keys, pins.
///
/// Every input is taken for each of them, the others being sound.
func projectFilesTarget(_ corpus: Corpus, folder: String) -> FuzzTarget {
    let place = "\(folder)/files"
    let sound =
        Array("RIFF".utf8) + [36, 0, 0, 0] + Array("WAVEfmt ".utf8)
        + [16, 0, 0, 0, 1, 0, 1, 0, 64, 31, 0, 0, 128, 62, 0, 0, 2, 0, 16, 0] + Array("data".utf8) + [0, 0, 0, 0]
    let list = Array("# known\n+44 7700 900123\n+1 415 555 0100 # too\n".utf8)
    let custom = Array(#"[{"action": "talk", "text": "Hello"}, {"action": "talk", "text": "Goodbye"}]"#.utf8)
    let pins = Array("- us-sales +14155550100\n".utf8)
    let files = ["sound.wav": sound, "list.txt": list, "custom.json": custom, "contact-center.lock": pins]
    let root = """
        version: 1
        app: {name: Files, public_key: app.pub}
        hosting: {url: "https://voice.example.com"}
        callers: {blocked: {file: list.txt}}
        numbers:
          main:
            number: +44 20 7946 0000
            inbound: {caller: {list: {blocked: hangup}, otherwise: {flow: main}}}
          us-sales: {search: {country: US}, inbound: {ncco: custom.json}}
        flows: {main: [{play: sound.wav}, {say: Goodbye}, hangup]}

        """
    return FuzzTarget(name: "project-files", corpus: [sound, list, custom, pins] + corpus.json.prefix(20)) { bytes in
        do {
            try makeFolder(place)
            for name in ["app.pub"] + files.keys.sorted() {
                for (other, content) in files { try replaceFile("\(place)/\(other)", content) }
                try replaceFile("\(place)/contact-center.yaml", Array(root.utf8))
                try replaceFile("\(place)/\(name)", bytes)
                let project = try loadProject(at: place)
                for span in project.diagnostics.compactMap(\.span) {
                    let count = project.sources[span.file].bytes.count
                    require(0 <= span.start && span.start <= span.end && span.end <= count, "spans lie in their file")
                }
                let text = TextRenderer(style: .plain).render(project.diagnostics, sources: project.sources)
                require(text.isEmpty == project.diagnostics.isEmpty, "what was found is printed")
            }
        } catch {
            require(false, "a file that is there can be loaded: \(error)")
        }
    }
}
