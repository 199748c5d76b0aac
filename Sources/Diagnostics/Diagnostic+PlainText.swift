/// Which notes a report puts into the text of a finding.
enum NotesInText {
    case all
    /// Those about no place; the others stand in the report as places of their own.
    case placeless
}

extension Diagnostic {
    /// The message, below it the notes with their places, the call that shows it, and the help: for reports that show no
    /// source lines.
    func text(with notes: NotesInText, _ indexes: inout LineIndexes, _ paths: ReportPaths) -> String {
        var lines = [message]
        for note in self.notes {
            if let span = note.span {
                guard notes == .all else { continue }
                let line = indexes.lines(of: span.file).lineNumber(of: Int(span.start))
                lines.append("note: \(note.message) (\(paths.path(of: indexes.sources[span.file])), line \(line))")
            } else {
                lines.append("note: \(note.message)")
            }
        }
        if let witness { lines.append("shown by: \(witness)") }
        if let help { lines.append("help: \(help)") }
        return lines.joined(separator: "\n")
    }
}
